"""A CQSA adapter in plain Python (3.9 or newer). It works as it is: cqsa verify -- python3 adapter.py
To test an implementation of your own, call it in the methods of part 3, and shorten DECLARED to what it has:
what is not declared is not tested. Print to sys.stderr only, because stdout is the wire."""
import inspect, json, math, random, sys, traceback
sys.dont_write_bytecode = True; import rules  # rules.py beside this file, and no __pycache__ of it

# ---- 1. What is offered: the answer to `initialize` ----
DECLARED = {
    "protocol": 1, "implementation": {"name": "plain-python", "version": "1.0.0", "language": "Python"},
    "operations": ["encode", "decode", "partition", "aggregate", "fidelity", "screen",
                   "quantize", "dequantize", "mask", "unmask", "round"],
    "rules": rules.OPTIONS, "remainder": "short",  # clients left over are a smaller cluster
    "noise": {"channels": ["none", "depolarizing2"], "layouts": ["chain", "star"]}}

# ---- 2. What a parameter may be, by its name: its type, its range, its choices ----
TYPES = {"number": "weightBound bound probability protocol fraction", "bool": "view iterative",
         "number[]": "weights phaseSum values reference", "number[][]": "phases aggregates updates",
         "int": "clients clusterSize qubits shots client tolerate bits modulusBits m",
         "int[]": "integers dropouts", "int[][]": "masked", "object": "noise pads options hardening harness",
         "string": "seed rule channel layout evenMedian neighbours distance"}
LEAST = {"clients": 1, "clusterSize": 1, "qubits": 1, "shots": 1, "client": 0, "tolerate": 0, "fraction": 0,
         "weightBound": 0, "bound": 0, "probability": 0, "bits": 2, "modulusBits": 2, "m": 1}
MOST = {"probability": 1, "bits": 32, "modulusBits": 53, "fraction": math.nextafter(0.5, 0)}
CHOICES = {**rules.CHOICES, "rule": list(DECLARED["rules"]),
           "channel": DECLARED["noise"]["channels"], "layout": DECLARED["noise"]["layouts"]}
def expect(true, name, wanted, value):  # a ValueError refuses the parameters
    if not true: raise ValueError(f'"{name}" expected {wanted}, got {json.dumps(value)[:60]}')
def has_type(value, kind):  # not by isinstance alone: True is an int in Python. 1e999 is read as an infinity
    if kind == "number": return type(value) in (int, float) and abs(value) < math.inf
    if kind == "int": return type(value) is int and abs(value) < 2**53
    if kind.endswith("[]"):
        return isinstance(value, list) and value != [] and all(has_type(each, kind[:-2]) for each in value)
    return isinstance(value, {"string": str, "bool": bool, "object": dict}[kind])
def check(params):
    for name, value in params.items():
        kind = next(kind for kind, names in TYPES.items() if name in names.split())
        if (name, value) in [("shots", None), ("dropouts", [])]: continue  # null: the exact expectation
        expect(has_type(value, kind), name, kind, value)
        expect("[][]" not in kind or len({len(row) for row in value}) == 1, name, "rows of one length", value)
        expect(name not in LEAST or value >= LEAST[name], name, f"at least {LEAST.get(name)}", value)
        expect(name not in MOST or value <= MOST[name], name, f"at most {MOST.get(name)}", value)
        expect(name not in CHOICES or value in CHOICES[name], name, f"one of {CHOICES.get(name)}", value)
        if name == "noise":  # without noise the others may be missing
            rest = {"layout": "chain", "probability": 0} if value.get("channel") == "none" else {}
            call(lambda channel, layout, probability: None, {**rest, **value})
def call(operation, params):
    try: inspect.signature(operation).bind(**params)
    except TypeError as error: raise ValueError(str(error))  # a parameter that is missing or unknown
    check(params)
    return operation(**params)

class Adapter:  # ---- 3. The operations: your code goes here ----
    def initialize(self, protocol, harness):
        if protocol != 1: raise NotImplementedError("only protocol 1 is spoken here")
        return DECLARED
    def encode(self, weights, clusterSize, weightBound):
        largest = clusterSize * weightBound  # the sum of weights for which the phase π stands
        expect(largest == 0 or 0 < math.pi / largest < math.inf, "weightBound", "a finite scale", weightBound)
        expect(max(map(abs, weights)) <= weightBound, "weights", f"magnitudes up to {weightBound}", weights)
        return {"phases": [math.pi * (weight / (largest or 1)) for weight in weights]}
    def decode(self, phaseSum, clusterSize, weightBound):
        self.encode([0], clusterSize, weightBound)  # refuses the same bounds
        return {"weightSum": [phase / math.pi * (clusterSize * weightBound) for phase in phaseSum]}
    def partition(self, clients, clusterSize, seed):
        order = random.Random(f"partition {seed!a}").sample(range(clients), clients)
        return {"clusters": [order[start:start + clusterSize] for start in range(0, clients, clusterSize)]}
    def aggregate(self, phases, shots, noise, seed):
        v, rng = self.fidelity(len(phases), noise)["visibility"], random.Random(f"aggregate {seed!a}")
        def measured(mean):  # the average of so many outcomes +1 and -1
            if shots is None: return mean
            return 2 * sum(rng.random() < (1 + mean) / 2 for _ in range(shots)) / shots - 1
        sums = [math.fsum(column) for column in zip(*phases)]
        return {"phaseSum": [math.atan2(measured(v * math.sin(t)), measured(v * math.cos(t))) for t in sums]}
    def fidelity(self, qubits, noise):
        p = 0 if noise["channel"] == "none" else noise["probability"]
        good, bad = 0.5, 0.5  # the qubits done so far are all 0, and the one at work is 0 or 1
        for _ in range(qubits - 1):  # of 15 errors 4 flip one given qubit of the CNOT alone, 4 both, 3 none
            good, bad = (1 - 12/15 * p) * good + 4/15 * p * bad, 4/15 * p * (good + bad)
        population, visibility = 2 * good, (1 - 16/15 * p)**(qubits - 1)
        return {"fidelity": (population + visibility) / 2, "population": population, "visibility": visibility}
    def screen(self, aggregates, rule, tolerate, options=None, reference=None, seed=None):
        options, known = options or {}, {*rules.OPTIONS[rule], "preAggregators"}
        expect(known.issuperset(options), "options", f"none but {sorted(known)}", options)
        if set(options) - set(DECLARED["rules"][rule]): raise NotImplementedError("an option is not offered")
        check(options)
        expect(len(reference or aggregates[0]) == len(aggregates[0]), "reference", "one a column", reference)
        return rules.screen(rule, aggregates, tolerate, reference, options)
    def quantize(self, values, bits, bound):
        expect(max(map(abs, values)) <= bound, "values", f"magnitudes up to {bound}", values)
        return {"integers": [round(value / (bound or 1) * (2**(bits - 1) - 1)) for value in values]}
    def dequantize(self, integers, bits, bound):
        return {"values": [integer / (2**(bits - 1) - 1) * bound for integer in integers]}
    def mask(self, integers, client, pads, modulusBits):
        for peer, pad in pads.items():
            expect(str(abs(int(peer))) == peer and int(peer) != client, "pads", "another client", peer)
            call(self.unmask, {"masked": [pad], "modulusBits": modulusBits})  # refuses a wrong pad
            expect(len(pad) == len(integers), "pads", f"{len(integers)} integers", pad)
            integers = [a + b if int(peer) > client else a - b for a, b in zip(integers, pad)]
        return {"masked": [value % 2**modulusBits for value in integers]}
    def unmask(self, masked, modulusBits):
        half = 2**modulusBits // 2
        expect(all(0 <= min(row) <= max(row) < 2 * half for row in masked), "masked", f"< {2 * half}", masked)
        return {"sum": [(sum(column) + half) % (2 * half) - half for column in zip(*masked)]}
    def round(self, updates, clusterSize, shots, noise, dropouts, rule, tolerate, seed,
              options=None, reference=None, view=False, hardening=None):
        if view or hardening is not None: raise NotImplementedError("no extension is offered")
        clusters, lost = self.partition(len(updates), clusterSize, seed)["clusters"], set(dropouts)
        live = [c for c, cluster in enumerate(clusters) if not lost.intersection(cluster)]
        fits = live and len(lost) == len(dropouts) and lost.issubset(range(len(updates)))
        expect(fits, "dropouts", "different clients, and a cluster left", dropouts)
        bound = max(abs(weight) for row in updates for weight in row)  # over all clients, lost or not
        means = {}
        for c in live:  # each with a seed of its own: a dropout changes nothing elsewhere
            phases = [self.encode(updates[client], clusterSize, bound)["phases"] for client in clusters[c]]
            sums = self.aggregate(phases, shots, noise, f"{seed} {c}")["phaseSum"]
            means[c] = [weight / len(phases) for weight in self.decode(sums, clusterSize, bound)["weightSum"]]
        screened = self.screen(list(means.values()), rule, tolerate, options, reference)
        kept = [c for c, accepted in zip(live, screened["accepted"]) if accepted]
        if rule == "mean": screened = self.screen([means[c] for c in live for _ in clusters[c]], rule, 0)
        return {"weightBound": bound, "clusters": clusters, "update": screened["aggregate"],
                "aggregates": [means.get(c) for c in range(len(clusters))],
                "accepted": [c in kept for c in range(len(clusters))],
                "contributors": sum(len(clusters[c]) for c in kept)}

# ---- 4. The wire: JSON-RPC 2.0, a line for each request and each answer ----
CODES = {ValueError: -32602, OverflowError: -32602, LookupError: -32601, NotImplementedError: -32001,
         json.JSONDecodeError: -32700, UnicodeDecodeError: -32700, RecursionError: -32700}
def number(text):  # 3.0 is the integer 3
    return int(float(text)) if abs(float(text)) < 2**53 and float(text).is_integer() else float(text)
def no_number(text):  # Python's json takes a bare NaN
    raise json.JSONDecodeError("expected a number", text, 0)
def answer(adapter, line):
    reply = {"jsonrpc": "2.0", "id": None}
    try:
        request = json.loads(line, parse_int=number, parse_float=number, parse_constant=no_number)
        if not isinstance(request, dict) or "method" not in request:
            return json.dumps({**reply, "error": {"code": -32600, "message": "expected a request"}})
        if "id" not in request: return None  # a notification
        reply["id"], method = request["id"], request["method"]
        if method not in ["initialize", *DECLARED["operations"]]: raise LookupError(f"no method {method!a}")
        result = call(getattr(adapter, method), request.get("params", {}))
        return json.dumps({**reply, "result": result}, allow_nan=False)  # not finite: a ValueError
    except Exception as error:
        code = CODES.get(type(error), -32603)
        if code == -32603: traceback.print_exc()  # a defect: the harness shows this beside it
        return json.dumps({**reply, "error": {"code": code, "message": str(error)}})
if __name__ == "__main__":
    for reply in filter(None, (answer(Adapter(), line) for line in sys.stdin.buffer if line.strip())):
        print(reply, flush=True)  # flush: the harness waits for it
