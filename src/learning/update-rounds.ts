import type { Matrix } from "../base/matrix.ts";

/**
 * Model updates, round by round: entry t is the N × d matrix of round t, one client a row. Every round
 * has the same shape. Federated training makes them, files hold them.
 */
export type UpdateRounds = readonly Matrix[];
