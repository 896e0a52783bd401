import { expect, test } from "vitest";
import { ok } from "../outcome.ts";
import { createReference } from "../reference.ts";
import { keepAnswer, knowingReference } from "./known-answers.ts";

test("An answer that was kept is told for the very parameters and operation, and for no others", async () => {
  const params = { weights: [0.5], clusterSize: 2, weightBound: 1 };
  const kept = ok({ phases: [7] });
  keepAnswer("encode", params, kept);
  const knowing = knowingReference();
  expect(await knowing.callRaw("encode", params)).toBe(kept);
  const computed = await createReference().callRaw("encode", params);
  expect(computed).toEqual(ok({ phases: [Math.PI / 4] }));
  expect(await knowing.callRaw("encode", { ...params })).toEqual(computed);
  expect(await knowing.callRaw("decode", params)).toMatchObject({ outcome: "reject" });
  expect(await knowing.callRaw("encode", null)).toMatchObject({ outcome: "reject" });
});
