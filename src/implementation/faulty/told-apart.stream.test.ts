import { expect, test } from "vitest";
import { overStream } from "../over-stream.ts";
import { createReference } from "../reference.ts";
import { faultOf } from "./tell-apart.ts";
import { streamFaults } from "./stream.ts";

const ENCODE = '{"weights":[0.5],"clusterSize":2,"weightBound":1}';

/** Lines before a request, its parameters, and the faults that answer either of them wrongly. */
interface Exchange {
  readonly before?: string;
  readonly params?: string;
  readonly tells: string;
}

const EXCHANGES: readonly Exchange[] = [
  {
    before: "hello",
    tells: "stream/no-json-ends-it stream/no-json-skipped stream/no-json-with-the-last-id",
  },
  { before: "7", tells: "stream/one-code-for-bad-lines stream/no-object-ends-it" },
  { before: "{}", tells: "stream/anything-without-id-is-a-notification" },
  { before: "[]", tells: "stream/batches-answered" },
  {
    before: '{"jsonrpc":"2.0","method":"nothing"}',
    tells: "stream/notifications-answered stream/notified-errors-answered stream/notifications-end-it",
  },
  { tells: "stream/id-as-text" },
  {
    params: '{"weights":[0.5],"clusterSize":2.0,"weightBound":1}',
    tells: "stream/point-in-an-integer-refused",
  },
  {
    params: '{"weights":[0.5],"clusterSize":20e-1,"weightBound":1}',
    tells: "stream/exponents-refused stream/integers-read-by-their-digits",
  },
  {
    params: '{"weights":[0.5],"clusterSize":1,"weightBound":1e999}',
    tells: "stream/huge-number-is-no-json stream/huge-number-is-the-largest",
  },
  {
    before: `{"jsonrpc":"2.0","id":"a","method":"encode","params":${ENCODE.replace("0.5", "NaN")}}`,
    tells: "stream/bare-nan-read",
  },
];

test.each(EXCHANGES)("What is wrong on a stream shows in one exchange: $before $params", async (exchange) => {
  const { before, params = ENCODE, tells } = exchange;
  const text = { before: before === undefined ? [] : [before], operation: "encode", params };
  const right = await overStream(createReference()).callText(text);
  const withoutText = (outcome: object): string =>
    JSON.stringify(outcome, (key, value: unknown) => (key === "message" ? "…" : value));
  for (const id of tells.split(" ")) {
    const { make, server } = faultOf(id);
    expect([id, server]).toEqual([id, expect.any(Function)]);
    const wrong = await overStream(make(), server).callText(text);
    expect([id, withoutText(wrong)]).not.toEqual([id, withoutText(right)]);
  }
});

test("A mistaken server answers what its mistake has nothing to do with", async () => {
  const others = streamFaults.filter(({ id }) => id !== "stream/id-as-text");
  expect(others.length).toBeGreaterThan(10);
  const text = { before: [], operation: "encode", params: ENCODE };
  const right = await overStream(createReference()).callText(text);
  expect(right.outcome).toBe("ok");
  for (const { id, make, server } of others) {
    expect([id, await overStream(make(), server).callText(text)]).toEqual([id, right]);
  }
});
