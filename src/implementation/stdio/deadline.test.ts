import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createDeadline } from "./deadline.ts";

/** Keeps this process from anything else. */
function stall(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

test("The warning comes before the end, and both once", async ({ onTestFinished }) => {
  const events: string[] = [];
  const deadline = createDeadline(
    () => events.push("near"),
    () => events.push("passed"),
  );
  onTestFinished(deadline.close);
  const start = performance.now();
  deadline.start(200);
  await expect.poll(() => events, { interval: 5 }).toStrictEqual(["near", "passed"]);
  expect(performance.now() - start).toBeGreaterThan(150);
  await sleep(100);
  expect(events).toHaveLength(2);
});

test("A limit that is cleared or set again in time does not pass", async ({ onTestFinished }) => {
  let passed = 0;
  const deadline = createDeadline(
    () => {},
    () => (passed += 1),
  );
  onTestFinished(deadline.close);
  deadline.start(100);
  stall(50);
  deadline.start(10_000);
  await sleep(300);
  deadline.start(100);
  deadline.clear();
  await sleep(300);
  expect(passed).toBe(0);
});

test("A stall of this process is not charged to the other side", async ({ onTestFinished }) => {
  let passed = 0;
  const deadline = createDeadline(
    () => {},
    () => (passed += 1),
  );
  onTestFinished(deadline.close);
  deadline.start(200);
  stall(600);
  await sleep(0);
  expect(passed).toBe(0);
  await expect.poll(() => passed).toBe(1);
});
