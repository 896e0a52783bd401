import type { Claim } from "../../src/audit/claim.ts";
import type { KeyEvidence, KeyTime } from "../../src/audit/cost-evidence.ts";
import { figure } from "../../src/base/figure.ts";

/** Seconds: a round of training that takes no longer for its keys does not wait for them. */
const AT_ONCE = 60;
/** Seconds: with a day for the keys of every round no training ends. */
const NEVER = 86_400;

/** Seconds as people say them. */
function duration(seconds: number): string {
  return seconds < 3600 ? `${figure(seconds, 3)} s` : `${figure(seconds / 3600, 3)} h`;
}

function times({ modulusBits, secondsAtOnce, secondsInTurn }: KeyTime): string {
  return `${duration(secondsAtOnce)} with pads of ${modulusBits} bits if all pairs distil at once, ${duration(secondsInTurn)} if one node serves them in turn`;
}

function setting({ clients, coordinates }: KeyTime): string {
  return `N = ${clients}, d = ${coordinates}`;
}

export const qn4: Claim<KeyEvidence> = {
  id: "QN-4",
  title: "It scales to 200 clients",
  quote: "the framework scaling to 200 clients",
  source:
    "summary of QuNetQFL (arXiv 2501.12709), executive summary; simulated there with pseudo-random numbers for keys",
  statement: "The keys of a round, b·d bits for each of N(N−1)/2 pairs, are there in time.",
  clauses: ["QNF-MSK-1", "QNF-MSK-3"],
  code: ["src/masking/key-budget.ts"],
  decide: ({ bitsPerSecond, paper, paperHoldingSum, own, drawn, miscounted }) => {
    if (miscounted > 0) {
      return {
        verdict: "undecided",
        reason: `${miscounted} of ${drawn} sets of pads have other bits than computed`,
      };
    }
    if (drawn === 0) return { verdict: "undecided", reason: "no pads were drawn to count their bits" };
    const rate = `at ${figure(bitsPerSecond / 1000)} kbps a pair`;
    const paperTimes = `${setting(paper)}: ${times(paper)}; ${times(paperHoldingSum)}`;
    if (paperHoldingSum.secondsAtOnce > NEVER) {
      return {
        verdict: "fails",
        counterexample: `${rate}, ${paperTimes}`,
        because: "a round waits for a day and longer even where all pairs distil at once",
      };
    }
    const ownTimes = `this run's ${setting(own)}: ${times(own)}`;
    if (paperHoldingSum.secondsInTurn <= AT_ONCE)
      return { verdict: "holds", because: `${rate}, ${paperTimes}; ${ownTimes}` };
    return {
      verdict: "holds if",
      condition: `a round has the time for its keys: ${duration(paperHoldingSum.secondsAtOnce)} where every pair has a link of its own, ${duration(paperHoldingSum.secondsInTurn)} where one node serves all`,
      region: `${rate}, ${paperTimes}`,
      because: `a pad has the bits of the modulus that holds the sum, ${paperHoldingSum.modulusBits} rather than ${paper.modulusBits} for ${paper.clients} clients; ${ownTimes}`,
    };
  },
};
