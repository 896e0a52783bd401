import { existsSync, readFileSync } from "node:fs";
import type { AuditStrength } from "../audit/evidence-strength.ts";
import type { ClaimResult } from "../audit/report.ts";
import type { KillReport } from "../conformance/mutants/report.ts";
import { parseJson } from "../io/parse-json.ts";
import type { Review } from "../strength/reviews.ts";
import { packageFile } from "./provenance.ts";

function readJson(name: string): unknown {
  const path = packageFile(name);
  return existsSync(path) ? parseJson(name, readFileSync(path, "utf8")) : undefined;
}

/** How strong the evidence of the given claims is, by the runs of mutants that are kept; undefined: none is at hand. */
export async function keptStrength(claims: readonly ClaimResult[]): Promise<AuditStrength | undefined> {
  const stored = readJson("reports/mutation.json");
  if (stored === undefined) return undefined;
  const [{ laws }, { auditStrength }, { hashOf }, { mutatedFiles }, { unpackResult }] = await Promise.all([
    import("../../properties/index.ts"),
    import("../strength/audit-strength.ts"),
    import("../strength/hash.ts"),
    import("../strength/mutated-files.ts"),
    import("../strength/result.ts"),
  ]);
  // None in an installed package.
  const files = mutatedFiles(packageFile("."));
  const hash = (file: string): string => hashOf(readFileSync(packageFile(file), "utf8"));
  return auditStrength({
    result: unpackResult(stored, "reports/mutation.json"),
    reviews: (readJson("reports/equivalent-mutants.json") as Review[] | undefined) ?? [],
    faults: (readJson("reports/mutants.json") as KillReport | undefined)?.faults ?? null,
    claims,
    lawClauses: Object.fromEntries(laws.map(({ id, clauses }) => [id, clauses])),
    now: files.length === 0 ? undefined : Object.fromEntries(files.map((file) => [file, hash(file)])),
  });
}
