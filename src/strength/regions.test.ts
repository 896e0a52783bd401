import { expect, test } from "vitest";
import { outlineOf } from "../mutation/outline.ts";
import { enclosingName } from "../mutation/outline.ts";
import { parseCodeReference } from "./code-reference.ts";
import { lostReferences, ownedStretches, ownersAt } from "./regions.ts";

const text = `
export const LIMIT = 4;
export function outer(size: number): { total: number } {
  checkInteger("size", size);
  if (size > LIMIT) throw new RangeError("too large");
  const doubled = size * 2;
  const inner = (x: number): number => {
    if (x < 0) {
      throw new RangeError("negative");
    }
    return x + 1;
  };
  return { total: inner(doubled) };
}
`;
const file = { path: "src/a/b.ts", length: text.length, items: outlineOf("src/a/b.ts", text) };

function owner(id: string, ...code: string[]): { id: string; code: ReturnType<typeof parseCodeReference>[] } {
  return { id, code: code.map((reference) => parseCodeReference(reference)) };
}

function at(piece: string): [number, number] {
  const start = text.indexOf(piece);
  expect(start).toBeGreaterThan(0);
  return [start, start + piece.length];
}

test("whoever names the inner place owns it", () => {
  const stretches = ownedStretches(
    [
      owner("FOLDER", "src/"),
      owner("DEEPER", "src/a/"),
      owner("FUNCTION", "src/a/b.ts#outer"),
      owner("VALUE", "src/a/b.ts#outer.doubled", "src/a/b.ts#outer.total"),
      owner("REFUSAL", "src/a/b.ts#outer:refusals"),
    ],
    file,
  );
  expect(ownersAt(stretches, ...at("4;"))).toEqual(["DEEPER"]);
  expect(ownersAt(stretches, ...at("x + 1"))).toEqual(["FUNCTION"]);
  expect(ownersAt(stretches, ...at("size * 2"))).toEqual(["VALUE"]);
  expect(ownersAt(stretches, ...at("inner(doubled)"))).toEqual(["VALUE"]);
  for (const refusal of ["size > LIMIT", "x < 0", 'checkInteger("size"']) {
    expect(ownersAt(stretches, ...at(refusal))).toEqual(["REFUSAL"]);
  }
});

test("two that name the same place share it, and what nobody names has no owner", () => {
  const stretches = ownedStretches([owner("B", "src/a/b.ts#LIMIT"), owner("A", "src/a/b.ts#LIMIT")], file);
  expect(ownersAt(stretches, ...(at("4;").map((offset, i) => offset - i) as [number, number]))).toEqual([
    "A",
    "B",
  ]);
  expect(ownersAt(stretches, ...at("x + 1"))).toEqual([]);
});

test("a reference to what is not there is found", () => {
  const owners = [owner("A", "src/a/b.ts#outer.gone", "src/a/"), owner("B", "src/c.ts", "src/c/:refusals")];
  expect(lostReferences(owners, [file])).toEqual([
    "A names src/a/b.ts#outer.gone, which is not there",
    "B names src/c.ts, which is not there",
    "B names src/c/:refusals, which is not there",
  ]);
});

test("a reference of another form is refused", () => {
  expect(parseCodeReference("src/a.ts#b.c:refusals")).toEqual({
    path: "src/a.ts",
    symbol: "b.c",
    refusals: true,
  });
  expect(() => parseCodeReference("src/a.ts#b c")).toThrow('"code" expected a folder/');
  expect(() => parseCodeReference("src/#b")).toThrow(RangeError);
});

test("the name of a place is the innermost one around it", () => {
  expect(enclosingName(file.items, ...at("x + 1"))).toBe("outer.inner");
  expect(enclosingName(file.items, ...at("size > LIMIT"))).toBe("outer");
});
