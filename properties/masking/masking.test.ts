import { expect, test } from "vitest";
import type {
  Implementation,
  OperationParams,
  OperationResults,
} from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import type { Law } from "../law.ts";
import { runLaw } from "../run-law.ts";
import { cancellationOrder } from "./cancellation-order.ts";
import { dequantizeDefinition } from "./dequantize-definition.ts";
import { dequantizeLinear } from "./dequantize-linear.ts";
import { endToEnd } from "./end-to-end.ts";
import { maskCancellation } from "./mask-cancellation.ts";
import { maskDefinition } from "./mask-definition.ts";
import { maskRange } from "./mask-range.ts";
import { missingClientResidue } from "./missing-client-residue.ts";
import { quantizationError } from "./quantization-error.ts";
import { quantizeDefinition } from "./quantize-definition.ts";
import { quantizeSymmetric } from "./quantize-symmetric.ts";
import { unmaskDefinition } from "./unmask-definition.ts";
import { zeroBound } from "./zero-bound.ts";

const OPTIONS = { seed: "masking laws", runs: 100, level: 1e-9 };

const LAWS: readonly Law[] = [
  cancellationOrder,
  dequantizeDefinition,
  dequantizeLinear,
  endToEnd,
  maskCancellation,
  maskDefinition,
  maskRange,
  missingClientResidue,
  quantizationError,
  quantizeDefinition,
  quantizeSymmetric,
  unmaskDefinition,
  zeroBound,
];
const NAMED = LAWS.map((law) => ({ id: law.id, law }));

/** The reference with another way to one operation, which is given the right one. */
function altered<O extends OperationName>(
  operation: O,
  answer: (
    params: OperationParams[O],
    right: (params: OperationParams[O]) => Promise<OperationResults[O]>,
  ) => Promise<OperationResults[O]> | OperationResults[O],
): Implementation {
  const reference = createReference();
  const right = async (params: OperationParams[O]): Promise<OperationResults[O]> => {
    const outcome = await reference.call(operation, params);
    if (outcome.outcome !== "ok") throw new Error(outcome.message);
    return outcome.result;
  };
  return {
    ...reference,
    call: async (asked, params) =>
      (asked as string) === operation
        ? { outcome: "ok", result: (await answer(params as never, right)) as never }
        : reference.call(asked, params),
  };
}

const level = (bits: number): number => 2 ** (bits - 1) - 1;
const scaled = ({ values, bits, bound }: OperationParams["quantize"]): number[] =>
  values.map((value) => (bound === 0 ? 0 : (value / bound) * level(bits)));
const nonNegative = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus;

/** Masks in plain float64, which rounds beyond 53 bits. */
function roundedMask({ integers, client, pads, modulusBits }: OperationParams["mask"]): { masked: number[] } {
  return {
    masked: integers.map((integer, i) => {
      const signed = Object.entries(pads).map(([peer, pad]) => (Number(peer) > client ? pad[i]! : -pad[i]!));
      return nonNegative(
        signed.reduce((sum, pad) => sum + pad, integer),
        2 ** modulusBits,
      );
    }),
  };
}

function roundedUnmask({ masked, modulusBits }: OperationParams["unmask"]): { sum: number[] } {
  const modulus = 2 ** modulusBits;
  const sums = masked[0]!.map((_, i) =>
    nonNegative(
      masked.reduce((sum, row) => sum + row[i]!, 0),
      modulus,
    ),
  );
  return { sum: sums.map((sum) => (sum >= modulus / 2 ? sum - modulus : sum)) };
}

const textSigns = altered("mask", async (params, right) => {
  const { client, pads, integers } = params;
  // A peer's side is decided on its text: "10" lies below "9".
  const flipped = Object.entries(pads).map(([peer, pad]) => {
    const wrong = peer > String(client) !== Number(peer) > client;
    return [peer, wrong ? pad.map((entry) => nonNegative(-entry, 2 ** params.modulusBits)) : pad];
  });
  return right({ ...params, integers, pads: Object.fromEntries(flipped) as typeof pads });
});

const FLAWS: readonly { readonly law: Law; readonly flaw: string; readonly broken: Implementation }[] = [
  {
    law: quantizeDefinition,
    flaw: "truncation",
    broken: altered("quantize", (params) => ({ integers: scaled(params).map(Math.trunc) })),
  },
  {
    law: quantizeDefinition,
    flaw: "2^(q−1) levels on a side",
    broken: altered("quantize", (params) => ({
      integers: params.values.map((v) => Math.round((v / params.bound) * 2 ** (params.bits - 1))),
    })),
  },
  {
    law: quantizeDefinition,
    flaw: "single precision",
    broken: altered("quantize", (params) => ({
      integers: scaled(params).map((x) => Math.round(Math.fround(x))),
    })),
  },
  {
    law: quantizeDefinition,
    flaw: "an answer without its last coordinate",
    broken: altered("quantize", async (params, right) => ({
      integers: (await right(params)).integers.slice(0, -1),
    })),
  },
  {
    law: quantizeSymmetric,
    flaw: "rounding down",
    broken: altered("quantize", (params) => ({ integers: scaled(params).map(Math.floor) })),
  },
  {
    law: quantizationError,
    flaw: "truncation",
    broken: altered("quantize", (params) => ({ integers: scaled(params).map((x) => Math.trunc(x) + 0) })),
  },
  {
    law: dequantizeDefinition,
    flaw: "2^(q−1) levels on a side",
    broken: altered("dequantize", ({ integers, bits, bound }) => ({
      values: integers.map((n) => (n * bound) / 2 ** (bits - 1)),
    })),
  },
  {
    law: dequantizeLinear,
    flaw: "values that are clipped to the bound",
    broken: altered("dequantize", async (params, right) => {
      const { values } = await right(params);
      return { values: values.map((v) => Math.max(-params.bound, Math.min(params.bound, v))) };
    }),
  },
  {
    law: zeroBound,
    flaw: "0/0",
    broken: altered("quantize", ({ values, bound }) => ({ integers: values.map((v) => v / bound) })),
  },
  {
    law: zeroBound,
    flaw: "a step of 1 in place of 0",
    broken: altered("dequantize", ({ integers }) => ({ values: integers.map((n) => n + 1) })),
  },
  { law: maskDefinition, flaw: "peers compared as text", broken: textSigns },
  { law: maskDefinition, flaw: "sums in float64", broken: altered("mask", roundedMask) },
  {
    law: maskDefinition,
    flaw: "pads of all peers added",
    broken: altered("mask", (params, right) => right({ ...params, client: 0, pads: shifted(params.pads) })),
  },
  {
    law: maskRange,
    flaw: "remainders with the sign of the dividend",
    broken: altered("mask", ({ integers, modulusBits }) => ({
      masked: integers.map((integer) => integer % 2 ** modulusBits),
    })),
  },
  {
    law: maskRange,
    flaw: "2^b in place of 0",
    broken: altered("mask", async (params, right) => ({
      masked: (await right(params)).masked.map((entry) => entry || 2 ** params.modulusBits),
    })),
  },
  { law: maskCancellation, flaw: "sums in float64", broken: altered("mask", roundedMask) },
  {
    law: maskCancellation,
    flaw: "pads of all peers added",
    broken: altered("mask", (params, right) => right({ ...params, client: 0, pads: shifted(params.pads) })),
  },
  {
    law: maskCancellation,
    flaw: "a sum that is not centred",
    broken: altered("unmask", async (params, right) => ({
      sum: (await right(params)).sum.map((sum) => nonNegative(sum, 2 ** params.modulusBits)),
    })),
  },
  { law: cancellationOrder, flaw: "sums in float64", broken: altered("unmask", roundedUnmask) },
  {
    law: missingClientResidue,
    flaw: "a sum that hides the pads of the missing",
    broken: altered("unmask", async (params, right) => ({
      sum: (await right(params)).sum.map((sum) => sum % 256),
    })),
  },
  {
    law: missingClientResidue,
    flaw: "pads that are never applied",
    broken: altered("mask", (params, right) => right({ ...params, pads: {} })),
  },
  {
    law: unmaskDefinition,
    flaw: "an upper end that is included",
    broken: altered("unmask", async (params, right) => ({
      sum: (await right(params)).sum.map((sum) => (sum === -(2 ** (params.modulusBits - 1)) ? -sum : sum)),
    })),
  },
  {
    law: unmaskDefinition,
    flaw: "a lower end that begins one early",
    broken: altered("unmask", async (params, right) => ({
      sum: (await right(params)).sum.map((sum) =>
        sum === 2 ** (params.modulusBits - 1) - 1 ? sum - 2 ** params.modulusBits : sum,
      ),
    })),
  },
  { law: unmaskDefinition, flaw: "sums in float64", broken: altered("unmask", roundedUnmask) },
  {
    law: endToEnd,
    flaw: "truncation",
    broken: altered("quantize", (params) => ({ integers: scaled(params).map((x) => Math.trunc(x) + 0) })),
  },
  {
    law: endToEnd,
    flaw: "a modulus of one bit less",
    broken: altered("unmask", async (params, right) => {
      const modulus = 2 ** (params.modulusBits - 1);
      const { sum } = await right(params);
      return {
        sum: sum.map((total) => nonNegative(total + modulus / 2, modulus) - modulus / 2),
      };
    }),
  },
];

/** The same pads, all for peers above client 0. */
function shifted(pads: OperationParams["mask"]["pads"]): OperationParams["mask"]["pads"] {
  return Object.fromEntries(Object.entries(pads).map(([peer, pad]) => [String(Number(peer) + 1), pad]));
}

test.each(NAMED)("the reference obeys $id", async ({ law }) => {
  const found = await runLaw(law, createReference(), OPTIONS);
  expect(found.verdict).toBe("pass");
  // A few cases of the odd quantizer lie wholly at ties.
  expect((found as { cases: number }).cases).toBeGreaterThanOrEqual(95);
});

test.each(FLAWS.map((row) => ({ ...row, id: row.law.id })))("$id sees $flaw", async ({ law, broken }) => {
  const found = await runLaw(law, broken, OPTIONS);
  expect(found.verdict).toBe("violated");
  if (found.verdict !== "violated") return;
  expect(found.counterexample.message).not.toBe("");
  const { example } = found.counterexample;
  expect(example).toBeTypeOf("object");
  // What is stored and replayed later is JSON.
  expect(JSON.parse(JSON.stringify(example))).toEqual(example);
});

test.each(NAMED)("$id keeps within the narrowest limits", async ({ law }) => {
  const narrow = createReference({ limits: { clients: 1, coordinates: 1 } });
  const expected = [cancellationOrder, missingClientResidue].includes(law) ? "not applicable" : "pass";
  expect((await runLaw(law, narrow, OPTIONS)).verdict).toBe(expected);
});

test.each(NAMED)("$id does not apply to an implementation without masking", async ({ law }) => {
  const found = await runLaw(law, createReference({ operations: ["encode"] }), OPTIONS);
  expect(found.verdict).toBe("not applicable");
});

test("quantizing in plain float64 is right: what rounding does at a tie is no violation", async () => {
  const plain = altered("quantize", (params) => ({
    integers: scaled(params).map((x) => Math.sign(x) * Math.round(Math.abs(x))),
  }));
  for (const law of [quantizeDefinition, quantizeSymmetric, quantizationError]) {
    expect((await runLaw(law, plain, { ...OPTIONS, runs: 1000 })).verdict).toBe("pass");
  }
});
