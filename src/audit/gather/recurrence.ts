import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { AuditContext } from "../context.ts";
import type { RecurrenceEvidence } from "../evidence.ts";
import { ownNoise, paperNoise, settingOf } from "./paper-noise.ts";

/** From where, and up to where, the paper extrapolates (§5). */
const FROM = 20;
const QUBITS = 100;

function populationOf(noise: GateNoise): (qubits: number) => number {
  return (qubits) => ghzQuality(qubits, noise).population;
}

/** What the recurrence makes of the exact population at n = 20. */
function extrapolationOf(noise: GateNoise): (qubits: number) => number {
  const start = ghzQuality(FROM, noise).population;
  return (qubits) => start * (1 - noise.probability) ** (2 * (qubits - FROM));
}

/** Both at the end of the range. */
function atEnd(noise: GateNoise): NonNullable<RecurrenceEvidence["own"]> {
  const population = populationOf(noise);
  return {
    noise: settingOf(noise),
    exact: population(QUBITS),
    extrapolated: extrapolationOf(noise)(QUBITS),
    decayAtEnd: population(QUBITS) / population(QUBITS - 1),
    recurrenceDecay: (1 - noise.probability) ** 2,
  };
}

/** FI-3: the recurrence from n = 20 against the exact population, at the paper's p = 0.5 % and under the run's noise. */
export function gatherRecurrence({ settings }: AuditContext): RecurrenceEvidence {
  const noise = paperNoise(settings);
  const own = ownNoise(settings);
  const [population, extrapolated] = [populationOf(noise), extrapolationOf(noise)];
  const independent = populationOf({ ...noise, channel: "depolarizing1x2" });
  const first = Array.from({ length: QUBITS - FROM }, (_, i) => FROM + 1 + i).find(
    (n) => Math.abs(extrapolated(n) / population(n) - 1) > 1e-3,
  );
  return {
    ...atEnd(noise),
    qubits: QUBITS,
    decayBefore: population(FROM) / population(FROM - 1),
    independentDecay: independent(QUBITS) / independent(QUBITS - 1),
    firstDeviation:
      first === undefined
        ? null
        : { qubits: first, exact: population(first), extrapolated: extrapolated(first) },
    own: own === null ? null : atEnd(own),
  };
}
