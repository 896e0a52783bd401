/**
 * What least squares recovers of clients from cluster sums of many rounds, for updates u_i + fresh with s = var(u)/var(fresh).
 * Independent of `src/`.
 */

/** N, k, T and s. */
export interface DisaggregationSetting {
  readonly clients: number;
  readonly clusterSize: number;
  readonly rounds: number;
  readonly ratio: number;
}

/** ⌊N/k⌋ clusters, at least one: those of balanced sizes. */
function clusterCount({
  clients,
  clusterSize,
}: Pick<DisaggregationSetting, "clients" | "clusterSize">): number {
  return Math.max(1, Math.floor(clients / clusterSize));
}

/**
 * R² of u under random clusters, of the best linear estimate. Each round's part of the normal matrix is a projection on the
 * direction in which all clients are alike and on M − 1 of the N − 1 others, α = (M − 1)/(N − 1) of them. Sums of T
 * such projections in unrelated positions have the spectrum of a free convolution, whose Stieltjes transform G at
 * z = −1/s is the negative root of z(z − T)G² + [(2z − T)(T − 2)/2 + T²/2 − αT²]G + 1 − T = 0. Hence
 * R² = (1/N)·Ts/(1 + Ts) + ((N − 1)/N)(1 + G/s): asymptotic in N, within .01 for N ≥ 20.
 */
export function reshuffledR2(setting: DisaggregationSetting): number {
  const { clients, rounds, ratio } = setting;
  const alike = (rounds * ratio) / (1 + rounds * ratio);
  if (clients === 1) return alike;
  const alpha = (clusterCount(setting) - 1) / (clients - 1);
  const z = -1 / ratio;
  const quadratic = z * (z - rounds);
  const linear = ((2 * z - rounds) * (rounds - 2)) / 2 + rounds ** 2 / 2 - alpha * rounds ** 2;
  const constant = 1 - rounds;
  // Of the two forms of a root the one that subtracts no two numbers nearly alike; they are one at T = 1.
  const discriminant = Math.sqrt(linear ** 2 - 4 * quadratic * constant);
  const root =
    linear < 0 ? (2 * constant) / (discriminant - linear) : -(linear + discriminant) / (2 * quadratic);
  return alike / clients + ((clients - 1) / clients) * (1 + root / ratio);
}

/** R² of u under clusters that stay: only their means are ever seen, (M/N)·Ts/(1 + Ts), 1/k at most where k divides N. */
export function fixedR2(setting: DisaggregationSetting): number {
  const gain = setting.rounds * setting.ratio;
  return ((clusterCount(setting) / setting.clients) * gain) / (1 + gain);
}

/** ⌈(N − 1)/(M − 1)⌉: every round but the first adds at most M − 1 equations, since all have one total. */
export function earliestRecovery({
  clients,
  clusterSize,
}: Pick<DisaggregationSetting, "clients" | "clusterSize">): number {
  const clusters = clusterCount({ clients, clusterSize });
  return clients === 1 ? 1 : Math.ceil((clients - 1) / (clusters - 1));
}
