"""A CQSA adapter that runs real circuits on Qiskit Aer: `aggregate`, `fidelity` and the measurements of `round`.

The wire, the checks of parameters and the classical part of a round are those of ../python/adapter.py, whose
methods it replaces where a circuit answers. The density-matrix method keeps the exact results exact, and limits a cluster to a few qubits.
"""
import functools
import hashlib
import itertools
import math
import pathlib
import sys

from qiskit import QuantumCircuit
from qiskit.circuit import ParameterVector
from qiskit.circuit.library import CXGate
from qiskit.quantum_info import Pauli
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel, pauli_error

sys.dont_write_bytecode = True  # the plain adapter's folder stays as it is
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))
import adapter as plain  # noqa: E402  (the plain one: its directory comes first now)

LIMITS = {"clients": 8, "coordinates": 1000, "shots": 10_000}
# One thread: many small circuits gain nothing from more, and lose a lot where the machine is busy.
SIMULATOR = AerSimulator(
    method="density_matrix", max_parallel_threads=1, runtime_parameter_bind_enable=True  # phases are bound in Aer itself
)


def within_limits(**sizes):
    for what, size in sizes.items():
        if size is not None and size > LIMITS[what]:
            raise NotImplementedError(f"{size} {what} are more than the {LIMITS[what]} that were declared")


@functools.lru_cache
def noise_model(channel, probability):
    """Errors after every CNOT that is labelled "prepare", and after no other."""
    model = NoiseModel()
    if channel == "depolarizing2":  # one of the 15 Paulis other than II
        paulis = ["".join(pair) for pair in itertools.product("IXYZ", repeat=2)][1:]
        error = pauli_error([("II", 1 - probability), *((pauli, probability / 15) for pauli in paulis)])
    elif channel == "depolarizing1x2":  # X, Y or Z on each qubit by itself
        single = pauli_error([("I", 1 - probability), *((pauli, probability / 3) for pauli in "XYZ")])
        error = single.tensor(single)
    else:
        return model
    model.add_all_qubit_quantum_error(error, ["prepare"])
    return model


def cnots(qubits, layout):
    return [(i if layout == "chain" else 0, i + 1) for i in range(qubits - 1)]


def prepared(qubits, layout):
    """The GHZ state, from CNOTs that are subject to noise."""
    circuit = QuantumCircuit(qubits, 1)
    circuit.h(0)
    for control, target in cnots(qubits, layout):
        circuit.append(CXGate(label="prepare"), [control, target])
    return circuit


@functools.lru_cache
def phase_circuit(members, layout, reading):
    """Prepare, turn each qubit by its member's phase, decode without noise; read qubit 0 in basis x or y, or exactly."""
    circuit, phases = prepared(members, layout), ParameterVector("phase", members)
    for qubit, phase in enumerate(phases):
        circuit.p(phase, qubit)
    for control, target in reversed(cnots(members, layout)):
        circuit.cx(control, target)
    if reading == "exact":
        circuit.save_expectation_value(Pauli("X"), [0], label="x")
        circuit.save_expectation_value(Pauli("Y"), [0], label="y")
        return circuit, phases
    if reading == "y":
        circuit.sdg(0)
    circuit.h(0)
    circuit.measure(0, 0)
    return circuit, phases


def run(circuits, noise, **options):
    channel, probability = noise["channel"], 0 if noise["channel"] == "none" else noise["probability"]
    result = SIMULATOR.run(circuits, noise_model=noise_model(channel, probability), **options).result()
    if not result.success:
        raise RuntimeError(result.status)
    return [result.data(i) for i in range(len(result.results))]


def run_phases(phases, noise, readings, **options):
    """For each reading the data of each coordinate: one circuit with other phases for every one of them."""
    made = [phase_circuit(len(phases), noise.get("layout", "chain"), reading) for reading in readings]
    binds = [dict(zip(parameters, phases)) for _, parameters in made]
    data = run([circuit for circuit, _ in made], noise, parameter_binds=binds, **options)
    return [data[start:start + len(phases[0])] for start in range(0, len(data), len(phases[0]))]


class QiskitAdapter(plain.Adapter):
    def aggregate(self, phases, shots, noise, seed):
        within_limits(clients=len(phases), coordinates=len(phases[0]), shots=shots)
        for column in zip(*phases):
            math.fsum(column)  # beyond float64 an OverflowError: refused
        if shots is None:
            (exact,) = run_phases(phases, noise, ["exact"])
            points = [(each["x"], each["y"]) for each in exact]
        else:
            # Aer counts up from the seed for the circuits of a run: hashes keep the runs of similar seeds apart.
            number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:7], "big")
            data = run_phases(phases, noise, ["x", "y"], shots=shots, seed_simulator=number)
            means = [[1 - 2 * each["counts"].get("0x1", 0) / shots for each in basis] for basis in data]
            points = list(zip(*means))
        visibility = [min(1, math.hypot(x, y)) for x, y in points]
        return {"phaseSum": [math.atan2(y, x) for x, y in points], "visibility": visibility}

    def fidelity(self, qubits, noise):
        within_limits(clients=qubits)
        circuit = prepared(qubits, noise.get("layout", "chain"))
        circuit.save_density_matrix()
        (data,) = run([circuit], noise)
        state = data["density_matrix"].data
        population, visibility = float((state[0, 0] + state[-1, -1]).real), float(2 * state[0, -1].real)
        return {"fidelity": (population + visibility) / 2, "population": population, "visibility": visibility}


plain.DECLARED.update(
    implementation={"name": "qiskit-aer", "version": "1.0.0", "language": "Python"},
    operations=["aggregate", "fidelity", "round"],
    limits=LIMITS,
)
plain.DECLARED["noise"]["channels"].append("depolarizing1x2")

if __name__ == "__main__":
    adapter = QiskitAdapter()
    for line in filter(bytes.strip, sys.stdin.buffer):
        reply = plain.answer(adapter, line)
        if reply is not None:
            print(reply, flush=True)
