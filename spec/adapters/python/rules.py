"""Aggregation rules in plain Python, for adapter.py; the clauses CQSA-SCR-1 to CQSA-SCR-8 define them. A rule
gets the inputs, lists of d numbers, the tolerated f, the reference or None, and its options, all checked."""
import inspect, math, statistics
from decimal import Decimal  # its exponents go far beyond those of a float: fourth powers of any distance fit

def averaged(inputs, kept, average=statistics.fmean):  # by coordinate, over those that are kept
    return {"aggregate": [average(column) for column in zip(*(inputs[i] for i in sorted(kept)))],
            "accepted": [i in kept for i in range(len(inputs))]}
def mean(inputs, f, reference):
    return averaged(inputs, range(len(inputs)))
def median(inputs, f, reference, evenMedian="mean"):
    middle = statistics.median if evenMedian == "mean" else statistics.median_low
    return averaged(inputs, range(len(inputs)), middle)
def trimmed_mean(inputs, f, reference, fraction=None):
    cut = f if fraction is None else int(len(inputs) * fraction)
    inner = slice(cut, len(inputs) - cut)
    return averaged(inputs, range(len(inputs)), lambda column: statistics.fmean(sorted(column)[inner]))

POWERS = {"euclidean": 1, "squared": 2, "quartic": 4}
def krum_order(inputs, f, neighbours, distance, among, least=0):  # indices by their scores, equals by place
    count = max(least, len(among) - f - int(neighbours[-1]))  # "n-f-2" says how many of the nearest others
    def score(i):
        lengths = sorted(math.dist(inputs[i], inputs[j]) for j in among if j != i)
        return sum(Decimal(length) ** POWERS[distance] for length in lengths[:count])
    return sorted(among, key=score)  # sorted leaves equals in their order
def krum(inputs, f, reference, neighbours="n-f-2", distance="squared"):
    return averaged(inputs, krum_order(inputs, f, neighbours, distance, range(len(inputs)))[:1])
def multi_krum(inputs, f, reference, neighbours="n-f-2", distance="squared", m=None, iterative=False):
    m, left, kept = m or len(inputs) - f, list(range(len(inputs))), []
    if not iterative: return averaged(inputs, krum_order(inputs, f, neighbours, distance, left)[:m])
    while len(kept) < m:
        kept.append(krum_order(inputs, f, neighbours, distance, left, least=1)[0])
        left.remove(kept[-1])
    return averaged(inputs, kept)

def fltrust(inputs, f, reference):
    def direction(vector):
        norm = math.hypot(*vector)  # right at any magnitude
        return [x / norm if norm else 0.0 for x in vector]
    units, server = [direction(row) for row in inputs], direction(reference)
    trust = [max(0.0, math.fsum(a * b for a, b in zip(unit, server))) for unit in units]
    weights = [each / (sum(trust) or 1) for each in trust]
    return {"aggregate": [math.hypot(*reference) * math.fsum(w * x for w, x in zip(weights, column))
                          for column in zip(*units)],
            "accepted": [weight > 0 for weight in weights], "weights": weights}

RULES = {"mean": mean, "median": median, "trimmed-mean": trimmed_mean, "krum": krum, "multi-krum": multi_krum,
         "fltrust": fltrust}
# The keyword arguments of a rule are the options that it offers; some have a choice of words.
OPTIONS = {name: list(inspect.signature(rule).parameters)[3:] for name, rule in RULES.items()}
CHOICES = {"evenMedian": ["mean", "lower"], "distance": list(POWERS),
           "neighbours": ["n-f-1", "n-f-2", "n-f-3"]}
def screen(rule, inputs, f, reference, options):
    n = len(inputs)
    most = n if rule in ["mean", "fltrust"] else (n - 3) // 2 if "krum" in rule else (n - 1) // 2
    if f > most: raise ValueError(f'"tolerate" expected at most {most} with {n} inputs, got {f}')
    if options.get("m", 1) > n: raise ValueError(f'"m" expected at most {n}, got {options["m"]}')
    if rule == "fltrust" and reference is None: raise ValueError('"reference" expected a vector, got none')
    return RULES[rule](inputs, f, reference, **options)
