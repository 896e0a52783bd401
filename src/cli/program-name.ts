import type { Host } from "./host.ts";

/** How this program was called, for command lines to paste: installed for a project, it is on no one's PATH. */
export function programName({ env }: Pick<Host, "env">): string {
  if (env["npm_command"] === "exec") return "npx cqsa";
  const isScript = env["npm_command"] === "run-script" && env["npm_lifecycle_event"] === "cqsa";
  return isScript ? "npm run -s cqsa --" : "cqsa";
}
