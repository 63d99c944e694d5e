import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Contracts, currentContracts, type ShapeJson } from "../bin/contracts.ts";
import { changesBetween } from "../bin/contracts/compatibility.ts";
import type { Change } from "../bin/contracts/shapes.ts";

const DOCS = join(resolve(import.meta.dirname, ".."), "docs");
const contractsIn = (file: string) =>
  JSON.parse(readFileSync(join(DOCS, file), "utf8")) as Contracts;
const snapshot = contractsIn("contracts.json");
/** What was promised with the last release. */
const released = contractsIn("contracts-released.json");
const decisions = readdirSync(join(DOCS, "decisions"))
  .map((file) => readFileSync(join(DOCS, "decisions", file), "utf8"))
  .join("\n");

const told = (changes: readonly Change[]) => changes.map(({ place, what }) => `${place}: ${what}`);
const breakages = (before: Contracts, after: Contracts) =>
  told(changesBetween(before, after).filter(({ compatible }) => !compatible));

describe("what others rely on", () => {
  test("S1.48 has not been broken since the last release; what must be, a record in docs/decisions names line by line", () => {
    const undecided = breakages(released, currentContracts()).filter(
      (change) => !decisions.includes(`\`${change}\``),
    );
    expect(undecided).toEqual([]);
  });

  test("S1.48 is what docs/contracts.json says; if not, `npm run docs` and read the difference", () => {
    expect(told(changesBetween(snapshot, currentContracts()))).toEqual([]);
    expect(currentContracts()).toEqual(snapshot);
  });

  test("S1.48 is broken by a fact that lacks a field, by a route that is gone, by a request that asks for more", () => {
    const without = structuredClone(snapshot) as unknown as Planted;
    delete without.messages["order.paid"]?.shape.properties["payableAmountMinor"];
    delete without.routes["/api/orders GET"];
    without.routes["/api/orders POST"]?.body?.required.push("autoPay");
    expect(breakages(snapshot, without as unknown as Contracts)).toEqual([
      "order.paid.payableAmountMinor: is gone",
      "/api/orders GET: the route is gone",
      "/api/orders POST body.autoPay: is newly required",
    ]);
  });
});

type PlantedShape = { readonly properties: Record<string, unknown>; readonly required: string[] };
type Planted = {
  readonly messages: Record<string, { readonly shape: PlantedShape }>;
  readonly routes: Record<string, { readonly body?: PlantedShape }>;
};

const text = { type: "string", minLength: 1, maxLength: 50 };
const color = { type: "string", enum: ["RED", "GOLD"] };

type Fields = Readonly<Record<string, ShapeJson>>;
/** A question mark after its name makes a field optional. */
const record = (fields: Fields): ShapeJson => {
  const entries = Object.entries(fields);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, shape]) => [name.replace("?", ""), shape])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
};
const cup = { name: text, color };

const nothing: Contracts = { messages: {}, routes: {} };
const message = (fields: Fields, version = 1): Contracts => ({
  ...nothing,
  messages: { "shop.sell": { kind: "command", context: "shop", version, shape: record(fields) } },
});
const fact = (fields: Fields): Contracts => ({
  ...nothing,
  messages: {
    "shop.sold": { kind: "fact", context: "shop", version: 1, shape: record(fields) },
  },
});
const route = (changed: Partial<Contracts["routes"][string]> = {}): Contracts => ({
  ...nothing,
  routes: {
    "/api/cups POST": { context: "shop", access: ["member"], answers: { 204: null }, ...changed },
  },
});
const asked = (fields: Fields): Contracts => route({ body: record(fields) });
const answered = (fields: Fields): Contracts => route({ answers: { 200: record(fields) } });

type Verdict = "compatible" | "breaks";
function verdictOn(before: Contracts, after: Contracts): Verdict {
  const changes = changesBetween(before, after);
  expect(changes.length).toBeGreaterThan(0);
  return changes.every(({ compatible }) => compatible) ? "compatible" : "breaks";
}

describe("a change of a shape, where it is asked for and where it is answered", () => {
  const listOf = (fields: Fields) => ({ cups: { type: "array", items: record(fields) } });
  test.each<[string, Fields, Fields, Verdict, Verdict]>([
    ["an optional field is new", cup, { ...cup, "note?": text }, "compatible", "compatible"],
    ["a required field is new", cup, { ...cup, note: text }, "breaks", "compatible"],
    ["a field is gone", cup, { name: text }, "breaks", "breaks"],
    ["a field is renamed", cup, { title: text, color }, "breaks", "breaks"],
    ["a field has another type", cup, { ...cup, name: { type: "integer" } }, "breaks", "breaks"],
    ["a pattern is new", cup, { ...cup, name: { ...text, pattern: "^a" } }, "breaks", "breaks"],
    ["becomes required", { "name?": text }, { name: text }, "breaks", "compatible"],
    ["becomes optional", { name: text }, { "name?": text }, "compatible", "breaks"],
    ["longer", cup, { ...cup, name: { ...text, maxLength: 60 } }, "compatible", "compatible"],
    ["shorter", cup, { ...cup, name: { ...text, maxLength: 40 } }, "breaks", "compatible"],
    ["not so short", cup, { ...cup, name: { ...text, minLength: 2 } }, "breaks", "compatible"],
    ["a bound is new", { name: { type: "string" } }, { name: text }, "breaks", "compatible"],
    ["a bound is gone", { name: text }, { name: { type: "string" } }, "compatible", "compatible"],
    [
      "a value is new",
      { color: { enum: ["RED"] } },
      { color: { enum: ["RED", "BLUE"] } },
      "compatible",
      "compatible",
    ],
    [
      "a value is gone",
      { color: { enum: ["RED", "BLUE"] } },
      { color: { enum: ["RED"] } },
      "breaks",
      "compatible",
    ],
    ["any value will do", { color }, { color: { type: "string" } }, "compatible", "compatible"],
    ["a field in a list is gone", listOf(cup), listOf({ name: text }), "breaks", "breaks"],
  ])("%s", (_, before, after, asking, answering) => {
    expect(verdictOn(message(before), message(after))).toBe(asking);
    expect(verdictOn(asked(before), asked(after))).toBe(asking);
    expect(verdictOn(answered(before), answered(after))).toBe(answering);
  });
});

describe("a change of a contract", () => {
  test.each<[string, Contracts, Contracts, Verdict]>([
    ["a message is new", nothing, message(cup), "compatible"],
    ["a message is gone", message(cup), nothing, "breaks"],
    ["a message has another version", message(cup), message(cup, 2), "breaks"],
    ["a fact leaves out a field", fact(cup), fact({ name: text, "color?": color }), "breaks"],
    [
      "a command may leave out a field",
      message(cup),
      message({ name: text, "color?": color }),
      "compatible",
    ],
    ["a fact is promised a field", fact({ "name?": text }), fact({ name: text }), "breaks"],
    ["a fact may have a field", fact(cup), fact({ ...cup, "note?": text }), "compatible"],
    ["a route is new", nothing, route(), "compatible"],
    ["a route is gone", route(), nothing, "breaks"],
    ["a body is new, and optional", route(), asked({ "name?": text }), "compatible"],
    ["a body is new, and required", route(), asked(cup), "breaks"],
    ["a body is gone", asked(cup), route(), "breaks"],
    ["a key becomes required", route(), route({ idempotency: "required" }), "breaks"],
    ["a key is no longer required", route({ idempotency: "required" }), route(), "compatible"],
    ["guests are admitted", route(), route({ access: "guest" }), "compatible"],
    ["members are no longer admitted", route(), route({ access: ["operator"] }), "breaks"],
    ["an answer has another status", route(), route({ answers: { 201: null } }), "breaks"],
  ])("%s", (_, before, after, verdict) => {
    expect(verdictOn(before, after)).toBe(verdict);
  });

  test("is none where both say the same", () => {
    expect(changesBetween(currentContracts(), currentContracts())).toEqual([]);
  });

  test("names its place", () => {
    const lines = (fields: Fields) => asked({ lines: { type: "array", items: record(fields) } });
    expect(told(changesBetween(lines(cup), lines({ name: text })))).toEqual([
      "/api/cups POST body.lines[].color: is gone",
    ]);
  });
});
