import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A change of one file, by offsets. */
export interface Change {
  readonly id: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** So many variants are checked in one program: memory grows with them. */
export const BATCH = 250;

/** Files as they are, which every program of this process reads. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function optionsOf(project: string): ts.CompilerOptions {
  const path = join(project, "tsconfig.json");
  const { config } = ts.readConfigFile(path, (name) => ts.sys.readFile(name)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, project);
  // A change that leaves something unused or unreachable is one that tests have to notice.
  return { ...options, noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true };
}

/**
 * The changes whose file no longer type-checks. Every change becomes a file of its own beside the one that it is of, and
 * one program checks many of them: exported types are all written out, so that no change of a body is felt elsewhere.
 */
export function typeErrors(project: string, changes: readonly Change[]): Map<string, string> {
  const options = optionsOf(project);
  const errors = new Map<string, string>();
  const virtual = new Map<string, string>();
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile.bind(host);
  host.fileExists = (name) => virtual.has(name) || existsSync(name);
  host.readFile = (name) => virtual.get(name) ?? ts.sys.readFile(name);
  host.getSourceFile = (name, language) => {
    const text = virtual.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, language, true);
    if (!parsed.has(name)) parsed.set(name, parse(name, language));
    return parsed.get(name);
  };
  for (let from = 0; from < changes.length; from += BATCH) {
    const batch = changes.slice(from, from + BATCH);
    virtual.clear();
    const names = batch.map(({ file, start, end, replacement }, i) => {
      const path = join(project, file);
      const source = ts.sys.readFile(path) ?? "";
      const name = join(dirname(path), `variant-${i}.ts`);
      virtual.set(name, source.slice(0, start) + replacement + source.slice(end));
      return name;
    });
    const program = ts.createProgram(names, options, host);
    for (const [i, name] of names.entries()) {
      const file = program.getSourceFile(name);
      const [first] = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      if (first === undefined) continue;
      errors.set(batch[i]!.id, ts.flattenDiagnosticMessageText(first.messageText, "\n"));
    }
  }
  return errors;
}
