/** Values that fit a schema of the document, and values that break exactly one of its rules. */
import fc from "fast-check";
import { isBroken } from "#http/json.ts";
import type { Schema } from "./document.ts";

/** A value with every field the schema knows, optional ones too. The same schema gives the same value. */
export function sampleOf(schema: Schema): unknown {
  const { type, properties = {}, items = {}, minItems = 0, minimum = 0 } = schema;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, sampleOf(field)]),
      );
    case "array":
      return Array.from({ length: Math.max(1, minItems) }, () => sampleOf(items));
    case "integer":
      return Math.max(1, minimum);
    case "boolean":
      return true;
    default:
      return textFor(schema);
  }
}

/** The value with everything filled in that the schema leaves open and the value leaves out. */
export function completed(schema: Schema, value: unknown): unknown {
  const { properties = {}, items = {} } = schema;
  if (value === undefined) return sampleOf(schema);
  if (Array.isArray(value)) {
    return value.length === 0 ? sampleOf(schema) : value.map((entry) => completed(items, entry));
  }
  if (schema.type !== "object") return value;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, completed(field, fields[name])]),
  );
}

const SEED = 20_260_401;

function textFor({ pattern, minLength = 0, maxLength = 200 }: Schema): string {
  if (pattern === undefined) return "가나다".padEnd(minLength, "가").slice(0, maxLength);
  const form = new RegExp(pattern, "u");
  const fitting = fc
    .stringMatching(form)
    .filter((text) => text.length <= maxLength && !isBroken(text));
  return fc.sample(fitting, { numRuns: 1, seed: SEED })[0] ?? "";
}

/** One rule of the schema broken: the whole body that breaks it, and the field that must be named. */
export type Breaking = {
  readonly rule: string;
  readonly field: string;
  readonly body: unknown;
};

/** Every way to break one rule of a schema, given a body that breaks none. */
export function breakingsOf(schema: Schema, body: unknown): readonly Breaking[] {
  return brokenIn(schema, body, []).map(({ rule, at, value, named = at }) => ({
    rule,
    field: named.join(".") || "body",
    body: placed(body, at, value),
  }));
}

type Broken = {
  readonly rule: string;
  /** Where the value goes. */
  readonly at: readonly string[];
  /** Which field must be named, if not that one. */
  readonly named?: readonly string[];
  readonly value: unknown;
};

const ABSENT = Symbol("absent");

function brokenIn(schema: Schema, value: unknown, at: readonly string[]): Broken[] {
  const own = [
    ...wrongTypes(schema).map((wrong) => ({ rule: `type ${typeNameOf(wrong)}`, at, value: wrong })),
    ...outOfBounds(schema, value).map(([rule, wrong]) => ({ rule, at, value: wrong })),
  ];
  if (schema.type === "array" && Array.isArray(value)) {
    return [...own, ...brokenIn(schema.items ?? {}, value[0], [...at, "0"])];
  }
  if (schema.type !== "object") return own;
  const fields = value as Readonly<Record<string, unknown>>;
  const { properties = {}, required = [] } = schema;
  return [
    ...own,
    ...required.map((name) => ({ rule: "required", at: [...at, name], value: ABSENT })),
    ...UNKNOWN.map((name) => ({ rule: `unknown ${name}`, at: [...at, name], value: 1 })),
    ...Object.entries(properties).flatMap(([name, field]) =>
      brokenIn(field, fields[name], [...at, name]),
    ),
  ];
}

/** What no object of ours has: a plain name, and the names that every object of JavaScript answers to. */
const UNKNOWN = ["unknownField", "constructor", "toString", "then", "hasOwnProperty"];

const WRONG: readonly unknown[] = ["text", 1.5, true, null, [], {}];

function wrongTypes({ type }: Schema): unknown[] {
  const fits = (value: unknown): boolean => typeNameOf(value) === type;
  const texts = type === "integer" ? ["1", "NaN", "1e3"] : type === "boolean" ? ["true", 0] : [];
  return [...WRONG.filter((value) => !fits(value)), ...texts];
}

function typeNameOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Longer than any request may be: such a bound cannot be broken by one field alone. */
const TOO_LONG_TO_SEND = 50_000;

function outOfBounds(schema: Schema, value: unknown): [rule: string, value: unknown][] {
  const { minimum, maximum, minLength = 0, maxLength, minItems = 0, maxItems, pattern } = schema;
  const broken: [string, unknown][] = [];
  if (minimum !== undefined) broken.push(["minimum", minimum - 1]);
  if (maximum !== undefined) broken.push(["maximum", maximum + 1]);
  if (minLength > 0) broken.push(["minLength", ""]);
  if (schema.type === "string" && maxLength !== undefined && schema.enum === undefined) {
    broken.push(["maxLength", lengthened(String(value), maxLength + 1)]);
  }
  if (schema.enum !== undefined) broken.push(["enum", "NO_SUCH_THING"]);
  if (pattern !== undefined) broken.push(["pattern", misfit(pattern, value)]);
  if (Array.isArray(value)) {
    if (minItems > 0) broken.push(["minItems", []]);
    const many = Array.from({ length: (maxItems ?? 0) + 1 }, (): unknown => value[0]);
    if (JSON.stringify(many).length < TOO_LONG_TO_SEND) broken.push(["maxItems", many]);
  }
  return broken;
}

/** A schema counts characters, and not the halves that some of them take. */
const lengthened = (text: string, length: number): string =>
  text + "1".repeat(Math.max(0, length - [...text].length));

/** Text of a similar length that the pattern does not take. */
function misfit(pattern: string, value: unknown): string {
  const form = new RegExp(pattern, "u");
  const tries = [`${String(value).slice(0, -1)}\n`, "not of that form!", " ", "'; --", ""];
  return tries.find((text) => !form.test(text)) ?? "";
}

/** The body with another value at one place. */
function placed(body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(body)) {
    return body.map((entry: unknown, index) =>
      String(index) === name ? placed(entry, rest, value) : entry,
    );
  }
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  const others = fields.filter(([field]) => field !== name);
  const before = fields.find(([field]) => field === name)?.[1];
  const after = placed(before, rest, value);
  return Object.fromEntries(after === ABSENT ? others : [...others, [name, after]]);
}

/** One rule of a query parameter broken, as text that goes into an address. */
export function brokenQueries(schema: Schema): readonly string[] {
  const { type, minimum, maximum, maxLength, pattern } = schema;
  const texts: string[] = [];
  if (type === "integer") {
    texts.push("", "x", "1.5", "01", " 1", "+1", "1e1", "0x1", "NaN", "Infinity", "9".repeat(400));
    if (minimum !== undefined) texts.push(String(minimum - 1));
    if (maximum !== undefined) texts.push(String(maximum + 1));
  } else if (type === "boolean") {
    texts.push("", "x", "1", "TRUE", "true ", "null");
  } else {
    if (maxLength !== undefined) texts.push("1".repeat(maxLength + 1));
    if (schema.enum !== undefined) texts.push("NO_SUCH_THING", "", (schema.enum[0] ?? "") + " ");
    if (pattern !== undefined) texts.push(misfit(pattern, ""), "' OR 1=1--");
  }
  return texts;
}
