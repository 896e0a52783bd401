import { EigenvalueDecomposition, Matrix as DenseMatrix } from "ml-matrix";
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
 * (G + I/prior)⁻¹ for a positive semidefinite G = QΛQᵀ, or its pseudo-inverse G⁺ for an infinite prior: what
 * takes the right side of normal equations to their ridge or smallest solution.
 */
export function solutionOperator({ values, vectors }: Spectrum, prior: number): Matrix {
  const ridge = 1 / prior;
  const scaled = vectors.clone();
  for (const [j, value] of values.entries()) {
    scaled.mulColumn(j, value + ridge === 0 ? 0 : 1 / (value + ridge));
  }
  return {
    rows: scaled.rows,
    columns: scaled.rows,
    data: Float64Array.from(scaled.mmul(vectors.transpose()).to1DArray()),
  };
}
