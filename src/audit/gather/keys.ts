import { keyBudget } from "../../masking/key-budget.ts";
import { modulusBitsFor } from "../../masking/modulus.ts";
import { generatePads } from "../../masking/pads.ts";
import type { AuditContext } from "../context.ts";
import type { KeyEvidence, KeyTime } from "../cost-evidence.ts";

/** The experiment's secret key rate of a pair (QuNetQFL, quick facts). */
const RATE = 32_800;
const BITS = 8;

/** The simulation's clients, and the weights and biases of LeNet5: two convolutions and three dense layers. */
export const PAPER_CLIENTS = 200;
const LENET5 = 61_706;

function timeOf(clients: number, coordinates: number, modulusBits: number): KeyTime {
  const demand = { clients, coordinates, modulusBits };
  const { bits, secondsAtOnce, secondsInTurn } = keyBudget({ ...demand, bitsPerSecond: RATE });
  return { ...demand, bits, secondsAtOnce, secondsInTurn };
}

/** QN-4: the keys of the paper's simulation and of this run, their count checked on pads that are drawn. */
export function gatherKeys({ rounds, rng }: AuditContext): KeyEvidence {
  const { rows, columns } = rounds[0]!.updates;
  let drawn = 0;
  let miscounted = 0;
  for (let clients = 2; clients <= Math.min(12, rows); clients++) {
    const coordinates = Math.min(16, columns);
    const modulusBits = modulusBitsFor(clients, BITS);
    const { pads } = generatePads(rng.fork(`pads/${clients}`), clients, coordinates, modulusBits);
    drawn++;
    if (timeOf(clients, coordinates, modulusBits).bits !== pads.data.length * modulusBits) miscounted++;
  }
  return {
    bitsPerSecond: RATE,
    quantizerBits: BITS,
    paper: timeOf(PAPER_CLIENTS, LENET5, BITS),
    paperHoldingSum: timeOf(PAPER_CLIENTS, LENET5, modulusBitsFor(PAPER_CLIENTS, BITS)),
    own: timeOf(rows, columns, modulusBitsFor(rows, BITS)),
    drawn,
    miscounted,
  };
}
