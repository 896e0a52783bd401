import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectStdio } from "./connect.ts";
import type { StdioImplementation } from "./connect.ts";

/** An adapter in Python's standard library that encodes: about the least that a real one does. */
const ADAPTER = `
import json, math, sys
for line in sys.stdin:
    request = json.loads(line)
    if request["method"] == "initialize":
        result = {"protocol": 1, "operations": ["encode"],
                  "implementation": {"name": "bench", "version": "1", "language": "Python"}}
    else:
        params = request["params"]
        scale = math.pi / (params["clusterSize"] * params["weightBound"])
        result = {"phases": [weight * scale for weight in params["weights"]]}
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}) + "\\n")
    sys.stdout.flush()
`;

const CALLS = 5000;
const PARAMS = { weights: [0.5, -1, 0.25, 0.125], clusterSize: 4, weightBound: 1 };

/** Small calls a second to a Python adapter, one after the other: the median of five runs of 5,000. */
export async function benchCalls(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "cqsa-bench-"));
  const file = join(folder, "adapter.py");
  writeFileSync(file, ADAPTER);
  const rates: number[] = [];
  let adapter: StdioImplementation | null = null;
  try {
    adapter = await connectStdio({ command: ["python3", file] });
    for (let run = 0; run < 6; run++) {
      const start = performance.now();
      for (let i = 0; i < CALLS; i++) {
        const { outcome } = await adapter.call("encode", PARAMS);
        if (outcome !== "ok") throw new Error(`the adapter answered with ${outcome}`);
      }
      rates.push((1000 * CALLS) / (performance.now() - start));
    }
  } finally {
    await adapter?.close();
    rmSync(folder, { recursive: true });
  }
  // The first run warms both sides up.
  return rates.slice(1).toSorted((a, b) => a - b)[2]!;
}
