import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(import.meta.dirname, "../..");
const PLACES = ["src", "test", "bench"];

/** One row of the acceptance table. Ids are stable. */
export type RequirementRow = {
  readonly id: string;
  readonly part: string;
  readonly requirement: string;
};

/** A test that names, at the start of its name, the rows it proves. */
export type Proof = {
  readonly file: string;
  readonly rows: readonly string[];
  readonly name: string;
};

/** Every requirement with the tests that prove it, read from the names of the tests. */
export const requirementsStatus = (): string => statusOf(requirementRows(), proofsOfRepository());

export const requirementRows = (): readonly RequirementRow[] =>
  JSON.parse(readFileSync(join(ROOT, "docs/requirement-rows.json"), "utf8")) as RequirementRow[];

/** The proofs in all test files, and in the suites that several of them share. */
export const proofsOfRepository = (): Proof[] =>
  PLACES.flatMap(testFilesBelow)
    .toSorted()
    .flatMap((file) => proofsIn(file, readFileSync(join(ROOT, file), "utf8")));

function testFilesBelow(place: string): string[] {
  try {
    return readdirSync(join(ROOT, place), { recursive: true, encoding: "utf8" })
      .map((path) => `${place}/${path.replaceAll("\\", "/")}`)
      .filter((path) => /\.test\.tsx?$|\.suite\.ts$|\.suite\/.*\.ts$/.test(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** The tests of one file, in its order, whose names begin with rows: `S1.40 S3.21 stock …`. */
export function proofsIn(file: string, text: string): Proof[] {
  const found: Proof[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isCallExpression(node) ? testNameOf(node) : undefined;
    const split = name === undefined ? undefined : splitName(name);
    if (split !== undefined) found.push({ file, ...split });
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true));
  return found;
}

/** The name given to `test`, `it` or `describe`, also by `test.each(…)`; `…` for what varies. */
function testNameOf({ expression, arguments: [name] }: ts.CallExpression): string | undefined {
  if (name === undefined || !/^(test|it|describe)\b/.test(expression.getText())) return undefined;
  if (ts.isStringLiteralLike(name)) return name.text;
  if (!ts.isTemplateExpression(name)) return undefined;
  return name.head.text + name.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
}

const ROWS_THEN_NAME = /^((?:(?:S\d+\.\d+|X\.\d+)[,:]?\s+)+)(.*)$/s;

function splitName(name: string): Pick<Proof, "rows" | "name"> | undefined {
  const [, rows, rest] = ROWS_THEN_NAME.exec(name) ?? [];
  if (rows === undefined || rest === undefined) return undefined;
  return { rows: rows.match(/[SX]\d*\.\d+/g) ?? [], name: rest };
}

/** The document. A row that no test names shows `–`. */
export function statusOf(rows: readonly RequirementRow[], proofs: readonly Proof[]): string {
  const proved = rows.filter(({ id }) => proofs.some((proof) => proof.rows.includes(id)));
  const parts = [...new Set(rows.map(({ part }) => part))];
  return [
    "# Requirements and their proofs",
    "",
    "Generated from the names of the tests by `npm run docs`. Do not edit. A test names the rows it",
    "proves at the start of its name; whether it passes is told by `bin/check`.",
    "",
    `${proved.length} of ${rows.length} rows are proved by a test.`,
    ...parts.flatMap((part) => [
      "",
      `## ${part}`,
      "",
      "| Row | Requirement | Proved by |",
      "| --- | --- | --- |",
      ...rows.filter((row) => row.part === part).map((row) => lineOf(row, proofs)),
    ]),
    "",
  ].join("\n");
}

function lineOf({ id, requirement }: RequirementRow, proofs: readonly Proof[]): string {
  const tests = proofs
    .filter(({ rows }) => rows.includes(id))
    .map(({ file, name }) => `[${file}](../${file}): ${name}`);
  const cells = [id, requirement, tests.length > 0 ? tests.join("<br>") : "–"];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
