import type { ServerAdversaryOf } from "../server-adversary.ts";
import { withoutColluders } from "./colluders.ts";

/** The drawn clusters with `group` in the first seats; whoever sat there takes the seats that became free. */
function seated(
  drawn: readonly (readonly number[])[],
  group: readonly number[],
): readonly (readonly number[])[] {
  const order = drawn.flat();
  for (const [seat, client] of group.entries()) {
    const from = order.indexOf(client);
    [order[seat], order[from]] = [client, order[seat]!];
  }
  let start = 0;
  return drawn.map(({ length }) => order.slice(start, (start += length)));
}

/** Chooses who is with whom: one client alone, or among those who tell the server what they send. */
export const partitionSteering: ServerAdversaryOf<"colluders"> = {
  role: "server",
  id: "server/partition-steering",
  title: "puts one client alone or among colluders",
  source: "follows from CQSA §4: the server draws the partition, unchecked",
  clauses: ["THR-SRV-6", "THR-GOAL-3"],
  inPaper: false,
  sees: "colluders",
  options: {
    mode: {
      kind: "choice",
      default: "colluders",
      choices: ["colluders", "alone"],
      meaning: "a cluster of the client and colluders, or of the client by itself",
    },
    colluders: {
      kind: "number",
      default: 4,
      min: 1,
      integer: true,
      meaning: "how many clients collude",
    },
  },
  make: ({ mode, colluders }) => ({
    colluders: mode === "alone" ? 0 : Number(colluders),
    groups: (drawn, accomplices) => {
      const clients = drawn.flat().length;
      const victim = Array.from({ length: clients }, (_, client) => client).find(
        (client) => !accomplices.includes(client),
      )!;
      if (mode === "colluders") {
        return seated(drawn, [victim, ...accomplices.slice(0, drawn[0]!.length - 1)]);
      }
      const others = drawn.map((members) => members.filter((client) => client !== victim));
      return [[victim], ...others.filter((members) => members.length > 0)];
    },
    observe: (view) => {
      const read = withoutColluders(view);
      // The first cluster is the one that it formed, and the victim stands before all others in it.
      return {
        ...read,
        clients: read.clients.slice(0, 1),
        estimate: {
          ...read.estimate,
          rows: 1,
          data: read.estimate.data.slice(0, read.estimate.columns),
        },
      };
    },
  }),
};
