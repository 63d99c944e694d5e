/** Comma-separated values as RFC 4180 has them, for people who open them in a spreadsheet. */
type Cell = string | number | bigint;

/** Lets a spreadsheet read Korean as UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + [head, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");

/** Text that a spreadsheet would take for a formula is marked as text. */
const FORMULA = /^[=+\-@\t\r]/;

function cellOf(cell: Cell): string {
  if (typeof cell !== "string") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
