import { expect, test } from "vitest";
import { EXAMPLE_PARAMS } from "./examples.ts";
import { overStream } from "./over-stream.ts";
import { createReference } from "./reference.ts";
import { OPERATION_NAMES } from "./vocabulary.ts";

const reference = createReference();

test("A call by its text has the outcome of the same call by its value", async () => {
  const { callText } = overStream(reference);
  for (const operation of OPERATION_NAMES) {
    const params = EXAMPLE_PARAMS[operation];
    const outcome = await callText({ before: [], operation, params: JSON.stringify(params) });
    expect(outcome).toStrictEqual({ ...(await reference.call(operation, params)), strays: [] });
  }
  expect(await callText({ before: [], operation: "encrypt", params: "{}" })).toMatchObject({
    outcome: "unsupported",
    code: -32601,
  });
});

test("Answers to the lines before it come beside it, in their order [WIRE-MSG-3]", async () => {
  const { callText } = overStream(reference);
  const params = JSON.stringify(EXAMPLE_PARAMS.fidelity);
  const { outcome, strays } = await callText({ before: ["{", "3", ""], operation: "fidelity", params });
  expect(outcome).toBe("ok");
  expect(strays).toMatchObject([
    { id: null, error: { code: -32700 } },
    { id: null, error: { code: -32600 } },
  ]);
});

test("A server that throws, ends early, or adds to its answer is at fault, with what it said", async () => {
  const text = { before: [], operation: "encode", params: "{}" };
  const broken = overStream(reference, async () => Promise.reject(new Error("out of qubits")));
  expect(await broken.callText(text)).toMatchObject({
    outcome: "fault",
    message: expect.stringContaining("Error: out of qubits during encode") as string,
  });
  const silent = overStream(reference, async () => Promise.resolve());
  expect(await silent.callText(text)).toMatchObject({
    outcome: "fault",
    message: expect.stringContaining("the server ended during encode") as string,
  });
  const chatty = overStream(reference, async (_implementation, _input, output) => {
    output.write('{"jsonrpc":"2.0","id":1,"result":{"phases":[]}}\nbye\n');
    return Promise.resolve();
  });
  expect(await chatty.callText(text)).toMatchObject({
    outcome: "fault",
    message: expect.stringContaining('"bye"') as string,
  });
});
