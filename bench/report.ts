import { type Figure, type Figures, SECTIONS, type Unit } from "./figures.ts";

/** Who measured, and where: without it figures cannot be compared. */
export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly memoryMb: number;
  /** What else ran in the minute before. Figures of a busy machine say little. */
  readonly loadAverage: number;
  readonly node: string;
  readonly postgres: string;
};

export type Report = {
  readonly machine: Machine;
  readonly quick: boolean;
  readonly figures: Figures;
  /** What makes a figure doubtful; a run without any is a good one. */
  readonly remarks: readonly string[];
};

const HEADINGS = ["figure", "", "measured", "× yardstick", "× pipelined", "budget"] as const;
const RIGHT = new Set([2, 3, 4]);
const NOTHING = "";

/** The report as one table, with what was not measured left out. */
export function tableOf({ machine, quick, figures, remarks }: Report): string {
  const sections = SECTIONS.map(({ title, figures: all }) => ({
    title,
    rows: all.flatMap((figure) => rowOf(figure, figures)),
  })).filter(({ rows }) => rows.length > 0);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(
      heading.length,
      ...sections.flatMap(({ rows }) => rows.map((row) => widthOf(row[column]))),
    ),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0, RIGHT.has(column)))
      .join("  ")
      .trimEnd();
  return [
    headingOf(machine, quick),
    "",
    line(HEADINGS),
    ...sections.flatMap(({ title, rows }) => ["", title, ...rows.map(line)]),
    ...(remarks.length === 0 ? [] : ["", "These figures do not count:"]),
    ...remarks.map((remark) => `  ${remark}`),
  ].join("\n");
}

/** The same as figures by name, with what one must know about them. */
export const jsonOf = ({ figures, ...about }: Report): string =>
  `${JSON.stringify({ ...figures, ...about }, undefined, 2)}\n`;

function headingOf(machine: Machine, quick: boolean): string {
  const { processor, cores, memoryMb, loadAverage, node, postgres } = machine;
  const kind = quick ? "A quick run, good for an impression" : "A full run";
  return `${kind}: ${processor}, ${cores} cores, ${memoryMb} MB, Node ${node}, PostgreSQL ${postgres}, load ${shown(loadAverage, "")} at the start`;
}

function rowOf(figure: Figure, figures: Figures): readonly (readonly string[])[] {
  const { name, what, unit, isRate = false } = figure;
  const value = figures[name];
  if (value === undefined) return [];
  const ratioTo = (other: string): string => (isRate ? ratio(value, figures[other]) : NOTHING);
  return [
    [
      name,
      what,
      shown(value, unit),
      ratioTo("yardstick_tps"),
      ratioTo("yardstick_pipelined_tps"),
      budgetOf(figure, value, figures),
    ],
  ];
}

function budgetOf({ budget }: Figure, value: number, figures: Figures): string {
  const isMet = budget?.isMet(value, figures);
  if (budget === undefined || isMet === undefined) return NOTHING;
  return `${budget.text}: ${isMet ? "met" : "MISSED"}`;
}

/** How many times the other, in two decimals; nothing where the other was not measured. */
export function ratio(value: number, other: number | undefined): string {
  return other === undefined || other === 0 ? NOTHING : (value / other).toFixed(2);
}

/** A figure with as many decimals as say something, and its unit. */
export function shown(value: number, unit: Unit): string {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return unit === "" ? text : `${text} ${unit}`;
}

const widthOf = (cell = ""): number => cell.length;
const padded = (cell: string, width: number, right: boolean): string =>
  right ? cell.padStart(width) : cell.padEnd(width);
