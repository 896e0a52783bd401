/**
 * Demands that no call of an operation can break, and what keeps them in the place of a law: the client of adapters,
 * which looks at every line and every handshake of every run, or this harness, which they bind.
 */
export const KEPT_OTHERWISE: Readonly<Record<string, string>> = {
  "WIRE-MSG-1": "the stream: the client of adapters reads it line by line",
  "WIRE-MSG-4": "the stream: the client of adapters closes it and waits for the end",
  "WIRE-NUM-1": "the text of numbers: the client of adapters parses it",
  "WIRE-INIT-1": "the handshake: the client of adapters checks the declaration",
  "WIRE-OUT-6": "a duty of the harness: the client of adapters starts them anew",
};
