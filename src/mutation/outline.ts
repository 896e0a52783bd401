import ts from "typescript";

/** Something named in a source file, or a statement that refuses. Offsets count UTF-16 units. */
export interface OutlineItem {
  /** The names around it and its own: `round.aggregates`; those around it alone for a refusal. */
  readonly name: string;
  readonly kind: "named" | "refusal";
  readonly start: number;
  readonly end: number;
}

function isThrow(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.length === 1 && isThrow(statement.statements[0]!);
  return ts.isThrowStatement(statement);
}

function isCheckCall(expression: ts.Expression | undefined): boolean {
  return (
    expression !== undefined &&
    ts.isCallExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text.startsWith("check")
  );
}

/** A throw, an `if` that does nothing else, a call of a function named check…, also where its result gets a name. */
function isRefusal(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return true;
  if (ts.isIfStatement(node)) return node.elseStatement === undefined && isThrow(node.thenStatement);
  if (ts.isExpressionStatement(node)) return isCheckCall(node.expression);
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.every(({ initializer }) => isCheckCall(initializer));
  }
  return false;
}

/** The name that a node gives to what is inside it. */
function nameOf(node: ts.Node): string | undefined {
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isMethodDeclaration(node);
  if (!named || node.name === undefined) return undefined;
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : undefined;
}

/** Everything in a file that has a name, from the outside in, and its refusals. */
export function outlineOf(file: string, text: string): OutlineItem[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const items: OutlineItem[] = [];
  const visit = (node: ts.Node, around: string): void => {
    const own = nameOf(node);
    const name = own === undefined ? around : around === "" ? own : `${around}.${own}`;
    const place = { name, start: node.getStart(), end: node.end };
    if (own !== undefined) items.push({ ...place, kind: "named" });
    if (isRefusal(node)) items.push({ ...place, kind: "refusal" });
    ts.forEachChild(node, (child) => {
      visit(child, name);
    });
  };
  visit(source, "");
  return items;
}

/** The name of the innermost thing around a place; empty where nothing has one. */
export function enclosingName(items: readonly OutlineItem[], start: number, end: number): string {
  const around = items.filter((item) => item.kind === "named" && item.start <= start && end <= item.end);
  return around.reduce((inner, { name }) => (name.length > inner.length ? name : inner), "");
}
