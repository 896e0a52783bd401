import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseClauses } from "../conformance/parse-clauses.ts";
import { writeFilesAtomically } from "../io/write-file.ts";
import { publishedSchemas } from "./schemas.ts";

const SPEC = new URL("../../spec/", import.meta.url);

function jsonFile(file: string, content: unknown): { readonly path: string; readonly content: string } {
  return { path: fileURLToPath(new URL(file, SPEC)), content: `${JSON.stringify(content, null, 2)}\n` };
}

const texts = readdirSync(SPEC).filter((name) => name.endsWith(".md"));

// `npm run schemas`: renews what below spec/ is made from the program and from the text of the specification.
await writeFilesAtomically([
  ...publishedSchemas().map(({ file, schema }) => jsonFile(file, schema)),
  jsonFile(
    "clauses.json",
    texts.sort().flatMap((name) => parseClauses(name, readFileSync(new URL(name, SPEC), "utf8"))),
  ),
]);
