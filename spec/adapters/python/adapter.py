"""A CQSA adapter in plain Python (3.9 or newer) for the wire protocol; spec/wire.md has the clauses named WIRE-… here.
It works as it is: `cqsa verify -- python3 adapter.py`. To test an implementation of your own, call it in part 2, and
take what you do not have out of RULES, METHODS and CAPABILITIES: what is not declared is not tested. A ValueError
refuses parameters, a NotImplementedError says "not offered". Print to sys.stderr alone: stdout is the wire."""
from __future__ import annotations  # keeps the text of annotations, which refusals show
import json, math, random, re, statistics, sys, traceback

# ---- 1. What a parameter may be: tests of a value, as part 3 parsed it, where 3.0 is the integer 3. ----------------
MOST, INDEX = 100_000, re.compile("0|[1-9][0-9]{0,14}")  # most clients, qubits, shots (WIRE-INIT-3); a plain decimal
def number(low=-math.inf, high=math.inf):  # true is none, nor is the text "NaN"; 1e999 arrives as an infinity
    return lambda value: type(value) in (int, float) and low <= value <= high and abs(value) < math.inf
def integer(low=1 - 2**53, high=2**53 - 1): return lambda value: type(value) is int and low <= value <= high
def count(most=math.inf): return lambda value: integer(1)(value) and (value <= most or not_offered(value))
def shots_or_null(value): return value is None or count(MOST)(value)  # in each of two bases; null: the expectation
def one_of(*names): return lambda value: value in names
def a(kind): return lambda value: isinstance(value, kind)
def vector(entry, least=1): return lambda value: a(list)(value) and len(value) >= least and all(map(entry, value))
def matrix(entry): return lambda value: vector(vector(entry))(value) and len({*map(len, value)}) == 1
def members(value, kinds, needed):  # all that are needed, and none but those in `kinds`
    return {*needed} <= value.keys() <= kinds.keys() and all(kinds[key](value[key]) for key in value)
NOISE = {"channel": one_of("none", "depolarizing2", "depolarizing1x2"), "layout": one_of("chain", "star"),
         "probability": number(0, 1)}
def gate_noise(value):  # without noise, layout and probability may be missing but not wrong
    return a(dict)(value) and members(value, NOISE, ["channel"] if value.get("channel") == "none" else NOISE)
def pads_by_peer(value):
    return a(dict)(value) and all(map(INDEX.fullmatch, value)) and all(map(vector(integer(0)), value.values()))
def protocol_1(value): return number()(value) and (value == 1 or not_offered(value))
def not_offered(value): raise NotImplementedError(f"{json.dumps(value)[:80]} is not supported, or beyond a limit")
def demand(true, name, expected, got):
    if not true: raise ValueError(f"{json.dumps(name)} expected {expected}, got {json.dumps(got)[:80]}")

# ---- 2. The operations: signatures name the parameters and what they may be. Your code goes into the bodies. -------
def encode(weights: vector(number()), clusterSize: count(), weightBound: number(0)):  # WIRE-ENC-1
    reach = clusterSize * weightBound  # the sum of weights for which the phase π stands
    demand(reach == 0 or reach + math.pi / reach < math.inf, "weightBound", "one with a finite scale", weightBound)
    demand(max(map(abs, weights)) <= weightBound, "weights", f"magnitudes up to {weightBound}", weights)
    return {"phases": [math.pi * (weight / (reach or 1)) for weight in weights]}
def decode(phaseSum: vector(number()), clusterSize: count(), weightBound: number(0)):
    encode([0], clusterSize, weightBound)  # refuses the same bounds
    return {"weightSum": [phase / math.pi * (clusterSize * weightBound) for phase in phaseSum]}
def partition(clients: count(MOST), clusterSize: count(), seed: a(str) = None, draws: vector(integer(0), 0) = None):
    demand((seed is None) != (draws is None), "seed", "a seed, or draws in its place", seed)
    order, ends = [*range(clients)], range(clients, 1, -1)  # WIRE-PART-1: Fisher–Yates from the identity
    draws = [*map(random.Random(f"partition {seed!a}").randrange, ends)] if draws is None else draws
    demand(len(draws) == len(ends) and all(map(int.__lt__, draws, ends)), "draws", "one below each of n … 2", draws)
    for end, draw in zip(ends, draws):
        order[end - 1], order[draw] = order[draw], order[end - 1]
    return {"clusters": [order[start:start + clusterSize] for start in range(0, clients, clusterSize)]}  # "short"
def hits(bits, shots, chance):  # exact: binary digits of the chance against random bits, until each shot is decided
    if shots * chance == 0: return 0
    ones = bin(bits(shots)).count("1")
    return hits(bits, ones, 2 * chance - 1) + shots - ones if chance >= 0.5 else hits(bits, shots - ones, 2 * chance)
def aggregate(phases: matrix(number()), shots: shots_or_null, noise: gate_noise, seed: a(str)):  # WIRE-AGG-1
    visibility, bits = fidelity(len(phases), noise)["visibility"], random.Random(f"aggregate {seed!a}").getrandbits
    def measured(mean): return mean if shots is None else 2 * hits(bits, shots, (1 + mean) / 2) / shots - 1
    sums = [*map(math.fsum, zip(*phases))]  # beyond float64 an OverflowError: refused
    xs, ys = ([measured(visibility * part(total)) for total in sums] for part in (math.cos, math.sin))
    return {"phaseSum": [*map(math.atan2, ys, xs)], "visibility": [min(1, math.hypot(x, y)) for x, y in zip(xs, ys)]}
def fidelity(qubits: count(MOST), noise: gate_noise):  # WIRE-FID-1, the same in both layouts of WIRE-NOISE-1
    p, single = noise.get("probability", 0) * (noise["channel"] != "none"), noise["channel"] == "depolarizing1x2"
    q = 2/3 * p if single else 4/5 * p  # chances that a CNOT's noise flips neither bit, one given bit alone, both:
    neither, one, both = ((1 - q)**2, q - q * q, q * q) if single else (1 - q, q / 3, q / 3)
    good, bad, visibility = 0.5, 0.5, (neither - 2 * one + both)**(qubits - 1)
    for _ in range(qubits - 1):  # finished qubits are all 0, and the one at work is 0 (good) or 1 (bad)
        good, bad = neither * good + both * bad, one * (good + bad)
    return {"fidelity": good + visibility / 2, "population": 2 * good, "visibility": visibility}
RULES = {"mean": {}, "median": {"evenMedian": one_of("mean", "lower")}, "krum": {
    "neighbours": one_of("n-f-2", "n-f-1", "n-f-3"), "distance": one_of("squared", "euclidean", "quartic")}}
def screen(aggregates: matrix(number()), rule: one_of(*RULES), tolerate: integer(0), options: a(dict) = {},
           reference: vector(number()) = None, seed: a(str) = None, sizes=None):  # sizes come from a round alone
    n, known = len(aggregates), {**RULES[rule], "preAggregators": not_offered}  # WIRE-SCREEN-2
    demand(members(options, known, []), "options", f"right values of {', '.join(RULES[rule])} alone", options)
    demand(tolerate <= {"mean": n, "median": (n - 1) // 2, "krum": (n - 3) // 2}[rule], "tolerate", "less", tolerate)
    demand(reference is None or len(reference) == len(aggregates[0]), "reference", "a number a column", reference)
    if rule == "krum":  # in a unit that keeps all powers finite; the nearest input is oneself
        unit, powers = max(max(map(abs, row)) for row in aggregates) or 1, {"euclidean": 1, "quartic": 4}
        power, end = powers.get(options.get("distance"), 2), n + 1 - tolerate - int(options.get("neighbours", "2")[-1])
        chosen = min(aggregates, key=lambda x: sum(sorted((math.dist(x, y) / unit)**power for y in aggregates)[1:end]))
        return {"aggregate": chosen, "accepted": [row is chosen for row in aggregates]}
    median = statistics.median_low if "lower" in options.values() else statistics.median
    rows = [row for row, size in zip(aggregates, sizes or [1] * n) for _ in range(size if rule == "mean" else 1)]
    return {"aggregate": [*map(statistics.fmean if rule == "mean" else median, zip(*rows))], "accepted": [True] * n}
def quantize(values: vector(number()), bits: integer(2, 32), bound: number(0)):  # WIRE-QNT-1
    demand(max(map(abs, values)) <= bound, "values", f"magnitudes up to {bound}", values)
    return {"integers": [round(value / (bound or 1) * (2**(bits - 1) - 1)) for value in values]}
def dequantize(integers: vector(integer()), bits: integer(2, 32), bound: number(0)):
    return {"values": [each / (2**(bits - 1) - 1) * bound for each in integers]}
def mask(integers: vector(integer()), client: integer(0), pads: pads_by_peer, modulusBits: integer(2, 53)):
    for peer, pad in pads.items():  # WIRE-MASK-1
        fits = int(peer) != client and len(pad) == len(integers) and max(pad) < 2**modulusBits
        demand(fits, f"pads.{peer}", f"another peer's {len(integers)} integers below 2^{modulusBits}", pad)
        integers = [value + each if int(peer) > client else value - each for value, each in zip(integers, pad)]
    return {"masked": [value % 2**modulusBits for value in integers]}
def unmask(masked: matrix(integer(0)), modulusBits: integer(2, 53)):
    demand(max(map(max, masked)) < 2**modulusBits, "masked", f"integers below 2^{modulusBits}", masked)
    return {"sum": [(sum(each) + 2**modulusBits // 2) % 2**modulusBits - 2**modulusBits // 2 for each in zip(*masked)]}
def round_(updates: matrix(number()), clusterSize: count(), shots: shots_or_null, noise: gate_noise, seed: a(str),
           dropouts: vector(integer(0), 0), rule: one_of(*RULES), tolerate: integer(0), options: a(dict) = {},
           reference: vector(number()) = None, view: a(bool) = False, hardening: not_offered = None):
    clusters, reports = partition(len(updates), clusterSize, seed)["clusters"], [max(map(abs, row)) for row in updates]
    live = {c: cluster for c, cluster in enumerate(clusters) if not {*cluster} & {*dropouts}}
    fits = live and len({*dropouts}) == len(dropouts) and max(dropouts, default=0) < len(updates)
    demand(fits, "dropouts", "clients, none of them twice, and a cluster left", dropouts)
    bound, every = max(reports), range(len(clusters))  # WIRE-ROUND-1: the bound is that of all, the lost ones too
    phases = [encode(row, clusterSize, bound)["phases"] for row in updates]
    seen = {c: aggregate([phases[i] for i in live[c]], shots, noise, f"{c} of {seed}") for c in live}
    means = {c: [w / len(live[c]) for w in decode(seen[c]["phaseSum"], clusterSize, bound)["weightSum"]] for c in live}
    screened = screen([*means.values()], rule, tolerate, options, reference, None, [*map(len, live.values())])
    kept = {c for c, accepted in zip(live, screened["accepted"]) if accepted}
    shown = {"reports": reports, "visibility": [seen[c]["visibility"] if c in live else None for c in every]}
    return {"weightBound": bound, "clusters": clusters, "aggregates": [means.get(c) for c in every],
            "accepted": [c in kept for c in every], "contributors": sum(len(live[c]) for c in kept),
            "update": screened["aggregate"], **({"view": shown} if view else {})}

# ---- 3. The wire: JSON-RPC 2.0, a line for each request and each answer (WIRE-MSG, WIRE-NUM, WIRE-OUT). ------------
def initialize(protocol: protocol_1, harness: a(dict)): return CAPABILITIES
METHODS = {each.__name__.rstrip("_"): each for each in (
    initialize, encode, decode, partition, aggregate, fidelity, screen, quantize, dequantize, mask, unmask, round_)}
CAPABILITIES = {"protocol": 1, "implementation": {"name": "plain-python", "version": "1.0.0", "language": "Python"},
                "operations": [*METHODS, "partition-draws"][1:], "rules": {rule: [*RULES[rule]] for rule in RULES},
                "noise": {"channels": ["none", "depolarizing2", "depolarizing1x2"], "layouts": ["chain", "star"]},
                "remainder": "short", "limits": {"clients": MOST, "shots": MOST}, "extensions": ["view"]}
KINDS = {name: {key: eval(kind) for key, kind in METHODS[name].__annotations__.items()} for name in METHODS}
def call(method, params={}, **_):
    if method not in METHODS: raise LookupError(f"no operation {json.dumps(method)}")
    demand(a(dict)(params), "params", "an object", params)
    operation, kinds = METHODS[method], KINDS[method]
    for name in [*params, *[*kinds][:operation.__code__.co_argcount - len(operation.__defaults__ or ())]]:
        fits = name in kinds and name in params and kinds[name](params[name])
        demand(fits, name, operation.__annotations__.get(name, "nothing"), params.get(name))
    return operation(**params)
def parse(text): return int(value) if abs(value := float(text)) < 2**53 and value % 1 == 0 else value
DECODE = json.JSONDecoder(parse_int=parse, parse_float=parse, parse_constant=int).decode  # int("NaN") is a ValueError,
ENCODE = json.JSONEncoder(allow_nan=False).encode  # and so is a result that is not finite, which thus is refused
def answer(line):
    identity, code = None, -32700  # what a ValueError means so far
    try:
        ask, code = DECODE(line.decode()), -32600
        demand(a(dict)(ask) and ask.get("jsonrpc") == "2.0" and a(str)(ask.get("method")), "line", "a request", ask)
        identity, code = ask.get("id"), -32602
        return "id" in ask and ENCODE({"jsonrpc": "2.0", "id": identity, "result": call(**ask)})
    except Exception as error:
        code = code if isinstance(error, (ValueError, OverflowError, RecursionError)) else -32603
        code = {NotImplementedError: -32001, LookupError: -32601}.get(type(error), code)
        if code == -32603: traceback.print_exc()  # a defect: the harness shows what it says
        return json.dumps({"jsonrpc": "2.0", "id": identity, "error": {"code": code, "message": str(error)}})
if __name__ == "__main__":
    for reply in filter(None, map(answer, filter(bytes.strip, sys.stdin.buffer))):
        print(reply, flush=True)
