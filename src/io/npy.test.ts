import { expect, test } from "vitest";
import { isDataError } from "../base/data-error.ts";
import { toRows } from "../base/matrix.ts";
import { parseNpy } from "./npy.ts";

/** Written by NumPy 2.4.6 (numpy.lib.format.write_array), in base64: what its own writer does is the oracle. */
const WRITTEN_BY_NUMPY: readonly { what: string; dimensions: 2 | 3; base64: string }[] = [
  {
    what: "little-endian float32",
    dimensions: 3,
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMsIDQpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAKC/AACQvwAAgL8AAGC/AABAvwAAIL8AAAC/AADAvgAAgL4AAAC+AAAAAAAAAD4AAIA+AADAPgAAAD8AACA/AABAPwAAYD8AAIA/AACQPwAAoD8AALA/AADAPwAA0D8=",
  },
  {
    what: "little-endian float64",
    dimensions: 3,
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMsIDQpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD0vwAAAAAAAPK/AAAAAAAA8L8AAAAAAADsvwAAAAAAAOi/AAAAAAAA5L8AAAAAAADgvwAAAAAAANi/AAAAAAAA0L8AAAAAAADAvwAAAAAAAAAAAAAAAAAAwD8AAAAAAADQPwAAAAAAANg/AAAAAAAA4D8AAAAAAADkPwAAAAAAAOg/AAAAAAAA7D8AAAAAAADwPwAAAAAAAPI/AAAAAAAA9D8AAAAAAAD2PwAAAAAAAPg/AAAAAAAA+j8=",
  },
  {
    what: "big-endian float32",
    dimensions: 3,
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMsIDQpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAq/oAAAv5AAAL+AAAC/YAAAv0AAAL8gAAC/AAAAvsAAAL6AAAC+AAAAAAAAAD4AAAA+gAAAPsAAAD8AAAA/IAAAP0AAAD9gAAA/gAAAP5AAAD+gAAA/sAAAP8AAAD/QAAA=",
  },
  {
    what: "big-endian float64",
    dimensions: 2,
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDQpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAq/9AAAAAAAAL/yAAAAAAAAv/AAAAAAAAC/7AAAAAAAAL/oAAAAAAAAv+QAAAAAAAC/4AAAAAAAAL/YAAAAAAAAv9AAAAAAAAC/wAAAAAAAAAAAAAAAAAAAP8AAAAAAAAA=",
  },
  {
    what: "float64 in Fortran order over three dimensions",
    dimensions: 3,
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgNCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD0vwAAAAAAANA/AAAAAAAA6L8AAAAAAADoPwAAAAAAANC/AAAAAAAA9D8AAAAAAADyvwAAAAAAANg/AAAAAAAA5L8AAAAAAADsPwAAAAAAAMC/AAAAAAAA9j8AAAAAAADwvwAAAAAAAOA/AAAAAAAA4L8AAAAAAADwPwAAAAAAAAAAAAAAAAAA+D8AAAAAAADsvwAAAAAAAOQ/AAAAAAAA2L8AAAAAAADyPwAAAAAAAMA/AAAAAAAA+j8=",
  },
  {
    what: "float32 in Fortran order over two dimensions",
    dimensions: 2,
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMywgNCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAKC/AABAvwAAgL4AAJC/AAAgvwAAAL4AAIC/AAAAvwAAAAAAAGC/AADAvgAAAD4=",
  },
  {
    what: "format version 2.0",
    dimensions: 2,
    base64:
      "k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywgNCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD0vwAAAAAAAPK/AAAAAAAA8L8AAAAAAADsvwAAAAAAAOi/AAAAAAAA5L8AAAAAAADgvwAAAAAAANi/AAAAAAAA0L8AAAAAAADAvwAAAAAAAAAAAAAAAAAAwD8=",
  },
  {
    what: "format version 3.0",
    dimensions: 3,
    base64:
      "k05VTVBZAwB0AAAAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMywgNCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAKC/AACQvwAAgL8AAGC/AABAvwAAIL8AAAC/AADAvgAAgL4AAAC+AAAAAAAAAD4AAIA+AADAPgAAAD8AACA/AABAPwAAYD8AAIA/AACQPwAAoD8AALA/AADAPwAA0D8=",
  },
];

/** Also by NumPy 2.4.6: good files of a kind that is not read. */
const REFUSED: readonly { what: string; problem: string; base64: string }[] = [
  {
    what: "Python objects",
    problem: "holds Python objects; only float32 and float64 are read",
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMSwgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAqABJWPAAAAAAAAAIwWbnVtcHkuX2NvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwFLAoaUaAOMBWR0eXBllJOUjAJPOJSJiIeUUpQoSwOMAXyUTk5OSv////9K/////0s/dJRiiV2UKEsBTmV0lGIu",
  },
  {
    what: "integers",
    problem: 'holds numbers of type "<i8"; only float32',
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDQpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr///////////////////////////////8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  },
  {
    what: "records",
    problem: "holds records or a malformed type; only float32",
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiBbKCdhJywgJzxmNCcpXSwgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAAAAA",
  },
  {
    what: "one dimension",
    problem: "has the shape (4); clients × coordinates or",
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDQsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD0vwAAAAAAAPK/AAAAAAAA8L8AAAAAAADsvw==",
  },
  {
    what: "no clients",
    problem: "has the shape (0, 4) and so holds no numbers",
    base64:
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDAsIDQpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo=",
  },
];

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}

/** The array that the fixtures hold: (0 … 23 − 10)/8 in the shape 2 × 3 × 4, or its first round. */
function expectedRounds(dimensions: 2 | 3): number[][][] {
  return Array.from({ length: dimensions - 1 }, (_, t) =>
    [0, 1, 2].map((n) => [0, 1, 2, 3].map((c) => (t * 12 + n * 4 + c - 10) / 8)),
  );
}

/** A version 1.0 file made by hand. */
function npy(
  dictionary: string,
  data: Uint8Array = new Uint8Array(),
  version: readonly number[] = [1, 0],
): Uint8Array {
  const header = Buffer.from(dictionary, "latin1");
  const length = new Uint8Array(version[0] === 1 ? 2 : 4);
  length[0] = header.length & 255;
  length[1] = header.length >> 8;
  return Uint8Array.from([...Buffer.from("\x93NUMPY", "latin1"), ...version, ...length, ...header, ...data]);
}

function failureOf(bytes: Uint8Array): unknown {
  try {
    return parseNpy("x.npy", bytes);
  } catch (error) {
    return error;
  }
}

/** What is said of a bad file. */
function problemOf(bytes: Uint8Array): string {
  const error = failureOf(bytes);
  expect(isDataError(error)).toBe(true);
  return (error as Error).message;
}

function doubles(...values: number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(values).buffer);
}

test.for(WRITTEN_BY_NUMPY)("$what is read as NumPy wrote it", ({ base64, dimensions }) => {
  const rounds = parseNpy("x.npy", bytesOf(base64));
  expect(rounds).toHaveLength(dimensions - 1);
  expect(rounds.map(toRows)).toEqual(expectedRounds(dimensions));
});

test("a file is read alike from the middle of a larger buffer", () => {
  const bytes = bytesOf(WRITTEN_BY_NUMPY[0]!.base64);
  const larger = new Uint8Array(bytes.length + 10);
  larger.set(bytes, 3);
  expect(parseNpy("x.npy", larger.subarray(3, 3 + bytes.length)).map(toRows)).toEqual(expectedRounds(3));
});

test.for(REFUSED)("$what: a data error says that they are not read", ({ base64, problem }) => {
  expect(problemOf(bytesOf(base64))).toContain(`x.npy: ${problem}`);
});

test("every cut of a file is a data error that says so", () => {
  const bytes = bytesOf(WRITTEN_BY_NUMPY[1]!.base64);
  expect(bytes).toHaveLength(128 + 24 * 8);
  for (let length = 0; length < bytes.length; length++) {
    expect(problemOf(bytes.subarray(0, length))).toMatch(
      length < 6 ? /wrong magic/ : length < 128 ? /cut short within its header/ : /is cut short: \d+ bytes/,
    );
  }
});

test("bytes after the numbers are a data error that counts them", () => {
  const bytes = bytesOf(WRITTEN_BY_NUMPY[1]!.base64);
  expect(problemOf(Uint8Array.from([...bytes, 1, 2, 3]))).toBe(
    "x.npy: has 3 bytes too many after its numbers",
  );
});

test("a number that is not finite is named by its place, counted from 0", () => {
  const one = `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }\n`;
  expect(problemOf(npy(one, doubles(1, 2, Number.NaN, 4)))).toBe(
    "x.npy: client 1, coordinate 0: expected a finite number, got NaN",
  );
  const many = one.replace("(2, 2)", "(2, 2, 3)");
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -Infinity];
  expect(problemOf(npy(many, doubles(...values)))).toBe(
    "x.npy: round 1, client 1, coordinate 2: expected a finite number, got -Infinity",
  );
  const fortran = many.replace("False", "True");
  // The last but one in Fortran order is the first round's.
  const swapped = values.toSpliced(10, 2, Number.NaN, 11);
  expect(problemOf(npy(fortran, doubles(...swapped)))).toContain("round 0, client 1, coordinate 2");
});

test.for([
  ["another key", "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), 'x': True}"],
  ["a missing key", "{'descr': '<f8', 'shape': (1, 1)}"],
  ["a key twice", "{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 1)}"],
  ["no comma between entries", "{'descr': '<f8' 'fortran_order': False, 'shape': (1, 1)}"],
  ["text after the dictionary", "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)} x"],
  ["an order that is no boolean", "{'descr': '<f8', 'fortran_order': 0, 'shape': (1, 1)}"],
  ["a negative size", "{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 1)}"],
  ["a hole in the shape", "{'descr': '<f8', 'fortran_order': False, 'shape': (1,, 1)}"],
  ["a shape of text", "{'descr': '<f8', 'fortran_order': False, 'shape': '(1, 1)'}"],
  ["no dictionary", "hello"],
  ["nothing", ""],
])("a header with %s is a data error", ([, dictionary]) => {
  expect(problemOf(npy(dictionary!, doubles(1)))).toMatch(/^x\.npy: its header (is not|lacks)/);
});

test("double quotes and free spacing are as good as NumPy's own writing", () => {
  const header = `{"shape":(1 , 2) , "descr": ">f8","fortran_order":True}`;
  const data = doubles(1.5, -2).reverse();
  expect(parseNpy("x.npy", npy(header, data)).map(toRows)).toEqual([[[-2, 1.5]]]);
});

test("an unknown format version is a data error that names it", () => {
  const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)}";
  expect(problemOf(npy(header, doubles(1), [4, 0]))).toContain("format version 4.0;");
  expect(problemOf(npy(header, doubles(1), [1, 1]))).toContain("format version 1.1;");
});

test("a shape too large to count is cut short, not a fault", () => {
  const header =
    "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 99999999999999999999)}";
  expect(problemOf(npy(header, doubles(1)))).toContain("is cut short: 8 bytes");
});
