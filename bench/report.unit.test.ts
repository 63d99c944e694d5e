import { describe, expect, test } from "vitest";
import { SECTIONS, type Unit } from "./figures.ts";
import { jsonOf, ratio, type Report, shown, tableOf } from "./report.ts";

const machine = {
  processor: "A processor",
  cores: 2,
  memoryMb: 8000,
  loadAverage: 0.25,
  node: "20.19.0",
  postgres: "18.4",
};
const reportOf = (figures: Report["figures"], remarks: readonly string[] = []): Report => ({
  machine,
  quick: false,
  figures,
  remarks,
});
const lineOf = (report: Report, name: string): string | undefined =>
  tableOf(report)
    .split("\n")
    .find((line) => line.startsWith(`${name} `));

describe("the table", () => {
  const figures = {
    yardstick_tps: 1000,
    yardstick_pipelined_tps: 2000,
    http_fused_ops: 1500,
    flash_sale_ops: 1400,
    one_order_p50_ms: 4.25,
  };

  test("compares rates with both yardsticks", () => {
    expect(lineOf(reportOf(figures), "http_fused_ops")).toMatch(/1,500 \/s +1\.50 +0\.75/);
  });

  test("compares no latency with a yardstick", () => {
    expect(lineOf(reportOf(figures), "one_order_p50_ms")).toMatch(/4\.25 ms +under 10 ms: met$/);
  });

  test("says which budget is met and which is missed", () => {
    expect(lineOf(reportOf(figures), "http_fused_ops")).toMatch(/1 × yardstick: met$/);
    expect(lineOf(reportOf(figures), "flash_sale_ops")).toMatch(/1 × spread out: MISSED$/);
  });

  test("leaves out what was not measured, and ratios to it", () => {
    const alone = reportOf({ http_fused_ops: 1500 });
    expect(lineOf(alone, "http_fused_ops")).toMatch(/1,500 \/s$/);
    expect(tableOf(alone)).not.toContain("yardstick_tps");
    expect(tableOf(alone)).not.toContain("Split");
  });

  test("begins every column at the same place in every row", () => {
    const rows = tableOf(reportOf(figures)).split("\n");
    const units = /\/s|\bms/;
    const ends = rows.map((row) => row.search(units)).filter((at) => at >= 0);
    expect(ends).toHaveLength(Object.keys(figures).length);
    expect(new Set(ends).size).toBe(1);
  });

  test("ends with what makes figures doubtful", () => {
    expect(tableOf(reportOf(figures, ["fused: 3 orders failed"]))).toMatch(
      /do not count:\n {2}fused: 3 orders failed$/,
    );
    expect(tableOf(reportOf(figures))).not.toContain("do not count");
  });
});

test("the JSON holds every figure under its name, and what one must know about it", () => {
  const written = JSON.parse(jsonOf(reportOf({ yardstick_tps: 1234.5 }, ["split: it ended"])));
  expect(written).toEqual({
    yardstick_tps: 1234.5,
    machine,
    quick: false,
    remarks: ["split: it ended"],
  });
});

test("no two figures have the same name", () => {
  const names = SECTIONS.flatMap(({ figures }) => figures.map(({ name }) => name));
  expect(names.length).toBeGreaterThan(20);
  expect(new Set(names).size).toBe(names.length);
});

test.each<[number, Unit, string]>([
  [12_345.6, "/s", "12,346 /s"],
  [45.67, "ms", "45.7 ms"],
  [0.0234, "", "0.02"],
])("%s is shown with as many decimals as say something", (value, unit, text) => {
  expect(shown(value, unit)).toBe(text);
});

test.each<[number, number | undefined, string]>([
  [3, 2, "1.50"],
  [3, undefined, ""],
  [3, 0, ""],
])("%s to %s is the ratio %s", (value, other, text) => {
  expect(ratio(value, other)).toBe(text);
});
