import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { randomStream } from "../../base/random.ts";
import { agreedClusters } from "./agree.ts";
import { checkLeastSize } from "./balanced-clusters.ts";
import { commitment, drawTogether } from "./commit-reveal.ts";
import type { Contribution } from "./commit-reveal.ts";
import { completeHardening } from "./hardening.ts";

test("A cluster below the fewest members is refused, by what makes it small [WIRE-EXT-6]", () => {
  // Seven clients at k = 3 are clusters of 4 and 3.
  expect(() => {
    checkLeastSize(7, 3, 3);
  }).not.toThrow();
  const refused: readonly (readonly [number, number, number, string, number])[] = [
    // 3 and 2, in spite of the larger one.
    [5, 2, 3, "clusterSize", 2],
    [8, 4, 5, "clusterSize", 4],
    // One cluster, of all clients.
    [2, 3, 3, "updates", 2],
    [2, 9, 3, "updates", 2],
  ];
  for (const [clients, clusterSize, least, name, smallest] of refused) {
    const message = `"${name}" expected clusters of at least ${least} clients, as balanced-clusters asks, got ${smallest}`;
    expect(() => {
      checkLeastSize(clients, clusterSize, least);
    }).toThrow(new RangeError(message));
  }
});

test("Another announcement than the draw gives is refused, however little it differs [WIRE-EXT-6, WIRE-EXT-7]", () => {
  const request = { clients: 6, clusterSize: 3, remainder: "reject" } as const;
  const agreed = (announce?: Parameters<typeof agreedClusters>[3]): ReturnType<typeof agreedClusters> =>
    agreedClusters(request, completeHardening({ "commit-reveal": true }), randomStream("agree"), announce);
  const drawn = agreed();
  expect(drawn.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(agreed((clusters) => clusters.map((members) => [...members]))).toEqual(drawn);
  const others: readonly (typeof drawn)[] = [
    [...drawn, []],
    drawn.slice(0, 1),
    [drawn[0]!, drawn[1]!.slice(1)],
    [drawn[0]!, [...drawn[1]!, 0]],
    [drawn[0]!, drawn[1]!.toReversed()],
    [
      [drawn[1]![0]!, ...drawn[0]!.slice(1)],
      [drawn[0]![0]!, ...drawn[1]!.slice(1)],
    ],
  ];
  const message =
    '"commit-reveal" expected the clusters that all contributions give, got "others, announced by the server"';
  for (const other of others) expect(() => agreed(() => other)).toThrow(new RangeError(message));
});

test("One who does not open what it committed to is named [WIRE-EXT-6, WIRE-EXT-7]", () => {
  const request = { clients: 3, clusterSize: 3, remainder: "reject" } as const;
  const silent = (who: number | "server") => (): unknown =>
    agreedClusters(
      request,
      completeHardening({ "commit-reveal": true }),
      randomStream("silent"),
      undefined,
      (party, committed) => (party === who ? null : committed),
    );
  const message = '"commit-reveal" expected everyone to open what it committed to, got "another opening of';
  expect(silent(2)).toThrow(new RangeError(`${message} client 2"`));
  expect(silent("server")).toThrow(new RangeError(`${message} the server"`));
});

test("A commitment is SHA-256 over the party's name, the nonce and the value [WIRE-EXT-7]", () => {
  const committed: Contribution = {
    value: Uint8Array.from({ length: 32 }, (_, i) => i),
    nonce: Uint8Array.from({ length: 32 }, (_, i) => 32 + i),
  };
  // Hashed by another library.
  expect(commitment(0, committed)).toBe("84f311d7942155f2643e737410eac9dffde70a4acf258c40eb07d79c7a515600");
  expect(commitment("server", committed)).toBe(
    "c63e8744dcf95ca421fef2de0fc5689b4c92c646c4729c4276219970b1b06e78",
  );
});

test("Every party brings its own value and nonce, and the stream follows from the values of all [WIRE-EXT-7]", () => {
  const opened: Contribution[] = [];
  const parties: (number | "server")[] = [];
  const shared = drawTogether(5, randomStream("together"), (party, committed) => {
    parties.push(party);
    opened.push(committed);
    return committed;
  });
  expect(parties).toEqual([0, 1, 2, 3, 4, "server"]);
  const texts = opened.flatMap(({ value, nonce }) => [String(value), String(nonce)]);
  expect(new Set(texts).size).toBe(12);
  expect(opened.every(({ value, nonce }) => value.length === 32 && nonce.length === 32)).toBe(true);
  const hash = createHash("sha256").update("cqsa partition of all\n");
  for (const { value } of opened) hash.update(value);
  if (shared.kind !== "agreed") throw new Error("someone is said not to have opened");
  expect(shared.stream.label).toBe(randomStream(hash.digest("hex")).label);
});

test("Measures that contradict each other are refused [WIRE-EXT-2]", () => {
  expect(() => completeHardening({ "stable-clusters": true, "reshuffle-budget": true })).toThrow(
    new RangeError(
      '"hardening" expected stable-clusters or reshuffle-budget, as each sets the partitions, got "both"',
    ),
  );
  expect(() => completeHardening({ "local-noise": true })).toThrow(
    new RangeError(
      '"hardening" expected clip-bound beside local-noise, which is scaled by it, got "local-noise"',
    ),
  );
});
