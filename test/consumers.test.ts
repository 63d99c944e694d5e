import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { contexts } from "../bin/messages.ts";
import { type Contracts, currentContracts } from "../bin/contracts.ts";
import { ANY, type ConsumersNeeds, lacking } from "../bin/contracts/consumers.ts";
import { readingNoted } from "../bin/contracts/recording.ts";
import { reactionsOf } from "#runtime/reaction.ts";
import { fact } from "#kernel/message.ts";
import { listOf, record, text } from "#kernel/schema.ts";

const read = (file: string) => readFileSync(join(resolve(import.meta.dirname, ".."), file), "utf8");
const needsIn = (file: string) => JSON.parse(read(file)) as ConsumersNeeds;

const inside = needsIn("docs/consumers.json");
const outside = needsIn("examples/paid_gifts.needs.json");
const contracts = currentContracts();

/** The contracts where a fact lacks a field of its top. */
function without(type: string, field: string): Contracts {
  const changed = structuredClone(contracts);
  const shape = changed.messages[type]?.shape;
  const { properties } = shape as unknown as { properties: Record<string, unknown> };
  expect(properties).toHaveProperty(field);
  delete properties[field];
  return changed;
}

describe("consumers", () => {
  test("S1.48 find in the facts of others every field that they read, contexts and outsiders alike", () => {
    expect(lacking(inside, contracts)).toEqual([]);
    expect(lacking(outside, contracts)).toEqual([]);
  });

  test("S1.48 are listed, every context with every fact of others that it hears", () => {
    const heard = contexts.flatMap(({ name, reactions }) =>
      reactions
        .filter(({ definition }) => definition.kind === "fact" && definition.context !== name)
        .map(({ definition }) => `${name} ${definition.type}`),
    );
    const listed = Object.entries(inside).flatMap(([consumer, facts]) =>
      Object.keys(facts).map((type) => `${consumer} ${type}`),
    );
    expect(listed.toSorted()).toEqual(heard.toSorted());
    const seen = Object.values(inside).flatMap((facts) => Object.values(facts));
    expect(seen.filter(([field]) => field !== ANY).length).toBeGreaterThan(100);
  });

  test("S1.48 miss a field that its producer removes, each by its name", () => {
    expect(lacking(inside, without("order.placed", "lines"))).toEqual(
      expect.arrayContaining([
        "catalog needs lines[].quantity of order.placed",
        "coupon needs lines[].memberCouponIds of order.placed",
      ]),
    );
    expect(lacking(outside, without("order.paid", "serviceType"))).toEqual([
      "examples/paid_gifts.py needs serviceType of order.paid",
    ]);
  });

  test("S1.48 miss a fact that is not stated any more", () => {
    const { "order.paid": _, ...messages } = contracts.messages;
    expect(lacking(outside, { ...contracts, messages })).toEqual([
      "examples/paid_gifts.py needs order.paid",
    ]);
  });

  test("outside the repository's own language read what their list says", () => {
    const program = read("examples/paid_gifts.py");
    const fields = [...program.matchAll(/data"?\]?\["(\w+)"\]/g)].map(([, field]) => field);
    const [[type, listed] = []] = Object.entries(outside["examples/paid_gifts.py"] ?? {});
    expect(program).toContain(`FACT = "${type}"`);
    expect([...new Set(fields)].toSorted()).toEqual(listed);
  });
});

test("a reading is noted with its place, what is only passed on is not", () => {
  const sold = fact("shop.sold", "orderId", {
    orderId: text(),
    lines: listOf(record({ name: text(), size: text() })),
    note: text(),
  });
  const seen = new Set<string>();
  const reaction = reactionsOf("till")(sold, {
    needs: () => ({}),
    decide: ({ orderId, lines }) => ({
      answer: { settled: true, value: [orderId, lines.map(({ name }) => name)] },
    }),
  });
  const noted = readingNoted(reaction, (path) => seen.add(path));
  const lines = [{ name: "cup", size: "L" }];
  const decision = noted.decide(
    { orderId: "o", lines, note: "" } as never,
    {} as never,
    {} as never,
  );
  expect(decision.answer).toMatchObject({ value: ["o", ["cup"]] });
  expect([...seen]).toEqual(["orderId", "lines", "lines[].name"]);
});
