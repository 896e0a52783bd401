import { rowOf } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import type { ClientAdversary, ClientAdversaryOf, FullView, OptionValues } from "../adversary.ts";
import { columnMeans, mapped, repeated, squaredDistance } from "../columns.ts";
import { FIXED, fixedUpdates } from "../fixed-attacks.ts";
import { simulatedRounds } from "../simulated-rounds.ts";
import { alie } from "./alie.ts";
import { colludingAlie } from "./colluding-alie.ts";
import { constant } from "./constant.ts";
import { fangTrimmedMean } from "./fang-trimmed-mean.ts";
import { mimic } from "./mimic.ts";
import { minMax } from "./min-max.ts";
import { signFlip } from "./sign-flip.ts";
import { signFlipMean } from "./sign-flip-mean.ts";

/** Whose updates, and the honest mean, are the ends of the lines that are searched. */
const LINES: readonly (readonly [ClientAdversary, OptionValues])[] = [
  [signFlip, {}],
  [signFlipMean, {}],
  [constant, {}],
  [alie, {}],
  [colludingAlie, {}],
  [minMax, { p: "sign" }],
  [fangTrimmedMean, {}],
  [mimic, {}],
  [mimic, { whom: "furthest" }],
];

/** Where they are tried first; 0 is the honest mean, and 1 what is sent by their attack. */
const FIRST_SCALES = [-3, -1, 3];

function longest(matrix: Matrix): number {
  let most = 0;
  const origin = new Float64Array(matrix.columns);
  for (let r = 0; r < matrix.rows; r++) most = Math.max(most, squaredDistance(rowOf(matrix, r), origin));
  return Math.sqrt(most);
}

/** How far an attack would go: as the longest fixed one, or as if the round's longest update took the average's place. */
function furthest({ clients, own, honest }: FullView, fixed: readonly Matrix[]): number {
  return Math.max(...fixed.map(longest), (clients / own.rows) * Math.max(longest(own), longest(honest)));
}

function shortened(sent: Matrix, most: number): Matrix {
  const length = longest(sent);
  return length > most ? mapped(sent, (value) => value * (most / length)) : sent;
}

/** Updates that are `scale` times as far from a centre. */
function moved(sent: Matrix, centre: Float64Array, scale: number): Matrix {
  const data = sent.data.map((value, i) => {
    const from = centre[i % sent.columns]!;
    return from + scale * (value - from);
  });
  return { ...sent, data };
}

/** The honest mean but for one weight: it takes the bound to where whatever is read drowns in errors. */
function spike(centre: Float64Array, rows: number, weight: number): Matrix {
  const sent = repeated(centre, rows);
  sent.data[0] = weight;
  return sent;
}

/** Updates that might be sent. */
interface Candidate {
  readonly sent: Matrix;
  /** Whether a fixed attack would send them. */
  readonly isFixed: boolean;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whether values are above 0 by more than the standard error of their mean. */
function areClearlyPositive(values: Float64Array): boolean {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return centre > Math.sqrt(squares / values.length / Math.max(1, values.length - 1));
}

/** A step of the search: its share of the budget, how many fixed and other candidates it leaves, what else is tried next. */
interface Step {
  readonly share: number;
  readonly fixed: number;
  readonly found: number;
  /** The best are tried at so many times their scale as well; a huge one is as far as the reach. */
  readonly factors: readonly number[];
}

const STEPS: readonly Step[] = [
  { share: 0.25, fixed: 4, found: 4, factors: [0.5, 2, 1e4] },
  { share: 0.2, fixed: 3, found: 3, factors: [0.75, 1.3] },
  { share: 0.2, fixed: 2, found: 3, factors: [] },
  { share: 0.15, fixed: 1, found: 1, factors: [] },
];

/**
 * Looks for the updates that move this very rule, over clusters of this very size, furthest from the honest mean. It
 * starts from what each fixed attack would send, and from lines through that and the honest mean; in each step all that
 * is left plays the same rounds, which no step before has seen, and the best go on, closer to the mean and further. In
 * the end the best that was found takes the place of the best fixed attack if it is clearly better in a last set of
 * rounds.
 */
export const adaptive: ClientAdversaryOf<"everything"> = {
  role: "client",
  id: "client/adaptive",
  title: "optimises against the rule and the cluster size in use",
  source: "after Shejwalkar & Houmansadr 2021, NDSS, §4: an attack fitted to the rule",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "everything",
  options: {
    budget: {
      kind: "number",
      default: 1000,
      min: 250,
      max: 1e6,
      integer: true,
      meaning: "evaluations of the rule, one for each candidate in each simulated round",
    },
    reach: {
      kind: "number",
      default: 0,
      min: 0,
      max: 1e6,
      meaning:
        "most length, in longest honest updates; 0: n/f of the longest update, or as long as a fixed attack",
    },
  },
  make: ({ budget, reach }) => ({
    updates: (view, rng) => {
      const centre = columnMeans(view.honest);
      const sentBy = (attack: ClientAdversary, options: OptionValues): Matrix =>
        fixedUpdates(attack, view, rng.fork(attack.id), options);
      const fixed = FIXED.map((attack) => sentBy(attack, {}));
      const most = reach === 0 ? furthest(view, fixed) : Number(reach) * longest(view.honest);
      const asFixed = (sent: Matrix): Candidate => ({ sent: shortened(sent, most), isFixed: true });
      const asFound = (sent: Matrix): Candidate => ({ sent: shortened(sent, most), isFixed: false });

      const play = simulatedRounds(view, rng.fork("simulation"));
      let left = Number(budget);
      const harmsOf = (candidates: readonly Candidate[], share: number): Float64Array[] => {
        const rounds = Math.max(1, Math.floor(share / candidates.length));
        left -= rounds * candidates.length;
        return play(
          candidates.map(({ sent }) => sent),
          rounds,
        );
      };
      let pool: readonly Candidate[] = [
        ...fixed.map(asFixed),
        ...LINES.map(([attack, options]) => sentBy(attack, options)).flatMap((sent) =>
          FIRST_SCALES.map((scale) => asFound(moved(sent, centre, scale))),
        ),
        asFound(spike(centre, view.own.rows, most)),
      ];
      for (const { share, fixed: fixedLeft, found, factors } of STEPS) {
        const harms = new Map(
          harmsOf(pool, share * Number(budget)).map((harms, i) => [pool[i]!, mean(harms)]),
        );
        const ranked = [...pool].sort((a, b) => harms.get(b)! - harms.get(a)!);
        pool = [
          ...ranked.filter(({ isFixed }) => isFixed).slice(0, fixedLeft),
          ...ranked.filter(({ isFixed }) => !isFixed).slice(0, found),
          ...ranked
            .slice(0, found)
            .flatMap(({ sent }) => factors.map((factor) => asFound(moved(sent, centre, factor)))),
        ];
      }
      const [usual, best] = pool;
      const [before, after] = harmsOf(pool, left);
      return areClearlyPositive(after!.map((harm, round) => harm - before![round]!))
        ? best!.sent
        : usual!.sent;
    },
  }),
};
