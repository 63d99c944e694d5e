import { type Static, type TSchema, Type } from "typebox";

/**
 * The vocabulary of shapes: one schema validates a request, documents it and encodes it. Every
 * string has a length, every array a size, every number bounds, and no object takes unknown fields.
 */
export type Shape = TSchema;
export type ValueOf<S extends Shape> = Static<S>;

/** The largest amount or count that survives JSON exactly. */
export const LARGEST = Number.MAX_SAFE_INTEGER;

export const text = (maxLength = 200) => Type.String({ minLength: 1, maxLength });
/** Text that a person may leave empty. */
export const anyText = (maxLength = 200) => Type.String({ maxLength });
export const matching = (pattern: string, maxLength = 100) => Type.String({ pattern, maxLength });
/** A public token: its prefix, then letters and digits, 20 characters in all (requirements §4.15). */
export const token = (prefix: string) =>
  Type.String({
    pattern: `^${prefix}_[0-9A-Za-z]{${19 - prefix.length}}$`,
    maxLength: 20,
  });

export const count = (minimum = 0, maximum = 1_000_000_000) => Type.Integer({ minimum, maximum });
export const flag = () => Type.Boolean();
/** An instant in milliseconds since 1970; over HTTP instants are RFC 3339 text instead. */
export const instant = () => Type.Integer({ minimum: 0, maximum: LARGEST });
/** A calendar day, yyyy-MM-dd, in Asia/Seoul. */
export const day = () => Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", maxLength: 10 });

const MONEY = "x-money";
/** An amount in minor units: a bigint in the process, an integer in JSON. Never negative. */
export const amount = (minimum = 0, maximum = LARGEST) =>
  Type.Unsafe<bigint>({
    type: "integer",
    minimum,
    maximum,
    [MONEY]: true,
  });
/** An amount that may be negative: one leg of a booking. */
export const signedAmount = () =>
  Type.Unsafe<bigint>({
    type: "integer",
    minimum: -LARGEST,
    maximum: LARGEST,
    [MONEY]: true,
  });

export const oneOf = <const V extends readonly string[]>(...values: V) =>
  Type.Unsafe<V[number]>({ type: "string", enum: [...values] });
export const listOf = <S extends Shape>(items: S, maxItems = 200, minItems = 0) =>
  Type.Array(items, { minItems, maxItems });
export const optional = <S extends Shape>(shape: S) => Type.Optional(shape);
export const record = <P extends Record<string, Shape>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
/** The same for whoever reads: what the shape does not name is let be, for a newer build may say more. */
export const tolerant = (shape: Shape): Shape =>
  JSON.parse(JSON.stringify(shape), (key, value: unknown) =>
    key === "additionalProperties" ? undefined : value,
  ) as Shape;
/** JSON that we store or pass on without looking inside. */
export const anything = () => Type.Unsafe<unknown>({});

type Node = {
  readonly [MONEY]?: true;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
};
type Revive = (value: never) => unknown;

/**
 * Turns the integers of a parsed JSON value back into bigint wherever the shape says money, in
 * place. Expects a value that fits the shape.
 */
export function moneyReviver(shape: Shape): (value: unknown) => unknown {
  const revive = reviverOf(shape);
  return revive === undefined ? (value) => value : (value) => revive(value as never);
}

function reviverOf(node: Node): Revive | undefined {
  if (node[MONEY] === true) return (value: number) => BigInt(value);
  if (node.items !== undefined) return listReviver(node.items);
  if (node.properties !== undefined) return recordReviver(node.properties);
  return undefined;
}

function listReviver(items: Node): Revive | undefined {
  const revive = reviverOf(items);
  if (revive === undefined) return undefined;
  return (values: unknown[]) => {
    for (let index = 0; index < values.length; index++) {
      values[index] = revive(values[index] as never);
    }
    return values;
  };
}

function recordReviver(properties: Readonly<Record<string, Node>>): Revive | undefined {
  const revivers = Object.entries(properties).flatMap(([name, node]) => {
    const revive = reviverOf(node);
    return revive === undefined ? [] : [{ name, revive }];
  });
  if (revivers.length === 0) return undefined;
  return (value: Record<string, unknown>) => {
    for (const { name, revive } of revivers) {
      const field = value[name];
      if (field !== undefined && field !== null) value[name] = revive(field as never);
    }
    return value;
  };
}
