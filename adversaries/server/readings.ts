import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import { decode } from "../../src/protocol/encode.ts";
import type { Reconstruction } from "../inference.ts";
import type { ReadingsView } from "../server-adversary.ts";
import { lastRound, scaleSizeOf } from "./sums.ts";

/** An estimate of every client's update from the phases that a cluster's readings give its members, m × d. */
export function fromPhases(
  view: ReadingsView,
  phasesOf: (readings: readonly Matrix[]) => Matrix,
): Reconstruction {
  const round = lastRound(view);
  const readings = view.readings.at(-1)!;
  const clients = round.clusters.filter((_, c) => readings[c] !== null).flat();
  const estimate = zeros(clients.length, view.setting.coordinates);
  let row = 0;
  for (const [c, members] of round.clusters.entries()) {
    const read = readings[c]!;
    if (read === null) continue;
    const phases = phasesOf(read);
    const scaleSize = scaleSizeOf(members, view.setting);
    for (let j = 0; j < members.length; j++) {
      rowOf(estimate, row++).set(decode(rowOf(phases, j), scaleSize, view.setting.guard * round.weightBound));
    }
  }
  return { kind: "reconstruction", of: "update", clients, estimate };
}
