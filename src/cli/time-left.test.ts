import { expect, test } from "vitest";
import { timeLeft } from "./time-left.ts";

test("the time left is told in units that people use, when it is known", () => {
  expect(timeLeft(10, 10, 50)).toBe("about 40 s left");
  expect(timeLeft(60, 10, 100)).toBe("about 9 min left");
  expect(timeLeft(3600, 1, 4)).toBe("about 3.0 h left");
  expect(timeLeft(10, 0, 50)).toBe("");
  expect(timeLeft(0.2, 3, 50)).toBe("");
});
