import { enableCompileCache } from "node:module";
import { figure } from "./base/figure.ts";
import { benchMemory, benchWorkers } from "./campaign/campaign.bench.ts";
import { benchCalls } from "./implementation/stdio/calls.bench.ts";
import { benchDisaggregation } from "./leakage/disaggregate.bench.ts";
import { benchPerShot, benchRound } from "./protocol/round.bench.ts";
import { benchPauliFrame } from "./quantum/pauli-frame.bench.ts";
import { printRules } from "./rules/rules.bench.ts";

// As the command does.
enableCompileCache();

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}

// First, while the process is small: the peak memory counts everything before it.
const round = benchRound();
line("one noisy round, N = 60, k = 5, d = 61,706, 1,000 shots a basis, depolarizing2 p = 0.005");
line(`  ${figure(round.seconds, 3)} s (median of 5; aim 1, limit 3)`);
line(`  ${figure(round.peakMegabytes, 3)} MB peak of the process (limit 700)`);

const perShot = benchPerShot();
const ratio = perShot.perShotSeconds / perShot.roundSeconds;
line(`the same round at d = ${perShot.coordinates} against simulating each of its ${perShot.shots} shots`);
line(`  ratio ${figure(ratio, 3)} (limit 1000): ${figure(perShot.roundSeconds, 3)} s against`);
line(`  ${figure(perShot.perShotSeconds, 3)} s, scaled up from ${perShot.shotsRun} shots,`);
line(`  whose mean is ${figure(perShot.deviation, 2)} standard errors from the closed form`);

line("Pauli-frame sampler, n = 20, depolarizing2 p = 0.005, chain");
for (const { name, shotsPerSecond } of benchPauliFrame()) {
  line(`  ${name}: ${shotsPerSecond.toExponential(2)} shots a second (aim 1.4e8)`);
}

printRules(line);

const leak = benchDisaggregation();
line(`disaggregation, N = ${leak.clients}, k = 5, T = ${leak.rounds}, d = ${leak.coordinates}`);
line(`  ${figure(leak.seconds, 3)} s beside the rounds themselves, R² = ${figure(leak.r2, 4)}`);
line(
  `  ${figure(leak.peakMegabytes, 3)} MB peak of the process, 80 of them the updates that are to be found`,
);

const workers = await benchWorkers();
line(`a campaign of ${workers.trials} trials, N = 60, k = 5, d = 650, 1,000 shots a basis`);
line(`  ${figure(workers.one, 3)} s in one thread, ${figure(workers.two, 3)} s in two:`);
line(`  ${figure(workers.one / workers.two, 3)} times as fast (limit 1.7 where two cores are idle),`);
line(`  with ${figure(workers.work, 3)} times the processor time`);
const memory = await benchMemory();
line(`a campaign of ${memory.trials} small trials in two threads`);
line(
  `  ${figure(memory.all, 3)} MB peak, ${figure(memory.first, 3)} after a tenth of it, ${figure(memory.half, 3)} after half`,
);

line("conformance");
line(`  ${figure(await benchCalls(), 3)} small calls a second to a Python adapter (limit 3000)`);
