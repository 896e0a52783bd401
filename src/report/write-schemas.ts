import { fileURLToPath } from "node:url";
import { writeFilesAtomically } from "../io/write-file.ts";
import { publishedSchemas } from "./schemas.ts";

// `npm run schemas`: renews the published schemas below spec/.
await writeFilesAtomically(
  publishedSchemas().map(({ file, schema }) => ({
    path: fileURLToPath(new URL(`../../spec/${file}`, import.meta.url)),
    content: `${JSON.stringify(schema, null, 2)}\n`,
  })),
);
