import type { Claim } from "../../src/audit/claim.ts";
import type { MissingClientEvidence } from "../../src/audit/masking-evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";

export const qn5: Claim<MissingClientEvidence> = {
  id: "QN-5",
  title: "A round survives a missing client",
  quote: "every friend scrambles their message using keys shared with every other friend",
  source: "explanation of QuNetQFL (arXiv 2501.12709), which like the paper is silent on dropouts",
  statement: "Where a client is missing, the sum of the masked vectors is that of the others.",
  clauses: ["QNF-MSK-3"],
  decide: (evidence) => {
    const { rounds, clients, incomplete, incompleteRight, complete, completeWrong, lost, loss } = evidence;
    const { expectedLoss, smallest, dropoutRate, confidence } = evidence;
    if (incomplete === 0) return { verdict: "undecided", reason: "nobody was missing in any round" };
    if (completeWrong > 0) {
      return {
        verdict: "undecided",
        reason: `${completeWrong} of ${complete} sums are wrong with nobody missing: the masks say nothing here`,
      };
    }
    const right = `${incompleteRight} of ${incomplete} sums with somebody missing came out right`;
    if (incompleteRight === incomplete) return { verdict: "holds", because: right };
    const rate = `${lost} of ${rounds} rounds of ${clients} clients were lost at δ = ${figure(dropoutRate)}: ${percent(confidence, 6)} interval ${figure(loss.lower)}…${figure(loss.upper)}, 1 − (1−δ)^N is ${figure(expectedLoss)}`;
    if (expectedLoss < loss.lower || expectedLoss > loss.upper) {
      return { verdict: "undecided", reason: `rounds are not lost as dropouts are: ${rate}` };
    }
    return {
      verdict: "fails",
      counterexample:
        smallest === null
          ? right
          : `${smallest.clients} clients, one of them missing: the sum ${smallest.trueSum} is unmasked as ${smallest.read}`,
      because: `its pads stay in the sum and the whole round is lost: ${right}; ${rate}; with ${evidence.paperClients} clients it is ${figure(evidence.paperLoss, 10)}`,
    };
  },
};
