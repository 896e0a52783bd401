/** Σ x_i·y_i. */
export function scalarProduct(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** The cosine of the angle between two vectors; 0 where one of them is zero. */
export function cosineOf(x: Float64Array, y: Float64Array): number {
  const lengths = Math.sqrt(scalarProduct(x, x)) * Math.sqrt(scalarProduct(y, y));
  return lengths === 0 ? 0 : scalarProduct(x, y) / lengths;
}
