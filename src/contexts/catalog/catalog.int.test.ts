import { afterAll, describe, expect, test } from "vitest";
import { partnerRegistered } from "#contexts/identity/contract.ts";
import { orderPaid, orderPlaced } from "#contexts/order/contract.ts";
import { undoStock } from "./contract.ts";
import { context } from "./context.ts";
import { operator, otherSeller, seller, tokenOf } from "./fixtures.ts";
import { type Answer, openCatalog, orderFor } from "./onPostgres.fixture.ts";

const { client, tell, call, listed, stocked, detail, close } = await openCatalog();
afterAll(close);

describe("the catalog on PostgreSQL", () => {
  test("S0.3 S3.2 an item is read as it was listed; one that is unknown is not found", async () => {
    const optionGroups = [
      {
        name: "사이즈",
        options: [
          { name: "S", price: 0n },
          { name: "M", price: 0n },
        ],
      },
      {
        name: "색상",
        options: [
          { name: "RED", price: 0n },
          { name: "GOLD", price: 1_000n },
        ],
      },
    ];
    const item = await listed("한복", { optionGroups, description: "곱다" });
    expect(item).toMatchObject({ optionGroups, saleStatus: "OUT_OF_STOCK", size: "-", version: 1 });
    expect(await detail(item)).toEqual(item);
    const params = { itemId: tokenOf("itm", "unknown") };
    const unknown = await call(seller, "GET", "/api/items/:itemId", { params });
    expect(unknown.refusal).toBe("COMMON_ENTITY_NOT_FOUND");
  });

  test("S1.11 S1.13 an item is listed once, edited at its version, and deleted", async () => {
    const item = await listed("홍차");
    const again = await call(seller, "POST", "/api/items", { body: { name: "홍차", price: 1n } });
    expect(again.refusal).toBe("ITEM_DUPLICATE");

    const params = { itemId: item.itemId };
    const edit = { params, body: { price: 12_000n, description: "햇차" }, version: 1 };
    const edited = await call(seller, "PATCH", "/api/items/:itemId", edit);
    expect(edited.body).toMatchObject({ price: 12_000n, version: 2 });
    expect(await detail(item)).toEqual(edited.body);
    expect((await call(seller, "PATCH", "/api/items/:itemId", edit)).refusal).toBe(
      "VERSION_CONFLICT",
    );
    const theirs = await call(otherSeller, "DELETE", "/api/items/:itemId", { params, version: 2 });
    expect(theirs.refusal).toBe("COMMON_ENTITY_NOT_FOUND");
    const gone = await call(operator, "DELETE", "/api/items/:itemId", { params, version: 2 });
    expect(gone.status).toBe(204);
    expect(await detail(item)).toBeUndefined();
    expect((await listed("홍차")).itemId).not.toBe(item.itemId);
  });

  test("S1.12 S2.20 an order lowers what is available, until it is sold out", async () => {
    const item = await stocked("말차", 3);
    const [mina, jun] = [orderFor("Mina", item, 2), orderFor("Jun", item, 1)];
    await tell(orderPlaced(mina as never));
    expect(await detail(item)).toMatchObject({ availableQuantity: 1, saleStatus: "ON_SALE" });
    await tell(orderPlaced(jun as never));
    expect(await detail(item)).toMatchObject({ availableQuantity: 0, saleStatus: "OUT_OF_STOCK" });
    await tell(orderPaid({ orderId: mina.orderId } as never));
    await tell(undoStock({ orderId: jun.orderId }));

    const page = { params: { itemId: item.itemId }, query: { limit: 2 } };
    const path = "/api/items/:itemId/stock-movements";
    const first = (await call(seller, "GET", path, page)).body;
    expect(first).toMatchObject({
      stock: { receivedQuantity: 3, availableQuantity: 1, reservedQuantity: 0, soldQuantity: 2 },
      movements: [
        { kind: "RELEASE", quantity: 1, orderId: jun.orderId },
        { kind: "COMMIT", quantity: 2, orderId: mina.orderId },
      ],
    });
    const rest = await call(seller, "GET", path, {
      ...page,
      query: { limit: 3, cursor: first?.nextCursor },
    });
    expect(rest.body?.movements.map(({ kind }) => kind)).toEqual(["RESERVE", "RESERVE", "RECEIVE"]);
    expect(rest.body?.nextCursor).toBeUndefined();
    expect((await call(otherSeller, "GET", path, page)).refusal).toBe("COMMON_ENTITY_NOT_FOUND");
  });

  test("S1.12 items are listed newest first, by part of their name, by ids, by partner", async () => {
    const names = ["엽차 100%", "엽차 50_", "엽차 c"];
    const items: Answer[] = [];
    for (const name of names) items.push(await listed(name));
    const list = async (query: object) => (await call(seller, "GET", "/api/items", { query })).body;
    const ids = (page: Answer | undefined) => page?.items.map(({ itemId }) => itemId);
    const newest = items.map(({ itemId }) => itemId).toReversed();

    const first = await list({ q: "엽차 ", limit: 2 });
    expect(ids(first)).toHaveLength(2);
    const second = await list({ q: "엽차 ", limit: 2, cursor: first?.nextCursor });
    expect(new Set([...(ids(first) ?? []), ...(ids(second) ?? [])])).toEqual(new Set(newest));
    expect(second?.nextCursor).toBeUndefined();
    expect(ids(await list({ q: "0%" }))).toEqual([items[0]?.itemId]);
    expect(ids(await list({ q: "0_" }))).toEqual([items[1]?.itemId]);
    expect(
      ids(await list({ ids: [newest[0], newest[0], tokenOf("itm", "no")].join(",") })),
    ).toEqual([newest[0]]);
    expect(ids(await list({ partnerId: tokenOf("ptn", "nobody") }))).toEqual([]);
    const forged = { query: { cursor: tokenOf("itm", "forged") } };
    expect((await call(seller, "GET", "/api/items", forged)).refusal).toBe(
      "COMMON_INVALID_PARAMETER",
    );
  });

  test("an operator lists for a partner that identity told of", async () => {
    const body = { partnerId: tokenOf("ptn", "told"), name: "빵", price: 1_000n };
    const list = async () => call(operator, "POST", "/api/items", { body });
    expect((await list()).refusal).toBe("COMMON_ENTITY_NOT_FOUND");
    await tell(partnerRegistered({ partnerId: body.partnerId, partnerName: "빵집" }));
    expect((await list()).status).toBe(201);
  });
});

describe("the invariants", () => {
  const broken = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const { name, sql } of context.invariants) {
      if ((await client.query(sql)).rows.length > 0) found.push(name.split(" ").slice(0, 1).join());
    }
    return found;
  };
  const inTransaction = async (...statements: readonly string[]): Promise<string[]> => {
    await client.query("begin");
    try {
      for (const statement of statements) await client.query(statement);
      return await broken();
    } finally {
      await client.query("rollback");
    }
  };
  /** Order's row of that order, in that state. */
  const orderRow = (orderId: string, status: string, lines: object) =>
    `insert into "order".orders select * from json_populate_record(null::"order".orders, '${JSON.stringify(
      {
        order_id: orderId,
        order_number: "ORD-20260301-000001",
        member_id: tokenOf("mem", "mina"),
        service_type: "STANDARD",
        pay_method: "WALLET",
        auto_pay: false,
        orderer: {},
        address: {},
        lines,
        total_amount_minor: 1,
        order_discount_minor: 0,
        payable_amount_minor: 1,
        refunded_amount_minor: 0,
        status,
        cancel_reason: "X",
        money_taken: true,
        pay_attempts: 0,
        pay_in_flight: false,
        steps: {},
        history: [],
        order_version: 1,
        story: "test",
        placed_at: "2026-03-01",
        version: 1,
        created_at: "2026-03-01",
        updated_at: "2026-03-01",
      },
    )}')`;

  test("hold for what the catalog did, and each tells when its promise is broken", async () => {
    await client.query(
      `truncate catalog.items, catalog.item_names, catalog.item_texts, catalog.stocks,
                catalog.reservations, catalog.stock_movements`,
    );
    const item = await stocked("국화차", 10);
    const sold = orderFor("sold", item, 2);
    const held = orderFor("held", item, 3);
    const refused = orderFor("refused", item, 9);
    for (const order of [sold, held, refused]) await tell(orderPlaced(order as never));
    await tell(orderPaid({ orderId: sold.orderId } as never));
    await tell(undoStock({ orderId: tokenOf("ord", "early") }));
    const lines = [{ itemId: item.itemId, quantity: 2 }];
    const paidOrder = orderRow(sold.orderId, "PAID", lines);
    const stock = `catalog.stocks`;

    expect(await inTransaction(paidOrder)).toEqual([]);
    expect(await inTransaction()).toEqual(["I4"]);
    expect(
      await inTransaction(
        paidOrder,
        `alter table ${stock} drop constraint stock_is_conserved`,
        `update ${stock} set available = available + 1`,
      ),
    ).toEqual(["I1", "I2"]);
    expect(
      await inTransaction(
        paidOrder,
        `update ${stock} set received = 11, available = available + 1`,
      ),
    ).toEqual(["I2"]);
    expect(
      await inTransaction(
        paidOrder,
        `update catalog.reservations set status = 'RELEASED' where status = 'RESERVED'`,
      ),
    ).toEqual(["I3"]);
    expect(
      await inTransaction(paidOrder, `delete from catalog.reservations where status = 'RESERVED'`),
    ).toEqual(["I3"]);
    expect(await inTransaction(orderRow(sold.orderId, "REFUNDED", lines))).toEqual(["I4", "I5"]);
    expect(await inTransaction(orderRow(sold.orderId, "PAYMENT_CANCELLED", lines))).toEqual([
      "I4",
      "I5",
    ]);
    expect(await inTransaction(orderRow(held.orderId, "PAID", lines))).toEqual(["I5"]);
    expect(await inTransaction(paidOrder, `update catalog.items set deleted = true`)).toEqual([
      "A",
    ]);
    expect(await inTransaction(paidOrder, `delete from catalog.item_names`)).toEqual(["A"]);
  });

  test("the schema itself refuses a stock that does not add up, and a movement made twice", async () => {
    await expect(client.query(`update catalog.stocks set sold = sold + 1`)).rejects.toThrow(
      "stock_is_conserved",
    );
    await expect(
      client.query(
        `insert into catalog.stock_movements (item_id, kind, quantity, order_id, created_at)
         select item_id, kind, quantity, order_id, created_at from catalog.stock_movements
         where order_id is not null`,
      ),
    ).rejects.toThrow("stock_moves_once");
  });
});
