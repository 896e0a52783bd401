import { createResults, readLines, resumeResults } from "../results-file.ts";
import type { AnyHeader, ResultsFile } from "../results-file.ts";
import type { ComparisonPlan, Part, PartResult } from "./parts.ts";
import { EVERYONE } from "./scenarios.ts";

/** What a results file is of: two runs with equal headers have equal parts. */
interface HardeningHeader extends AnyHeader {
  readonly kind: "cqsa-hardening-results";
  readonly version: string;
  readonly plan: ComparisonPlan;
  /** Who is tried, in the order in which parts name them. */
  readonly adversaries: readonly string[];
}

/** Where parts are kept, a line each. */
export interface KeptParts {
  readonly path: string;
  /** True: go on with what is there. */
  readonly resume: boolean;
  /** Of the program: what another one measured is not gone on with. */
  readonly version: string;
}

/** A line: the place of a part among those of the plan, and what it came to. */
interface KeptPart {
  readonly part: number;
  readonly result: PartResult;
}

const KIND_OF: Readonly<Record<Part["kind"], PartResult["kind"]>> = {
  adversary: "adversary",
  round: "costs",
  keys: "costs",
  training: "costs",
  "trade-off": "trade-off",
};

function isKept(value: unknown, parts: readonly Part[]): value is KeptPart {
  const { part, result } = (value ?? {}) as Partial<KeptPart>;
  const asked = Number.isSafeInteger(part) ? parts[part!] : undefined;
  return (
    asked !== undefined &&
    typeof result === "object" &&
    (result as PartResult | null)?.kind === KIND_OF[asked.kind] &&
    typeof result.found === "object"
  );
}

/**
 * Opens the file of a comparison's parts, and reads those that are there to be gone on with.
 *
 * @returns the file, and what was found by the place of the part
 * @throws a data error for a file of another run, and for a line that is no part of this one
 */
export async function openParts(
  plan: ComparisonPlan,
  parts: readonly Part[],
  { path, resume, version }: KeptParts,
): Promise<{ readonly file: ResultsFile; readonly found: ReadonlyMap<number, PartResult> }> {
  const header: HardeningHeader = {
    kind: "cqsa-hardening-results",
    format: 1,
    version,
    plan,
    adversaries: EVERYONE.map(({ adversary, figure }) => `${adversary}: ${figure}`),
  };
  const file = resume ? await resumeResults(path, header) : await createResults(path, header);
  const found = new Map<number, PartResult>();
  try {
    if (resume) {
      const lines = readLines(path, (value): value is KeptPart => isKept(value, parts));
      for await (const { part, result } of lines) found.set(part, result);
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  return { file, found };
}
