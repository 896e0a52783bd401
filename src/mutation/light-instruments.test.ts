import { expect, test } from "vitest";
import { withLightInstruments } from "./light-instruments.ts";
import {
  activate,
  allowPassages,
  countNoMore,
  countPlaces,
  mutantSwitch,
  nowRuns,
  passagesSince,
  wasEndless,
} from "./mutant-switch.ts";

const HEAVY = `// @ts-nocheck
function stryNS_9fa48() {
  return {};
}
stryNS_9fa48();
function stryCov_9fa48() {
}
function stryMutAct_9fa48(id) {
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
`;

test("A passage is a comparison with a number, and one that is counted down besides", () => {
  const body = 'export const one = stryMutAct_9fa48("7") ? 2 : (stryCov_9fa48("7", "8"), 1);\n';
  const places: (readonly number[])[] = [];
  const light = withLightInstruments(HEAVY + body, (mutants) => places.push(mutants) + 40);
  expect(light).toContain(
    "one = (stryActive_9fa48[0] === 7 && stryHit_9fa48()) ? 2 : ((strySeen_9fa48[41] = 1, ",
  );
  expect(light).not.toContain("stryNS_9fa48");
  expect(places).toEqual([[7, 8]]);
});

test("Light instruments switch one mutant on, tell what is reached, and stop what goes on for ever", async () => {
  const body =
    "let n = 0;\n" +
    'while (stryMutAct_9fa48("3") ? true : (stryCov_9fa48("3"), n < 5)) {\n' +
    'stryCov_9fa48("4");\nn++;\n}\nexport const count = n;\n';
  const load = (): Promise<{ count: number }> => {
    const text = withLightInstruments(HEAVY + body).replace("(globalThis as any)", "globalThis");
    return import(`data:text/javascript,${encodeURIComponent(text)}`) as Promise<{ count: number }>;
  };
  mutantSwitch();
  const { coverage } = countPlaces();
  allowPassages();
  nowRuns("a law");
  expect((await load()).count).toBe(5);
  expect(passagesSince()).toBe(11);
  countNoMore();
  expect(coverage).toEqual({ static: {}, perTest: { "a law": { 3: 1, 4: 1 } } });
  activate(3);
  allowPassages(0);
  await expect(load()).rejects.toThrow("passed too many places");
  expect(wasEndless()).toBe(true);
  activate(-1);
});

test("What mutated code remembers of an object is forgotten when another mutant is on", async () => {
  const body = "const known = new WeakMap();\nlet computed = 0;\n";
  const of = "if (known.get(key) === undefined) known.set(key, ++computed);\n";
  const text = `${HEAVY}${body}export function of(key) {\n${of}return known.get(key);\n}\n`;
  const light = withLightInstruments(text).replace("(globalThis as any)", "globalThis");
  mutantSwitch();
  const loaded = (await import(`data:text/javascript,${encodeURIComponent(light)}`)) as {
    of: (key: object) => number;
  };
  const key = {};
  expect([loaded.of(key), loaded.of(key)]).toEqual([1, 1]);
  activate(3);
  expect([loaded.of(key), loaded.of(key)]).toEqual([2, 2]);
  activate(-1);
  expect([loaded.of(key), loaded.of({})]).toEqual([3, 4]);
});

test("A file without instruments stays as it is", () => {
  expect(withLightInstruments("export const one = 1;\n")).toBe("export const one = 1;\n");
});

test("Instruments of another form are refused, for mutants would go on unseen", () => {
  expect(() => withLightInstruments("function stryNS_9fa48() {}\n")).toThrow("another form");
  expect(() => withLightInstruments(`${HEAVY}stryMutAct_9fa48(id);\n`)).toThrow("another way");
});
