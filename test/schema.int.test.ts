import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { withClient } from "#store/embedded/connection.ts";
import { contexts } from "../bin/messages.ts";
import { schemaIn, schemaText } from "../bin/schema.ts";
import { freshDatabase } from "./postgres.ts";

describe("docs/schema.sql", () => {
  test("is what the migrations add up to; if not, `npm run docs` and read the difference", async () => {
    const { url, drop } = await freshDatabase();
    try {
      const file = join(resolve(import.meta.dirname, ".."), "docs/schema.sql");
      expect(await schemaIn(url)).toBe(readFileSync(file, "utf8"));
    } finally {
      await drop();
    }
  });

  test("names every table of every context, and each column of it", async () => {
    const { url, drop } = await freshDatabase();
    try {
      const text = await schemaIn(url);
      const columns = await withClient(url, (client) =>
        client.query<{ table: string; column: string }>(
          `select table_name as table, column_name as column from information_schema.columns
           where table_schema = any($1)`,
          [contexts.map(({ name }) => name)],
        ),
      );
      expect(columns.rows.length).toBeGreaterThan(200);
      const missing = columns.rows.filter(({ table, column }) => {
        const tables = text.split(new RegExp(`^create table "?${table}"? \\(`, "m")).slice(1);
        return !tables.some((rest) => rest.split("\n);")[0]?.includes(`\n  ${column} `));
      });
      expect(missing).toEqual([]);
    } finally {
      await drop();
    }
  });

  test("tells once what all contexts have alike, and apart what only looks alike", () => {
    const thing = (context: string, name: string, sql: string) => ({ context, name, sql });
    const text = schemaText(
      ["order", "wallet"],
      [
        thing("order", "log", "create table log ();"),
        thing("wallet", "log", "create table log ();"),
        thing("order", "orders", "create table orders (a);"),
        thing("wallet", "orders", "create table orders (b);"),
      ],
    );
    expect(text.split("create table log ();")).toHaveLength(2);
    expect(text.indexOf("orders (a)")).toBeGreaterThan(text.indexOf('schema "order"'));
    expect(text.indexOf("orders (b)")).toBeGreaterThan(text.indexOf('schema "wallet"'));
  });
});
