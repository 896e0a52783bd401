import type { Claim } from "../../src/audit/claim.ts";
import type { LockedEvidence, LockedPoint } from "../../src/audit/state-evidence.ts";
import { figure, roundedFigure } from "../../src/base/figure.ts";
import { noiseText } from "./noise-text.ts";

/** Of the rounding of a distance that is 0. */
const ROUNDING = 1e-9;

function nameOf({ prepared, channel, probability }: LockedPoint): string {
  const noise = channel === "none" ? "" : noiseText({ channel, probability });
  if (prepared === "GHZ") return noise === "" ? "no noise" : noise;
  return prepared === "product" ? "|+⟩ for each client" : "a signed GHZ state";
}

export const pr1: Claim<LockedEvidence> = {
  id: "PR-1",
  title: "A single update stays locked",
  quote: "The individual contributions θ_i remain locked in the entangled state",
  source: "CQSA §4, privacy guarantee",
  statement: "The state that the server holds depends on the phases through their sum modulo 2π alone.",
  clauses: ["CQSA-AGG-1", "CQSA-GHZ-1"],
  decide: ({ clusterSize, members, circuits, layout, points }) => {
    if (members < 2)
      return { verdict: "undecided", reason: "the sum of a cluster of one is its client's own" };
    const tells = points.filter(({ distance }) => distance > ROUNDING);
    const honest = points.filter(({ prepared }) => prepared === "GHZ");
    const locked = honest.filter(({ distance }) => distance <= ROUNDING);
    const apart = tells.map((point) => `${nameOf(point)} ${figure(point.distance, 3)}`).join(", ");
    const largest = locked.reduce((most, { distance }) => Math.max(most, distance), 0);
    const place = `${circuits} clusters of this run's updates (k = ${clusterSize}, ${layout}) beside others with the same sums`;
    const ideal = honest.find(({ channel }) => channel === "none");
    if (ideal === undefined) return { verdict: "undecided", reason: "no state without noise was looked at" };
    if (ideal.distance > ROUNDING) {
      return {
        verdict: "fails",
        counterexample: `${members} clients without noise: states with one sum are ${figure(ideal.distance)} apart in trace distance`,
        because: `${place}; apart by ${apart}`,
      };
    }
    const because = `${place}: ${roundedFigure(largest, 2)} apart in trace distance under ${locked.map(nameOf).join(", ")}`;
    if (tells.length === 0) return { verdict: "holds", because };
    const leaky = honest.filter(({ distance }) => distance > ROUNDING);
    const prepared = points.length > honest.length ? "the server prepares the GHZ state" : "";
    const quiet =
      leaky.length === 0
        ? ""
        : `no channel turns qubits over and leaves their interference, as ${leaky.map(({ channel }) => channel).join(" and ")} do${leaky.length === 1 ? "es" : ""}`;
    return {
      verdict: "holds if",
      condition: [prepared, quiet].filter((part) => part !== "").join(", and "),
      region: `${locked.length} of ${honest.length} channels with an honest preparation`,
      because: `${because}; but ${apart}`,
    };
  },
};
