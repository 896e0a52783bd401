/** Masking in whole numbers without a limit: sums are taken as they are and reduced once, at the end. */

/** The representative of an integer in [0, modulus). */
function reduce(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus;
}

/**
 * A client's integers with its pads: pads shared with peers of a higher index are added, those shared
 * with peers of a lower index subtracted, modulo 2^b.
 *
 * @param integers d whole numbers of either sign
 * @param client this client's index
 * @param pads for each peer, by its decimal index, d whole numbers in [0, 2^b)
 * @param modulusBits b, at most 53
 * @returns d whole numbers in [0, 2^b)
 */
export function maskOracle(
  integers: readonly number[],
  client: number,
  pads: Readonly<Record<string, readonly number[]>>,
  modulusBits: number,
): number[] {
  return integers.map((integer, coordinate) => {
    let sum = BigInt(integer);
    for (const [peer, pad] of Object.entries(pads)) {
      const entry = BigInt(pad[coordinate]!);
      if (BigInt(peer) > BigInt(client)) sum += entry;
      if (BigInt(peer) < BigInt(client)) sum -= entry;
    }
    return Number(reduce(sum, 2n ** BigInt(modulusBits)));
  });
}

/**
 * The sum of all masked vectors modulo 2^b, centred.
 *
 * @param masked n rows of d whole numbers
 * @param modulusBits b, at most 53
 * @returns d whole numbers in [−2^(b−1), 2^(b−1))
 */
export function unmaskOracle(masked: readonly (readonly number[])[], modulusBits: number): number[] {
  const modulus = 2n ** BigInt(modulusBits);
  return (masked[0] ?? []).map((_, coordinate) => {
    const sum = masked.reduce((total, row) => total + BigInt(row[coordinate]!), 0n);
    const remainder = reduce(sum, modulus);
    return Number(remainder >= modulus / 2n ? remainder - modulus : remainder);
  });
}
