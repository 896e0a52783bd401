import type { Claim } from "../../src/audit/claim.ts";
import type { ResidueEvidence, ResiduePoint } from "../../src/audit/state-evidence.ts";
import { intervalText } from "../../src/base/interval-text.ts";
import { noiseText } from "./noise-text.ts";

function pointText({ sum, residues, ...noise }: ResiduePoint): string {
  return `${noiseText(noise)}: R² = ${intervalText(residues)} with residues, ${intervalText(sum)} without`;
}

function channels(points: readonly ResiduePoint[]): string {
  return [...new Set(points.map(({ channel }) => channel))].join(", ");
}

export const pr4: Claim<ResidueEvidence> = {
  id: "PR-4",
  title: "Low fidelity compromises privacy",
  quote: "potentially leaking sensitive information about each participant’s data",
  source: "summary of CQSA (arXiv 2602.22269), noisy environments",
  statement: "The noisier a cluster's state, the more the decoded qubits tell of a single client.",
  clauses: ["CQSA-AGG-1", "CQSA-GHZ-1"],
  decide: ({ clients, clusterSize, shots, trials, points }) => {
    if (clusterSize === 1) {
      return { verdict: "undecided", reason: "a cluster of one client is read whatever its fidelity" };
    }
    const noisy = points.filter(({ channel }) => channel !== "none");
    const more = noisy.filter(({ sum, residues }) => residues.lower > sum.upper);
    const rest = noisy.filter((point) => !more.includes(point));
    const same = rest.filter(({ coherence }) => coherence < 1e-12);
    const place = `${trials} rounds of ${clients} clients with normal updates, k = ${clusterSize}, ${shots} shots a basis`;
    const because = `${place}; ${[...more, ...rest].map(pointText).join("; ")}`;
    if (noisy.length === 0 || same.length < rest.length) {
      return {
        verdict: "undecided",
        reason: `some noise is neither told to add nor to add nothing: ${because}`,
      };
    }
    if (same.length === 0) return { verdict: "holds", because };
    if (more.length === 0) {
      return {
        verdict: "fails",
        counterexample: pointText(same.at(-1)!),
        because: `flipped qubits have no interference left under any of ${channels(same)}; ${because}`,
      };
    }
    return {
      verdict: "holds if",
      condition: `noise turns qubits over before clients encode and leaves their interference, as ${channels(more)}`,
      region: `${more.length} of ${noisy.length} noise settings; under ${channels(same)} flipped qubits have no interference left, and residues add nothing, however low the fidelity`,
      because,
    };
  },
};
