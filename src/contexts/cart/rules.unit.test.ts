import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINES_MAX, QUANTITY_MAX } from "./contract.ts";
import { lineId, optionId, shirt, tea } from "./fixtures.ts";
import { type CartLine, merged, newLine, withLine, without, withQuantity } from "./rules.ts";
import { showCart } from "./rules/showing.ts";

const GOLD_L = [optionId("L"), optionId("GOLD")];
const lineOf = (name: string, more: Partial<CartLine> = {}): CartLine => ({
  cartLineId: lineId(name),
  itemId: tea.itemId,
  optionIds: [],
  quantity: 1,
  seenUnitListPriceMinor: 10_000n,
  ...more,
});
const itemOf = (no: number) => `itm_${String(no).padStart(16, "0")}`;
const full = Array.from({ length: LINES_MAX }, (_, no) =>
  lineOf(String(no), { itemId: itemOf(no), quantity: QUANTITY_MAX }),
);

describe("a new line", () => {
  const wanted = { cartLineId: lineId("1"), itemId: shirt.itemId, quantity: 2 };
  const refused = (refusal: string) => ({ refusal });

  test.each([
    ["both options", { ...shirt }, GOLD_L, { seenUnitListPriceMinor: 31_000n, optionIds: GOLD_L }],
    ["options in any order", shirt, GOLD_L.toReversed(), { optionIds: GOLD_L }],
    ["sold out for the moment", { ...shirt, saleStatus: "OUT_OF_STOCK" }, GOLD_L, { quantity: 2 }],
    ["one option too few", shirt, GOLD_L.slice(1), refused("COMMON_INVALID_PARAMETER")],
    ["twice the same", shirt, [optionId("L"), optionId("L")], refused("COMMON_INVALID_PARAMETER")],
    ["two of a group", shirt, [optionId("L"), optionId("S")], refused("COMMON_INVALID_PARAMETER")],
    ["unknown", undefined, [], refused("COMMON_ENTITY_NOT_FOUND")],
    ["deleted", { ...shirt, deleted: true }, GOLD_L, refused("COMMON_ENTITY_NOT_FOUND")],
    ["suspended", { ...shirt, saleStatus: "SUSPENDED" }, GOLD_L, refused("ITEM_NOT_ON_SALE")],
    ["prohibited", { ...shirt, saleStatus: "PROHIBITED" }, GOLD_L, refused("ITEM_NOT_ON_SALE")],
  ])("%s", (_, item, optionIds, expected) => {
    expect(newLine({ ...wanted, optionIds }, item)).toEqual(expect.objectContaining(expected));
  });
});

describe("the lines of a cart", () => {
  test("S2.3 the same item with the same options is one line and adds up; other options are another", () => {
    const shirts = { itemId: shirt.itemId, seenUnitListPriceMinor: 31_000n };
    const gold = lineOf("gold", { ...shirts, optionIds: GOLD_L, quantity: 2 });
    const red = lineOf("red", { ...shirts, optionIds: [optionId("L"), optionId("RED")] });
    const again = { ...gold, cartLineId: lineId("again"), quantity: 3 };

    const lines = [red, again].reduce<readonly CartLine[]>(
      (sofar, line) => withLine(sofar, line) as readonly CartLine[],
      [gold],
    );
    expect(lines).toEqual([{ ...gold, quantity: 5 }, red]);
  });

  test("no more lines and no more of one thing than a cart takes", () => {
    expect(withLine(full, lineOf("new"))).toMatchObject({
      refusal: "COMMON_INVALID_PARAMETER",
      details: [{ field: "lines", code: "TOO_MANY", values: { maximum: LINES_MAX } }],
    });
    expect(withLine(full, lineOf("more", { itemId: itemOf(1) }))).toMatchObject({
      details: [{ field: "quantity", code: "TOO_LARGE", values: { maximum: QUANTITY_MAX } }],
    });
  });

  test("what is not in the cart is neither changed nor removed", () => {
    const lines = [lineOf("1")];
    expect(withQuantity(lines, lineId("2"), 5)).toBeUndefined();
    expect(withQuantity(lines, lineId("1"), 5)?.lines).toEqual([lineOf("1", { quantity: 5 })]);
    expect(without(lines, [lineId("2")])).toBe(lines);
    expect(without(lines, [lineId("1")])).toEqual([]);
  });

  test("two carts merged hold what both held: nothing is lost and nothing made", () => {
    const cart = fc
      .uniqueArray(fc.tuple(fc.nat(130), fc.integer({ min: 1, max: QUANTITY_MAX })), {
        selector: ([no]) => no,
        maxLength: LINES_MAX,
      })
      .map((lines) =>
        lines.map(([no, quantity]) => lineOf(`at${no}end`, { itemId: itemOf(no), quantity })),
      );
    const units = (...carts: (readonly CartLine[])[]) => {
      const sums = new Map<string, number>();
      for (const { itemId, quantity } of carts.flat())
        sums.set(itemId, (sums.get(itemId) ?? 0) + quantity);
      return [...sums].toSorted();
    };
    fc.assert(
      fc.property(cart, cart, (own, other) => {
        const theirs = other.map((line) => ({ ...line, cartLineId: `${line.cartLineId}b` }));
        const { lines, left } = merged(own, theirs);
        expect(units(lines, left)).toEqual(units(own, theirs));
        expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
        expect(Math.max(0, ...lines.map(({ quantity }) => quantity))).toBeLessThanOrEqual(
          QUANTITY_MAX,
        );
        expect(new Set(lines.map(({ itemId }) => itemId)).size).toBe(lines.length);
      }),
    );
  });
});

describe("a cart as it is shown", () => {
  const of = (item: typeof tea | undefined, isAvailable = true) => ({
    items: new Map(item === undefined ? [] : [[tea.itemId, item]]),
    availabilities: new Map([[tea.itemId, { itemId: tea.itemId, isAvailable, turn: 1 }]]),
  });
  const two = [lineOf("1", { quantity: 2 })];

  test.each([
    ["as it was put in", of(tea), { orderable: true, priceChanged: false, lineAmount: 20_000n }],
    ["dearer", of({ ...tea, priceMinor: 12_000n }), { priceChanged: true, lineAmount: 24_000n }],
    ["sold out", of(tea, false), { orderable: false, reason: "SOLD_OUT" }],
    ["never in stock", { ...of(tea), availabilities: new Map() }, { reason: "SOLD_OUT" }],
    ["suspended", of({ ...tea, saleStatus: "SUSPENDED" }), { reason: "ITEM_NOT_ON_SALE" }],
    ["deleted", of({ ...tea, deleted: true }), { reason: "ITEM_GONE", priceChanged: false }],
    ["unknown", of(undefined), { reason: "ITEM_GONE", itemName: "-" }],
    [
      "with options since",
      of({ ...tea, optionGroups: shirt.optionGroups }),
      { reason: "OPTIONS_CHANGED", options: [] },
    ],
  ])("%s", (_, shelf, expected) => {
    const cart = showCart(two, shelf);
    expect(cart.lines).toMatchObject([expected]);
    const [line] = cart.lines;
    const sum = line?.orderable === true ? line.lineAmount : 0n;
    expect(cart).toMatchObject({ totalAmount: sum, quantity: sum === 0n ? 0 : 2, currency: "KRW" });
  });
});
