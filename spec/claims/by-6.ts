import type { Estimate, GlobalSumEvidence } from "../../src/audit/byzantine-evidence.ts";
import type { Claim } from "../../src/audit/claim.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** The chance that an attacked round ranks above an honest one, beyond which a test tells them apart; ½ is none. */
const TELLS = 0.7;

/** Either direction tells. */
function tells({ lower, upper }: Estimate): boolean {
  return lower > TELLS || upper < 1 - TELLS;
}

function isBlind({ lower, upper }: Estimate): boolean {
  return lower >= 1 - TELLS && upper <= TELLS;
}

export const by6: Claim<GlobalSumEvidence> = {
  id: "BY-6",
  title: "A global sum gives no basis to reject",
  quote: "the server has no mathematical basis to identify or reject them",
  source: "CQSA §1",
  statement: "No test on one global sum tells a round with Byzantine clients from an honest one.",
  clauses: ["CQSA-SCR-1", "CQSA-RND-2"],
  decide: ({ byAttack, clients, byzantine, trusted, rounds, shots }) => {
    if (byAttack.length === 0) {
      return { verdict: "undecided", reason: "too few clients for sums with and without attackers" };
    }
    const names = (of: (attack: (typeof byAttack)[number]) => boolean): string[] =>
      byAttack.filter(of).map(({ attack }) => attack);
    const byNorm = names(({ norm }) => tells(norm));
    const byDirection = names(({ direction }) => tells(direction));
    const byNeither = names(({ norm, direction }) => isBlind(norm) && isBlind(direction));
    const areas = byAttack
      .map(
        ({ attack, norm, direction }) =>
          `${attack} ${intervalText(norm, 2)} and ${intervalText(direction, 2)}`,
      )
      .join("; ");
    const measured = `AUC of the norm, in units of the bound, and of the angle with the mean of ${trusted} trusted clients, ½ for no test at all: ${areas}`;
    const size = `sums of ${clients} clients, ${byzantine} of them Byzantine, ${shots} shots a basis, ${rounds} rounds of each kind`;
    const told = [...new Set([...byNorm, ...byDirection])];
    if (told.length === 0) {
      return byNeither.length === byAttack.length
        ? { verdict: "holds", because: `${measured}; ${size}` }
        : { verdict: "undecided", reason: `the intervals are too wide: ${measured}; ${size}` };
    }
    if (byNorm.length === byAttack.length) {
      return {
        verdict: "fails",
        counterexample: `${byNorm[0]!}: the norm alone gives it away, without any reference`,
        because: `${measured}; ${size}`,
      };
    }
    const alone = byDirection.filter((attack) => !byNorm.includes(attack));
    return {
      verdict: "holds if",
      condition:
        "nobody knows what honest sums look like – neither their usual norm nor a trusted direction –, or attackers keep both",
      region: `${byNeither.length === 0 ? "no attack is told by neither" : `told by neither: ${byNeither.join(", ")}`}; ${size}`,
      because: `the norm tells ${byNorm.join(", ") || "none"}; a trusted direction tells ${byDirection.join(", ") || "none"}${alone.length === 0 ? "" : ` (${alone.join(", ")} only it)`}, and rejects the whole round, no one in it; ${measured}`,
    };
  },
};
