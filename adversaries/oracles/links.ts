/**
 * What is left of a cluster's reading when someone measures one qubit on its way and sends on what it found. Independent
 * of `src/`. Visibility V of the preparation, depolarizing or none.
 */

/** Expectations of the ±1 outcomes in the x and y basis. */
export interface Expectations {
  readonly x: number;
  readonly y: number;
}

/** Who measures what: an axis on one link of the qubit that the server reads, or of another, in a share of the shots. */
export interface Interception {
  readonly axis: "x" | "y" | "z";
  readonly link: "outbound" | "returning";
  readonly isControl: boolean;
  readonly share: number;
}

/**
 * The reading's expectations for the sum Θ of which the measured qubit's phase is θ. The outcomes of the qubit and of
 * what is left of the state multiply: measured at an angle a (0 for x, π/2 for y) they are cosines of a + θ and of the
 * rest Θ − θ − a on the way out, of a and Θ − a on the way back; the control's own factor is the one that turns with the
 * basis. Along z nothing is left.
 */
export function interceptedReading(
  sum: number,
  own: number,
  { axis, link, isControl, share }: Interception,
  visibility = 1,
): Expectations {
  const honest = { x: visibility * Math.cos(sum), y: visibility * Math.sin(sum) };
  const angle = axis === "y" ? Math.PI / 2 : 0;
  const mine = link === "outbound" ? angle + own : angle;
  const rest = sum - mine;
  const [turning, still] = isControl ? [mine, rest] : [rest, mine];
  const left = axis === "z" ? 0 : visibility * Math.cos(still);
  return {
    x: (1 - share) * honest.x + share * left * Math.cos(turning),
    y: (1 - share) * honest.y + share * left * Math.sin(turning),
  };
}

/** Share of shots whose residues are not all 0, without noise: half of those measured along x or y. */
export function interceptedResidues({ axis, share }: Interception): number {
  return axis === "z" ? 0 : share / 2;
}

/** Var(θ̂) of the phase of a client that was given |+⟩, R shots: (2/R)(1 − ½ sin² 2θ). */
export function decoyVariance(shots: number, phase: number): number {
  return (2 / shots) * (1 - Math.sin(2 * phase) ** 2 / 2);
}
