import { impossible } from "#kernel/refusal.ts";
import type { Column } from "../../collection.ts";

/** A value as the server sent it: text, or null. */
export type Cell = string | null;

/** From the cell of a column to the value in the process. */
export type ReadCell = (cell: Cell) => unknown;

/**
 * How to read a column. By its declaration, not by the type the server names: the driver's parsers
 * know only the type, and would parse json before the column does.
 */
export function cellReader({ sql, fromSql }: Column<unknown>): ReadCell {
  const parse = PARSERS[sql];
  const read = fromSql as (stored: unknown) => unknown;
  if (parse === undefined) return read;
  return (cell) => read(cell === null ? null : parse(cell));
}

const PARSERS: Readonly<Partial<Record<Column<unknown>["sql"], (text: string) => unknown>>> = {
  bigint: BigInt,
  integer: Number,
  boolean: (text) => text === "t",
  timestamptz: instantOf,
};

const ZERO = 48;

/** `2026-11-21 14:48:46.123+00` in milliseconds since 1970; anything finer is cut off. */
export function instantOf(text: string): number {
  if (text.length < 22 || text.charCodeAt(4) !== 45 || !text.endsWith("+00")) {
    return unusualInstant(text);
  }
  const seconds = Date.UTC(
    twoDigits(text, 0) * 100 + twoDigits(text, 2),
    twoDigits(text, 5) - 1,
    twoDigits(text, 8),
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
  );
  let milliseconds = 0;
  let weight = 100;
  for (let index = 20; index < text.length - 3 && weight >= 1; index++) {
    milliseconds += (text.charCodeAt(index) - ZERO) * weight;
    weight /= 10;
  }
  return seconds + Math.floor(milliseconds);
}

const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;

/** A session in another zone, or a year with more than four digits. */
function unusualInstant(text: string): number {
  const parts = UNUSUAL.exec(text);
  if (parts === null) return impossible(`the instant ${text}`);
  const [, year = "", rest = "", zone = "", minutes = ":00"] = parts;
  const longYear = year.length > 4 ? `+${year.padStart(6, "0")}` : year;
  return Date.parse(`${longYear}${rest.replace(" ", "T")}${zone}${minutes}`);
}

const UNUSUAL = /^(\d{4,6})(-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*([+-]\d\d)(:\d\d)?$/;
