/** "about 3 min left", from how long a part of the work has taken; nothing at the beginning, when nobody knows. */
export function timeLeft(seconds: number, done: number, total: number): string {
  if (done === 0 || seconds < 1) return "";
  const left = (seconds / done) * (total - done);
  if (left < 90) return `about ${Math.ceil(left)} s left`;
  if (left < 5400) return `about ${Math.round(left / 60)} min left`;
  return `about ${(left / 3600).toFixed(1)} h left`;
}
