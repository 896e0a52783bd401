import type { Claim } from "../../src/audit/claim.ts";
import type { CollusionCase, CollusionEvidence } from "../../src/audit/masking-evidence.ts";
import { figure } from "../../src/base/figure.ts";

function coalition({ members, clients, integer, read }: CollusionCase): string {
  return `${members} of ${clients} clients with the server take their pads off the last one's vector and read ${read} for its ${integer}`;
}

export const qn3: Claim<CollusionEvidence> = {
  id: "QN-3",
  title: "No one can see a single update",
  quote: "revealing the aggregated update while hiding individual components",
  source: "summary of QuNetQFL (arXiv 2501.12709), mechanism 1",
  statement: "Neither the server, nor a client, nor those who collude with it read one client's integers.",
  clauses: ["QNF-MSK-1", "QNF-MSK-2"],
  decide: (evidence) => {
    const { coalitions, partial, partialExposed, complete, completeExposed } = evidence;
    const { smallestPeer, smallestCoalition, uniformPValue, uniformLevel, residues, coordinates } = evidence;
    if (coalitions === 0 || partial === 0 || residues === 0)
      return { verdict: "undecided", reason: "no coalition was tried" };
    const test = `${residues} residues that it holds, chi-square against uniform: p = ${figure(uniformPValue, 2)}`;
    if (partialExposed > 0) {
      return {
        verdict: "fails",
        counterexample: `${partialExposed} of ${partial} coalitions that leave a client out read all ${coordinates} integers`,
        because: `the masks hide nothing; ${test}`,
      };
    }
    if (uniformPValue < uniformLevel) {
      return { verdict: "fails", counterexample: test, because: "what the pads leave is not uniform" };
    }
    const hidden = `${partial} coalitions that leave one client out at least, of up to ${evidence.largestClients} clients, read nothing; ${test}`;
    if (completeExposed === 0) {
      return {
        verdict: "holds",
        because: `${complete} coalitions of all others read nothing either; ${hidden}`,
      };
    }
    if (smallestPeer !== null) {
      const { clients, integer, read } = smallestPeer;
      return {
        verdict: "fails",
        counterexample: `${clients} clients and no collusion: one takes its own integers from the public sum and reads ${read} for the other's ${integer}`,
        because: `${smallestCoalition === null ? "" : `${coalition(smallestCoalition)} (which the paper excludes); `}else ${hidden}`,
      };
    }
    return {
      verdict: "holds if",
      condition: "at least one other client stays out of any coalition",
      region: hidden,
      because:
        smallestCoalition === null
          ? `${completeExposed} of ${complete} coalitions of all others read the last one's integers`
          : coalition(smallestCoalition),
    };
  },
};
