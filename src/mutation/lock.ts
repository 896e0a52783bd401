import { readFileSync, rmSync, writeFileSync } from "node:fs";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Makes a file that says that this process works here, and takes it away when it ends. One that a killed process left counts
 * for nothing.
 *
 * @throws Error while another process works here
 */
export function lock(path: string): void {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(readFileSync(path, "utf8"));
    if (holder > 0 && isAlive(holder)) {
      throw new Error(`process ${holder} is at work here, and two would mix up their results (${path})`);
    }
    rmSync(path, { force: true });
  }
  process.once("exit", () => {
    rmSync(path, { force: true });
  });
}
