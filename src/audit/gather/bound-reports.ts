import { matrixFromRows, matrixOf, rowOf } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import { linearR2 } from "../../leakage/reconstruction.ts";
import { largestMagnitude } from "../../protocol/encode.ts";
import { round } from "../../protocol/round.ts";
import type { AuditContext } from "../context.ts";
import { quiet } from "../context.ts";
import type { BoundReportEvidence } from "../privacy-evidence.ts";

const CONFIDENCE = 0.999999;

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/** In units of the largest, so that no square overflows. */
function column(values: Float64Array): Matrix {
  const largest = largestMagnitude(values);
  return matrixOf(
    "column",
    values.map((value) => value / largest),
    values.length,
    1,
  );
}

function rootMeanSquare(row: Float64Array, scale: number): number {
  return Math.sqrt(row.reduce((sum, value) => sum + (value / scale) ** 2, 0) / row.length);
}

/** PR-2: the reports of the run's rounds against the updates that they are from. */
export function gatherBoundReports(context: AuditContext): BoundReportEvidence {
  const { rounds, settings, rng } = context;
  let [seen, exact, beside] = [0, 0, 0];
  for (const { updates, result } of rounds) {
    const { reports, weightBound } = result.transcript.server;
    for (const [client, report] of reports.entries()) {
      seen++;
      if (report !== largestMagnitude(rowOf(updates, client))) continue;
      exact++;
      if (report < weightBound) beside++;
    }
  }
  const { updates, result } = rounds[0]!;
  const { reports, weightBound } = result.transcript.server;
  const scales = Float64Array.from({ length: updates.rows }, (_, client) =>
    rootMeanSquare(rowOf(updates, client), weightBound > 0 ? weightBound : 1),
  );
  const varied = reports.length >= 3 && !isConstant(reports) && !isConstant(scales);
  const least = reports.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity);
  const weights = [0.5, 1];
  const small = round(
    {
      updates: matrixFromRows(
        "updates",
        weights.map((weight) => [weight]),
      ),
      clusterSize: 2,
      remainder: "balanced",
      shots: null,
      noise: quiet(settings),
      rule: "mean",
      tolerate: 0,
    },
    rng.fork("smallest"),
  );
  return {
    rounds: rounds.length,
    clients: updates.rows,
    reports: seen,
    exact,
    beside,
    range: Number.isFinite(least) ? weightBound / least : 1,
    confidence: CONFIDENCE,
    scaleR2: varied
      ? linearR2(column(scales), column(reports), { confidence: CONFIDENCE, baseline: "mean" })
      : null,
    smallest: { weights, reports: [...small.transcript.server.reports] },
  };
}
