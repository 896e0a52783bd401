import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as properties from "../../properties/index.ts";
import type { Law } from "../../properties/law.ts";
import type * as runner from "../../properties/run-law.ts";
import type * as reference from "../implementation/reference.ts";
import { nowRuns, wasEndless } from "./mutant-switch.ts";
import type { LawPreset } from "./workbench.ts";

/** How one law fared. */
export interface LawRun {
  readonly law: string;
  /** `fault`: the law could not even be judged. */
  readonly verdict: string;
  readonly milliseconds: number;
  /** True where it passed so many places that it was stopped: an endless loop. */
  readonly endless: boolean;
}

/** Runs laws in this process, one after the other. */
export interface LawRunner {
  readonly laws: readonly string[];

  readonly run: (law: string, preset: LawPreset) => Promise<LawRun>;
}

type Properties = Pick<typeof properties, "laws">;
type Runner = Pick<typeof runner, "levelOf" | "runLaw">;
type ReferenceModule = Pick<typeof reference, "createReference">;

function load<Module>(file: string): Promise<Module> {
  return import(pathToFileURL(join(process.cwd(), file)).href) as Promise<Module>;
}

/** The laws of the project that this process runs in, which may be a copy with mutants. */
export async function loadLaws(): Promise<LawRunner> {
  const [{ laws }, { levelOf, runLaw }, { createReference }] = await Promise.all([
    load<Properties>("properties/index.ts"),
    load<Runner>("properties/run-law.ts"),
    load<ReferenceModule>("src/implementation/reference.ts"),
  ]);
  const byId: ReadonlyMap<string, Law> = new Map(laws.map((law) => [law.id, law]));
  const level = levelOf(laws, 1e-9);
  return {
    laws: [...byId.keys()],
    run: async (id, { runs, samples }) => {
      nowRuns(id);
      const start = performance.now();
      let verdict: string;
      try {
        const options = { seed: "reference", runs, samples, level };
        ({ verdict } = await runLaw(byId.get(id)!, createReference(), options));
      } catch {
        verdict = "fault";
      }
      nowRuns(undefined);
      return { law: id, verdict, milliseconds: performance.now() - start, endless: wasEndless() };
    },
  };
}
