import type { DecoyTally } from "../../adversaries/external-adversary.ts";
import type { RandomStream } from "../base/random.ts";
import { quadratures } from "../quantum/evaluate.ts";
import type { CircuitRecord, QubitOperation } from "../quantum/record.ts";

/** What happened to one coordinate's shots under someone who keeps the real qubit. */
export interface Substitution {
  /** Means of the ±1 outcomes of the client's decoy. */
  readonly x: number;
  readonly y: number;
  /** What the kept qubit went through, over all shots together. */
  readonly operations: readonly QubitOperation[];
}

/** A mixture of phases: ρ₀₁ is multiplied by the mean of e^{iφ}, of which the length is what is left. */
function mixture(cos: number, sin: number): QubitOperation[] {
  const left = Math.min(1, Math.hypot(cos, sin));
  const zero = { re: 0, im: 0 };
  const kept = { re: Math.sqrt((1 + left) / 2), im: 0 };
  const turned = { re: Math.sqrt((1 - left) / 2), im: 0 };
  const back = { re: -turned.re, im: 0 };
  return [
    { kind: "phase", angle: Math.atan2(sin, cos) },
    {
      kind: "kraus",
      operators: [
        [kept, zero, zero, kept],
        [turned, zero, zero, back],
      ],
    },
  ];
}

/**
 * Runs the shots of one coordinate one after the other: the client acts on |+⟩, which is measured along x and y in turn,
 * and the kept qubit is turned by what `forwards` makes of the outcomes so far.
 *
 * The circuit that the server reads has the mean of those turns, so that its counts are binomial; turns that differ from
 * shot to shot would spread them a little less, by the share (1 − V) of the variance at most.
 *
 * @param client what the client does to its qubit
 * @param shots R ≥ 2, over both bases of the server
 */
export function substitute(
  client: readonly QubitOperation[],
  shots: number,
  reach: number,
  forwards: (seen: DecoyTally) => number,
  rng: RandomStream,
): Substitution {
  const idle: readonly QubitOperation[] = [];
  const decoy: CircuitRecord = {
    qubits: 1,
    source: { kind: "product" },
    preparation: { channel: "none", layout: "chain", probability: 0 },
    outbound: [idle],
    clients: [client],
    returning: [idle],
    decoding: { channel: "none", layout: "chain", probability: 0 },
    readout: { zeroToOne: 0, oneToZero: 0 },
  };
  const expected = quadratures(decoy);
  const seen = { x: 0, y: 0, xShots: 0, yShots: 0, reach };
  let [cos, sin] = [0, 0];
  for (let shot = 0; shot < shots; shot++) {
    const basis = shot % 2 === 0 ? "x" : "y";
    const outcome = rng.uniform() < (1 + expected[basis]) / 2 ? 1 : -1;
    seen[basis] += outcome;
    if (basis === "x") seen.xShots++;
    else seen.yShots++;
    const angle = forwards(seen);
    cos += Math.cos(angle) / shots;
    sin += Math.sin(angle) / shots;
  }
  return {
    x: seen.x / Math.max(1, seen.xShots),
    y: seen.y / Math.max(1, seen.yShots),
    operations: mixture(cos, sin),
  };
}
