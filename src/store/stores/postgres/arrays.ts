import type { Column, NamedColumn } from "../../collection.ts";

/**
 * Columns of rows as PostgreSQL arrays in binary form, one parameter a column. Measured at 500 rows of
 * 11 columns: encoded eight times as fast as text literals, and the whole insert twice as fast, because
 * the server does not parse either. Nothing needs escaping.
 */
type Element = Column<unknown>["sql"];

const ELEMENT_OIDS: Readonly<Record<Element, number>> = {
  text: 25,
  bigint: 20,
  integer: 23,
  boolean: 16,
  timestamptz: 1184,
  json: 114,
};

/** One field of all rows. */
export function fieldArray({ field, column }: NamedColumn, rows: readonly unknown[]): Buffer {
  const write = WRITERS[column.sql] as (value: unknown) => void;
  // Instants are written from milliseconds; the text that toSql makes of them would be parsed again.
  const toSql = column.sql === "timestamptz" ? undefined : column.toSql;
  begin();
  for (let index = 0; index < rows.length; index++) {
    const value = (rows[index] as Record<string, unknown>)[field];
    const stored = toSql === undefined ? value : toSql(value);
    if (stored === null || stored === undefined) writeNull();
    else write(stored);
  }
  return finish(column.sql, rows.length);
}

export const textArray = (values: readonly string[]): Buffer => arrayOf("text", values);
export const integerArray = (values: readonly number[]): Buffer => arrayOf("integer", values);
export const bigintArray = (values: readonly bigint[]): Buffer => arrayOf("bigint", values);
/** Counts and positions, which are numbers in the process and bigint in the database. */
export function positionArray(values: readonly number[]): Buffer {
  begin();
  for (const value of values) {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no position`);
    writeLength(8);
    writeWide(value);
  }
  return finish("bigint", values.length);
}

function arrayOf(element: Element, values: readonly unknown[]): Buffer {
  const write = WRITERS[element] as (value: unknown) => void;
  begin();
  for (const value of values) write(value);
  return finish(element, values.length);
}

const WRITERS: Readonly<Record<Element, (value: never) => void>> = {
  text: writeText,
  json: writeText,
  bigint: writeBigint,
  integer: writeInteger,
  boolean: writeBoolean,
  timestamptz: writeInstant,
};

const HEADER_BYTES = 20;
const KEPT_BYTES = 4 * 1024 * 1024;

// One array is written at a time and copied out, so a single stretch of memory serves them all.
let bytes = Buffer.allocUnsafe(64 * 1024);
let end = HEADER_BYTES;
let hasNull = false;

function begin(): void {
  if (bytes.length > KEPT_BYTES) bytes = Buffer.allocUnsafe(64 * 1024);
  end = HEADER_BYTES;
  hasNull = false;
}

function finish(element: Element, length: number): Buffer {
  bytes.writeInt32BE(length === 0 ? 0 : 1, 0);
  bytes.writeInt32BE(hasNull ? 1 : 0, 4);
  bytes.writeInt32BE(ELEMENT_OIDS[element], 8);
  if (length === 0) return Buffer.from(bytes.subarray(0, 12));
  bytes.writeInt32BE(length, 12);
  bytes.writeInt32BE(1, 16);
  return Buffer.from(bytes.subarray(0, end));
}

function reserve(needed: number): void {
  if (end + needed <= bytes.length) return;
  const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, end + needed));
  bytes.copy(larger, 0, 0, end);
  bytes = larger;
}

function writeNull(): void {
  reserve(4);
  hasNull = true;
  bytes.writeInt32BE(-1, end);
  end += 4;
}

function writeLength(length: number): void {
  reserve(4 + length);
  bytes[end] = length >>> 24;
  bytes[end + 1] = length >>> 16;
  bytes[end + 2] = length >>> 8;
  bytes[end + 3] = length;
  end += 4;
}

/** Below this, a loop over the characters is faster than the call into native code. */
const SHORT = 40;

function writeText(value: string): void {
  const most = value.length * 3;
  reserve(4 + most);
  const start = end + 4;
  const written =
    value.length <= SHORT && writeAscii(value, start) ? value.length : bytes.write(value, start);
  writeLength(written);
  end += written;
}

function writeAscii(value: string, start: number): boolean {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code > 127) return false;
    bytes[start + index] = code;
  }
  return true;
}

function writeBigint(value: bigint): void {
  writeLength(8);
  const small = Number(value);
  if (Number.isSafeInteger(small)) return writeWide(small);
  bytes.writeBigInt64BE(value, end);
  end += 8;
}

function writeInteger(value: number): void {
  if (!Number.isInteger(value)) throw new RangeError(`${value} is no integer`);
  writeLength(4);
  bytes.writeInt32BE(value, end);
  end += 4;
}

function writeBoolean(value: boolean): void {
  writeLength(1);
  bytes[end] = value ? 1 : 0;
  end += 1;
}

const MILLISECONDS_BEFORE_2000 = 946_684_800_000;
const LATEST_INSTANT = 8.64e15;

function writeInstant(value: number): void {
  if (!Number.isInteger(value) || Math.abs(value) > LATEST_INSTANT) {
    throw new RangeError(`${value} is no instant`);
  }
  const micros = (value - MILLISECONDS_BEFORE_2000) * 1000;
  writeLength(8);
  if (Number.isSafeInteger(micros)) return writeWide(micros);
  bytes.writeBigInt64BE(BigInt(value - MILLISECONDS_BEFORE_2000) * 1000n, end);
  end += 8;
}

/** A safe integer as eight bytes: much cheaper than by way of a bigint. */
function writeWide(value: number): void {
  const high = Math.floor(value / 0x1_0000_0000);
  const low = value - high * 0x1_0000_0000;
  bytes[end] = high >>> 24;
  bytes[end + 1] = high >>> 16;
  bytes[end + 2] = high >>> 8;
  bytes[end + 3] = high;
  bytes[end + 4] = low >>> 24;
  bytes[end + 5] = low >>> 16;
  bytes[end + 6] = low >>> 8;
  bytes[end + 7] = low;
  end += 8;
}
