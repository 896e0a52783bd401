import type { RandomStream } from "../base/random.ts";
import { aliasTable, drawAlias } from "./alias-table.ts";

/** How many kinds of event there are: kind 0 is "nothing happens". */
export const EVENT_KINDS = 8;

const SLOT_BITS = 13;

/** The most slots that a shot may have. */
export const MOST_SLOTS: number = 2 ** SLOT_BITS;

/**
 * The events in a row of shots, each made of the same number of slots, in order and in batches. After
 * each `fill` the entries of `codes` hold one event each: how many shots it lies after the event before
 * it ({@link shotsAhead}; the row begins at the last slot of shot −1, so that the first event is at least
 * one ahead), its slot ({@link slotOf}) and its kind ({@link kindOf}). Entries of kind 0 may occur and
 * mean nothing.
 */
export interface EventStream {
  readonly codes: Int32Array;
  readonly fill: () => void;
}

const BATCH = 1024;
const SLOT_MASK = MOST_SLOTS - 1;
const SHOT_SHIFT = 3 + SLOT_BITS;
const MOST_SHOTS_AHEAD = 2 ** (32 - SHOT_SHIFT) - 1;
/** A table with more outcomes than this falls out of the nearest caches. */
const LARGEST_TABLE = 2 ** 13;
const LARGEST_GAP = 2 ** 52;
const KINDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** How many shots an event lies after the one before it. */
export function shotsAhead(code: number): number {
  return code >>> SHOT_SHIFT;
}

/** An event's slot in its shot, from 0. */
export function slotOf(code: number): number {
  return (code >>> 3) & SLOT_MASK;
}

/** An event's kind, 0 to 7. */
export function kindOf(code: number): number {
  return code & 7;
}

function pack(ahead: number, slot: number, kind: number): number {
  return (ahead << SHOT_SHIFT) | (slot << 3) | kind;
}

/**
 * Independent events: in every slot of every shot kind j > 0 happens with probability `law[j]`, nothing
 * with what is left. The gaps between events are geometric, P(gap = g) = (1 − r)^g·r with r = Σ law[j],
 * and memoryless, so each is drawn at once and slots without an event cost nothing. Exact for every r
 * in [0, 1], up to the rounding of double precision.
 *
 * @param slots how many slots a shot has, 1 to {@link MOST_SLOTS}
 * @param law {@link EVENT_KINDS} probabilities; entry 0 is not read
 * @param shots about how many shots will be asked for: decides how much preparation is worth while
 */
export function geometricEvents(
  rng: RandomStream,
  slots: number,
  law: ArrayLike<number>,
  shots: number,
): EventStream {
  const kinds = KINDS.filter((kind) => law[kind]! > 0);
  // A sum of probabilities may exceed one by rounding.
  const rate = Math.min(
    1,
    kinds.reduce((sum, kind) => sum + law[kind]!, 0),
  );
  if (rate === 0) return noEvents();
  const outcomes = Math.min(LARGEST_TABLE, Math.max(64, shots * slots * rate));
  const room = Math.min(SLOT_MASK, Math.floor((outcomes - 1) / kinds.length));
  // A table pays if at least one draw in six reaches the next event; else a logarithm is cheaper.
  const pays = -Math.expm1(room * Math.log1p(-rate)) >= 1 / 6;
  return pays ? frequentEvents(rng, slots, law, kinds, rate, room) : rareEvents(rng, slots, law, rate);
}

function noEvents(): EventStream {
  return { codes: new Int32Array(BATCH).fill(pack(MOST_SHOTS_AHEAD, 0, 0)), fill: () => undefined };
}

/** Gaps as ⌊ln(1 − U) / ln(1 − r)⌋: any gap in one draw, at the price of a logarithm. */
export function rareEvents(
  rng: RandomStream,
  slots: number,
  law: ArrayLike<number>,
  rate: number,
): EventStream {
  const kinds = aliasTable(Array.from({ length: EVENT_KINDS }, (_, kind) => (kind > 0 ? law[kind]! : 0)));
  const scale = 1 / Math.log1p(-rate);
  const codes = new Int32Array(BATCH);
  let slot = slots - 1;
  let kind = 0;
  let ahead = -1;
  const fill = (): void => {
    for (let at = 0; at < BATCH; at++) {
      if (ahead < 0) {
        const gap = Math.floor(Math.log1p(-rng.uniform()) * scale);
        const place = slot + 1 + Math.min(gap, LARGEST_GAP);
        slot = place % slots;
        ahead = (place - slot) / slots;
        kind = drawAlias(rng, kinds);
      }
      // A distance beyond what a code holds is covered by entries that mean nothing.
      const step = Math.min(ahead, MOST_SHOTS_AHEAD);
      codes[at] = step < ahead ? pack(step, 0, 0) : pack(step, slot, kind);
      ahead = step < ahead ? ahead - step : -1;
    }
  };
  return { codes, fill };
}

interface Cursor {
  readonly codes: Int32Array;
  readonly remainders: Float64Array;
  readonly thresholds: Int32Array;
  readonly steps: Int32Array;
  readonly shift: number;
  readonly mask: number;
  readonly slots: number;
  slot: number;
}

/**
 * Gap and kind together from one alias table over all (gap, kind) with gap < reach. Its last outcome is
 * "no event in the next `reach` slots": an entry of kind 0, after which the gaps start afresh.
 *
 * @param kinds the kinds j > 0 with law[j] > 0
 * @param room the most gaps that the table may hold, below 2^13
 */
export function frequentEvents(
  rng: RandomStream,
  slots: number,
  law: ArrayLike<number>,
  kinds: readonly number[],
  rate: number,
  room: number,
): EventStream {
  const stay = Math.log1p(-rate);
  const reach = Math.max(1, Math.min(room, Math.ceil(-Math.log(64) / stay)));
  const weights = new Float64Array(reach * kinds.length + 1);
  const moves = new Int32Array(weights.length);
  const move = (step: number, kind: number): number => pack(Math.floor(step / slots), step % slots, kind);
  for (const at of weights.keys()) {
    const gap = Math.floor(at / kinds.length);
    const kind = kinds[at % kinds.length]!;
    // 0·(−∞) is no number, but the gap 0 is always reached.
    const reached = gap === 0 ? 1 : Math.exp(gap * stay);
    weights[at] = gap < reach ? reached * law[kind]! : reached;
    moves[at] = gap < reach ? move(gap + 1, kind) : move(reach, 0);
  }
  const { outcomes, ...table } = aliasTable(weights);
  const cursor: Cursor = {
    ...table,
    codes: new Int32Array(BATCH),
    // Columns beyond the last outcome never stand for themselves.
    steps: Int32Array.from(outcomes, (outcome) => moves[outcome] ?? 0),
    slots,
    slot: slots - 1,
  };
  return {
    codes: cursor.codes,
    fill: () => {
      fillFrequent(rng, cursor);
    },
  };
}

function fillFrequent(rng: RandomStream, cursor: Cursor): void {
  // Locals, since the compiler reloads fields of objects and closures after every call.
  const { codes, thresholds, remainders, steps, shift, mask, slots } = cursor;
  const { word } = rng;
  let { slot } = cursor;
  for (let at = 0; at < BATCH; at++) {
    const bits = word();
    const column = bits >>> shift;
    const height = bits & mask;
    const threshold = thresholds[column]!;
    // 0 if the height is below the threshold, else 1; a branch here would be a coin toss.
    let alias = (threshold - 1 - height) >>> 31;
    if (height === threshold && rng.uniform() < remainders[column]!) alias = 0;
    const step = steps[2 * column + alias]!;
    slot += slotOf(step);
    const carry = (slots - 1 - slot) >>> 31;
    slot -= slots & -carry;
    codes[at] = pack(shotsAhead(step) + carry, slot, kindOf(step));
  }
  cursor.slot = slot;
}
