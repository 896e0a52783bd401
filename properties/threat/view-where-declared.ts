import type { Capabilities, RoundParams } from "../../src/implementation/implementation.ts";

/** Asks to see what the server saw, where that can be asked. */
export function viewWhereDeclared({ extensions = [] }: Capabilities): Pick<RoundParams, "view"> {
  return extensions.includes("view") ? { view: true } : {};
}
