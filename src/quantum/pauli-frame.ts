import type { RandomStream } from "../base/random.ts";
import {
  frameEvents,
  MOST_FRAME_QUBITS,
  NEXT_SHIFT,
  PHASE_SHIFT,
  placeOrder,
} from "./geometric-frame-events.ts";
import { kindOf, shotsAhead, slotOf } from "./geometric-events.ts";
import type { GateNoise } from "./noise.ts";

/** The most qubits of a {@link residueHistogram}. */
const MOST_RESIDUE_QUBITS = 16;

/** What was counted over the frames of many shots. */
export interface FrameTally {
  readonly shots: number;
  /** Shots whose flips x are 0…0 or 1…1; P is estimated by populationHits / shots. */
  readonly populationHits: number;
  /** Σ (−1)^z over those shots, z the parity of the phase flips; V is estimated by coherenceSum / shots. */
  readonly coherenceSum: number;
}

/**
 * Some consecutive shots, one bit each: shot firstShot + 32·w + l is bit l of word w. Bits beyond the
 * last shot are 0. The arrays are used again for the next block: copy what has to stay.
 */
export interface FrameBlock {
  readonly firstShot: number;
  readonly shots: number;
  /** Words a row. */
  readonly words: number;
  /** qubits × words, row-major: whether qubit q is flipped. */
  readonly flips: Uint32Array;
  /** `words` words: the parity of all phase flips. */
  readonly phase: Uint32Array;
}

/** How often each normalised pattern y_j = x_j ⊕ x_0 occurred; bit j − 1 of an index is y_j. */
export interface ResidueHistogram {
  readonly shots: number;
  /** 2^(qubits − 1) counts of shots with an even number of phase flips. */
  readonly even: Float64Array;
  /** The same for an odd number: a pattern's net coherence is even − odd. */
  readonly odd: Float64Array;
}

/**
 * Samples the Pauli frames of the noisy GHZ preparation (H on qubit 0, then the CNOTs of CQSA §2.3.1 in
 * the layout's order with the channel's errors behind each), 32 shots a word, and hands them out in
 * blocks. Every shot is sampled exactly and independently.
 *
 * @param qubits 1 to 8193
 * @param noise a channel that is a mixture of Paulis
 * @param shots ≥ 1
 * @param visit called for one block after the other, in the order of the shots
 * @throws TypeError, RangeError for a number outside its range and for a coherent channel
 */
export function sampleFrames(
  rng: RandomStream,
  qubits: number,
  noise: GateNoise,
  shots: number,
  visit: (block: FrameBlock) => void,
): void {
  const events = frameEvents(rng, qubits, noise, shots, MOST_FRAME_QUBITS);
  const { codes } = events;
  // Blocks that stay within the nearest cache, yet amortise what is done once a block.
  const words = Math.min(256, Math.max(8, Math.floor(4096 / qubits)), Math.ceil(shots / 32));
  const flips = new Uint32Array(qubits * words);
  const phase = new Uint32Array(words);
  const rows = placeOrder(qubits, noise.layout).map((qubit) => qubit * words);
  let firstShot = 0;
  let inBlock = Math.min(shots, 32 * words);
  let lane = -1;
  for (;;) {
    events.fill();
    for (let e = 0; e < codes.length; e++) {
      const code = codes[e]!;
      lane += shotsAhead(code);
      while (lane >= inBlock) {
        accumulate(flips, rows, words);
        visit({ firstShot, shots: inBlock, words, flips, phase });
        firstShot += inBlock;
        if (firstShot >= shots) return;
        lane -= inBlock;
        inBlock = Math.min(shots - firstShot, 32 * words);
        flips.fill(0);
        phase.fill(0);
      }
      const kind = kindOf(code);
      const word = lane >>> 5;
      const bit = lane & 31;
      const here = rows[slotOf(code)]! + word;
      flips[here]! ^= (kind & 1) << bit;
      // One qubit has no second place, and no events either.
      const next = (rows[slotOf(code) + 1] ?? 0) + word;
      flips[next]! ^= ((kind >>> NEXT_SHIFT) & 1) << bit;
      phase[word]! ^= (kind >>> PHASE_SHIFT) << bit;
    }
  }
}

/** Turns marks at places into flips: each place takes over the parity of those before it. */
function accumulate(flips: Uint32Array, rows: Int32Array, words: number): void {
  for (let word = 0; word < words; word++) {
    let flipped = 0;
    for (let place = 0; place < rows.length; place++) {
      const at = rows[place]! + word;
      flipped ^= flips[at]!;
      flips[at] = flipped;
    }
  }
}

/**
 * Counts over the frames of {@link sampleFrames} what estimates the population P = Pr[x ∈ {0…0, 1…1}]
 * and the visibility V = Σ Pr[x ∈ {0…0, 1…1}]·(−1)^z. Equal streams give the same shots as there, but
 * each is judged while its errors pass, without writing any frame down.
 *
 * @param qubits 1 to 8193
 * @param noise a channel that is a mixture of Paulis
 * @param shots ≥ 1
 * @throws TypeError, RangeError for a number outside its range and for a coherent channel
 */
export function tallyFrames(rng: RandomStream, qubits: number, noise: GateNoise, shots: number): FrameTally {
  const events = frameEvents(rng, qubits, noise, shots, MOST_FRAME_QUBITS);
  const { codes } = events;
  // The row of events begins one shot early.
  let left = shots + 1;
  let mixed = 0;
  let negative = 0;
  // Of the shot at hand: whether a place is marked, the phase, and the mark that is still open, since
  // only the next gate's errors can reach its place.
  let marked = 0;
  let odd = 0;
  let open = 0;
  let openAt = 0;
  for (;;) {
    events.fill();
    for (let e = 0; e < codes.length; e++) {
      const code = codes[e]!;
      const ahead = shotsAhead(code);
      if (ahead > 0) {
        marked |= open;
        mixed += marked;
        negative += odd & ~marked;
        left -= ahead;
        if (left <= 0) {
          const populationHits = shots - mixed;
          return { shots, populationHits, coherenceSum: populationHits - 2 * negative };
        }
        marked = 0;
        odd = 0;
        open = 0;
      }
      const slot = slotOf(code);
      const kind = kindOf(code);
      // All ones if this gate's first place is the open one; arithmetic, as a branch would be a guess.
      const same = ((slot ^ openAt) - 1) >> 31;
      const here = (kind & 1) ^ (open & same);
      // A mark on place 0 alone flips every qubit alike.
      marked |= (open & ~same) | (here & (-slot >>> 31));
      odd ^= kind >>> PHASE_SHIFT;
      open = (kind >>> NEXT_SHIFT) & 1;
      openAt = slot + 1;
    }
  }
}

/**
 * Counts the residue patterns y_j = x_j ⊕ x_0, which the clients' qubits show after an ideal decoding,
 * by the parity of the phase flips, over the same frames as {@link sampleFrames}.
 *
 * @param qubits 1 to 16
 * @param noise a channel that is a mixture of Paulis
 * @param shots ≥ 1
 * @throws TypeError, RangeError for a number outside its range and for a coherent channel
 */
export function residueHistogram(
  rng: RandomStream,
  qubits: number,
  noise: GateNoise,
  shots: number,
): ResidueHistogram {
  const events = frameEvents(rng, qubits, noise, shots, MOST_RESIDUE_QUBITS);
  const { codes } = events;
  const all = 2 ** qubits - 1;
  // The qubits from each place on, as a mask.
  const order = placeOrder(qubits, noise.layout);
  const from = [...order, 0];
  for (const place of order.keys()) from[place] = order.slice(place).reduce((m, q) => m | (1 << q), 0);
  const even = new Float64Array(2 ** (qubits - 1));
  const odd = new Float64Array(even.length);
  // The row of events begins one shot early, which is counted like the others.
  let left = shots + 1;
  let counted = 0;
  let pattern = 0;
  let phase = 0;
  for (;;) {
    events.fill();
    for (let e = 0; e < codes.length; e++) {
      const code = codes[e]!;
      const ahead = shotsAhead(code);
      if (ahead > 0) {
        const histogram = phase === 0 ? even : odd;
        const residue = (pattern ^ (all & -(pattern & 1))) >>> 1;
        histogram[residue]! += 1;
        counted++;
        left -= ahead;
        if (left <= 0) {
          // The shots passed over had no event at all.
          even[0]! += shots - counted;
          return { shots, even, odd };
        }
        pattern = 0;
        phase = 0;
      }
      const kind = kindOf(code);
      pattern ^= from[slotOf(code)]! & -(kind & 1);
      pattern ^= from[slotOf(code) + 1]! & -((kind >>> NEXT_SHIFT) & 1);
      phase ^= kind >>> PHASE_SHIFT;
    }
  }
}
