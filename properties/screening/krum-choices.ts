import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { krumOracle } from "../oracles/rule-oracles.ts";

/**
 * The inputs that Krum may choose: all whose score lies within 1e-9 of the least one, of its size or, where it is
 * less than 1, absolutely. Which of them, rounding decides.
 */
export function krumChoices({ aggregates, tolerate, options = {} }: ScreenParams): readonly number[] {
  const { scores } = krumOracle(aggregates, tolerate, options);
  const least = Math.min(...scores);
  const most = least + 1e-9 * Math.max(1, least);
  return [...scores.keys()].filter((i) => scores[i]! <= most);
}
