/** A time limit that is set again for each request, without a timer of its own for each. */
export interface Deadline {
  readonly start: (milliseconds: number) => void;
  readonly clear: () => void;
  /** Ends the timer. */
  readonly close: () => void;
}

const TICK_MS = 20;
/** How long before the limit the warning comes, in ticks. */
const WARNING_TICKS = 5;

/**
 * Time is counted in ticks of one timer: however long this process was busy itself, or stopped, in between,
 * it was one tick, so that its own stalls are not charged to whom it waits for.
 *
 * @param onNear is called a little before the limit, unless that is very short
 * @param onPassed is called when it has passed
 */
export function createDeadline(onNear: () => void, onPassed: () => void): Deadline {
  let left = 0;
  const timer = setInterval(() => {
    if (left === 0) return;
    left -= 1;
    if (left === WARNING_TICKS) onNear();
    if (left === 0) onPassed();
  }, TICK_MS);
  timer.unref();
  return {
    start: (milliseconds) => {
      // The first tick may come at once.
      left = Math.ceil(milliseconds / TICK_MS) + 1;
    },
    clear: () => {
      left = 0;
    },
    close: () => clearInterval(timer),
  };
}
