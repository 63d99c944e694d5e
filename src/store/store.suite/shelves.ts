import { amount, listOf, optional, record, text } from "#kernel/schema.ts";
import {
  amountColumn,
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonColumn,
  jsonTextColumn,
  ledger,
  maybeColumn,
  textColumn,
} from "../collection.ts";

/** Two contexts of the suite; both have the tables of `0001_shelf.sql`. */
export const CONTEXTS = ["shop", "till"] as const;

export type Detail = {
  readonly totalMinor: bigint;
  readonly lines: readonly { readonly name: string; readonly priceMinor: bigint }[];
  readonly note?: string;
};

/** A row with a column of every kind, with and without a value. */
export type Shelf = {
  readonly shelfId: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly priceMinor: bigint;
  readonly discountMinor?: bigint | undefined;
  readonly quantity: number;
  readonly limitCount?: number | undefined;
  readonly open: boolean;
  readonly hidden?: boolean | undefined;
  readonly listedAt: number;
  readonly closedAt?: number | undefined;
  readonly detail: Detail;
  readonly extra?: Detail | undefined;
  readonly raw: string;
};

const detail = record({
  totalMinor: amount(),
  lines: listOf(record({ name: text(), priceMinor: amount() })),
  note: optional(text()),
});

export const shelves = collection<Shelf>("shop.shelves", "shelfId", {
  shelfId: textColumn(),
  label: textColumn(),
  note: maybeColumn(textColumn()),
  priceMinor: amountColumn(),
  discountMinor: maybeColumn(amountColumn()),
  quantity: countColumn(),
  limitCount: maybeColumn(countColumn()),
  open: flagColumn(),
  hidden: maybeColumn(flagColumn()),
  listedAt: instantColumn(),
  closedAt: maybeColumn(instantColumn()),
  detail: jsonColumn<Detail>(detail),
  extra: maybeColumn(jsonColumn<Detail>(detail)),
  raw: jsonTextColumn(),
});

export type Movement = {
  readonly shelfId: string;
  readonly deltaMinor: bigint;
  readonly reason?: string | undefined;
};

export const movements = ledger<Movement>("shop.movements", {
  shelfId: textColumn(),
  deltaMinor: amountColumn(),
  reason: maybeColumn(textColumn()),
});

export const AT = Date.parse("2026-11-21T05:48:46.123Z");

export const shelf = (shelfId: string, fields: Partial<Shelf> = {}): Shelf => ({
  shelfId,
  label: "보성 녹차",
  priceMinor: 12_000n,
  quantity: 3,
  open: true,
  listedAt: AT,
  detail: { totalMinor: 12_000n, lines: [{ name: "녹차", priceMinor: 12_000n }] },
  raw: '{"b": 1,  "a": [2, null]}',
  ...fields,
});
