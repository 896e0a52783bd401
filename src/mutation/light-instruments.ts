import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { newPlace, SWITCH } from "./mutant-switch.ts";

const FIRST = "function stryNS_9fa48()";
const LAST = "  stryMutAct_9fa48 = isActive;\n  return isActive(id);\n}\n";
const CALL = /(stry(?:Cov|MutAct)_9fa48)\(("\d+"(?:, "\d+")*)\)/gu;

const LIGHT = `const { active: stryActive_9fa48, left: stryLeft_9fa48, seen: strySeen_9fa48, WeakMap } =
  (globalThis as any).${SWITCH};
function stryEnd_9fa48() {
  throw new Error("passed too many places");
}
function stryHit_9fa48() {
  if (--stryLeft_9fa48[0] < 0) stryEnd_9fa48();
  return true;
}
`;

/**
 * Mutated code with light instruments in the place of Stryker's own, which count every passage by name, in every run. A
 * passage becomes a comparison, and one that is counted down besides: laws run more than twice as fast.
 *
 * @param placeOf a number for a place that has these mutants
 * @returns the text as it is where it has no instruments
 * @throws Error if the instruments have a form that is not known here
 */
export function withLightInstruments(
  text: string,
  placeOf: (mutants: readonly number[]) => number = newPlace,
): string {
  const from = text.indexOf(FIRST);
  if (from === -1) return text;
  const to = text.indexOf(LAST, from);
  if (to === -1) throw new Error("Stryker's instruments have another form than expected");
  const body = (text.slice(0, from) + text.slice(to + LAST.length)).replace(
    CALL,
    (_, name: string, list: string) => {
      const ids = Array.from(list.matchAll(/\d+/gu), ([id]) => Number(id));
      return name === "stryMutAct_9fa48"
        ? `(stryActive_9fa48[0] === ${ids[0]!} && stryHit_9fa48())`
        : `(strySeen_9fa48[${placeOf(ids)}] = 1, --stryLeft_9fa48[0] < 0 && stryEnd_9fa48())`;
    },
  );
  if (/stry(?:NS|Cov|MutAct)_9fa48\(/u.test(body)) {
    throw new Error("Stryker's instruments are called in another way than expected");
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
