"""A CQSA adapter in plain Python (3.9 or newer). It works as it is: cqsa verify -- python3 adapter.py
To test an implementation of your own, call it in the bodies of part 3, and shorten DECLARED to what it has:
what is not declared is not tested. Print to sys.stderr only, because stdout is the wire."""
import inspect, json, math, random, statistics, sys, traceback

# ---- 1. What is offered: the answer to `initialize` ----
DECLARED = {
    "protocol": 1,
    "implementation": {"name": "plain-python", "version": "1.0.0", "language": "Python"},
    "operations": ["encode", "decode", "partition", "aggregate", "fidelity", "screen",
                   "quantize", "dequantize", "mask", "unmask", "round"],
    "rules": {"mean": [], "median": [], "krum": []},  # for each the options that it takes
    "noise": {"channels": ["none", "depolarizing2"], "layouts": ["chain", "star"]},
    "remainder": "short",  # the clients that fill no cluster form a smaller one
}

# ---- 2. What parameters may be. A ValueError refuses them, here and in part 3. ----
TYPES = {
    "number": "weightBound bound probability protocol",
    "number[]": "weights phaseSum values reference",
    "number[][]": "phases aggregates updates",
    "int": "clients clusterSize qubits shots client tolerate bits modulusBits",
    "int[]": "integers dropouts",
    "int[][]": "masked",
    "string": "seed rule channel layout",
    "bool": "view",
    "object": "noise pads options hardening harness",
}
TYPE_OF = {name: kind for kind, names in TYPES.items() for name in names.split()}
LEAST = {"clients": 1, "clusterSize": 1, "qubits": 1, "shots": 1, "client": 0, "tolerate": 0,
         "bits": 2, "modulusBits": 2, "weightBound": 0, "bound": 0, "probability": 0}
MOST = {"bits": 32, "modulusBits": 53, "probability": 1}
CHOICES = {"rule": list(DECLARED["rules"]), "channel": DECLARED["noise"]["channels"],
           "layout": DECLARED["noise"]["layouts"]}

def has_type(value, kind):
    if kind.endswith("[]"):
        return isinstance(value, list) and value != [] and all(has_type(each, kind[:-2]) for each in value)
    if kind == "number":  # 1e999 is read as an infinity
        return type(value) in (int, float) and abs(value) < math.inf
    if kind == "int":  # isinstance would take True, which is an int in Python
        return type(value) is int and abs(value) < 2**53
    return isinstance(value, {"string": str, "bool": bool, "object": dict}[kind])

def check(params):
    for name, value in params.items():
        kind, shown = TYPE_OF[name], json.dumps(value)[:60]
        if (name, value) in [("shots", None), ("dropouts", [])]:
            continue
        if not has_type(value, kind):
            raise ValueError(f'"{name}" expected {kind}, got {shown}')
        if kind.endswith("[][]") and len({len(row) for row in value}) > 1:
            raise ValueError(f'"{name}" expected rows of one length, got {shown}')
        if name in LEAST and not LEAST[name] <= value <= MOST.get(name, value):
            raise ValueError(f'"{name}" expected {LEAST[name]} to {MOST.get(name, "any")}, got {shown}')
        if value not in CHOICES.get(name, [value]):
            raise ValueError(f'"{name}" expected one of {CHOICES[name]}, got {shown}')
        if name == "noise":
            ...
            check(value)
