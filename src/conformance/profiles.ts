import type { Law } from "../../properties/law.ts";
import type { Capabilities } from "../implementation/implementation.ts";
import { isOperation } from "../implementation/vocabulary.ts";
import type { OperationName } from "../implementation/vocabulary.ts";

export const PROFILE_NAMES = ["cqsa", "qunetqfl", "fidelity"] as const;

export type ProfileName = (typeof PROFILE_NAMES)[number];

/** A part of the protocol to which an implementation may conform by itself. */
export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  readonly operations: readonly OperationName[];
}

/** The profiles. Every operation is in exactly one. */
export const PROFILES: readonly Profile[] = [
  {
    name: "cqsa",
    title: "clustered quantum secure aggregation",
    operations: ["encode", "decode", "partition", "aggregate", "screen", "round"],
  },
  {
    name: "qunetqfl",
    title: "quantization and pairwise masks",
    operations: ["quantize", "dequantize", "mask", "unmask"],
  },
  { name: "fidelity", title: "the quality of GHZ states", operations: ["fidelity"] },
];

/** The operations that a law cannot do without; none for what every operation has to obey. */
export function operationsOf({ needs }: Law): OperationName[] {
  return needs.filter((item) => isOperation(item));
}

/** True for a law about an operation of the profile, and for one about every operation: of determinism, say. */
export function belongsTo(law: Law, { operations }: Profile): boolean {
  return law.needs.length === 0 || operationsOf(law).some((name) => operations.includes(name));
}

/** The profile's operations that are declared. */
export function declaredOf({ operations }: Profile, capabilities: Capabilities): OperationName[] {
  return operations.filter((name) => capabilities.operations.includes(name));
}
