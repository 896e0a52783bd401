import { randomStream } from "../../src/base/random.ts";
import type { Implementation, OperationResults } from "../../src/implementation/implementation.ts";
import { spoiled } from "../rounds/spoiled.ts";

/**
 * An implementation that prefers some answers: with probability `share` it draws anew until it has a wanted one.
 * What had the probability p then has p + share·(1 − p).
 */
export function redrawn<O extends "partition" | "round">(
  honest: Implementation,
  operation: O,
  share: number,
  wanted: (result: OperationResults[O]) => boolean,
): Implementation {
  return spoiled(honest, operation, async (params, ask) => {
    let result = await ask(params);
    const { seed } = params;
    if (seed === undefined || randomStream(seed).fork("planted").uniform() >= share) return result;
    for (let draw = 1; !wanted(result); draw++) result = await ask({ ...params, seed: `${seed}/${draw}` });
    return result;
  });
}
