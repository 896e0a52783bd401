import { expect, test } from "vitest";
import { figure, percent } from "./figure.ts";

test("A figure has the asked-for digits and no trailing zeros", () => {
  expect(figure(0.98937594)).toBe("0.9894");
  expect(figure(0.98937594, 4)).toBe("0.9894");
  expect(figure(1.2e-13, 4)).toBe("1.2e-13");
  expect(figure(2)).toBe("2");
  expect(figure(123_456, 2)).toBe("120000");
  expect(figure(-0)).toBe("0");
  expect(figure(Number.NaN)).toBe("NaN");
  expect(figure(-Infinity)).toBe("-Infinity");
});

test("A share is shown in per cent", () => {
  expect(percent(0.125)).toBe("12.5 %");
  expect(percent(1 / 3)).toBe("33.3 %");
  expect(percent(1 / 3, 5)).toBe("33.333 %");
  expect(percent(0)).toBe("0 %");
});
