import { z } from "zod";

/** The messages of JSON-RPC 2.0 around what is asked and answered (`spec/wire.md`, messages and outcomes). */

const version = z.literal("2.0");
const ownId = z.union([z.int(), z.string()]);

/** A request: one line to the adapter. */
export const request: z.ZodType = z.strictObject({
  jsonrpc: version,
  id: ownId.describe("given back with the response"),
  method: z.string().describe("initialize or the name of an operation"),
  params: z.record(z.string(), z.unknown()),
});

const id = z
  .union([z.int(), z.string(), z.null()])
  .describe("the request's; null where no request could be read");

/** A response with a result. */
export const success: z.ZodType = z
  .looseObject({ jsonrpc: version, id: ownId, result: z.unknown() })
  .meta({ not: { required: ["error"] } });

/** A response without one. */
export const failure: z.ZodType = z
  .looseObject({
    jsonrpc: version,
    id,
    error: z.looseObject({
      code: z
        .int()
        .describe(
          "-32602: refused; -32601: no such operation; -32001: not supported; -32700: no JSON; -32600: no request; any other: a fault",
        ),
      message: z.string().describe("one line that says which argument is refused and why"),
    }),
  })
  .meta({ not: { required: ["result"] } });
