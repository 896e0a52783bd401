import { expect, test } from "vitest";
import { withLightInstruments } from "./light-instruments.ts";

const HEAVY = `// @ts-nocheck
function stryNS_9fa48() {
  return {};
}
stryNS_9fa48();
function stryCov_9fa48() {
}
function stryMutAct_9fa48(id) {
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
`;

test("Calls take numbers, and a passage is compared and counted by them alone", () => {
  const body = 'export const one = stryMutAct_9fa48("7") ? 2 : (stryCov_9fa48("7", "8"), 1);\n';
  const light = withLightInstruments(HEAVY + body);
  expect(light).toContain("one = stryMutAct_9fa48(7) ? 2 : (stryCov_9fa48(7, 8), 1);");
  expect(light).not.toContain("stryNS_9fa48");
});

test("A file without instruments stays as it is", () => {
  expect(withLightInstruments("export const one = 1;\n")).toBe("export const one = 1;\n");
});

test("Instruments of another form are refused, for mutants would go on unseen", () => {
  expect(() => withLightInstruments("function stryNS_9fa48() {}\n")).toThrow("another form");
  expect(() => withLightInstruments(`${HEAVY}stryMutAct_9fa48(id);\n`)).toThrow("another way");
  expect(() => withLightInstruments(`${HEAVY}stryMutAct_9fa48("999999");\n`)).toThrow("more than");
});
