import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { EXAMPLE_ENTRY } from "./example-entry.ts";
import { openJournal } from "./journal.ts";

const folder = mkdtempSync(join(tmpdir(), "cqsa-journal-"));
const path = join(folder, "journal.jsonl");
const entry = EXAMPLE_ENTRY;
const other = { ...entry, file: "src/y.ts" };

afterEach(() => {
  rmSync(path, { force: true });
});

test("A run goes on where the last one stopped, also behind half a line", () => {
  openJournal(path).add(entry);
  appendFileSync(path, '{"file":"src/');
  const again = openJournal(path);
  expect([again.entries, again.isComplete("src/x.ts", "h")]).toEqual([[entry], false]);
  again.complete("src/x.ts", "h");
  again.add(other);
  const last = openJournal(path);
  expect([last.entries, last.isComplete("src/x.ts", "h")]).toEqual([[entry, other], true]);
});

test("What a fresh run has forgotten stays so when it is stopped, whatever is kept elsewhere", () => {
  const journal = openJournal(path);
  journal.add(entry);
  journal.complete("src/x.ts", "h");
  journal.forget("src/x.ts", "h");
  expect([journal.entries, journal.isComplete("src/x.ts", "h")]).toEqual([[], false]);
  const again = openJournal(path);
  again.seed([entry, other, { ...entry, hash: "newer" }], { "src/x.ts": "h", "src/y.ts": "h" });
  expect(again.entries).toEqual([other, { ...entry, hash: "newer" }]);
  expect([again.isComplete("src/x.ts", "h"), again.isComplete("src/y.ts", "h")]).toEqual([false, true]);
});
