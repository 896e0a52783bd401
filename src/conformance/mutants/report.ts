import type { Provenance } from "../../base/provenance.ts";

/** What the laws made of a faulty version. `killed by others`: no law of a clause that it breaks has noticed it. */
export type FaultVerdict = "killed" | "killed by others" | "survives";

/** A law that noticed a fault. */
export interface Kill {
  readonly law: string;
  /** True for a law of a clause that the fault breaks. */
  readonly own: boolean;
  readonly message: string;
}

/** A row of the kill matrix. */
export interface FaultEntry {
  readonly fault: string;
  readonly mistake: string;
  readonly clauses: readonly string[];
  readonly verdict: FaultVerdict;
  readonly killedBy: readonly Kill[];
  /** Laws that could not be decided. */
  readonly inconclusive: readonly string[];
}

/** A column of it. */
export interface LawKills {
  readonly law: string;
  readonly clauses: readonly string[];
  /** False if it applied to none of the faulty versions: it asks for a stream, for instance. */
  readonly applied: boolean;
  readonly kills: number;
}

/** A law that notices something in this process and not over a stream. */
export interface StreamDifference {
  readonly fault: string;
  readonly law: string;
  readonly inProcess: string;
  readonly overStdio: string;
}

/** What a run over streams adds. */
export interface StreamRun {
  /** Faulty versions that the client could not use at all, and why. */
  readonly unusable: readonly { readonly fault: string; readonly reason: string }[];
  /** Kills over a stream alone: by laws that ask for one, of mistakes of servers, and of answers that JSON has no form for. */
  readonly more: readonly { readonly fault: string; readonly law: string; readonly message: string }[];
  /** Kills in this process alone, by calls that JSON has no form for. */
  readonly unsent: readonly { readonly fault: string; readonly law: string; readonly message: string }[];
  /** Kills in this process that should have been there over a stream. */
  readonly differences: readonly StreamDifference[];
  /** Faulty versions that the client took for usable and that no law of a clause that they break noticed. */
  readonly unnoticed: readonly string[];
}

/** A law that threw, on something. */
export interface HarnessFault {
  readonly subject: string;
  readonly law: string;
  readonly message: string;
}

/** The result of `cqsa mutants`; `spec/mutants.schema.json` says its shape as JSON. */
export interface KillReport {
  readonly kind: "cqsa-mutants";
  readonly format: 1;
  readonly made: Provenance;
  readonly settings: {
    readonly laws: readonly string[] | null;
    readonly faults: readonly string[] | null;
    readonly runs: number;
    readonly overStdio: boolean;
  };
  readonly laws: readonly LawKills[];
  readonly faults: readonly FaultEntry[];
  /**
   * How many of the laws on versions in this process ended as on the reference because every call was answered as there.
   */
  readonly inferred: number;
  /** Laws that are violated on the reference itself, where their kills mean nothing. */
  readonly falseAlarms: readonly { readonly law: string; readonly message: string }[];
  readonly harnessFaults: readonly HarnessFault[];
  /** Null where nothing was run over streams. */
  readonly stream: StreamRun | null;
}

/** The result of `cqsa mutants --clean`. */
export interface CleanReport {
  readonly kind: "cqsa-clean";
  readonly format: 1;
  readonly made: Provenance;
  readonly settings: {
    readonly laws: readonly string[] | null;
    readonly runs: number;
    readonly seeds: number;
  };
  /** Chance of any false alarm in one run of all laws. */
  readonly falseAlarmBudget: number;
  /** The level of a statistical law, and the p-value below which its first sample is confirmed by a second one. */
  readonly levels: { readonly law: number; readonly first: number };
  readonly laws: number;
  readonly violations: readonly { readonly law: string; readonly seed: string; readonly message: string }[];
  readonly inconclusive: readonly { readonly law: string; readonly seed: string; readonly reason: string }[];
  readonly harnessFaults: readonly HarnessFault[];
  /** The smallest p-value of each statistical law, the least first. */
  readonly pValues: readonly {
    readonly law: string;
    readonly smallest: number;
    readonly seed: string;
    readonly runs: number;
  }[];
}

/** How often a statistical law found what it says it finds. */
export interface PowerEntry {
  readonly law: string;
  /** The departure that was planted; null where the law plants none. */
  readonly effect: string | null;
  readonly found: number;
}

/** The result of `cqsa mutants --power`. */
export interface PowerReport {
  readonly kind: "cqsa-power";
  readonly format: 1;
  readonly made: Provenance;
  readonly settings: { readonly laws: readonly string[] | null; readonly trials: number };
  /** Of each law; it is stated to be found with this probability. */
  readonly power: number;
  /** Found in so many of the trials, a law is as good as its word. */
  readonly wanted: number;
  readonly laws: readonly PowerEntry[];
  readonly harnessFaults: readonly HarnessFault[];
}

/** True if the laws see all that they are to see, on nothing else. */
export function isSound(report: KillReport | CleanReport | PowerReport): boolean {
  switch (report.kind) {
    case "cqsa-mutants":
      return (
        report.falseAlarms.length === 0 &&
        report.faults.every(({ verdict }) => verdict === "killed") &&
        (report.stream === null ||
          (report.stream.differences.length === 0 && report.stream.unnoticed.length === 0))
      );
    case "cqsa-clean":
      return report.violations.length === 0;
    case "cqsa-power":
      return report.laws.every(({ found }) => found >= report.wanted);
  }
}
