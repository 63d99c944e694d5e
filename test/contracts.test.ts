import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Contracts, currentContracts, type ShapeJson } from "../bin/contracts.ts";
import { changesBetween } from "../bin/contracts/compatibility.ts";
import type { Change } from "../bin/contracts/shapes.ts";

const FILE = "docs/contracts.json";
const snapshot = JSON.parse(
  readFileSync(join(resolve(import.meta.dirname, ".."), FILE), "utf8"),
) as Contracts;

const told = (changes: readonly Change[]) => changes.map(({ place, what }) => `${place}: ${what}`);

describe("what others rely on", () => {
  const changes = changesBetween(snapshot, currentContracts());

  test("has not changed in a way that breaks them; if it must, say why in docs/decisions and `npm run docs`", () => {
    expect(told(changes.filter(({ compatible }) => !compatible))).toEqual([]);
  });

  test("has only grown by what docs/contracts.json knows; if not, `npm run docs`", () => {
    expect(told(changes.filter(({ compatible }) => compatible))).toEqual([]);
    expect(currentContracts()).toEqual(snapshot);
  });
});

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
