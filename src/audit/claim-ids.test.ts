import { expect, test } from "vitest";
import { shortIds } from "./claim-ids.ts";

test.each([
  [[], ""],
  [["PH-1"], "PH-1"],
  [["PH-1", "PH-2"], "PH-1…2"],
  [["PH-1", "PH-2", "PH-3", "PH-5", "AV-1", "AV-2", "FI-9", "FI-10"], "PH-1…3, PH-5, AV-1…2, FI-9…10"],
  [["AV-1", "FI-2", "FI-1"], "AV-1, FI-2, FI-1"],
])("%j in short is %j", (ids, text) => {
  expect(shortIds(ids)).toBe(text);
});
