/** What the exit status of `cqsa` means. */
export const EXIT = {
  ok: 0,
  violated: 1,
  inconclusive: 2,
  adapter: 4,
  usage: 64,
  data: 65,
  internal: 70,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
