/** Requests made by chance: right ones, ones with a single thing wrong, and wild ones (attacks §4). */
import fc from "fast-check";
import { isBroken } from "#http/json.ts";
import type { Operation, Schema } from "./document.ts";
import { INJECTIONS } from "./hostile.ts";
import { breakingsOf, brokenQueries, completed } from "./samples.ts";
import type { Who } from "./stage.ts";

/** One request to be made. Ids in it are still named `{{itm:4}}`: the fourth item seen so far. */
export type Shot = {
  readonly kind: "valid" | "near" | "wild";
  /** Named as in the document. */
  readonly operation: string;
  readonly who: Who;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a near-valid shot, the field that is wrong. */
  readonly field?: string;
};

/** Costly, or in everybody's way: asked for seldom. */
const SELDOM = /sessions|\/api\/members$|password|partners|\/ops\/|DELETE/;
/** What most others are about: asked for often, however many others there are. */
const OFTEN = /^POST \/api\/orders(\/\{orderId\}\/cancellation)?$/;

/** Shots at the operations: 40 % right, 40 % with one thing wrong, 20 % wild. */
export const shotsAt = (operations: readonly Operation[]): fc.Arbitrary<Shot> =>
  fc.oneof(
    { weight: 4, arbitrary: atAny(operations, valid) },
    { weight: 4, arbitrary: atAny(operations, near) },
    { weight: 2, arbitrary: atAny(operations, wild) },
  );

const atAny = (
  operations: readonly Operation[],
  shotAt: (operation: Operation) => fc.Arbitrary<Shot>,
): fc.Arbitrary<Shot> =>
  fc.oneof(
    ...operations.map((operation) => ({
      weight: SELDOM.test(operation.name) ? 1 : OFTEN.test(operation.name) ? 32 : 8,
      arbitrary: shotAt(operation),
    })),
  );

function valid(operation: Operation): fc.Arbitrary<Shot> {
  return fc.record({
    kind: fc.constant("valid" as const),
    operation: fc.constant(operation.name),
    who: whoFor(operation),
    method: fc.constant(operation.method),
    path: addressOf(operation),
    body: operation.body === undefined ? fc.constant(undefined) : arbitraryOf(operation.body),
    headers: fc.record({
      ...(operation.method === "GET" ? {} : { "idempotency-key": fc.uuid() }),
      ...(operation.needsVersion
        ? { "if-match": fc.integer({ min: 1, max: 3 }).map((version) => `"${version}"`) }
        : {}),
    }),
  });
}

/** Mostly whom the route is for, sometimes anybody. */
function whoFor({ access }: Operation): fc.Arbitrary<Who> {
  const anybody: readonly Who[] = ["member", "otherMember", "seller", "otherSeller", "operator"];
  const right: readonly Who[] =
    access === "guest"
      ? ["guest", "member"]
      : access.includes("member")
        ? ["member"]
        : access.includes("seller")
          ? ["seller", "operator"]
          : ["operator"];
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...anybody) },
  );
}

const PREFIX_OF: Readonly<Record<string, string>> = {
  itemId: "itm",
  orderId: "ord",
  couponId: "cpn",
  memberId: "mem",
  partnerId: "ptn",
  shipmentId: "shp",
  webhookId: "whk",
  deliveryId: "whd",
};

function addressOf({ path, query, needsVersion }: Operation): fc.Arbitrary<string> {
  // What everybody buys stays on sale: edits and partners' ends are for the others.
  const ids = needsVersion || path.endsWith("/status") ? fc.integer({ min: 1, max: 50 }) : numbers;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const fields = Object.fromEntries(query.map(({ name, schema }) => [name, arbitraryOf(schema)]));
  const requiredKeys = query.filter(({ required }) => required === true).map(({ name }) => name);
  return fc
    .tuple(
      fc.array(ids, { minLength: names.length, maxLength: names.length }),
      fc.record(fields, { requiredKeys }),
    )
    .map(([numbers, values]) => {
      const filled = names.reduce(
        (text, name, index) =>
          text.replace(`{${name}}`, `{{${PREFIX_OF[name] ?? "ord"}:${numbers[index] ?? 0}}}`),
        path,
      );
      const asked = Object.entries(values).map(([name, value]) => `${name}=${inAddress(value)}`);
      return asked.length === 0 ? filled : `${filled}?${asked.join("&")}`;
    });
}

/** Names of ids stay as they are until they are replaced. */
const inAddress = (value: unknown): string =>
  String(value)
    .split(/(\{\{\w+:\d+\}\})/)
    .map((part) => (part.startsWith("{{") ? part : encodeURIComponent(part)))
    .join("");

const TOKEN = /^\^([a-z]{2,3})_\[0-9A-Za-z\]\{\d+\}\$$/;

/** Mostly the first or a late one, sometimes any. */
const numbers = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.nat(50) },
);

/** What leads further is chosen more often. */
const usual = (values: readonly string[]): string[] =>
  Array<string[]>(6)
    .fill(["WALLET", "ENABLE"].filter((value) => values.includes(value)))
    .flat();

/** Values that fit the schema. */
function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum, ...usual(schema.enum));
  switch (schema.type) {
    case "object": {
      const fields = Object.entries(schema.properties ?? {});
      const inner = fields.map(([name, field]) => [name, arbitraryOf(field)] as const);
      const requiredKeys = [...(schema.required ?? [])];
      const least = inner.filter(([name]) => requiredKeys.includes(name));
      return fc.oneof(
        fc.record(Object.fromEntries(least)),
        fc.record(Object.fromEntries(inner), { requiredKeys }),
      );
    }
    case "array": {
      const { items = {}, minItems = 0, maxItems = 3 } = schema;
      const listOf = (maxLength: number) =>
        fc.array(arbitraryOf(items), { minLength: minItems, maxLength });
      return fc.oneof(
        { weight: 3, arbitrary: listOf(minItems) },
        { weight: 1, arbitrary: listOf(Math.min(maxItems, minItems + 2)) },
      );
    }
    case "integer":
      return integerOf(schema);
    case "boolean":
      return fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean());
    default:
      return textOf(schema);
  }
}

function integerOf({ minimum = 0, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const fits = (value: number): boolean => value >= minimum && value <= maximum;
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...[minimum, maximum, 1, 1_000, 2_000].filter(fits)) },
    { weight: 2, arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, minimum + 20) }) },
    { weight: 1, arbitrary: fc.integer({ min: minimum, max: maximum }) },
  );
}

const DAY = "^\\d{4}-\\d{2}-\\d{2}$";
/** Far ahead: what ends on such a day does not end while it is looked at. */
const days = fc
  .date({ min: new Date("2060-01-01"), max: new Date("2062-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function textOf({ pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const [, prefix] = TOKEN.exec(pattern ?? "") ?? [];
  if (prefix !== undefined) return numbers.map((number) => `{{${prefix}:${number}}}`);
  if (pattern === DAY) return days;
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && !isBroken(text);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u")).filter(fits);
  const odd = INJECTIONS.filter(fits);
  return fc.oneof(
    fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, 30) }).filter(fits),
    ...(odd.length === 0 ? [] : [fc.constantFrom(...odd)]),
  );
}

/** A right shot with exactly one thing wrong. */
function near(operation: Operation): fc.Arbitrary<Shot> {
  const { body, query, needsKey } = operation;
  const ways: readonly Breaking[] = [
    ...(body === undefined ? [] : Array<Breaking>(3).fill(brokenBody(body))),
    ...(query.length === 0 ? [] : [brokenQuery(query)]),
    ...(needsKey ? [withoutKey] : []),
    unknownQuery,
  ];
  return fc
    .tuple(valid(operation), fc.constantFrom(...ways), fc.nat())
    .map(([shot, breakIt, number]) => breakIt({ ...shot, kind: "near" }, number));
}

/** Breaks one thing of a shot; the number says which, where there are several. */
type Breaking = (shot: Shot, number: number) => Shot;

const chosen = <T>(all: readonly T[], number: number): T | undefined => all[number % all.length];

const brokenBody =
  (schema: Schema): Breaking =>
  (shot, number) => {
    const breaking = chosen(breakingsOf(schema, completed(schema, shot.body)), number);
    return { ...shot, body: breaking?.body, ...(breaking && { field: breaking.field }) };
  };

const brokenQuery =
  (query: Operation["query"]): Breaking =>
  (shot, number) => {
    const parameter = chosen(query, number);
    const text = chosen(brokenQueries(parameter?.schema ?? {}), number) ?? "\u0000";
    const field = parameter?.name ?? "none";
    const [path = ""] = shot.path.split("?");
    return { ...shot, path: `${path}?${field}=${encodeURIComponent(text)}`, field };
  };

function unknownQuery(shot: Shot): Shot {
  const mark = shot.path.includes("?") ? "&" : "?";
  return { ...shot, path: `${shot.path}${mark}unknownField=1`, field: "unknownField" };
}

function withoutKey(shot: Shot): Shot {
  const { "idempotency-key": _, ...headers } = shot.headers;
  return { ...shot, headers };
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND"];
const NAMES = [
  "accept",
  "accept-language",
  "authorization",
  "bojagi-position",
  "content-encoding",
  "content-type",
  "expect",
  "idempotency-key",
  "if-match",
  "last-event-id",
  "origin",
  "prefer",
  "range",
  "traceparent",
  "x-forwarded-for",
  "x-request-id",
];

/** Whatever fits into a request at all. */
function wild(operation: Operation): fc.Arbitrary<Shot> {
  const visible = fc.stringMatching(/^[\x21-\x7e]{1,30}$/);
  const bytes = fc.uint8Array({ maxLength: 200 }).map((values) => Buffer.from(values));
  return fc
    .record({
      shot: valid(operation),
      method: fc.constantFrom(operation.method, ...METHODS),
      tail: fc.oneof(
        fc.constant(""),
        fc.stringMatching(/^[/?#;.=&][\x21-\x7e]{0,20}$/),
        fc.stringMatching(/^(%[0-9a-fA-F]{2}){1,5}$/),
      ),
      body: fc.oneof(bytes, fc.json({ maxDepth: 5 }), fc.string(), fc.constant(undefined)),
      headers: fc.dictionary(fc.constantFrom(...NAMES), visible, { maxKeys: 4 }),
    })
    .map(({ shot, method, tail, body, headers }) => ({
      ...shot,
      kind: "wild" as const,
      method,
      path: shot.path + tail,
      body: method === "HEAD" ? undefined : body,
      headers: { ...shot.headers, ...headers },
    }));
}
