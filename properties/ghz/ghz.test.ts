import { expect, test } from "vitest";
import type {
  FidelityParams,
  FidelityResult,
  Implementation,
} from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import type { Law } from "../law.ts";
import { runLaw } from "../run-law.ts";
import { closedForm } from "./closed-form.ts";
import { densityMatrix } from "./density-matrix.ts";
import { identity } from "./identity.ts";
import { knownFigures } from "./known-figures.ts";
import { layoutIndependent } from "./layout-independent.ts";
import { monotone } from "./monotone.ts";
import { perfect } from "./perfect.ts";

const OPTIONS = { seed: "ghz laws", runs: 100, level: 1e-9 };

const LAWS: readonly Law[] = [
  closedForm,
  densityMatrix,
  identity,
  knownFigures,
  layoutIndependent,
  monotone,
  perfect,
];

interface Flaw {
  readonly law: Law;
  readonly flaw: string;
  readonly params?: (params: FidelityParams) => FidelityParams;
  readonly result?: (result: FidelityResult) => FidelityResult;
}

/** The reference with something wrong in what `fidelity` is asked or answers. */
function spoilt({ params = (same) => same, result = (same) => same }: Flaw): Implementation {
  const reference = createReference();
  return {
    ...reference,
    call: async (operation, given) => {
      const outcome = await reference.call(operation, params(given as FidelityParams) as typeof given);
      if (outcome.outcome !== "ok") return outcome;
      return { outcome: "ok", result: result(outcome.result as FidelityResult) as typeof outcome.result };
    },
  };
}

function scaled(change: (probability: number, params: FidelityParams) => number) {
  return (params: FidelityParams): FidelityParams => {
    const { noise } = params;
    return noise.channel === "none"
      ? params
      : { ...params, noise: { ...noise, probability: change(noise.probability, params) } };
  };
}

const FLAWS: readonly Flaw[] = [
  {
    law: closedForm,
    flaw: "noise once a qubit instead of once a CNOT",
    params: (params) => ({ ...params, qubits: params.qubits + 1 }),
  },
  {
    law: closedForm,
    flaw: "a visibility without its sign",
    result: (result) => ({ ...result, visibility: Math.abs(result.visibility) }),
  },
  {
    law: densityMatrix,
    flaw: "the other channel",
    params: (params) =>
      params.noise.channel === "depolarizing1x2"
        ? { ...params, noise: { ...params.noise, channel: "depolarizing2" } }
        : params,
  },
  {
    law: densityMatrix,
    flaw: "an error probability divided over 16 Paulis, one of which is none",
    params: scaled((probability) => (probability * 15) / 16),
  },
  {
    law: identity,
    flaw: "a population that is taken for the fidelity",
    result: (result) => ({ ...result, fidelity: result.population }),
  },
  {
    law: identity,
    flaw: "a visibility that is not halved",
    result: ({ population, visibility }) => ({
      population,
      visibility: 2 * visibility,
      fidelity: population / 2 + visibility,
    }),
  },
  {
    law: knownFigures,
    flaw: "an error probability divided over 16 Paulis, one of which is none",
    params: scaled((probability) => (probability * 15) / 16),
  },
  {
    law: layoutIndependent,
    flaw: "a star that is noisier than a chain",
    params: scaled((probability, { noise }) =>
      noise.layout === "star" ? Math.min(1, 1.001 * probability) : probability,
    ),
  },
  {
    law: monotone,
    flaw: "noise that fades where it is strong",
    params: scaled((probability) => (probability > 0.5 ? probability / 2 : probability)),
  },
  {
    law: perfect,
    flaw: "an error on the first qubit",
    params: (params) => ({ ...params, qubits: params.qubits + 1 }),
  },
  {
    law: perfect,
    flaw: "noise that acts although the channel is none",
    params: (params) =>
      params.noise.channel === "none" && params.noise.probability !== undefined
        ? {
            ...params,
            noise: { channel: "depolarizing2", layout: "chain", probability: params.noise.probability },
          }
        : params,
  },
];

test.each(LAWS.map((law) => ({ id: law.id, law })))("the reference obeys $id", async ({ law }) => {
  expect(await runLaw(law, createReference(), OPTIONS)).toMatchObject({ verdict: "pass", cases: 100 });
});

test.each(FLAWS.map((flaw) => ({ id: flaw.law.id, flaw: flaw.flaw, broken: spoilt(flaw), law: flaw.law })))(
  "$id sees $flaw",
  async ({ law, broken }) => {
    const found = await runLaw(law, broken, OPTIONS);
    expect(found.verdict).toBe("violated");
    if (found.verdict !== "violated") return;
    expect(found.counterexample.message).not.toBe("");
    expect(found.counterexample.example).toBeTypeOf("object");
  },
);

test.each(LAWS.map((law) => ({ id: law.id, law })))(
  "$id keeps to what a narrow implementation declares",
  async ({ law }) => {
    const narrow = createReference({
      channels: ["depolarizing1x2"],
      layouts: ["star"],
      limits: { clients: 3 },
    });
    const expected = [knownFigures, layoutIndependent].includes(law) ? "not applicable" : "pass";
    expect((await runLaw(law, narrow, OPTIONS)).verdict).toBe(expected);
  },
);

test.each(LAWS.map((law) => ({ id: law.id, law })))(
  "$id does not apply where no noise is declared at all",
  async ({ law }) => {
    const found = await runLaw(law, createReference({ channels: [], layouts: [] }), OPTIONS);
    expect(found.verdict).toBe("not applicable");
  },
);
