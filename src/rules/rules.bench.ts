import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { figure } from "../base/figure.ts";
import { matrixOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";

const INPUTS = 200;
const COORDINATES = 100_000;
const TOLERATE = 40;
/** Each is run so often at least, and for so long: what takes milliseconds is compiled by then and meets a quiet moment. */
const RUNS = 3;
const SECONDS = 0.7;

/**
 * Rules with what NumPy runs beside them, on x of the same shape, g a vector, n and f. The first way does the same work and is
 * what the aim is measured by. Products in place of differences are quicker by far on a machine with wide registers, but
 * lose distances that are small beside the inputs, and with them Krum's choice: no rule here uses them.
 */
const RULES: readonly { readonly rule: string; readonly numpy: Readonly<Record<string, string>> }[] = [
  { rule: "mean", numpy: { "without compensation": "x.mean(axis=0)" } },
  { rule: "median", numpy: { "np.median": "np.median(x, axis=0)" } },
  { rule: "trimmed-mean", numpy: { "np.sort": "np.sort(x, axis=0)[f:n-f].mean(axis=0)" } },
  {
    rule: "krum",
    numpy: {
      differences: "krum(differences(x))",
      "Gram matrix, which loses small distances": "krum(by_gram(x))",
    },
  },
  { rule: "geometric-median", numpy: { "norm and @": "geometric_median(x)" } },
  { rule: "centered-clipping", numpy: { "norm and @": "clipping(x, g)" } },
  { rule: "fltrust", numpy: { "norm and @": "fltrust(x, g)" } },
  { rule: "dnc", numpy: { "np.linalg.svd": "dnc(x)" } },
];

const PYTHON = `
import json, sys, time
try:
    import numpy as np
except ImportError:
    sys.exit(3)
n, d, f, runs, seconds = ${INPUTS}, ${COORDINATES}, ${TOLERATE}, ${RUNS}, ${SECONDS}
rng = np.random.default_rng(1)
x = rng.random((n, d)) - 0.5
g = x.mean(axis=0)

def differences(x):
    squares = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            e = x[i] - x[j]
            squares[i, j] = squares[j, i] = e @ e
    return squares

def by_gram(x):
    p = x @ x.T
    s = np.diag(p)
    return s[:, None] + s[None, :] - 2 * p

def krum(squares):
    return x[np.argmin(np.sort(squares, axis=1)[:, 1:n - f - 1].sum(axis=1))]

def geometric_median(x):
    z = np.zeros(d)
    for _ in range(3):
        w = 1 / np.maximum(0.1, np.linalg.norm(x - z, axis=1))
        z = (w / w.sum()) @ x
    return z

def clipping(x, v):
    e = x - v
    c = np.minimum(1, 10 / np.linalg.norm(e, axis=1))
    return v + (c / n) @ e

def fltrust(x, g):
    norms, norm = np.linalg.norm(x, axis=1), np.linalg.norm(g)
    trust = np.maximum(0, x @ g / norms / norm)
    return (trust / trust.sum() * norm / norms) @ x

def dnc(x):
    kept = set(range(n))
    for _ in range(5):
        part = x[:, rng.permutation(d)[:10000]]
        part = part - part.mean(axis=0)
        v = np.linalg.svd(part, full_matrices=False)[2][0]
        kept &= set(np.argsort((part @ v) ** 2)[:n - f].tolist())
    return x[sorted(kept)].mean(axis=0)

for rule, ways in json.loads(sys.argv[1]):
    for way, code in ways.items():
        times = []
        while len(times) < runs or sum(times) < seconds:
            start = time.perf_counter()
            eval(code)
            times.append(time.perf_counter() - start)
        best = min(times)
        print(json.dumps([rule, way, best]), flush=True)
`;

/** One way in which NumPy does the work of a rule. */
interface NumpyTime {
  readonly way: string;
  readonly seconds: number;
}

/** How long a rule takes: the best of its runs. */
export interface RuleTime {
  readonly rule: string;
  readonly seconds: number;
  readonly numpy: readonly NumpyTime[];
}

export interface RuleBenchmark {
  readonly inputs: number;
  readonly coordinates: number;
  readonly rules: readonly RuleTime[];
  /** Of a process that does nothing else; the input alone has 8·n·d bytes. */
  readonly peakMegabytes: number;
  /** Why there are no times of NumPy. */
  readonly skipped?: string;
}

function randomInputs(): Matrix {
  const rng = randomStream("rules bench");
  const data = Float64Array.from({ length: INPUTS * COORDINATES }, () => rng.uniform() - 0.5);
  return matrixOf("aggregates", data, INPUTS, COORDINATES);
}

interface OwnTimes {
  readonly rules: readonly { readonly rule: string; readonly seconds: number }[];
  readonly peakMegabytes: number;
}

function timeRules(): OwnTimes {
  const aggregates = randomInputs();
  const reference = screen({ aggregates, rule: "mean", tolerate: 0 }).aggregate;
  const rules = RULES.map(({ rule }) => {
    let best = Infinity;
    let all = 0;
    for (let run = 0; run < RUNS || all < SECONDS; run++) {
      const start = performance.now();
      screen({ aggregates, rule, tolerate: TOLERATE, reference, rng: randomStream("dnc") });
      const seconds = (performance.now() - start) / 1000;
      best = Math.min(best, seconds);
      all += seconds;
    }
    return { rule, seconds: best };
  });
  return { rules, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

function timeNumpy(): readonly (NumpyTime & { readonly rule: string })[] | string {
  const ways = JSON.stringify(RULES.map(({ rule, numpy }) => [rule, numpy]));
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
  const { status, stdout, error } = spawnSync("python3", ["-c", PYTHON, ways], { encoding: "utf8", env });
  if (error !== undefined) return "there is no python3";
  if (status === 3) return "python3 has no numpy";
  if (status !== 0) return `python3 ended with status ${status}`;
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [rule, way, seconds] = JSON.parse(line) as [string, string, number];
      return { rule, way, seconds };
    });
}

/**
 * Rules on 200 inputs of 100,000 coordinates, f = 40, each beside NumPy on one thread: the checks of `screen` are in
 * the time. They run in a process of their own, so that its peak memory is theirs.
 */
export function benchRules(): RuleBenchmark {
  const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--time"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the rules' own process ended with status ${status}`);
  const { rules, peakMegabytes } = JSON.parse(stdout) as OwnTimes;
  const times = timeNumpy();
  const numpyOf = (rule: string): NumpyTime[] =>
    typeof times === "string"
      ? []
      : times.filter((time) => time.rule === rule).map(({ way, seconds }) => ({ way, seconds }));
  return {
    inputs: INPUTS,
    coordinates: COORDINATES,
    rules: rules.map((time) => ({ ...time, numpy: numpyOf(time.rule) })),
    peakMegabytes,
    ...(typeof times === "string" && { skipped: times }),
  };
}

/** Prints {@link benchRules} as the whole benchmark does. */
export function printRules(line: (text: string) => void): void {
  const { inputs, coordinates, rules, peakMegabytes, skipped } = benchRules();
  const input = (8 * inputs * coordinates) / 2 ** 20;
  line(
    `rules on ${inputs} inputs of ${coordinates.toLocaleString("en")} coordinates beside NumPy on one thread`,
  );
  for (const { rule, seconds, numpy } of rules) {
    const beside = numpy.map(
      (other) =>
        `${figure(seconds / other.seconds, 2)} of NumPy's ${figure(other.seconds, 2)} s (${other.way})`,
    );
    const [first = "", ...others] = beside;
    const aimed = first === "" ? [] : [`${first}, aim 1.5`];
    line(`  ${[`${rule}: ${figure(seconds, 2)} s`, ...aimed, ...others].join("; ")}`);
  }
  if (skipped !== undefined) line(`  without NumPy: ${skipped}`);
  line(`  ${figure(peakMegabytes, 3)} MB peak of the process, ${figure(input, 3)} MB of them the input`);
}

// In the process of its own.
if (process.argv[2] === "--time") process.stdout.write(JSON.stringify(timeRules()));
