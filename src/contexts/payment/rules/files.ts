/**
 * Files of banks and payment companies: comma-separated values, whose first line names the columns, or
 * Toss Payments' list of settlements as it is.
 */
import { dayOf, startOfDay } from "#kernel/calendar.ts";
import { CURRENCY } from "#kernel/money.ts";
import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import { RECORDS_MAX, type Source } from "../contract.ts";

/** A line of a file. A bank knows no key of ours, only what the payer wrote. */
export type FileRecord = {
  readonly recordId: string;
  readonly key: string;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly day: string;
};

/** What the columns of a file mean to us. `moved` came in, or went back where it is below nothing. */
type Column = keyof FileRecord | "moved" | "currency" | "category";
type Cells = Readonly<Partial<Record<Column, string>>>;
type Form = Readonly<Partial<Record<Column, readonly string[]>>>;

const BANK: Form = {
  day: ["date", "거래일자"],
  key: ["name", "입금자명"],
  amountMinor: ["amount", "입금액"],
  recordId: ["reference", "거래번호"],
};
const CHARGES: Form = {
  day: ["date"],
  key: ["charge_key"],
  amountMinor: ["amount"],
  refundedMinor: ["refunded_amount"],
  recordId: ["reference"],
};
/** Stripe's itemized reports of the balance and of payouts, with the metadata that we give each charge. */
const STRIPE: Form = {
  day: ["created", "created_utc"],
  key: ["payment_metadata[charge_key]"],
  moved: ["gross"],
  currency: ["currency"],
  category: ["reporting_category"],
  recordId: ["balance_transaction_id"],
};
const FORMS: Readonly<Record<Source, readonly Form[]>> = {
  BANK: [BANK],
  PROVIDER: [CHARGES, STRIPE],
};
/** Fees and payouts are no charge of ours, nor is what a bank lets go out. */
const CATEGORIES: readonly string[] = ["charge", "refund"];

const wrong = (code: string, line?: number): Refusal =>
  refuse("COMMON_INVALID_PARAMETER", [
    { field: "file", code, ...(line === undefined ? {} : { line }) },
  ]);

/** The records of a file in its order, or the first line that is none. Lines that are nothing to us are left out. */
export function recordsIn(source: Source, file: string): readonly FileRecord[] | Refusal {
  const lines =
    source === "PROVIDER" && /^\s*\[/.test(file) ? settlementsIn(file) : linesIn(source, file);
  if (isRefusal(lines)) return lines;
  const records: FileRecord[] = [];
  for (const { cells, line } of lines) {
    if (!isOurs(source, cells)) continue;
    const record = recordOf(cells);
    if (record === undefined) return wrong("WRONG_FORM", line);
    records.push(record);
  }
  if (records.length === 0) return wrong("TOO_FEW");
  return records.length > RECORDS_MAX ? wrong("TOO_MANY") : records;
}

type Line = { readonly cells: Cells; readonly line: number };

function linesIn(source: Source, file: string): readonly Line[] | Refusal {
  const rows = cellsOf(file.replace(/^\uFEFF/, ""));
  if (rows === undefined) return wrong("WRONG_FORM");
  const [head = [], ...rest] = rows;
  const names = head.map((name) => name.trim().toLowerCase());
  const placesIn = (form: Form) =>
    Object.entries(form).map(
      ([column, known]) => [column, names.findIndex((name) => known.includes(name))] as const,
    );
  const places = FORMS[source]
    .map(placesIn)
    .find((found) => found.every(([, place]) => place >= 0));
  if (places === undefined) return wrong("WRONG_FORM", 1);
  return rest.flatMap((row, index) => {
    if (row.every((cell) => cell.trim() === "")) return [];
    const cells = Object.fromEntries(
      places.map(([column, at]) => [column, (row[at] ?? "").trim()]),
    );
    return [{ cells, line: index + 2 }];
  });
}

/** What Toss Payments answers to `GET /v1/settlements`, where a cancel is a record of its own. */
function settlementsIn(file: string): readonly Line[] | Refusal {
  const told = parsed(file);
  if (!Array.isArray(told)) return wrong("WRONG_FORM");
  return told.map((of: Readonly<Record<string, unknown>> | null, index) => ({
    cells: {
      recordId: written(of?.["transactionKey"]),
      key: written(of?.["orderId"]),
      day: written(of?.["soldDate"]),
      moved: written(of?.["amount"]),
      currency: written(of?.["currency"]),
    },
    line: index + 1,
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
const written = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

const isOurs = (source: Source, { category = "charge", amountMinor = "" }: Cells): boolean =>
  CATEGORIES.includes(category) && (source === "PROVIDER" || /[1-9]/.test(amountMinor));

function recordOf({ recordId = "", key = "", ...cells }: Cells): FileRecord | undefined {
  const { amountMinor, refundedMinor } = moneyIn(cells);
  const day = dayIn(cells.day);
  if (amountMinor === undefined || refundedMinor === undefined || day === undefined)
    return undefined;
  if (!REFERENCE.test(recordId) || !NAME.test(key)) return undefined;
  return { recordId, key, amountMinor, refundedMinor, day };
}

type Money = Partial<Pick<FileRecord, "amountMinor" | "refundedMinor">>;

function moneyIn({ amountMinor, refundedMinor = "0", moved, currency = CURRENCY }: Cells): Money {
  if (currency.toUpperCase() !== CURRENCY) return {};
  if (moved === undefined) return moneyOf(amountIn(amountMinor), amountIn(refundedMinor));
  const size = amountIn(moved.replace(/^-|\.0+$/g, ""));
  return moved.startsWith("-") ? moneyOf(0n, size) : moneyOf(size, 0n);
}
const moneyOf = (amountMinor: bigint | undefined, refundedMinor: bigint | undefined): Money =>
  amountMinor === undefined || refundedMinor === undefined ? {} : { amountMinor, refundedMinor };

const REFERENCE = /^\P{Cc}{1,64}$/u;
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
