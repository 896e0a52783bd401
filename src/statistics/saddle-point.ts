/**
 * The two pieces of Loader's saddle-point form of the binomial and Poisson probabilities
 * (C. Loader, "Fast and accurate computation of binomial probabilities", 2000). They replace
 * differences of large log-gammas, which lose all digits for large counts.
 */

const HALF_LOG_TWO_PI = 0.9189385332046727;

/** The integers below 16. */
const BELOW = new Float64Array(16);

/** Γ(x + 1) for x = 0, ½, 1, …, 15½ by its product: exact to a few units in the last place. */
function factorial(x: number): number {
  let product = Number.isInteger(x) ? 1 : Math.sqrt(Math.PI);
  for (const below of BELOW.keys()) {
    if (below < x) product *= x - below;
  }
  return product;
}

/**
 * The error of Stirling's formula, ln Γ(x + 1) − [(x + ½) ln x − x + ½ ln 2π].
 *
 * @param x a positive multiple of ½
 */
export function stirlingError(x: number): number {
  // Below 16 the series is short of digits; the product is exact enough, as its logarithm is small.
  if (x < 16) return Math.log(factorial(x)) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
  const inverseSquare = 1 / (x * x);
  let series = 691 / 360360;
  for (const term of [1 / 1188, 1 / 1680, 1 / 1260, 1 / 360, 1 / 12]) series = term - inverseSquare * series;
  return series / x;
}

/**
 * Loader's deviance term, x ln(x / mean) + mean − x ≥ 0, without cancellation near x = mean.
 *
 * @param x at least 0
 * @param mean at least 0; the deviance of x > 0 from 0 is Infinity
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const ratio = difference / (x + mean);
  // Σ ratio^(2m)/(2m + 1): with a ratio below 0.1, nine terms of it are all that counts.
  const square = ratio * ratio;
  let odd = 0;
  for (const divisor of [19, 17, 15, 13, 11, 9, 7, 5, 3]) odd = square * (odd + 1 / divisor);
  return ratio * (difference + 2 * x * odd);
}
