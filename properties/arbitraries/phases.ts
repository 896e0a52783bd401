import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { evenly } from "./evenly.ts";
import { atMost } from "./values.ts";

/** Angles on the whole circle, quarter turns often among them. */
export const angles: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.constantFrom(0, Math.PI, -Math.PI, Math.PI / 2, -Math.PI / 2), weight: 1 },
  {
    arbitrary: fc.tuple(evenly(0, Math.PI), fc.constantFrom(1, -1)).map(([size, sign]) => sign * size),
    weight: 5,
  },
);

/** How many members and coordinates; the implementation's limits narrow both. */
export interface PhaseShape {
  readonly fewestMembers?: number;
  readonly mostMembers?: number;
  readonly mostCoordinates?: number;
}

/** Phases of one cluster, a row of d angles for each of m members. */
export function phaseRows(
  capabilities: Capabilities,
  { fewestMembers = 1, mostMembers = 12, mostCoordinates = 5 }: PhaseShape = {},
): fc.Arbitrary<number[][]> {
  const most = atMost(capabilities, "clients", mostMembers);
  return fc
    .tuple(
      // Strong noise leaves only small clusters anything to show.
      fc.oneof(
        fc.integer({ min: fewestMembers, max: Math.min(Math.max(fewestMembers, 4), most) }),
        fc.integer({ min: fewestMembers, max: most }),
      ),
      fc.integer({ min: 1, max: atMost(capabilities, "coordinates", mostCoordinates) }),
    )
    .chain(([members, coordinates]) =>
      fc.array(fc.array(angles, { minLength: coordinates, maxLength: coordinates }), {
        minLength: members,
        maxLength: members,
      }),
    );
}

/** Why a law about clusters of several members does not apply; undefined: it does. */
export function membersMissing({ limits }: Capabilities): string | undefined {
  return (limits?.clients ?? 2) < 2 ? "no cluster of two members is within the limits" : undefined;
}
