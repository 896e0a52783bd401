import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import type { Reconstruction } from "../inference.ts";
import type { ColludersView, ServerAdversaryOf } from "../server-adversary.ts";
import { lastRound, observedSums } from "./sums.ts";

/** Takes what colluders sent out of their clusters' sums, and the mean of the rest for each other member. */
export function withoutColluders(view: ColludersView): Reconstruction {
  const { clusters, sums } = observedSums(lastRound(view), view.setting);
  const own: Matrix = view.updates.at(-1)!;
  const rowFor = new Map(view.colluders.map((client, row) => [client, row]));
  const clients = clusters.flat().filter((client) => !rowFor.has(client));
  const estimate = zeros(clients.length, sums.columns);
  let row = 0;
  for (const [c, members] of clusters.entries()) {
    const rest = rowOf(sums, c).slice();
    const known = members.filter((client) => rowFor.has(client));
    for (const client of known) {
      const update = rowOf(own, rowFor.get(client)!);
      for (let i = 0; i < rest.length; i++) rest[i]! -= update[i]!;
    }
    const others = members.length - known.length;
    for (let j = 0; j < others; j++) rowOf(estimate, row++).set(rest.map((sum) => sum / others));
  }
  return { kind: "reconstruction", of: "update", clients, estimate };
}

/** Has clients that hand over their updates: of a cluster with k − 1 of them the last member is read exactly. */
export const colludersWithServer: ServerAdversaryOf<"colluders"> = {
  role: "server",
  id: "server/colluders",
  title: "subtracts the updates of clients that collude",
  source: "CQSA §5 on members of a cluster; Bonawitz et al. 2017 on colluding users",
  clauses: ["THR-SRV-7", "THR-BYZ-5", "THR-GOAL-3"],
  inPaper: false,
  sees: "colluders",
  options: {
    colluders: {
      kind: "number",
      default: 12,
      min: 1,
      integer: true,
      meaning: "how many clients hand over what they have",
    },
  },
  make: ({ colluders }) => ({ colluders: Number(colluders), observe: withoutColluders }),
};
