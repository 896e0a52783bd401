import { beforeEach, expect, test } from "vitest";
import { judgeMutant } from "./judge-mutant.ts";
import type { Judgement, Suspect, Workshop } from "./judge-mutant.ts";
import { mutantSwitch, wasEndless } from "./mutant-switch.ts";

const FEW = { runs: 10, samples: 0.25 };
const MORE = { runs: 30, samples: 1 };

/** How each judge fares against the mutant: by name, with " more" behind it where it tries more cases. */
let notices: Set<string>;
let endless: Set<string>;
let calls: string[];

function workshop(): Workshop {
  const laws = ["a", "b", "c", "d", "e"];
  const tests = ["x.test.ts#own [OWN-1]", "x.test.ts#other [OTHER-1]"];
  const fare = (name: string) => {
    expect(mutantSwitch().active[0]).toBe(7);
    calls.push(name);
    if (endless.has(name)) mutantSwitch().left[0] = -1;
    return { endless: endless.has(name), milliseconds: 0, noticed: notices.has(name) };
  };
  return {
    order: {
      preset: FEW,
      more: MORE,
      unitTests: [],
      lawClauses: { a: ["OTHER-1"], b: ["OWN-1"], c: ["OTHER-1"], d: ["OWN-1"], e: ["OTHER-1"] },
      owned: {},
      lineStarts: {},
      settled: [],
    },
    laws: {
      laws,
      run: (law, { runs }) => {
        const { noticed, ...run } = fare(runs === MORE.runs ? `${law} more` : law);
        return Promise.resolve({ ...run, law, verdict: noticed ? "violated" : "pass" });
      },
    },
    tests: {
      ids: tests,
      run: (id) => {
        const { noticed, ...run } = fare(id.slice("x.test.ts#".length).split(" ")[0]!);
        return Promise.resolve({ ...run, id, failed: noticed });
      },
      reload: (file) => {
        const mutant = mutantSwitch().active[0]!;
        calls.push(`load ${file} with ${mutant}`);
        expect(wasEndless()).toBe(false);
        return Promise.resolve(mutant === 7 && endless.has("load"));
      },
    },
  };
}

function judge(suspect: Partial<Suspect> = {}, loading: Record<string, string[]> = {}): Promise<Judgement> {
  const verdicts = { a: "pass", b: "pass", c: "pass", d: "pass", e: "pass" };
  return judgeMutant(
    workshop(),
    { verdicts, passages: {}, loading },
    { id: "7", owners: ["OWN-1"], isReached: (name) => name !== "e", whileLoading: false, ...suspect },
    () => undefined,
  );
}

beforeEach(() => {
  notices = new Set();
  endless = new Set();
  calls = [];
});

test("Every law that reaches a mutant meets it, and more is tried as long as nothing notices", async () => {
  const { killedBy, runs } = await judge();
  expect(calls).toEqual(["b", "d", "a", "c", "b more", "d more", "own", "a more", "c more", "other"]);
  expect([killedBy, runs]).toEqual([[], 10]);
  expect(mutantSwitch().active[0]).toBe(-1);
});

test("A kill by a law of an owner ends it once all laws have met the mutant", async () => {
  notices = new Set(["d", "a"]);
  expect((await judge()).killedBy).toEqual(["d", "a"]);
  expect(calls).toEqual(["b", "d", "a", "c"]);
});

test("After a kill by others the owners' laws and tests still try more, and nobody else does", async () => {
  notices = new Set(["a"]);
  await judge();
  expect(calls).toEqual(["b", "d", "a", "c", "b more", "d more", "own"]);
});

test("A mutant of its own process meets other laws only while the owners' have not noticed", async () => {
  notices = new Set(["own"]);
  await judge({ whileLoading: true });
  expect(calls).toEqual(["b", "d", "own"]);
  calls = [];
  notices = new Set(["a", "c"]);
  expect((await judge({ whileLoading: true })).killedBy).toEqual(["a"]);
  expect(calls).toEqual(["b", "d", "own", "b more", "d more", "a"]);
});

test("Three laws sent round for ever end the laws, not the tests", async () => {
  // The least laws come first.
  endless = new Set(["b", "d", "a"]);
  const result = await judge();
  expect(calls).toEqual(["b", "d", "a", "own", "other"]);
  expect(result.endless).toEqual(["b", "d", "a"]);
});

test("What a file of tests computes while it loads is computed with the mutant, and afterwards without it", async () => {
  await judge({}, { "x.test.ts": ["7"] });
  expect(calls).toContain("load x.test.ts with 7");
  expect(calls.at(-1)).toBe("load x.test.ts with -1");
  calls = [];
  await judge({}, { "x.test.ts": ["8"] });
  expect(calls.filter((call) => call.startsWith("load"))).toEqual([]);
});

test("Tests whose file never ends loading are not run, and their file is what is endless", async () => {
  endless = new Set(["load"]);
  const { killedBy, endless: never } = await judge({}, { "x.test.ts": ["7"] });
  expect([killedBy, never]).toEqual([[], ["x.test.ts#(loading)"]]);
  expect(calls.filter((call) => call.startsWith("o"))).toEqual([]);
});

test("What was stopped as endless leaves nothing behind for the files of tests that are loaded next", async () => {
  endless = new Set(["other"]);
  await judge({}, { "x.test.ts": ["7"] });
  expect(calls.slice(-2)).toEqual(["other", "load x.test.ts with -1"]);
});
