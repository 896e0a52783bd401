import { array, assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { createTail } from "./tail.ts";

test("The tail of a stream is the end of its text, however it came", () => {
  let dropped = 0;
  assert(
    property(array(string({ unit: "binary-ascii", maxLength: 12 }), { maxLength: 8 }), (chunks) => {
      const tail = createTail(10);
      for (const chunk of chunks) tail.push(Buffer.from(chunk));
      const text = chunks.join("");
      if (text.length > 10) dropped += 1;
      expect(tail.text()).toBe(text.length > 10 ? `…${text.slice(-10)}` : text);
    }),
  );
  expect(dropped).toBeGreaterThan(20);
});
