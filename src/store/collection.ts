import { codecOf } from "#kernel/codec.ts";
import type { Shape } from "#kernel/schema.ts";

/** How a field is stored. `T` is its type in the process. */
export type Column<T> = {
  readonly sql: "text" | "bigint" | "integer" | "boolean" | "timestamptz" | "json";
  readonly nullable: boolean;
  /** From the value in the process to what the driver takes; null for undefined. */
  readonly toSql: (value: T) => unknown;
  /** From what the driver gives to the value in the process; undefined for null. */
  readonly fromSql: (stored: never) => T;
};

const same = <T>(value: T): T => value;
const plain = <T>(sql: Column<T>["sql"]): Column<T> => ({
  sql,
  nullable: false,
  toSql: same,
  fromSql: same,
});

export const textColumn = <T extends string = string>(): Column<T> => plain<T>("text");
export const amountColumn = (): Column<bigint> => plain<bigint>("bigint");
export const countColumn = (): Column<number> => plain<number>("integer");
export const flagColumn = (): Column<boolean> => plain<boolean>("boolean");
/** Milliseconds since 1970 in the process, timestamptz in the database. */
export const instantColumn = (): Column<number> => ({
  sql: "timestamptz",
  nullable: false,
  toSql: (value) => new Date(value).toISOString(),
  fromSql: (stored: Date | number) => (typeof stored === "number" ? stored : stored.getTime()),
});
/** A value of the given shape, stored as JSON text with bigint as integers. */
export function jsonColumn<T>(shape: Shape): Column<T> {
  const codec = codecOf(shape);
  return {
    sql: "json",
    nullable: false,
    toSql: (value) => codec.encode(value),
    fromSql: (stored: string) => codec.revive(JSON.parse(stored)) as T,
  };
}
/** JSON text that is stored as it is and never looked into. */
export const jsonTextColumn = (): Column<string> => plain<string>("json");
/** A field that may be absent: undefined in the process, null in the database. */
export const maybeColumn = <T>(column: Column<T>): Column<T | undefined> => ({
  sql: column.sql,
  nullable: true,
  toSql: (value) => (value === undefined ? null : column.toSql(value)),
  fromSql: (stored) => (stored === null ? undefined : column.fromSql(stored)),
});

export type ColumnsOf<Row> = {
  readonly [Field in keyof Row]-?: Column<Row[Field]>;
};

/**
 * A table with a text key, loaded and saved by the runtime, set-based. Every table also has
 * `version`, `created_at` and `updated_at`, which the store keeps. Column names are the field names
 * in snake_case.
 */
export type Collection<Row = unknown> = {
  readonly context: string;
  readonly table: string;
  /** `"order".orders`: schema and table, quoted. */
  readonly sqlName: string;
  readonly keyField: string;
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly NamedColumn[];
  /** One row to decide on, locked until the commit. */
  readonly one: (key: string) => One<Row>;
  /** Rows to decide on, locked until the commit; keys may repeat. */
  readonly many: (keys: Iterable<string>) => Many<Row>;
};

/** Rows that are only ever added: movements, entries, transitions. Never loaded, never changed. */
export type Ledger<Row = unknown> = {
  readonly context: string;
  readonly table: string;
  readonly sqlName: string;
  readonly columns: readonly NamedColumn[];
  /** A row for a decision to add. */
  readonly add: (row: Row) => Addition;
};

export type NamedColumn = {
  readonly field: string;
  readonly name: string;
  readonly column: Column<unknown>;
};

export type One<Row> = {
  readonly shape: "one";
  readonly collection: Collection<Row>;
  readonly key: string;
};
export type Many<Row> = {
  readonly shape: "many";
  readonly collection: Collection<Row>;
  readonly keys: readonly string[];
};
export type Selection = One<never> | Many<never>;
export type Addition = { readonly ledger: Ledger; readonly row: unknown };

/** Declares a collection: `collection<Order>("order.orders", "orderId", {…})`. */
export function collection<Row extends object>(
  name: `${string}.${string}`,
  keyField: keyof Row & string,
  columns: ColumnsOf<Row>,
): Collection<Row> {
  const declared: Collection<Row> = {
    ...tableOf(name, columns),
    keyField,
    keyOf: (row) => row[keyField] as string,
    one: (key) => ({ shape: "one", collection: declared, key }),
    many: (keys) => ({
      shape: "many",
      collection: declared,
      keys: [...new Set(keys)],
    }),
  };
  return declared;
}

/** Declares a ledger: `ledger<StockMovement>("catalog.stock_movements", {…})`. */
export function ledger<Row extends object>(
  name: `${string}.${string}`,
  columns: ColumnsOf<Row>,
): Ledger<Row> {
  const declared: Ledger<Row> = {
    ...tableOf(name, columns),
    add: (row) => ({ ledger: declared as Ledger, row }),
  };
  return declared;
}

function tableOf<Row>(name: string, columns: ColumnsOf<Row>) {
  const [context = "", table = ""] = name.split(".");
  return {
    context,
    table,
    sqlName: `"${context}".${table}`,
    columns: Object.entries(columns).map(([field, column]) => ({
      field,
      name: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      column: column as Column<unknown>,
    })),
  };
}
