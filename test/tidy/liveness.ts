import { posix } from "node:path";
import ts from "typescript";
import { nodesOf, type Source } from "./sources.ts";

/** Files reachable from `roots` by import, or by a path in a string (a program started as a child). */
export function reachable(sources: readonly Source[], roots: readonly string[]): Set<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const found = new Set<string>();
  const waiting = [...roots];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const source = byPath.get(path);
    if (source === undefined || found.has(path)) continue;
    found.add(path);
    waiting.push(...pathsNamedIn(source));
  }
  return found;
}

function pathsNamedIn({ path, tree }: Source): string[] {
  return [...nodesOf(tree)]
    .filter(ts.isStringLiteralLike)
    .filter(({ text }) => /\.tsx?$/.test(text))
    .map(({ text }) => resolved(path, text));
}

function resolved(from: string, named: string): string {
  if (named.startsWith("#")) return aliased(named);
  if (named.startsWith(".")) return posix.join(posix.dirname(from), named);
  return posix.normalize(named);
}

function aliased(named: string): string {
  const path = named.slice(1);
  return /^(src|test)\//.test(path) ? path : `src/${path}`;
}
