import { clusterFaults } from "./clusters.ts";
import { decodingFaults } from "./decoding.ts";
import { determinismFaults } from "./determinism.ts";
import { dropoutFaults } from "./dropouts.ts";
import { encodingFaults } from "./encoding.ts";
import { estimationFaults } from "./estimation.ts";
import type { Implementation } from "../implementation.ts";
import { outcomeOfError, typedCall } from "../outcome.ts";
import type { Faulty } from "./faulty.ts";
import { furtherRuleFaults } from "./further-rules.ts";
import { ghzFaults } from "./ghz.ts";
import { hardeningFaults } from "./hardening.ts";
import { hardeningNoiseFaults } from "./hardening-noise.ts";
import { krumFaults } from "./krum.ts";
import { maskingFaults } from "./masking.ts";
import { measurementFaults } from "./measurement.ts";
import { outcomeFaults } from "./outcomes.ts";
import { shuffleFaults } from "./partition.ts";
import { quantizationFaults } from "./quantization.ts";
import { boundRefusalFaults } from "./refusals-bounds.ts";
import { parameterRefusalFaults } from "./refusals-parameters.ts";
import { ruleRefusalFaults } from "./refusals-rules.ts";
import { typeRefusalFaults } from "./refusals-types.ts";
import { reportFaults } from "./reports.ts";
import { roundFaults } from "./rounds.ts";
import { screeningFaults } from "./screening.ts";
import { streamFaults } from "./stream.ts";
import { undeclaredFaults } from "./undeclared.ts";

/** A mistake that throws somewhere ends its call, as a crash in any server does, and not who calls. */
function contained({ make, ...text }: Faulty): Faulty {
  return {
    ...text,
    make: () => {
      const inner = make();
      const callRaw: Implementation["callRaw"] = async (operation, params) => {
        try {
          return await inner.callRaw(operation, params);
        } catch (error) {
          return outcomeOfError(error);
        }
      };
      return { ...inner, callRaw, call: typedCall(callRaw) };
    },
  };
}

/** Faulty implementations by area, each the reference with one mistake that people make. */
export const faults: readonly Faulty[] = [
  ...encodingFaults,
  ...decodingFaults,
  ...shuffleFaults,
  ...clusterFaults,
  ...ghzFaults,
  ...measurementFaults,
  ...estimationFaults,
  ...quantizationFaults,
  ...maskingFaults,
  ...screeningFaults,
  ...krumFaults,
  ...furtherRuleFaults,
  ...roundFaults,
  ...reportFaults,
  ...dropoutFaults,
  ...hardeningFaults,
  ...hardeningNoiseFaults,
  ...determinismFaults,
  ...boundRefusalFaults,
  ...typeRefusalFaults,
  ...parameterRefusalFaults,
  ...ruleRefusalFaults,
  ...outcomeFaults,
  ...undeclaredFaults,
  ...streamFaults,
].map(contained);
