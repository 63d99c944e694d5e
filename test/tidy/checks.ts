import ts from "typescript";
import { nodesOf, placeOf, type Source } from "./sources.ts";

const GENERIC = new Set(
  (
    "util utils helper helpers common shared core base manager managers service services " +
    "processor processors handler handlers misc"
  ).split(" "),
);

/** Names that collect what nobody named: a folder or file called so, or ending so (`orderService`). */
export function genericNames(path: string): string[] {
  return path.split("/").filter((segment) => {
    const stem = segment.replace(/\..*$/, "");
    const words = stem.split(/[-_]|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
    return GENERIC.has(words.at(-1) ?? "");
  });
}

/** A file that only passes on what others define hides who depends on whom. */
export function isBarrel({ path, tree }: Source): boolean {
  if (/(^|\/)index\.tsx?$/.test(path)) return true;
  return tree.statements.some(
    (statement) =>
      ts.isExportDeclaration(statement) &&
      statement.moduleSpecifier !== undefined &&
      statement.exportClause === undefined,
  );
}

/** `export default` in any of its forms. */
export const defaultExports = (source: Source): string[] =>
  source.tree.statements.filter(isDefaultExport).map((node) => placeOf(source, node));

function isDefaultExport(node: ts.Statement): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportDeclaration(node)) {
    const { exportClause: clause } = node;
    const named = clause !== undefined && ts.isNamedExports(clause) ? clause.elements : [];
    return named.some(({ name }) => name.text === "default");
  }
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
}

export const anys = (source: Source): string[] =>
  [...nodesOf(source.tree)]
    .filter(({ kind }) => kind === ts.SyntaxKind.AnyKeyword)
    .map((node) => placeOf(source, node));

// Spelled apart, or this file would be the first to be found.
const WISHES = new RegExp(`\\b(${["TO", "FIX", "X", "HA"].map(finished).join("|")})\\b`);
function finished(start: string): string {
  const ends: Record<string, string> = { TO: "DO", FIX: "ME", X: "XX", HA: "CK" };
  return start + (ends[start] ?? "");
}

/** Lines that leave a wish instead of doing it. */
export const wishes = ({ path, text }: Pick<Source, "path" | "text">): string[] =>
  text.split("\n").flatMap((line, at) => (WISHES.test(line) ? [`${path}:${at + 1}`] : []));

const RUNNERS = new Set(["test", "it", "describe", "suite"]);
const SWITCHES = new Set(["only", "skip", "todo", "fails"]);

/** Tests that are switched off, or that switch off all others. `skipIf` names its condition. */
export const switchedTests = (source: Source): string[] =>
  [...nodesOf(source.tree)]
    .filter(ts.isPropertyAccessExpression)
    .filter(({ name, expression }) => SWITCHES.has(name.text) && RUNNERS.has(rootOf(expression)))
    .map((node) => placeOf(source, node));

function rootOf(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return rootOf(node.expression);
  if (ts.isCallExpression(node)) return rootOf(node.expression);
  return ts.isIdentifier(node) ? node.text : "";
}

const TIMERS = new Set(["setTimeout", "setInterval", "setImmediate"]);
const READINGS = new Set(["Date.now", "Math.random", "performance.now"]);

/** Time and chance that did not come from the World. */
export const hiddenInputs = (source: Source): string[] =>
  [...nodesOf(source.tree)].filter(readsTheWorld).map((node) => placeOf(source, node));

function readsTheWorld(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === "Date" && (node.arguments ?? []).length === 0;
  }
  if (!ts.isCallExpression(node)) return false;
  const called = node.expression.getText();
  return READINGS.has(called) || TIMERS.has(called);
}

export type Length = { readonly name: string; readonly lines: number };

/**
 * Each function with its lines, named `path#name`; of equal names the longest counts. A list of tests
 * (a `describe`, a suite) is not counted; its tests are.
 */
export function functionLengths(source: Source): Length[] {
  const longest = new Map<string, number>();
  for (const node of nodesOf(source.tree)) {
    if (!isFunction(node) || node.body === undefined || isListOfTests(node)) continue;
    const name = `${source.path}#${nameOf(node)}`;
    longest.set(name, Math.max(linesOf(source, node), longest.get(name) ?? 0));
  }
  return [...longest].map(([name, lines]) => ({ name, lines }));
}

type Function = ts.FunctionLikeDeclaration;
const isFunction = (node: ts.Node): node is Function => ts.isFunctionLike(node) && "body" in node;

/** The callback of a `describe`, and a suite: a function that only holds tests or describes. */
function isListOfTests({ parent, body }: Function): boolean {
  if (ts.isCallExpression(parent) && rootOf(parent.expression) === "describe") return true;
  if (body === undefined || !ts.isBlock(body)) return false;
  return body.statements.some(
    (statement) =>
      ts.isExpressionStatement(statement) &&
      ts.isCallExpression(statement.expression) &&
      RUNNERS.has(rootOf(statement.expression)),
  );
}

function linesOf({ tree }: Source, node: ts.Node): number {
  const first = tree.getLineAndCharacterOfPosition(node.getStart()).line;
  return tree.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1;
}

function nameOf(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    const inside = at === node ? "" : " > callback";
    const named = at as { readonly name?: ts.Node };
    if (named.name !== undefined) return named.name.getText() + inside;
  }
  return "callback";
}

/** What is over `limit` and not allowed by the ratchet, and what the ratchet allows too generously. */
export function againstRatchet(
  lengths: readonly Length[],
  limit: number,
  ratchet: Readonly<Record<string, number>>,
): string[] {
  const over = lengths.filter(({ lines }) => lines > limit);
  const grown = over
    .filter(({ name, lines }) => lines > (ratchet[name] ?? limit))
    .map(({ name, lines }) => `${name} has ${lines} lines, allowed ${ratchet[name] ?? limit}`);
  const now = new Map(over.map(({ name, lines }) => [name, lines]));
  const shrunk = Object.entries(ratchet)
    .filter(([name, lines]) => (now.get(name) ?? 0) < lines)
    .map(([name]) => `${name} has shrunk: write ${now.get(name) ?? "nothing"} in the ratchet`);
  return [...grown, ...shrunk];
}
