import type { Coverage, CoverageCounts, FileCoverage } from "../conformance/coverage.ts";

function level(name: string, { total, byLaws, otherwise, neither }: CoverageCounts): string | null {
  if (total === 0) return null;
  const parts = [`${byLaws} by laws`];
  if (otherwise > 0) parts.push(`${otherwise} by the client of adapters`);
  // Only a MUST must be covered.
  if (name === "MUST" && neither > 0) parts.push(`${neither} uncovered`);
  return `${total} ${name}: ${parts.join(", ")}`;
}

function fileLine({ file, must, should, may }: FileCoverage, width: number): string {
  const levels = [level("MUST", must), level("SHOULD", should), level("MAY", may)];
  return `${file.padEnd(width)}  ${levels.filter((text) => text !== null).join("; ")}`;
}

/** The totals of a coverage: what is out of joint, a line a file, and one for all. */
export function coverageTotals({ files, must, gaps }: Coverage): string[] {
  const width = Math.max(...files.map(({ file }) => file.length));
  return [
    ...gaps.map((gap) => `gap: ${gap}`),
    ...files.map((file) => fileLine(file, width)),
    `${must.total} MUST: ${must.byLaws} by laws, ${must.otherwise} by the client of adapters, ${must.neither} uncovered`,
  ];
}
