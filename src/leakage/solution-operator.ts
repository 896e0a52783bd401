import { EigenvalueDecomposition, Matrix as DenseMatrix } from "ml-matrix";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";

/** Eigenvalues below this share of the largest are rounding errors of zero. */
const NEGLIGIBLE = 1e-11;

/** A symmetric matrix G = QΛQᵀ: its eigenvalues, ascending, and Q with an eigenvector a column. */
export interface Spectrum {
  readonly values: Float64Array;
  readonly vectors: DenseMatrix;
}

/** The spectrum of a positive semidefinite matrix; eigenvalues that are rounding errors are exactly 0. */
export function spectrumOf({ rows, columns, data }: Matrix): Spectrum {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    DenseMatrix.from1DArray(rows, columns, data),
    { assumeSymmetric: true },
  );
  const largest = realEigenvalues.reduce((a, b) => Math.max(a, b), 0);
  const values = Float64Array.from(realEigenvalues, (value) => (value > NEGLIGIBLE * largest ? value : 0));
  return { values, vectors: eigenvectorMatrix };
}

/**
 * (G + I/prior)⁻¹ for a positive semidefinite G, or its pseudo-inverse G⁺ without a prior: what
 * takes the right side of normal equations to their ridge or smallest solution.
 */
export function solutionOperator(gram: Matrix, prior?: number): Matrix {
  const { values, vectors } = spectrumOf(gram);
  const ridge = prior === undefined ? 0 : 1 / prior;
  const scaled = vectors.clone();
  for (const [j, value] of values.entries()) {
    const factor = value + ridge === 0 ? 0 : 1 / (value + ridge);
    for (let r = 0; r < scaled.rows; r++) scaled.set(r, j, scaled.get(r, j) * factor);
  }
  const product = scaled.mmul(vectors.transpose());
  const operator = zeros(gram.rows, gram.columns);
  for (let r = 0; r < gram.rows; r++) {
    for (let c = 0; c < gram.columns; c++) operator.data[r * gram.columns + c] = product.get(r, c);
  }
  return operator;
}
