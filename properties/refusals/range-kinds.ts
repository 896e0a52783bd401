import type { Capabilities } from "../../src/implementation/implementation.ts";
import { foreignKeys } from "./rule-options.ts";
import { replaced } from "./spoil.ts";
import type { SpoilingKind } from "./spoil.ts";

/** What is no count of clients, members, qubits or shots. */
const NO_COUNTS: readonly number[] = [0, -1, -3, 0.5, 1.5];

/** Names that no rule, channel or layout of the protocol has: new ones, other spellings, names of every object. */
const NO_NAMES = ["frobnicate", "", "None", " none", "constructor", "__proto__"];

/** Counts that are none. */
export function countKinds(...names: readonly string[]): SpoilingKind[] {
  return names.map((name) => replaced(`"${name}" that is no positive integer`, name, NO_COUNTS));
}

/** Bits outside their range. */
export function bitKinds(name: "bits" | "modulusBits", most: number): SpoilingKind[] {
  return [replaced(`"${name}" outside 2…${most}`, name, [1, most + 1, 0, -8, 8.5, 1000])];
}

/** Probabilities outside [0, 1], and channels and layouts that no one knows. */
export function noiseRangeKinds({ noise }: Capabilities): SpoilingKind[] {
  const idle = [
    ...["ring", "", "none"].map((layout) => ({ channel: "none", layout })),
    ...[-0.1, 1.000001, 2].map((probability) => ({ channel: "none", probability })),
  ];
  const others = { channel: ["dephasing", "bit-flip", "Depolarizing2"], layout: ["ring", "Chain", "tree"] };
  return [
    replaced("a probability outside [0, 1]", ["noise", "probability"], [-0.1, -1e-9, 1.000001, 2, 100]),
    replaced("an unknown channel", ["noise", "channel"], [...NO_NAMES, ...others.channel]),
    replaced("an unknown layout", ["noise", "layout"], [...NO_NAMES, "none", ...others.layout]),
    ...(noise?.channels.includes("none") === true
      ? [replaced("a wrong layout or probability that has no effect", "noise", idle)]
      : []),
  ];
}

/** A rule that no one knows. */
export function ruleKinds(): SpoilingKind[] {
  return [replaced("an unknown rule", "rule", [...NO_NAMES, "Mean", "krums", "mode"])];
}

/** A tolerated number that is none, or more than the rule withstands. */
export function tolerateKinds(mostTolerated: number): SpoilingKind[] {
  const beyond = [mostTolerated + 1, mostTolerated + 2, mostTolerated + 1000];
  return [
    replaced("a negative or fractional f", "tolerate", [-1, -2, 0.5, mostTolerated + 0.5]),
    replaced("an f beyond the rule", "tolerate", beyond),
  ];
}

/** A reference that has not as many numbers as there are coordinates. */
export function referenceKinds(coordinates: number, mostCoordinates: number): SpoilingKind[] {
  const zeros = (length: number): number[] => Array.from({ length }, () => 0);
  const longer = coordinates < mostCoordinates ? [zeros(coordinates + 1)] : [];
  return [replaced("a reference of another length", "reference", [zeros(coordinates - 1), ...longer])];
}

/** Option keys foreign to the rule. */
export function optionKeyKinds(rule: string): SpoilingKind[] {
  return [
    replaced(
      "an option that the rule does not have",
      "options",
      foreignKeys(rule).map((key) => ({ [key]: 1 })),
    ),
  ];
}
