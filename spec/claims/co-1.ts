import type { Claim } from "../../src/audit/claim.ts";
import type { CommunicationEvidence } from "../../src/audit/cost-evidence.ts";

export const co1: Claim<CommunicationEvidence> = {
  id: "CO-1",
  title: "Communication does not grow with the model",
  quote: "with communication complexity independent of model dimension",
  source: "CQSA §1",
  statement: "A round consumes as many GHZ states, and sends as many qubits, whatever d is.",
  clauses: ["CQSA-AGG-2", "CQSA-AGG-3", "CQSA-RND-1"],
  decide: (evidence) => {
    const { byCoordinates, smallest, coordinates, clients, clusters, shots } = evidence;
    if (evidence.states === 0 || byCoordinates.length === 0)
      return { verdict: "undecided", reason: "no cluster was measured" };
    const own = `this run's round sends ${evidence.qubitTrips} qubits (N = ${clients}, M = ${clusters} clusters, d = ${coordinates}, R = ${shots}) and consumes ${evidence.states} GHZ states`;
    const counted = byCoordinates.map(({ coordinates: d, states }) => `${states} for d = ${d}`).join(", ");
    if (smallest === null)
      return { verdict: "holds", because: `${own}; states counted in smaller rounds: ${counted}` };
    const asExpected =
      evidence.states === evidence.expectedStates && evidence.qubitTrips === evidence.expectedTrips;
    const formula = asExpected
      ? "as d·M·R states and 2·d·N·R qubits are"
      : `where d·M·R is ${evidence.expectedStates} states and 2·d·N·R ${evidence.expectedTrips} qubits`;
    return {
      verdict: "fails",
      counterexample: `${smallest.clients === 1 ? "1 client" : `${smallest.clients} clients`}, one shot a basis: ${smallest.qubitTripsOfOne} qubits sent for d = 1, ${smallest.qubitTrips} for d = ${smallest.coordinates}`,
      because: `every coordinate needs states of its own: ${own}, ${formula}; counted circuit by circuit in smaller rounds, states: ${counted}`,
    };
  },
};
