import { expect, test } from "vitest";
import type { AdapterLog } from "../implementation/stdio/adapter-log.ts";
import { adapterObservations } from "./adapter-observations.ts";

const QUIET: AdapterLog = {
  restarts: 0,
  calls: 100,
  faults: {},
  lastFault: null,
  stderr: "",
  chatterLines: 0,
  chatter: [],
  peakMemoryBytes: 1e7,
  lastEnd: "exit status 0",
  endsWithInput: true,
  leftBehind: [],
};

test("a good adapter gives nothing to note: restarts that a law asked for, and what it logs, are its own", () => {
  expect(adapterObservations(QUIET)).toEqual([]);
  expect(adapterObservations({ ...QUIET, restarts: 3, stderr: "ready\n", endsWithInput: null })).toEqual([]);
});

test("faults come with their number, the restarts and the end of stderr", () => {
  const log = {
    ...QUIET,
    faults: { exit: 2, "bare-nan": 1 },
    restarts: 2,
    stderr: "a\nb\nc\nd\ne\nf\ng\nh\n",
  };
  expect(adapterObservations(log)).toEqual([
    { what: 'fault "exit"', hint: "counted as a violation of the law in flight", times: 2 },
    { what: 'fault "bare-nan"', hint: "counted as a violation of the law in flight", times: 1 },
    { what: "restarted", hint: "after a crash, a time-out or an answer out of step", times: 2 },
    { what: "its stderr ends with", hint: "c | d | e | f | g | h", times: 1 },
  ]);
});

test("a flood on stderr stays short", () => {
  const log = { ...QUIET, faults: { exit: 1 }, stderr: `${"x".repeat(8000)}\n${"y".repeat(8000)}z\n` };
  const said = adapterObservations(log).find(({ what }) => what === "its stderr ends with")!;
  expect(said.hint).toBe(`…${"x".repeat(160)} | …${"y".repeat(159)}z`);
});

test("chatter, processes left and an end that is none are told with what to do", () => {
  const log = { ...QUIET, chatterLines: 12, chatter: ['"hello"'], endsWithInput: false, leftBehind: [7, 8] };
  expect(adapterObservations(log)).toEqual([
    {
      what: "lines on stdout that are no answers",
      hint: 'stdout is for answers alone; the first was "hello"',
      times: 12,
    },
    {
      what: "does not end with its input",
      hint: "at the end of standard input an adapter exits with status 0",
      times: 1,
    },
    { what: "processes that could not be killed", hint: "look at 7, 8", times: 2 },
  ]);
});
