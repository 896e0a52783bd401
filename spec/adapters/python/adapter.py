"""A CQSA adapter in plain Python (3.9 or newer). It works as it is: cqsa verify -- python3 adapter.py
To test an implementation of your own, call it in the methods of part 3, and shorten DECLARED to what it has:
what is not declared is not tested. Print to sys.stderr only, because stdout is the wire."""
import inspect, json, math, random, statistics, sys, traceback

# ---- 1. What is offered: the answer to `initialize`. ----
DECLARED = {
    "protocol": 1,
    "implementation": {"name": "plain-python", "version": "1.0.0", "language": "Python"},
    "operations": ["encode", "decode", "partition", "aggregate", "fidelity", "screen",
                   "quantize", "dequantize", "mask", "unmask", "round"],
    "rules": {"mean": [], "median": [], "krum": []},  # each with the options that it takes
    "noise": {"channels": ["none", "depolarizing2"], "layouts": ["chain", "star"]},
    "remainder": "short",  # the clients that fill no cluster form a smaller one
}

# ---- 2. What a parameter may be, by its name. A ValueError refuses it, here and in part 3. ----
TYPES = {
    "number": "weightBound bound probability protocol", "number[]": "weights phaseSum values reference",
    "number[][]": "phases aggregates updates", "int[]": "integers dropouts", "int[][]": "masked",
    "int": "clients clusterSize qubits shots client tolerate bits modulusBits", "bool": "view",
    "string": "seed rule channel layout", "object": "noise pads options hardening harness",
}
TYPE_OF = {name: kind for kind, names in TYPES.items() for name in names.split()}
LEAST = {"clients": 1, "clusterSize": 1, "qubits": 1, "shots": 1, "client": 0, "tolerate": 0,
         "bits": 2, "modulusBits": 2, "weightBound": 0, "bound": 0, "probability": 0}
MOST = {"bits": 32, "modulusBits": 53, "probability": 1}
CHOICES = {"rule": [*DECLARED["rules"]], "channel": DECLARED["noise"]["channels"], "layout": ["chain", "star"]}

def expect(true, name, wanted, value):
    if not true:
        raise ValueError(f'"{name}" expected {wanted}, got {json.dumps(value)[:60]}')

def has_type(value, kind):
    if kind == "number":  # JSON's 1e999 becomes an infinity
        return type(value) in (int, float) and abs(value) < math.inf
    if kind == "int":  # type(), because isinstance() takes True: a bool is an int in Python
        return type(value) is int and abs(value) < 2**53
    if kind.endswith("[]"):
        return isinstance(value, list) and len(value) > 0 and all(has_type(each, kind[:-2]) for each in value)
    return isinstance(value, {"string": str, "bool": bool, "object": dict}[kind])

def check(params):
    for name, value in params.items():
        if (name, value) in [("shots", None), ("dropouts", [])]:
            continue
        kind = TYPE_OF[name]
        expect(has_type(value, kind), name, kind, value)
        expect("[][]" not in kind or len({len(row) for row in value}) == 1, name, "rows of one length", value)
        expect(name not in LEAST or value >= LEAST[name], name, f"at least {LEAST.get(name)}", value)
        expect(name not in MOST or value <= MOST[name], name, f"at most {MOST.get(name)}", value)
        expect(name not in CHOICES or value in CHOICES[name], name, f"one of {CHOICES.get(name)}", value)

# ---- 3. The operations: your code goes here. ----
class Adapter:
    def initialize(self, protocol, harness):
        if protocol != 1:
            raise NotImplementedError("only protocol 1 is spoken here")
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
        order = list(range(clients))
        random.Random(f"partition {seed!a}").shuffle(order)
        return {"clusters": [order[start:start + clusterSize] for start in range(0, clients, clusterSize)]}
