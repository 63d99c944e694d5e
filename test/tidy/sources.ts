import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

export const ROOT = resolve(import.meta.dirname, "../..");

/** The folders that hold code. */
export const CODE_FOLDERS = ["src", "test", "bench", "bin", "web"];

/** Tests and what only they use, wherever it lies. */
export const TRIAL = /\.(test|suite|fixture|desk)\.tsx?$|\.suite\/|\/fixtures?\.ts$|^test\//;

const NOT_OURS = new Set(["node_modules", ".bojagi", ".git", "coverage", "dist"]);

/** A file of code as the checks see it. `path` is relative to the repository, with slashes. */
export type Source = { readonly path: string; readonly text: string; readonly tree: ts.SourceFile };

export function sourceOf(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) };
}

/** Says in its first lines that a program wrote it: nobody reads it, so nobody judges its style. */
export const isGenerated = ({ text }: Source): boolean => /^\/[/*][^\n]*generated/i.test(text);

/** Every TypeScript file of the repository. */
export const sourcesOf = (root: string): Source[] =>
  pathsBelow(root, CODE_FOLDERS)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => sourceOf(path, readFileSync(join(root, path), "utf8")));

/** Files below the named folders, sorted; nothing for a folder that is not there. */
export function pathsBelow(root: string, folders: readonly string[]): string[] {
  const found: string[] = [];
  const enter = (folder: string): void => {
    for (const entry of entriesOf(join(root, folder))) {
      if (NOT_OURS.has(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) enter(path);
      else found.push(path);
    }
  };
  for (const folder of folders) enter(folder);
  return found.toSorted();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** `node` and everything below it, depth first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** `path:line`, for a finding that a reader can click. */
export function placeOf({ path, tree }: Source, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
