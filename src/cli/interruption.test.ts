import { expect, test } from "vitest";
import type { ExitStatus } from "./exit-status.ts";
import { uninterrupted, watchSignals } from "./interruption.ts";
import type { Signal } from "./interruption.ts";

function watched() {
  const listeners = new Map<Signal, () => void>();
  const log: (string | ExitStatus)[] = [];
  const interruption = watchSignals(
    { on: (signal, listener) => listeners.set(signal, listener), exit: (status) => log.push(status) },
    (line) => log.push(line),
  );
  return { interruption, log, send: (signal: Signal) => listeners.get(signal)!() };
}

test.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends the process with one line and the status %i", ([signal, status]) => {
  const { log, send } = watched();
  send(signal);
  expect(log).toEqual(["cqsa: interrupted", status]);
});

test("what is guarded is undone before anything is told", () => {
  const { interruption, log, send } = watched();
  interruption.guard("nothing was written", () => log.push("undone"));
  send("SIGINT");
  expect(log).toEqual(["undone", "cqsa: interrupted; nothing was written", 130]);
});

test("what was released is left alone", () => {
  const { interruption, log, send } = watched();
  const release = interruption.guard("nothing was written", () => log.push("undone"));
  release();
  release();
  send("SIGINT");
  expect(log).toEqual(["cqsa: interrupted", 130]);
});

test("held work ends before the process does, and the line says what came of it", async () => {
  const { interruption, log, send } = watched();
  interruption.guard("nothing was written", () => log.push("undone"));
  const result = await interruption.hold("the report was written", async () => {
    send("SIGTERM");
    await Promise.resolve();
    log.push("worked");
    return 7;
  });
  expect(result).toBe(7);
  expect(log).toEqual(["worked", "undone", "cqsa: interrupted; the report was written", 143]);
});

test("a second signal does not wait for held work", async () => {
  const { interruption, log, send } = watched();
  await interruption.hold("the report was written", () => {
    send("SIGINT");
    send("SIGINT");
    expect(log).toEqual(["cqsa: interrupted", 130]);
    return Promise.resolve();
  });
});

test("held work that fails fails, and later signals work as ever", async () => {
  const { interruption, log, send } = watched();
  const failing = interruption.hold("the report was written", () => {
    send("SIGINT");
    return Promise.reject(new Error("full disk"));
  });
  await expect(failing).rejects.toThrow("full disk");
  expect(log).toEqual([]);
  send("SIGINT");
  expect(log).toEqual(["cqsa: interrupted", 130]);
});

test("without signals, work is just done", async () => {
  const release = uninterrupted.guard("", () => {
    throw new Error("undone");
  });
  expect(await uninterrupted.hold("", () => Promise.resolve(7))).toBe(7);
  release();
});
