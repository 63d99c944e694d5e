import { describe, expect, test } from "vitest";
import type { Actor } from "#kernel/message.ts";
import { partnerDisabled, partnerEnabled, partnerRegistered } from "#contexts/identity/contract.ts";
import type { Decision } from "#runtime/reaction.ts";
import { itemNames, items, itemTexts, reservations, stocks } from "./collections.ts";
import {
  adjustStock,
  changeItem,
  changeSaleStatus,
  deleteItem,
  itemAvailabilityChanged,
  listItem,
} from "./contract.ts";
import {
  emptyShop,
  HANEUL_TEA,
  lineOf,
  operator,
  orderOf,
  otherSeller,
  paid,
  placed,
  receive,
  robe,
  seller,
  type Shop,
  shopWith,
  tea,
  tokenOf,
  undoOf,
} from "./fixtures.ts";

const refusalOf = ({ answer }: Decision): string | undefined =>
  answer !== undefined && "refusal" in answer ? answer.refusal.refusal : undefined;
const valueOf = ({ answer }: Decision): unknown =>
  answer !== undefined && "value" in answer ? answer.value : undefined;
const said = ({ emitted = [] }: Decision) => emitted.map(({ definition }) => definition.type);

const available = (shop: Shop) => shop.row(stocks, tea.itemId)?.available;

describe("stock and orders", () => {
  test("S1.12 S1.28 an order lowers what is available, its payment sells it, its end gives it back", () => {
    const shop = shopWith(10, tea, robe);
    const order = orderOf(
      "mina",
      lineOf(1, tea, 2),
      lineOf(2, robe, 1, ["S", "RED"]),
      lineOf(3, tea, 1),
    );
    expect(said(shop.tell(placed(order)))).toEqual(["catalog.stock-reserved"]);
    expect(shop.row(stocks, tea.itemId)).toMatchObject({ available: 7, reserved: 3, sold: 0 });
    shop.tell(paid(order));
    expect(shop.row(stocks, tea.itemId)).toMatchObject({ available: 7, reserved: 0, sold: 3 });
    shop.tell(undoOf(order));
    expect(shop.row(stocks, tea.itemId)).toMatchObject({ available: 10, reserved: 0, sold: 0 });
    expect(shop.movements.filter(({ orderId }) => orderId !== undefined)).toEqual(
      (["RESERVE", "COMMIT", "RETURN"] as const).flatMap((kind) => [
        expect.objectContaining({ kind, itemId: tea.itemId, quantity: 3, orderId: order.orderId }),
        expect.objectContaining({ kind, itemId: robe.itemId, quantity: 1, orderId: order.orderId }),
      ]),
    );
  });

  test("S1.40 S3.21 stock 1,000: 100 orders of 3 leave 700; 400 leave 1", () => {
    const shop = shopWith(1_000, tea);
    const orders = Array.from({ length: 400 }, (_, n) => orderOf(`n${n}x`, lineOf(1, tea, 3)));
    for (const order of orders.slice(0, 100)) shop.tell(placed(order));
    expect(available(shop)).toBe(700);
    for (const order of orders.slice(100)) shop.tell(placed(order));
    expect(available(shop)).toBe(1);
    const refused = orders.filter(
      ({ orderId }) => shop.row(reservations, orderId)?.status === "REFUSED",
    );
    expect(refused).toHaveLength(67);
  });

  test("S2.5 all lines or none: one short line leaves the others on the shelf", () => {
    const shop = shopWith(3, tea, robe);
    shop.tell(placed(orderOf("mina", lineOf(1, tea, 3), lineOf(2, robe, 4, ["S", "RED"]))));
    expect(available(shop)).toBe(3);
    expect(shop.movements.some(({ kind }) => kind === "RESERVE")).toBe(false);
  });

  test("S2.20 what is sold out is not orderable, and is again once goods came in", () => {
    const shop = shopWith(0, tea);
    const first = shop.tell(placed(orderOf("mina", lineOf(1, tea, 1))));
    expect(first.emitted?.[0]?.body).toMatchObject({ reason: "STOCK_INSUFFICIENT" });
    const received = shop.tell(receive(tea, 1), seller);
    expect(valueOf(received)).toMatchObject({ saleStatus: "ON_SALE", availableQuantity: 1 });
    const told = (isAvailable: boolean, turn: number) => ({
      definition: itemAvailabilityChanged,
      body: { itemId: tea.itemId, isAvailable, turn },
    });
    expect(received.emitted).toMatchObject([told(true, 1)]);
    expect(shop.tell(receive(tea, 1), seller).emitted).toEqual([]);
    const last = shop.tell(placed(orderOf("jun", lineOf(1, tea, 2))));
    expect(said(last)).toEqual(["catalog.stock-reserved", "catalog.availability-changed"]);
    expect(last.emitted?.[1]).toMatchObject(told(false, 2));
  });

  test("W1 an undo that overtook its order: the late order holds nothing", () => {
    const shop = shopWith(5, tea);
    const order = orderOf("mina", lineOf(1, tea, 2));
    shop.tell(undoOf(order));
    expect(said(shop.tell(placed(order)))).toEqual([]);
    expect(said(shop.tell(paid(order)))).toEqual(["catalog.stock-commit-refused"]);
    expect(available(shop)).toBe(5);
  });

  test("W22 a payment told after the undo sells nothing again", () => {
    const shop = shopWith(5, tea);
    const order = orderOf("mina", lineOf(1, tea, 2));
    for (const message of [placed(order), undoOf(order), paid(order), undoOf(order)]) {
      shop.tell(message);
    }
    expect(shop.row(stocks, tea.itemId)).toMatchObject({ available: 5, reserved: 0, sold: 0 });
  });

  test("what was reserved of an item that is deleted since can still be sold and given back", () => {
    const shop = shopWith(5, tea);
    const order = orderOf("mina", lineOf(1, tea, 2));
    shop.tell(placed(order));
    shop.tell(deleteItem({ itemId: tea.itemId, itemVersion: 1 }), seller);
    expect(said(shop.tell(paid(order)))).toEqual(["catalog.stock-committed"]);
    shop.tell(undoOf(order));
    expect(available(shop)).toBe(5);
    const late = shop.tell(placed(orderOf("jun", lineOf(1, tea, 1))));
    expect(late.emitted?.[0]?.body).toMatchObject({ reason: "COMMON_ENTITY_NOT_FOUND" });
  });

  test("S0.2 a disabled partner's items are not orderable; enabled again they are", () => {
    const shop = shopWith(5, tea);
    const named = { partnerId: HANEUL_TEA, partnerName: "하늘차" };
    shop.tell(partnerRegistered(named));
    shop.tell(partnerDisabled(named));
    // Told again, late: the registration opens nothing.
    shop.tell(partnerRegistered(named));
    const refused = shop.tell(placed(orderOf("mina", lineOf(1, tea, 1))));
    expect(refused.emitted?.[0]?.body).toMatchObject({ reason: "PARTNER_DISABLED" });
    shop.tell(partnerEnabled(named));
    expect(said(shop.tell(placed(orderOf("jun", lineOf(1, tea, 1)))))).toEqual([
      "catalog.stock-reserved",
    ]);
  });
});

describe("items", () => {
  const draft = {
    itemId: tea.itemId,
    partnerId: HANEUL_TEA,
    name: "녹차",
    size: "-",
    priceMinor: 10_000n,
    optionGroups: [],
    saleStatus: "ON_SALE",
  } as const;
  const list = (shop: Shop, change: object = {}, actor: Actor = seller) =>
    shop.tell(listItem({ ...draft, optionGroups: [], ...change }), actor);
  const second = { itemId: tokenOf("itm", "second") };

  test("S0.3 an item is listed with its groups and options in their order, and no stock", () => {
    const shop = emptyShop();
    const optionGroups = robe.optionGroups.map(({ name, options }) => ({
      name,
      options: options.map(({ name: option, priceMinor }) => ({ name: option, priceMinor })),
    }));
    const decision = list(shop, { optionGroups, description: "곱다" });
    expect(said(decision)).toEqual(["catalog.item-listed"]);
    expect(valueOf(decision)).toMatchObject({
      price: 10_000n,
      saleStatus: "OUT_OF_STOCK",
      availableQuantity: 0,
      version: 1,
      description: "곱다",
      optionGroups: [
        { name: "사이즈", options: [{ name: "S" }, { name: "M" }, { name: "L" }] },
        {
          name: "색상",
          options: [
            { name: "RED", price: 0n },
            { name: "GOLD", price: 1_000n },
          ],
        },
      ],
    });
    const tokens = shop
      .row(items, tea.itemId)
      ?.optionGroups.flatMap(({ options }) => options.map(({ optionId }) => optionId));
    expect(new Set(tokens).size).toBe(5);
    expect(shop.row(stocks, tea.itemId)).toMatchObject({ received: 0 });
  });

  test("S1.11 a second item of the same name and size is refused; another size or partner is not", () => {
    const shop = emptyShop();
    list(shop);
    expect(refusalOf(list(shop, second))).toBe("ITEM_DUPLICATE");
    expect(shop.row(items, second.itemId)).toBeUndefined();
    expect(refusalOf(list(shop, { ...second, size: "100-M" }))).toBeUndefined();
    const theirs = { itemId: tokenOf("itm", "theirs"), partnerId: otherSeller.partnerId };
    expect(refusalOf(list(shop, theirs, otherSeller))).toBeUndefined();
  });

  test("a rename takes the new name and frees the old one", () => {
    const shop = emptyShop();
    list(shop);
    list(shop, { ...second, name: "홍차" });
    const rename = (name: string) =>
      shop.tell(changeItem({ itemId: tea.itemId, itemVersion: 1, name }), seller);
    expect(refusalOf(rename("홍차"))).toBe("ITEM_DUPLICATE");
    expect(refusalOf(rename("말차"))).toBeUndefined();
    expect(refusalOf(list(shop, { itemId: tokenOf("itm", "third") }))).toBeUndefined();
  });

  test("a price change keeps the name, and states the item whole at its next version", () => {
    const shop = emptyShop();
    list(shop, { description: "첫물" });
    const decision = shop.tell(
      changeItem({ itemId: tea.itemId, itemVersion: 1, priceMinor: 11_000n, category: "차" }),
      seller,
    );
    expect(decision.emitted?.[0]?.body).toEqual({ ...tea, itemVersion: 2, priceMinor: 11_000n });
    expect(valueOf(decision)).toMatchObject({
      price: 11_000n,
      category: "차",
      description: "첫물",
    });
    expect(refusalOf(list(shop, second))).toBe("ITEM_DUPLICATE");
    shop.tell(changeItem({ itemId: tea.itemId, itemVersion: 2, description: "" }), seller);
    expect(shop.row(itemTexts, tea.itemId)).toMatchObject({
      category: "차",
      description: undefined,
    });
  });

  test("S1.13 a deleted item is gone for its seller too, and its name is free", () => {
    const shop = emptyShop();
    list(shop);
    const decision = shop.tell(deleteItem({ itemId: tea.itemId, itemVersion: 1 }), seller);
    expect(decision.emitted?.[0]?.body).toMatchObject({ deleted: true, itemVersion: 2 });
    expect(refusalOf(shop.tell(receive(tea, 1), seller))).toBe("COMMON_ENTITY_NOT_FOUND");
    expect(refusalOf(list(shop, second))).toBeUndefined();
    expect(shop.row(itemNames, JSON.stringify([HANEUL_TEA, "녹차", "-"]))?.itemId).toBe(
      second.itemId,
    );
  });

  const { itemId } = tea;
  const edits = {
    change: (itemVersion?: number) => changeItem({ itemId, ...seen(itemVersion), priceMinor: 1n }),
    "sale status": (itemVersion?: number) =>
      changeSaleStatus({ itemId, ...seen(itemVersion), saleStatus: "SUSPENDED" }),
    delete: (itemVersion?: number) => deleteItem({ itemId, ...seen(itemVersion) }),
  };
  const seen = (itemVersion?: number) => (itemVersion === undefined ? {} : { itemVersion });
  test.each(Object.entries(edits))(
    "%s needs the version as it is, and the item's own seller",
    (_, edit) => {
      const answer = (version: number | undefined, actor: Actor) =>
        refusalOf(shopWith(1, tea).tell(edit(version), actor));
      expect(answer(undefined, seller)).toBe("VERSION_REQUIRED");
      expect(answer(2, seller)).toBe("VERSION_CONFLICT");
      expect(answer(1, otherSeller)).toBe("COMMON_ENTITY_NOT_FOUND");
      expect(answer(undefined, otherSeller)).toBe("COMMON_ENTITY_NOT_FOUND");
      expect(answer(1, seller)).toBeUndefined();
      expect(answer(1, operator)).toBeUndefined();
      expect(refusalOf(emptyShop().tell(edit(1), operator))).toBe("COMMON_ENTITY_NOT_FOUND");
    },
  );

  test("another seller can neither receive nor adjust", () => {
    const shop = shopWith(1, tea);
    expect(refusalOf(shop.tell(receive(tea, 1), otherSeller))).toBe("COMMON_ENTITY_NOT_FOUND");
    const adjust = adjustStock({ itemId, quantity: -1, reason: "깨짐" });
    expect(refusalOf(shop.tell(adjust, otherSeller))).toBe("COMMON_ENTITY_NOT_FOUND");
    expect(available(shop)).toBe(1);
    shop.tell(adjust, seller);
    expect(available(shop)).toBe(0);
    expect(shop.movements.at(-1)).toMatchObject({
      kind: "ADJUST",
      quantity: -1,
      reason: "깨짐",
      memberId: seller.memberId,
    });
  });

  test("S0.2 a disabled partner lists nothing, and lists again once enabled", () => {
    const shop = emptyShop();
    const named = { partnerId: HANEUL_TEA, partnerName: "하늘차" };
    shop.tell(partnerDisabled(named));
    expect(refusalOf(list(shop))).toBe("PARTNER_DISABLED");
    expect(refusalOf(list(shop, {}, operator))).toBe("PARTNER_DISABLED");
    shop.tell(partnerEnabled(named));
    expect(refusalOf(list(shop))).toBeUndefined();
  });

  test("an operator lists for partners that exist only", () => {
    const shop = emptyShop();
    expect(refusalOf(list(shop, {}, operator))).toBe("COMMON_ENTITY_NOT_FOUND");
    shop.tell(partnerRegistered({ partnerId: HANEUL_TEA, partnerName: "하늘차" }));
    expect(refusalOf(list(shop, {}, operator))).toBeUndefined();
  });

  test("the platform's ban is set and lifted by an operator alone", () => {
    const shop = shopWith(1, tea);
    const set = (saleStatus: "PROHIBITED" | "ON_SALE", itemVersion: number, actor: Actor) =>
      refusalOf(shop.tell(changeSaleStatus({ itemId, itemVersion, saleStatus }), actor));
    expect(set("PROHIBITED", 1, seller)).toBe("AUTH_FORBIDDEN");
    expect(set("PROHIBITED", 1, operator)).toBeUndefined();
    expect(set("ON_SALE", 2, seller)).toBe("AUTH_FORBIDDEN");
    expect(set("ON_SALE", 2, operator)).toBeUndefined();
    expect(refusalOf(list(emptyShop(), { saleStatus: "PROHIBITED" }))).toBe("AUTH_FORBIDDEN");
  });
});
