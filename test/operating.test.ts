import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { Registry } from "prom-client";
import { httpMetrics } from "#http/metrics.ts";
import { countCommits } from "#src/metrics.ts";
import { readSettings } from "#src/settings.ts";
import { contexts } from "../bin/messages.ts";
import { routes } from "../bin/client.ts";

const page = readFileSync(join(resolve(import.meta.dirname, ".."), "docs/operating.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
/** The second cell of the row that begins so. */
const defaultOf = (name: string) => rows.find(([, first]) => first === name)?.[2];

describe("docs/operating.md", () => {
  const settings = readSettings({});

  test("has every setting", () => {
    expect(Object.keys(settings).filter((name) => defaultOf(name) === undefined)).toEqual([]);
  });

  test.each(["HOST", "PORT", "BOJAGI_DATA_DIR", "BOJAGI_SEED", "BOJAGI_LOG"] as const)(
    "knows the default of %s",
    (name) => {
      expect(defaultOf(name)).toBe(String(settings[name]));
    },
  );

  test("names every metric of ours, and no other", async () => {
    const registry = new Registry();
    countCommits(registry);
    httpMetrics({ inFlight: 0, streams: 0 }, registry);
    const names = (await registry.getMetricsAsJSON())
      .map(({ name }) => name)
      .filter((name) => name.startsWith("bojagi_"));
    const told = rows.map(([, first = ""]) => first).filter((first) => first.startsWith("bojagi_"));
    expect(told.toSorted()).toEqual(names.toSorted());
  });

  test("names every route of operations", () => {
    const paths = routes()
      .filter(({ context }) => context === "ops")
      .map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !page.includes(path))).toEqual([]);
  });

  test("puts every context into one of the two processes", () => {
    const groups = [...page.matchAll(/BOJAGI_CONTEXTS=(\S+)/g)].flatMap(([, names = ""]) =>
      names.split(","),
    );
    expect(groups.toSorted()).toEqual(contexts.map(({ name }) => name).toSorted());
  });
});
