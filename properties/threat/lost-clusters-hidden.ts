import { clientsMissing } from "../arbitraries/clusterings.ts";
import { lossyRounds, plainRound, roundMissing } from "../arbitraries/rounds.ts";
import type { LossyRound } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound } from "../rounds/ask-round.ts";
import { violation } from "../violation.ts";
import { mustShowAlike } from "./shown.ts";
import { viewWhereDeclared } from "./view-where-declared.ts";

/** Another update of the same bound report. */
function otherUpdate(row: readonly number[]): number[] {
  return row.map((weight) => -weight).reverse();
}

/** Members of lost clusters hold other updates with the same reports: nobody can tell. */
export const lostClustersHidden: Law = deterministicLaw<LossyRound>({
  id: "threat/lost-clusters-hidden",
  sentence: "of the clients in a lost cluster nothing is shown but their reports",
  clauses: ["THR-VIEW-2"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2) ?? roundMissing(capabilities),
  cases: (capabilities) => lossyRounds(capabilities, { fewestClusters: 2, fewestDropouts: 1 }),
  check: async (implementation, { round, dropouts }) => {
    const { capabilities } = implementation;
    const params = { ...plainRound(capabilities, round), ...viewWhereDeclared(capabilities), dropouts };
    const before = await askRound(implementation, params);
    const lost = new Set(before.clusters.filter((_, c) => before.aggregates[c] === null).flat());
    const updates = round.updates.map((row, client) => (lost.has(client) ? otherUpdate(row) : row));
    if (String(updates) === String(round.updates)) return "vacuous";
    const after = await askRound(implementation, { ...params, updates });
    mustShowAlike(params, before, after);
    const [reports, then] = [before.view?.reports, after.view?.reports];
    if (String(reports) !== String(then)) throw violation("view.reports", reports, then);
    return "held";
  },
});
