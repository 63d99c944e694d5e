/** Files of banks and payment companies: comma-separated values, whose first line names the columns. */
import { dayOf, startOfDay } from "#kernel/calendar.ts";
import { refuse, type Refusal } from "#kernel/refusal.ts";
import { RECORDS_MAX, type Source } from "../contract.ts";

/** A line of a file. A bank knows no key of ours, only what the payer wrote. */
export type FileRecord = {
  readonly recordId: string;
  readonly key: string;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly day: string;
};
type Column = keyof FileRecord;

const COLUMNS: Readonly<Record<Source, Readonly<Partial<Record<Column, readonly string[]>>>>> = {
  BANK: {
    day: ["date", "거래일자"],
    key: ["name", "입금자명"],
    amountMinor: ["amount", "입금액"],
    recordId: ["reference", "거래번호"],
  },
  PROVIDER: {
    day: ["date"],
    key: ["charge_key"],
    amountMinor: ["amount"],
    refundedMinor: ["refunded_amount"],
    recordId: ["reference"],
  },
};

const wrong = (code: string, line?: number): Refusal =>
  refuse("COMMON_INVALID_PARAMETER", [
    { field: "file", code, ...(line === undefined ? {} : { line }) },
  ]);

/** The records of a file in its order, or the first line that is none. Lines that took money out are left out. */
export function recordsIn(source: Source, file: string): readonly FileRecord[] | Refusal {
  const lines = cellsOf(file.replace(/^\uFEFF/, ""));
  if (lines === undefined) return wrong("WRONG_FORM");
  const [head = [], ...rows] = lines;
  const names = head.map((name) => name.trim().toLowerCase());
  const places = Object.entries(COLUMNS[source]).map(
    ([column, known]) => [column, names.findIndex((name) => known.includes(name))] as const,
  );
  if (places.some(([, place]) => place < 0)) return wrong("WRONG_FORM", 1);

  const records: FileRecord[] = [];
  for (const [index, row] of rows.entries()) {
    const cells = Object.fromEntries(
      places.map(([column, at]) => [column, (row[at] ?? "").trim()]),
    );
    const isIncoming = source === "PROVIDER" || /[1-9]/.test(cells["amountMinor"] ?? "");
    if (row.every((cell) => cell.trim() === "") || !isIncoming) continue;
    const record = recordOf(cells);
    if (record === undefined) return wrong("WRONG_FORM", index + 2);
    records.push(record);
  }
  if (records.length === 0) return wrong("TOO_FEW");
  return records.length > RECORDS_MAX ? wrong("TOO_MANY") : records;
}

type Cells = Readonly<Partial<Record<string, string>>>;

function recordOf({ recordId = "", key = "", ...cells }: Cells): FileRecord | undefined {
  const amountMinor = amountIn(cells["amountMinor"]);
  const refundedMinor = amountIn(cells["refundedMinor"] ?? "0");
  const day = dayIn(cells["day"]);
  if (amountMinor === undefined || refundedMinor === undefined || day === undefined)
    return undefined;
  if (!NAME.test(recordId) || !NAME.test(key)) return undefined;
  return { recordId, key, amountMinor, refundedMinor, day };
}
const NAME = /^\P{Cc}{1,60}$/u;

/** 12,000 and 12000. */
function amountIn(written = ""): bigint | undefined {
  const digits = written.replaceAll(",", "");
  return /^\d{1,15}$/.test(digits) ? BigInt(digits) : undefined;
}

/** 2026-03-01, 2026.03.01, 2026/03/01 and 20260301, with or without a time behind it. */
function dayIn(written = ""): string | undefined {
  const [, year, month, date] =
    /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})(?:[ T].*)?$/.exec(written) ?? [];
  const day = `${year}-${month}-${date}`;
  const at = startOfDay(day);
  return !Number.isNaN(at) && dayOf(at) === day ? day : undefined;
}

/** RFC 4180: cells in quotes hold commas, line ends and doubled quotes. Undefined where quotes are amiss. */
function cellsOf(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(CELL)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "") return rows;
    if (end !== ",") rows.push([]);
  }
  return undefined;
}
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
