import type { RandomStream } from "../../base/random.ts";
import { rangeRefusal, typeRefusal } from "../../base/refusal.ts";
import { checkList, readOption } from "../options.ts";
import type { OptionText, RuleInputs, RuleOptions } from "../rule.ts";
import { arc } from "./arc.ts";
import { bucketing } from "./bucketing.ts";
import { nnm } from "./nnm.ts";
import { normClipping } from "./norm-clipping.ts";
import type { Mixed, PreAggregator, Prepared } from "./pre-aggregator.ts";

/** The pre-aggregators that are offered. */
export const preAggregators: readonly PreAggregator[] = [nnm, bucketing, normClipping, arc];

/** The option of every rule. */
export const PRE_AGGREGATORS_TEXT: OptionText = {
  key: "preAggregators",
  values: `a list of {id, …}, id one of ${preAggregators.map(({ id }) => id).join(", ")}`,
  fallback: "none",
  meaning: "what is done to the inputs first, in this order",
};

/** What a chain of pre-aggregators does. */
export interface Chain {
  /** How many inputs the rule gets. */
  readonly outputs: number;
  /** True where inputs were joined: what the rule says of its inputs is then not about ours one by one. */
  readonly joins: boolean;
  /** The rule's input that input i went into. */
  readonly rowOf: (input: number) => number;
  /** @throws RangeError where a number leaves float64 */
  readonly run: (inputs: RuleInputs) => RuleInputs;
}

/** Where a chain begins. */
export interface ChainPlace {
  readonly inputs: number;
  readonly tolerate: number;
  readonly rng?: RandomStream;
}

function checkEntry(name: string, entry: unknown): { pre: PreAggregator; options: RuleOptions } {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    throw typeRefusal(name, "an object with an id", entry);
  }
  const options = entry as RuleOptions;
  const id = Object.hasOwn(options, "id") ? options["id"] : undefined;
  const expected = `one of ${preAggregators.map(({ id }) => id).join(", ")}`;
  if (typeof id !== "string") throw typeRefusal(`${name}.id`, expected, id);
  const pre = preAggregators.find((known) => known.id === id);
  if (pre === undefined) throw rangeRefusal(`${name}.id`, expected, id);
  const unknown = Object.keys(options).find(
    (key) => key !== "id" && !pre.options.some((own) => own.key === key),
  );
  if (unknown !== undefined) throw rangeRefusal(name, `only options of ${id}`, unknown);
  return { pre, options };
}

/**
 * Reads the option `preAggregators` and checks all of it; nothing is computed yet. The one at place t draws from the fork
 * `pre-aggregator/t`.
 *
 * @throws TypeError or RangeError for anything but a list of known pre-aggregators with options of their own
 */
export function readChain(options: RuleOptions, { inputs, tolerate, rng }: ChainPlace): Chain {
  const entries = readOption<readonly unknown[]>(options, "preAggregators", [], (name, value) =>
    checkList(name, value, "objects with an id"),
  );
  const steps: Prepared[] = [];
  let rows = inputs;
  for (const [t, entry] of entries.entries()) {
    const name = `options.preAggregators[${t}]`;
    const { pre, options: own } = checkEntry(name, entry);
    const stream = rng?.fork(`pre-aggregator/${t}`);
    const step = pre.prepare(own, { inputs: rows, tolerate, name, ...(stream && { rng: stream }) });
    steps.push(step);
    rows = step.outputs;
  }
  return {
    outputs: rows,
    joins: steps.some(({ rowOfInput }) => rowOfInput !== undefined),
    rowOf: (input) => steps.reduce((row, { rowOfInput }) => rowOfInput?.[row] ?? row, input),
    run: (first) => {
      let mixed: Mixed = { ...first, isOwn: false };
      for (const step of steps) mixed = step.run(mixed);
      const { vectors, memberCounts } = mixed;
      return { vectors, ...(memberCounts && { memberCounts }) };
    },
  };
}
