/** An eigenvalue with its unit eigenvector. */
export interface Eigenvector {
  readonly value: number;
  readonly vector: readonly number[];
}

const SWEEPS = 15;

/**
 * The eigenvectors of a symmetric matrix, the largest eigenvalue first, by Jacobi's rotations: each makes one
 * entry off the diagonal 0, until all are.
 */
export function eigenvectors(matrix: readonly (readonly number[])[]): Eigenvector[] {
  const d = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let p = 0; p < d; p++) {
      for (let q = p + 1; q < d; q++) rotate(a, v, p, q);
    }
  }
  const found = a.map((row, i) => ({ value: row[i]!, vector: v.map((line) => line[i]!) }));
  return found.sort((one, other) => other.value - one.value);
}

function rotate(a: number[][], v: number[][], p: number, q: number): void {
  if (a[p]![q] === 0) return;
  const angle = Math.atan2(2 * a[p]![q]!, a[p]![p]! - a[q]![q]!) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const columns = (rows: number[][]): void => {
    for (const row of rows) {
      const [x, y] = [row[p]!, row[q]!];
      row[p] = cos * x + sin * y;
      row[q] = cos * y - sin * x;
    }
  };
  columns(a);
  columns(v);
  const [x, y] = [a[p]!, a[q]!];
  a[p] = x.map((value, i) => cos * value + sin * y[i]!);
  a[q] = y.map((value, i) => cos * value - sin * x[i]!);
}
