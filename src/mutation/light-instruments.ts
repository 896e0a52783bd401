import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { MOST_MUTANTS, SWITCH } from "./mutant-switch.ts";

const FIRST = "function stryNS_9fa48()";
const LAST = "  stryMutAct_9fa48 = isActive;\n  return isActive(id);\n}\n";
const CALL = /(stry(?:Cov|MutAct)_9fa48)\(("\d+"(?:, "\d+")*)\)/gu;

const LIGHT = `const stryS_9fa48 = (globalThis as any).${SWITCH};
const stryLeft_9fa48 = stryS_9fa48.left;
function stryPass_9fa48() {
  if (--stryLeft_9fa48[0] < 0) throw new Error("passed too many places");
}
function stryCov_9fa48(...ids: number[]) {
  stryPass_9fa48();
  const { tally } = stryS_9fa48;
  if (tally === null) return;
  for (const id of ids) tally[id]++;
}
function stryMutAct_9fa48(id: number) {
  if (stryS_9fa48.active !== id) return false;
  stryPass_9fa48();
  return true;
}
`;

/**
 * Mutated code with light instruments in the place of Stryker's own, which count every passage by name, in every run. With
 * numbers, and with nothing counted but when somebody asks for it, the engine compiles a passage to a comparison: laws run
 * twice as fast.
 *
 * @returns the text as it is where it has no instruments
 * @throws Error if the instruments have a form that is not known here
 */
export function withLightInstruments(text: string): string {
  const from = text.indexOf(FIRST);
  if (from === -1) return text;
  const to = text.indexOf(LAST, from);
  if (to === -1) throw new Error("Stryker's instruments have another form than expected");
  const body = (text.slice(0, from) + text.slice(to + LAST.length)).replace(
    CALL,
    (_, name: string, ids: string) => `${name}(${ids.replaceAll('"', "")})`,
  );
  if (/stry(?:NS|Cov|MutAct)_9fa48\((?!\d)/u.test(body)) {
    throw new Error("Stryker's instruments are called in another way than expected");
  }
  for (const [, id] of body.matchAll(/MutAct_9fa48\((\d+)\)/gu)) {
    if (Number(id) >= MOST_MUTANTS) throw new Error(`more than ${MOST_MUTANTS} mutants`);
  }
  // In one line, as everything behind it keeps its own.
  return LIGHT.replaceAll(/\n\s*/gu, " ") + body;
}

/** Mutated code of this folder is loaded with light instruments. */
export function lightenInstruments(): void {
  const source = `${pathToFileURL(process.cwd()).href}/src/`;
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      if (!url.startsWith(source) || loaded.source === undefined || loaded.source === null) return loaded;
      const text =
        typeof loaded.source === "string"
          ? loaded.source
          : Buffer.from(loaded.source as Uint8Array).toString();
      return { ...loaded, source: withLightInstruments(text) };
    },
  });
}
