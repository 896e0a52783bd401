import gammainc from "@stdlib/math-base-special-gammainc";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { sparingStream } from "../base/sparing-stream.ts";
import {
  EVENT_KINDS,
  frequentEvents,
  geometricEvents,
  kindOf,
  rareEvents,
  shotsAhead,
  slotOf,
} from "./geometric-events.ts";
import type { EventStream } from "./geometric-events.ts";

const LEVEL = 1e-6;

interface Event {
  readonly shot: number;
  readonly slot: number;
  readonly kind: number;
}

/** The true events of the first `shots` shots, and that entries come in order. */
function collect(stream: EventStream, shots: number): Event[] {
  const events: Event[] = [];
  const { codes } = stream;
  let shot = -1;
  for (let fills = 1; ; fills++) {
    stream.fill();
    // Whatever it holds, a thousand entries lead somewhere.
    if (fills > 100 + shots) throw new Error(`${fills} batches for ${shots} shots`);
    for (const code of codes) {
      shot += shotsAhead(code);
      if (shot >= shots) return events;
      if (kindOf(code) > 0) events.push({ shot, slot: slotOf(code), kind: kindOf(code) });
    }
  }
}

function lawOf(entries: Readonly<Record<number, number>>): Float64Array {
  const law = new Float64Array(EVENT_KINDS);
  for (const [kind, probability] of Object.entries(entries)) law[Number(kind)] = probability;
  return law;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function chiSquareTail(statistic: number, freedom: number): number {
  return gammainc(statistic / 2, freedom / 2, true, true);
}

/** p-value of the gaps between events against P(gap = g) = (1 − r)^g·r, and of the kinds against the law. */
function fits(events: readonly Event[], slots: number, law: Float64Array): { gaps: number; kinds: number } {
  const rate = sum(law);
  // Cells of about 2 % each, found from the geometric law's own quantiles.
  const edges = [0];
  while ((1 - rate) ** edges.at(-1)! > 0.03) {
    const from = edges.at(-1)!;
    let to = from + 1;
    while ((1 - rate) ** from - (1 - rate) ** to < 0.02) to++;
    edges.push(to);
  }
  const seen = new Float64Array(edges.length);
  let previous = -1;
  let ordered = true;
  for (const { shot, slot } of events) {
    const place = shot * slots + slot;
    const gap = place - previous - 1;
    ordered &&= gap >= 0;
    const cell = edges.findLastIndex((edge) => gap >= edge);
    seen[cell] = seen[cell]! + 1;
    previous = place;
  }
  expect(ordered).toBe(true);
  let gapStatistic = 0;
  for (const [cell, from] of edges.entries()) {
    const to = edges[cell + 1] ?? Infinity;
    const expected = events.length * ((1 - rate) ** from - (1 - rate) ** to);
    gapStatistic += (seen[cell]! - expected) ** 2 / expected;
  }
  let kindStatistic = 0;
  let kinds = 0;
  let strays = 0;
  for (const [kind, probability] of law.entries()) {
    const count = events.filter((e) => e.kind === kind).length;
    const expected = (events.length * probability) / rate;
    if (probability === 0) strays += count;
    else {
      kinds++;
      kindStatistic += (count - expected) ** 2 / expected;
    }
  }
  expect(strays).toBe(0);
  return {
    gaps: chiSquareTail(gapStatistic, edges.length - 1),
    kinds: chiSquareTail(kindStatistic, kinds - 1),
  };
}

const LAWS: readonly (readonly [slots: number, law: Float64Array])[] = [
  [19, lawOf({ 1: 0.001, 2: 0.002, 6: 0.0005, 7: 0.001 })],
  [3, lawOf({ 1: 0.02, 4: 0.03 })],
  [1, lawOf({ 1: 0.3, 5: 0.5 })],
  [200, lawOf({ 2: 0.01, 3: 0.02 })],
];

test.each(LAWS)("a table's gaps and kinds follow the law %# [CQSA-GHZ-1]", (slots, law) => {
  const kinds = [...law.keys()].filter((kind) => law[kind]! > 0);
  // A table much too short for most gaps: they have to go on behind its end.
  for (const room of [2, 60, 2000]) {
    const stream = frequentEvents(randomStream(`table ${room}`), slots, law, kinds, sum(law), room);
    const events = collect(stream, Math.ceil(40_000 / (slots * sum(law))));
    expect(events.length).toBeGreaterThan(38_000);
    const { gaps, kinds: kindFit } = fits(events, slots, law);
    expect(gaps).toBeGreaterThan(LEVEL);
    expect(kindFit).toBeGreaterThan(LEVEL);
  }
});

test.each(LAWS)("gaps from logarithms and kinds follow the law %# [CQSA-GHZ-1]", (slots, law) => {
  const stream = rareEvents(randomStream("logarithm"), slots, law, sum(law));
  const events = collect(stream, Math.ceil(40_000 / (slots * sum(law))));
  expect(events.length).toBeGreaterThan(38_000);
  const { gaps, kinds } = fits(events, slots, law);
  expect(gaps).toBeGreaterThan(LEVEL);
  expect(kinds).toBeGreaterThan(LEVEL);
});

test("a height equal to a table's threshold is settled by further bits [CQSA-GHZ-1]", () => {
  const law = lawOf({ 1: 0.1, 2: 0.17 });
  const first = (word: number, uniform: number): number => {
    const rng = { ...randomStream("unused"), word: () => word, uniform: () => uniform };
    const stream = frequentEvents(rng, 1, law, [1, 2], sum(law), 2);
    stream.fill();
    return stream.codes[0]!;
  };
  // Five outcomes lie in eight columns of 2^29 heights.
  let settled = 0;
  for (let column = 0; column < 8; column++) {
    const base = column * 2 ** 29;
    const own = first(base, 0.5);
    let below = 0;
    let above = 2 ** 29 - 1;
    if (first(base + above, 0.5) === own) continue;
    const alias = first(base + above, 0.5);
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      if (first(base + middle, 0) === own) below = middle;
      else above = middle;
    }
    if (first(base + below, 1 - 2 ** -53) === alias) settled++;
  }
  expect(settled).toBeGreaterThan(2);
});

test("events spread evenly over the slots [CQSA-GHZ-1]", () => {
  const slots = 7;
  const events = collect(geometricEvents(randomStream("slots"), slots, lawOf({ 3: 0.004 }), 1e7), 1e6);
  expect(events.length).toBeGreaterThan(20_000);
  for (let slot = 0; slot < slots; slot++) {
    const count = events.filter((e) => e.slot === slot).length;
    expect(Math.abs(count - 4000)).toBeLessThan(5 * Math.sqrt(4000));
  }
});

test("a certain event happens in every slot [CQSA-GHZ-1]", () => {
  for (const law of [lawOf({ 5: 1 }), lawOf({ 5: 1 + 1e-15 })]) {
    const events = collect(geometricEvents(randomStream("certain"), 3, law, 100), 100);
    expect(events).toEqual(
      Array.from({ length: 300 }, (_, i) => ({ shot: Math.floor(i / 3), slot: i % 3, kind: 5 })),
    );
  }
});

test("the share of nothing happening is not read [CQSA-GHZ-1]", () => {
  for (const law of [lawOf({ 0: 0.9, 5: 0.1 }), lawOf({ 0: 0.9, 5: 1e-5 })]) {
    const given = (entries: Float64Array): Event[] =>
      collect(geometricEvents(randomStream("rest"), 3, entries, 5000), 5000);
    expect(given(law)).toEqual(given(law.with(0, 0)));
    expect(given(law).length).toBeLessThan(3 * 5000 * 0.12);
  }
});

test("gaps from logarithms are the least whose distribution function passes the number drawn [CQSA-GHZ-1]", () => {
  const slots = 7;
  // The last gap is several times what a code holds.
  for (const [u, rate] of [
    [0, 0.003],
    [0.001, 0.003],
    [0.0031, 0.003],
    [0.5, 0.003],
    [0.9, 0.003],
    [1 - 2 ** -20, 0.003],
    [0.9, 1e-6],
  ] as const) {
    const rng = { ...randomStream("unused"), uniform: () => u };
    const events = collect(rareEvents(rng, slots, lawOf({ 3: rate }), rate), 12 / rate);
    // 1 − (1 − r)^(g + 1) > u, by counting.
    let [gap, missed] = [0, 1 - rate];
    for (; missed >= 1 - u; gap++) missed *= 1 - rate;
    expect(events.length).toBeGreaterThan(1);
    for (const [i, { shot, slot, kind }] of events.slice(0, 5).entries()) {
      expect([shot * slots + slot, kind]).toEqual([gap + i * (gap + 1), 3]);
    }
  }
});

test("an impossible event never happens, however many shots there are [CQSA-GHZ-1]", () => {
  const stream = geometricEvents(randomStream("never"), 3, new Float64Array(EVENT_KINDS), 1e12);
  expect(collect(stream, 1e9)).toEqual([]);
});

test("events so rare that codes cannot hold their distance keep their number [CQSA-GHZ-1]", () => {
  const shots = 1e10;
  const events = collect(geometricEvents(randomStream("rare"), 4, lawOf({ 1: 2e-9, 2: 3e-9 }), shots), shots);
  // Poisson with mean 4·1e10·5e-9 = 200; 5 deviations.
  expect(Math.abs(events.length - 200)).toBeLessThan(5 * Math.sqrt(200));
  expect(events.at(-1)!.shot).toBeGreaterThan(0.98 * shots);
});

test("a batch takes a draw or two an entry and fills what it says [CQSA-GHZ-1]", () => {
  for (const rate of [0.2, 0.01]) {
    const stream = frequentEvents(sparingStream("batches", 4000), 5, lawOf({ 3: rate }), [3], rate, 4000);
    stream.fill();
    expect(stream.codes.some((code) => kindOf(code) === 3)).toBe(true);
    const rare = rareEvents(sparingStream("batches", 8000), 5, lawOf({ 3: rate }), rate);
    rare.fill();
    expect(rare.codes.every((code) => kindOf(code) === 3)).toBe(true);
  }
});
