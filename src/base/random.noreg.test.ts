import { expect, test } from "vitest";
import { randomStream } from "./random.ts";

test("The first draws of a seed stay what they are, so that a stored seed replays its case", () => {
  const stream = randomStream("frozen").fork("draws");
  expect([
    stream.word(),
    stream.word(),
    stream.uniform(),
    stream.integer(1000),
    stream.integer(2 ** 40),
  ]).toEqual([-248519281, 672955030, 0.10527876799963176, 157, 900076654848]);
});
