/** A diagonal pivot is taken where it is at least this part of the largest entry beside it (Bunch and Parlett 1971). */
const DIAGONAL = (1 + Math.sqrt(17)) / 8;

/**
 * How many eigenvalues of a small symmetric matrix are negative: by Sylvester's law of inertia as many as negative pivots,
 * of one row or, where the diagonal is small, of two at once, which have one of each sign.
 *
 * @param matrix n × n, row by row; overwritten
 */
export function countNegative(matrix: Float64Array, n: number): number {
  let negative = 0;
  for (let k = 0; k < n;) {
    let diagonal = k;
    let row = k;
    let column = k;
    let most = 0;
    for (let i = k; i < n; i++) {
      if (Math.abs(matrix[i * n + i]!) > Math.abs(matrix[diagonal * n + diagonal]!)) diagonal = i;
      for (let j = k; j < i; j++) {
        const size = Math.abs(matrix[i * n + j]!);
        if (size > most) {
          row = i;
          column = j;
          most = size;
        }
      }
    }
    const pivot = matrix[diagonal * n + diagonal]!;
    if (Math.abs(pivot) >= DIAGONAL * most) {
      // All that is left is zero.
      if (pivot === 0) return negative;
      if (pivot < 0) negative++;
      exchange(matrix, n, k, diagonal);
      eliminateOne(matrix, n, k);
      k++;
    } else {
      negative++;
      exchange(matrix, n, k, column);
      exchange(matrix, n, k + 1, row);
      eliminateTwo(matrix, n, k);
      k += 2;
    }
  }
  return negative;
}

/** Rows a and b, and columns a and b. */
function exchange(matrix: Float64Array, n: number, a: number, b: number): void {
  if (a === b) return;
  for (let i = 0; i < n; i++) {
    const value = matrix[a * n + i]!;
    matrix[a * n + i] = matrix[b * n + i]!;
    matrix[b * n + i] = value;
  }
  for (let i = 0; i < n; i++) {
    const value = matrix[i * n + a]!;
    matrix[i * n + a] = matrix[i * n + b]!;
    matrix[i * n + b] = value;
  }
}

function eliminateOne(matrix: Float64Array, n: number, k: number): void {
  const pivot = matrix[k * n + k]!;
  for (let i = k + 1; i < n; i++) {
    const factor = matrix[i * n + k]! / pivot;
    for (let j = k + 1; j < n; j++) matrix[i * n + j]! -= factor * matrix[k * n + j]!;
  }
}

function eliminateTwo(matrix: Float64Array, n: number, k: number): void {
  const [a, b, c] = [matrix[k * n + k]!, matrix[k * n + k + 1]!, matrix[(k + 1) * n + k + 1]!];
  const determinant = a * c - b * b;
  for (let i = k + 2; i < n; i++) {
    const [x, y] = [matrix[i * n + k]!, matrix[i * n + k + 1]!];
    const first = (c * x - b * y) / determinant;
    const second = (a * y - b * x) / determinant;
    for (let j = k + 2; j < n; j++) {
      matrix[i * n + j]! -= first * matrix[k * n + j]! + second * matrix[(k + 1) * n + j]!;
    }
  }
}
