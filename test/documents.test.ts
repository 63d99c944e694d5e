import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  proofsIn,
  proofsOfRepository,
  requirementRows,
  statusOf,
} from "../bin/documents/requirementsStatus.ts";
import { documents, isCurrent } from "../bin/documents.ts";

const ROOT = resolve(import.meta.dirname, "..");

describe("generated documents", () => {
  test.each(documents)(
    "$file is current; if not, `npm run docs` and read the difference",
    async (document) => {
      expect(await isCurrent(document)).toBe(true);
    },
  );

  const folder = mkdtempSync(join(tmpdir(), "bojagi-documents-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("are stale when missing or different", async () => {
    const document = { file: "told.md", render: () => "now" };
    expect(await isCurrent(document, folder)).toBe(false);
    writeFileSync(join(folder, "told.md"), "before");
    expect(await isCurrent(document, folder)).toBe(false);
    writeFileSync(join(folder, "told.md"), "now");
    expect(await isCurrent(document, folder)).toBe(true);
  });
});

describe("the rows of the acceptance table", () => {
  const rows = requirementRows();

  test("are each there once", () => {
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const counted = ["S0", "S1", "S2", "S3", "S4", "X"].map(
      (part) => ids.filter((id) => id.startsWith(`${part}.`)).length,
    );
    expect(counted).toEqual([34, 54, 26, 31, 28, 4]);
  });

  test("are the only ones that tests name", () => {
    const known = new Set(rows.map(({ id }) => id));
    const strangers = proofsOfRepository().filter(
      (proof) => !proof.rows.every((id) => known.has(id)),
    );
    expect(strangers).toEqual([]);
  });

  test("are read from the names of tests, tables and describes, and from nothing else", () => {
    const text = [
      'test("S1.2 one", () => {});',
      "it.each([])(`S1.40 S3.21, two of ${1} kind`, () => {});",
      'describe("X.3: three", () => {});',
      'test("four, as S1.2 says", () => {});',
      'check("S1.2 five"); // test("S1.2 six")',
    ].join("\n");
    expect(proofsIn("a.test.ts", text)).toEqual([
      { file: "a.test.ts", rows: ["S1.2"], name: "one" },
      { file: "a.test.ts", rows: ["S1.40", "S3.21"], name: "two of … kind" },
      { file: "a.test.ts", rows: ["X.3"], name: "three" },
    ]);
  });

  test("show their proofs, or that there is none", () => {
    const status = statusOf(
      [
        { id: "S1.1", part: "Part", requirement: "a | b" },
        { id: "S1.2", part: "Part", requirement: "c" },
      ],
      [{ file: "src/a.test.ts", rows: ["S1.1"], name: "works" }],
    );
    expect(status).toContain("1 of 2 rows");
    expect(status).toContain("| S1.1 | a \\| b | [src/a.test.ts](../src/a.test.ts): works |");
    expect(status).toContain("| S1.2 | c | – |");
  });
});

test("S1.54 a decision record weighs orchestration against choreography, and gives its reasons", () => {
  const record = readFileSync(
    join(ROOT, "docs/decisions/0002-choreography-not-orchestration.md"),
    "utf8",
  );
  for (const heading of [
    "## Option A: orchestration",
    "## Option B: choreography",
    "## Decision",
  ]) {
    expect(record).toContain(heading);
  }
  expect(record.split("## Decision")[1]).toMatch(/because/i);
});
