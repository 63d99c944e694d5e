/**
 * What is over a limit may shrink, and nothing new joins it. Run by itself, this file lowers the
 * numbers of `tidy-ratchet.json`; with `--adopt` it also takes in what is newly over, which a
 * reviewer should ask about.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { functionLengths, type Length } from "./checks.ts";
import { isGenerated, ROOT, type Source, sourcesOf } from "./sources.ts";

export const FILE_LINES_MAX = 400;
export const FUNCTION_LINES_MAX = 60;

const FILE = join(ROOT, "test/tidy-ratchet.json");

type Allowed = Readonly<Record<string, number>>;
/** Lines allowed by file, and by function named `path#name`. */
export type Ratchet = { readonly files: Allowed; readonly functions: Allowed };

export const readRatchet = (): Ratchet => JSON.parse(readFileSync(FILE, "utf8")) as Ratchet;

export const fileLengths = (sources: readonly Source[]): Length[] =>
  sources.map(({ path, text }) => ({
    name: path,
    lines: text.replace(/\n$/, "").split("\n").length,
  }));

/** Pages are long lists of elements, and are read as such: `web` is left out. */
export const functionLengthsIn = (sources: readonly Source[]): Length[] =>
  sources.filter(({ path }) => !path.startsWith("web/")).flatMap(functionLengths);

/** The ratchet after a turn. Without `adopt`, nothing joins and no number grows. */
export function turned(
  lengths: readonly Length[],
  limit: number,
  allowed: Allowed,
  adopt: boolean,
): Allowed {
  const over = lengths
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ name, lines }) => lines > limit && (adopt || name in allowed))
    .map(({ name, lines }) => [name, adopt ? lines : Math.min(lines, allowed[name] ?? lines)]);
  return Object.fromEntries(over) as Allowed;
}

if (process.argv[1] === import.meta.filename) {
  const adopt = process.argv.includes("--adopt");
  const { files, functions } = readRatchet();
  const sources = sourcesOf(ROOT).filter((source) => !isGenerated(source));
  const next: Ratchet = {
    files: turned(fileLengths(sources), FILE_LINES_MAX, files, adopt),
    functions: turned(functionLengthsIn(sources), FUNCTION_LINES_MAX, functions, adopt),
  };
  writeFileSync(FILE, `${JSON.stringify(next, undefined, 2)}\n`);
}
