/**
 * P(D < distance) of the two-sided Kolmogorov–Smirnov statistic of `size` points, by the expansion
 * K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^(3/2) in z = √n · distance of Pelz and Good
 * (J. R. Statist. Soc. B 38, 1976), as written in Simard and L'Ecuyer (J. Stat. Soft. 39(11), 2011).
 *
 * Arguments are not checked.
 *
 * @param distance above 0, of the order of 1/√size
 * @param size an integer of at least 1; the error falls as 1/size²
 */
export function kolmogorovAsymptotic(distance: number, size: number): number {
  const z2 = distance * distance * size;
  const z = Math.sqrt(z2);
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const sums = new Float64Array(4);
  // Both series run over half a lattice: its two halves are equal.
  for (let k = 0; ; k++) {
    const half = (Math.PI * (k + 0.5)) ** 2;
    const whole = (Math.PI * (k + 1)) ** 2;
    const halfWeight = 2 * Math.exp(-half / (2 * z2));
    const wholeWeight = 2 * Math.exp(-whole / (2 * z2));
    if (halfWeight * whole ** 3 < 1e-22) break;
    sums[0]! += halfWeight;
    sums[1]! += halfWeight * (half - z2);
    sums[2]! +=
      (halfWeight * (6 * z6 + 2 * z4 + half * (2 * z4 - 5 * z2) + half ** 2 * (1 - 2 * z2))) / (72 * z4) -
      (wholeWeight * whole) / 36;
    sums[3]! +=
      (halfWeight *
        (half ** 3 * (5 - 30 * z2) +
          half ** 2 * (212 * z4 - 60 * z2) +
          half * (135 * z4 - 96 * z6) -
          30 * z6 -
          90 * z4 * z4)) /
        (6480 * z4) +
      (wholeWeight * (3 * whole * z2 - whole ** 2)) / 216;
  }
  const [k0, k1, k2, k3] = sums;
  const scale = Math.sqrt(Math.PI / 2);
  const root = Math.sqrt(size);
  return scale * (k0! / z + k1! / (6 * z4 * root) + k2! / (z2 * z * size) + k3! / (z6 * size * root));
}
