/**
 * The chance with which a statistical law's first sample rejects the departure that the law states: so high that of a
 * hundred such implementations about one is missed. The confirmation, four times as large, adds next to nothing to that.
 */
export const STATED_POWER = 0.99;
