import type { Shape } from "#kernel/schema.ts";
import { isBroken } from "./json.ts";

/**
 * Values of the path and the query are text. Where the shape says integer, boolean or list, exactly
 * one spelling is read: `12`, `-3`, `true`, `false`, one value as a list of one. Everything else
 * stays text, and then fails the schema: nothing is trimmed, guessed or ignored.
 */
export type Reader = (values: Record<string, unknown>) => Record<string, unknown>;

type Node = {
  readonly type?: string;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
};

const INTEGER = /^(?:0|-?[1-9]\d{0,15})$/;

/** The reader of a shape; undefined when all of its values are text anyway. */
export function readerOf(shape: Shape): Reader | undefined {
  const fields = Object.entries((shape as unknown as Node).properties ?? {}).flatMap(
    ([name, node]) => {
      const read = valueReader(node);
      return read === undefined ? [] : [{ name, read }];
    },
  );
  if (fields.length === 0) return undefined;
  return (values) => {
    const read: Record<string, unknown> = { ...values };
    for (const field of fields) {
      const value = values[field.name];
      if (value !== undefined) read[field.name] = field.read(value);
    }
    return read;
  };
}

function valueReader({ type, items }: Node): ((value: unknown) => unknown) | undefined {
  if (type === "integer" || type === "number") return integerOf;
  if (type === "boolean") return booleanOf;
  if (type !== "array") return undefined;
  const read = valueReader(items ?? {}) ?? ((value: unknown) => value);
  return (value) => (Array.isArray(value) ? value.map(read) : [read(value)]);
}

const integerOf = (value: unknown): unknown =>
  typeof value === "string" && INTEGER.test(value) ? Number(value) : value;

const booleanOf = (value: unknown): unknown =>
  value === "true" ? true : value === "false" ? false : value;

/** Whether the percent-encoding of an address, or what it stands for, has no single meaning. */
export function isAddressBroken(url: string): boolean {
  if (!url.includes("%")) return isBroken(url);
  try {
    return isBroken(decodeURIComponent(url.replaceAll("+", " ")));
  } catch {
    return true;
  }
}
