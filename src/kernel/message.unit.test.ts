import { expect, test } from "vitest";
import { fact, readBody } from "./message.ts";
import { amount, listOf, optional, record, text } from "./schema.ts";

const teaPoured = fact("tea.poured", "cupId", {
  cupId: text(10),
  guests: listOf(record({ name: text(10) })),
  priceMinor: optional(amount()),
});
const said = (body: unknown) => ({
  id: "1",
  type: "tea.poured",
  version: 1,
  at: 0,
  key: "cup",
  correlation: "1",
  cause: "1",
  actor: { role: "system" as const },
  body,
});

test("a field of a newer build is let be, and written nowhere", () => {
  const body = { cupId: "cup", leaf: "green", guests: [{ name: "Mina", seat: 3 }], priceMinor: 5 };
  const read = readBody(teaPoured, said(body));
  if ("unreadable" in read) throw new Error(read.unreadable);
  expect(read.body.priceMinor).toBe(5n);
  expect(JSON.parse(teaPoured.codec.encode(read.body))).toEqual({
    cupId: "cup",
    guests: [{ name: "Mina" }],
    priceMinor: 5,
  });
});

test.each([
  ["a field that is missing", { cupId: "cup" }],
  ["a field of another kind", { cupId: 7, guests: [] }],
  ["a part of another kind", { cupId: "cup", guests: [{ name: 7 }] }],
  ["no object", null],
])("%s cannot be read", (_, body) => {
  expect(readBody(teaPoured, said(body))).toHaveProperty("unreadable");
});
