import fc from "fast-check";
import { globSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mutatedFiles } from "../strength/mutated-files.ts";
import { takeCollected } from "./collected-tests.ts";
import { nowRuns, wasEndless } from "./mutant-switch.ts";

/** How one test fared. */
export interface TestRun {
  readonly id: string;
  readonly failed: boolean;
  readonly milliseconds: number;
  /** True where it passed so many places that it was stopped. */
  readonly endless: boolean;
}

/** Unit tests in this process: without a test runner between, one costs what it computes. */
export interface UnitTests {
  /** `file#title`. */
  readonly ids: readonly string[];
  readonly run: (id: string) => Promise<TestRun>;
  /**
   * Loads a file of tests anew, so that what it computes while it loads is computed by the code as it is now. All tests of a
   * file that does not load fail.
   *
   * @returns whether loading it was stopped because it passed too many places
   */
  readonly reload: (file: string) => Promise<boolean>;
}

/** The file that a test is in. */
export function fileOf(test: string): string {
  return test.split("#")[0]!;
}

/** What passes places while a file of tests loads counts as a test of this name. */
export function loadingOf(file: string): string {
  return `loading ${file}`;
}

/** A package written for bundlers, which leaves out the endings of its files. */
const WITHOUT_ENDINGS = "/node_modules/qasm-ts/";

/** Tests get the collector in the place of Vitest. */
function redirectVitest(): void {
  const collector = new URL("collected-tests.ts", import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) => {
      const from = context.parentURL ?? "";
      if (specifier === "vitest" && /\.test\.ts(?:\?|$)/u.test(from))
        return { url: collector, shortCircuit: true };
      const bare = from.includes(WITHOUT_ENDINGS) && /^\.{1,2}\/[^.]+$/u.test(specifier);
      return next(bare ? `${specifier}.js` : specifier, context);
    },
  });
}

async function load(file: string, query: string): Promise<void> {
  await import(`${pathToFileURL(join(process.cwd(), file)).href}${query}`);
}

/**
 * Loads the tests of this process's folder, which may be a copy of the project with mutants.
 *
 * @param expected ids that there are while nothing is broken: all tests of a file that does not load fail. Undefined: nothing
 *   may fail to load
 */
export async function loadUnitTests(
  patterns: readonly string[],
  expected?: readonly string[],
): Promise<UnitTests> {
  redirectVitest();
  await load(".config/vitest-setup.ts", "");
  // The first failure is enough: nobody reads a smallest one.
  fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
  // First all code by itself: what it does while it loads is no test's doing.
  for (const file of mutatedFiles(".")) {
    // The tests that import it will say so.
    await load(file, "").catch((error: unknown) => {
      if (expected === undefined) throw error;
    });
  }
  const tests = new Map<string, () => unknown>();
  let loads = 0;
  const enter = async (file: string): Promise<void> => {
    await load(file, loads++ === 0 ? "" : `?load=${loads}`);
    const seen = new Map<string, number>();
    for (const { title, run } of takeCollected()) {
      const again = (seen.get(title) ?? 0) + 1;
      seen.set(title, again);
      tests.set(`${file}#${again === 1 ? "" : `(${again}) `}${title}`, run);
    }
  };
  const fail = (file: string, ids: Iterable<string>, error: unknown): void => {
    // Those that it had come to.
    takeCollected();
    for (const id of ids) if (fileOf(id) === file) tests.set(id, () => Promise.reject(error));
  };
  for (const file of globSync([...patterns]).sort()) {
    nowRuns(loadingOf(file));
    await enter(file).catch((error: unknown) => {
      if (expected === undefined) throw error;
      fail(file, expected, error);
    });
  }
  nowRuns(undefined);
  return {
    ids: [...tests.keys()],
    reload: async (file) => {
      try {
        await enter(file);
      } catch (error) {
        fail(file, [...tests.keys()], error);
      }
      return wasEndless();
    },
    run: async (id) => {
      nowRuns(id);
      const start = performance.now();
      let failed = false;
      try {
        await tests.get(id)!();
      } catch {
        failed = true;
      }
      nowRuns(undefined);
      return { id, failed, milliseconds: performance.now() - start, endless: wasEndless() };
    },
  };
}
