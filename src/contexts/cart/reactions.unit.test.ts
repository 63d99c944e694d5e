import { describe, expect, test } from "vitest";
import { memberWithdrawn } from "#contexts/identity/contract.ts";
import { NOON, type Stage, stageOf } from "#test/stage.ts";
import { availabilities, carts, items } from "./collections.ts";
import { abandonCart, addLine, changeLine, mergeCarts, removeLine } from "./contract.ts";
import { available, JUN, lineId, listed, MINA, shirt, tea, verified } from "./fixtures.ts";
import { reactions } from "./reactions.ts";
import { ABANDONED_AFTER_MS, anonymousCartId } from "./rules.ts";

const NOBODYS = anonymousCartId("digest");
const cup = { ...tea, itemId: tea.itemId.replace("tea", "cup") };

const shopWithTea = (): Stage => {
  const stage = stageOf(reactions);
  for (const item of [tea, cup, shirt]) stage.tell(listed(item));
  return stage;
};
const add = (name: string, cartId = MINA, { itemId } = tea, quantity = 1) =>
  addLine({ cartId, cartLineId: lineId(name), itemId, optionIds: [], quantity });
const linesOf = (stage: Stage, cartId = MINA) =>
  (stage.row(carts, cartId)?.lines ?? []).map(({ cartLineId, quantity }) => [cartLineId, quantity]);

describe("Mina's cart", () => {
  test("S2.3 adds up, changes and gives up lines; a repeated command changes nothing", () => {
    const stage = shopWithTea();
    stage.tell(add("1", MINA, tea, 2));
    expect(stage.tell(add("1", MINA, tea, 2)).changedRows).toBe(false);
    const { answer } = stage.tell(add("2", MINA, tea, 3));
    expect(answer).toMatchObject({
      settled: true,
      value: { cartLineId: lineId("1"), quantity: 5, unitListPrice: 10_000n },
    });
    const change = changeLine({ cartId: MINA, cartLineId: lineId("1"), quantity: 4 });
    stage.tell(change);
    expect(stage.tell(change).changedRows).toBe(false);
    expect(linesOf(stage)).toEqual([[lineId("1"), 4]]);

    stage.tell(removeLine({ cartId: MINA, cartLineId: lineId("1") }));
    expect(stage.row(carts, MINA)).toBeUndefined();
  });

  test("S2.3 another's line is as unknown as none", () => {
    const stage = shopWithTea();
    stage.tell(add("1"));
    for (const draft of [
      changeLine({ cartId: JUN, cartLineId: lineId("1"), quantity: 4 }),
      removeLine({ cartId: JUN, cartLineId: lineId("1") }),
    ]) {
      expect(stage.tell(draft).answer).toMatchObject({
        refusal: { refusal: "COMMON_ENTITY_NOT_FOUND" },
      });
    }
    expect(linesOf(stage)).toEqual([[lineId("1"), 1]]);
  });

  test("S2.2 what was ordered from it leaves with the order, once, and nothing else", () => {
    const stage = shopWithTea();
    stage.tell(add("1"));
    stage.tell(add("2", MINA, cup));
    stage.tell(verified([lineId("1")]));
    expect(linesOf(stage)).toEqual([[lineId("2"), 1]]);

    // The same thing again, thought of after the order.
    stage.tell(add("3"));
    expect(stage.tell(verified([lineId("1")])).changedRows).toBe(false);
    expect(linesOf(stage)).toEqual([
      [lineId("2"), 1],
      [lineId("3"), 1],
    ]);
  });

  test("an order that names no line, or another's line, leaves every cart as it is", () => {
    const stage = shopWithTea();
    stage.tell(add("1"));
    stage.tell(add("2", JUN));
    expect(stage.tell(verified([])).changedRows).toBe(false);
    expect(stage.tell(verified([lineId("1")], JUN)).changedRows).toBe(false);
    expect([linesOf(stage), linesOf(stage, JUN)]).toEqual([[[lineId("1"), 1]], [[lineId("2"), 1]]]);
  });

  test("goes with the member", () => {
    const stage = shopWithTea();
    stage.tell(add("1"));
    stage.tell(memberWithdrawn({ memberId: MINA }));
    expect(stage.tell(memberWithdrawn({ memberId: MINA })).changedRows).toBe(false);
    expect(stage.rows(carts)).toEqual([]);
  });
});

describe("an anonymous cart", () => {
  const merge = mergeCarts({ cartId: MINA, anonymousCartId: NOBODYS });

  test("is merged at log-in: equal lines add up, and a second merge finds nothing", () => {
    const stage = shopWithTea();
    stage.tell(add("1", MINA, tea, 2));
    stage.tell(add("2", NOBODYS, tea, 3));
    stage.tell(add("3", NOBODYS, cup));
    const { answer, deadlines } = stage.tell(merge);
    expect(answer).toMatchObject({ value: { mergedLines: 2, leftLines: 0 } });
    expect(deadlines).toEqual([{ name: "abandoned", key: NOBODYS, cleared: true }]);
    expect(linesOf(stage)).toEqual([
      [lineId("1"), 5],
      [lineId("3"), 1],
    ]);
    expect(stage.row(carts, NOBODYS)).toBeUndefined();
    expect(stage.tell(merge)).toMatchObject({
      changedRows: false,
      answer: { value: { mergedLines: 0, leftLines: 0 } },
    });
  });

  test("keeps what the member's cart has no room for", () => {
    const stage = shopWithTea();
    stage.tell(add("1", MINA, tea, 9_000));
    stage.tell(add("2", NOBODYS, tea, 1_000));
    stage.tell(add("3", NOBODYS, cup));
    expect(stage.tell(merge).answer).toMatchObject({ value: { mergedLines: 1, leftLines: 1 } });
    expect(linesOf(stage, NOBODYS)).toEqual([[lineId("2"), 1_000]]);
  });

  test("is thrown away when nobody touched it for thirty days, and not before", () => {
    const stage = shopWithTea();
    const [first] = stage.tell(add("1", NOBODYS)).deadlines;
    expect(first).toMatchObject({ at: NOON + ABANDONED_AFTER_MS });
    stage.tell(add("2", NOBODYS, cup), { at: NOON + 1 });
    expect(stage.tell(abandonCart({ cartId: NOBODYS, since: NOON })).changedRows).toBe(false);
    stage.tell(abandonCart({ cartId: NOBODYS, since: NOON + 1 }));
    expect(stage.rows(carts)).toEqual([]);
    expect(stage.tell(add("1")).deadlines).toEqual([]);
  });
});

describe("the copies of items", () => {
  test("a later version stays, whatever comes after it", () => {
    const stage = stageOf(reactions);
    stage.tell(listed({ ...tea, itemVersion: 3, priceMinor: 12_000n }));
    for (const itemVersion of [1, 2, 3]) {
      expect(stage.tell(listed({ ...tea, itemVersion })).changedRows).toBe(false);
    }
    expect(stage.row(items, tea.itemId)).toMatchObject({ priceMinor: 12_000n });
  });

  test("a later turn of the stock stays, whatever comes after it, and needs no item", () => {
    const stage = stageOf(reactions);
    stage.tell(available(tea, false, 2));
    expect(stage.tell(available(tea, true, 1)).changedRows).toBe(false);
    expect(stage.tell(available(tea, true, 2)).changedRows).toBe(false);
    expect(stage.row(availabilities, tea.itemId)).toMatchObject({ isAvailable: false });
    stage.tell(available(tea, true, 3));
    expect(stage.row(availabilities, tea.itemId)).toMatchObject({ isAvailable: true });
  });
});
