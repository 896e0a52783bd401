import { expect, test, vi } from "vitest";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

vi.mock("../conformance/kept-otherwise.ts", () => ({ KEPT_OTHERWISE: { "WIRE-MSG-1": "the stream" } }));

test("a MUST that nothing covers is shown as such, and the exit status is 1", async () => {
  const host = memoryHost();
  expect(await main(["list", "clauses", "wire-msg", "--coverage"], host)).toBe(1);
  expect(host.written.stdout).toMatch(/^WIRE-MSG-4 +MUST +0 laws +0 claims +.*uncovered$/m);
  expect(host.written.stdout).toContain("\ngap: WIRE-MSG-4 is a MUST without a law\n");
  expect(host.written.stdout).toMatch(/ 1 by the client of adapters, [1-9]\d* uncovered\n$/);
});
