import fc from "fast-check";
import type { Request } from "../arbitraries/requests.ts";
import { answerTo, mustBeSame } from "../determinism/same-answer.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { describeOutcome, violation } from "../violation.ts";
import { anyRequest, nothingToAsk } from "./askable.ts";
import { callText } from "./lines.ts";
import { written } from "./written.ts";

/** Other ways of writing an integer, by what they make of 3. */
const FORMS = {
  "3.0": (digits: string): string => `${digits}.0`,
  "3e0": (digits: string): string => `${digits}e0`,
  "3E+0": (digits: string): string => `${digits}E+0`,
  "30e-1": (digits: string): string => (digits === "0" ? "0e-1" : `${digits}0e-1`),
  "3.00e0": (digits: string): string => `${digits}.00e0`,
} as const;

type Form = keyof typeof FORMS;

/** Parameters that are integers, or hold nothing else. */
const INTEGERS: ReadonlySet<string | number | undefined> = new Set([
  "bits",
  "client",
  "clients",
  "clusterSize",
  "draws",
  "dropouts",
  "integers",
  "masked",
  "modulusBits",
  "pads",
  "qubits",
  "shots",
  "tolerate",
]);

interface Written {
  readonly request: Request;
  readonly form: Form;
}

/** Any request that can be answered, with every integer parameter in one of the forms. Every operation has one. */
export const integerForms: Law = deterministicLaw<Written>({
  id: "stream/integer-forms",
  sentence: "an integer is the same in every form: 3.0, 3e0 and 30e-1 are answered as 3 is, bit for bit",
  clauses: ["WIRE-NUM-3"],
  needs: [],
  needsStream: true,
  inapplicable: nothingToAsk,
  cases: (capabilities) =>
    fc.record({
      request: anyRequest(capabilities),
      form: fc.constantFrom(...(Object.keys(FORMS) as Form[])),
    }),
  check: async (implementation, { request, form }) => {
    const { operation } = request;
    const plain = await answerTo(implementation, request);
    const params = written(request.params, (value, [name]) =>
      INTEGERS.has(name) ? FORMS[form](String(value)) : JSON.stringify(value),
    );
    const outcome = await callText(implementation, { before: [], operation, params });
    const what = `${operation} with integers written as ${form} for 3`;
    if (outcome.outcome !== "ok") {
      throw violation(`${what} does not answer`, "the result of the plain form", describeOutcome(outcome));
    }
    mustBeSame(`${what} answers otherwise`, plain, JSON.parse(JSON.stringify(outcome.result)));
    return "held";
  },
});
