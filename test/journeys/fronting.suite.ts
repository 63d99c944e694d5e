/** The front door: repeated requests, floods, and what it says of itself. */
import { Client } from "pg";
import { Pool } from "undici";
import { describe, expect, it } from "vitest";
import {
  newGoods,
  onceOnly,
  operatorOf,
  type Person,
  place,
  placed,
  placement,
  prepared,
} from "#test/town/people.ts";
import { statedOf } from "#test/town/logs.ts";
import { ask, balanceOf, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

/** More than the front answers at once. */
const FLOOD = 4_600;
const ORDERS_IN_FLOOD = 200;
const CONNECTIONS = 100;

type Came = {
  readonly isOrder: boolean;
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: unknown;
};

export function fronting(town: () => Town): void {
  const shelf = async (stock = 1_000) =>
    (await newGoods(town(), await sellerOf(town()), { price: 1_000, stock })).itemId;

  describe("fronting", () => {
    it("S0.29 the same x-request-id and body give the first answer again, and every fact of the order bears it", async () => {
      const mina = await stranger(town(), 10_000);
      const itemId = await shelf();
      const requestId = `mina-${crypto.randomUUID().slice(0, 8)}`;
      const headers = { "x-request-id": requestId };
      const submit = (more: object = {}) =>
        place(town(), mina, [{ itemId }], { autoPay: true, ...more }, headers);
      const first = await submit();
      const second = await submit();

      expect(first.status).toBe(201);
      expect(second).toMatchObject({ status: 201, body: first.body });
      expect(second.headers.get("idempotent-replayed")).toBe("true");
      expect(second.headers.get("x-request-id")).toBe(requestId);
      expect(await submit({ autoPay: false })).toMatchObject({
        status: 422,
        body: { code: "IDEMPOTENCY_KEY_REUSED", requestId },
      });
      await town().quiet();
      const { orderId } = first.body;
      for (const context of ["order", "catalog", "payment", "wallet", "delivery"]) {
        const stated = await statedOf(town(), context, orderId);
        expect(stated.length, context).toBeGreaterThan(0);
        for (const message of stated) expect(message.requestId, message.type).toBe(requestId);
      }
      expect(await balanceOf(town(), mina)).toBe(9_000);
    });

    it("S0.29 a write that moves money or stock needs a key; a hasty repetition without one is caught", async () => {
      const mina = await stranger(town());
      const jun = await stranger(town());
      const charge = (asker: Person, headers: Readonly<Record<string, string>>) =>
        town().request("POST", "/api/wallet/charges", {
          body: { amount: 500 },
          token: asker.token,
          headers,
        });
      const key = onceOnly();

      expect(await charge(mina, {})).toMatchObject({
        status: 400,
        body: { code: "IDEMPOTENCY_KEY_REQUIRED" },
      });
      const answers = [await charge(mina, key), await charge(mina, key)];
      for (const { status, body } of answers) {
        expect([status, body]).toEqual([201, answers[0]?.body]);
      }
      // The key is the caller's own: another's is another.
      expect((await charge(jun, key)).status).toBe(201);
      expect([await balanceOf(town(), mina), await balanceOf(town(), jun)]).toEqual([500, 500]);

      const seller = await sellerOf(town());
      const list = () =>
        town().request("POST", "/api/items", {
          body: { name: `hasty ${mina.memberId}`, price: 1 },
          token: seller.token,
        });
      expect((await list()).status).toBe(201);
      const hasty = await list();
      expect(hasty).toMatchObject({ status: 429, body: { code: "DUPLICATE_REQUEST" } });
      expect(hasty.headers.get("retry-after")).toBe("1");
    });

    it("S4.13 S3.26 a flood is turned away with 503 and a time to come back; what was accepted is finished", async () => {
      const mina = await stranger(town());
      const itemId = await shelf();
      const { databaseUrl } = town().processOf("order");
      // Nothing is decided behind the lock, so that more wait than the front takes.
      const flood = await whileLocked(databaseUrl, `"order".orders`, async () => {
        const coming = flooding(town(), mina, itemId);
        await until(coming.turnedAway, (count) => count > 0, 40_000);
        return coming;
      });
      const answers = await flood.ended();
      await town().quiet();

      const accepted = answers.filter(({ status }) => status < 500);
      const away = answers.filter(({ status }) => status >= 500);
      expect(accepted.length + away.length).toBe(FLOOD);
      expect(away.length).toBeGreaterThan(0);
      for (const { status, retryAfter, body } of away) {
        expect([status, body]).toMatchObject([503, { code: "SERVICE_OVERLOADED" }]);
        expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
        expect(Number(retryAfter)).toBeLessThanOrEqual(10);
      }
      const orders = accepted.filter(({ isOrder }) => isOrder);
      for (const { status } of orders) expect(status).toBe(201);
      const rows = await town().sql<{ readonly status: string }>(
        "order",
        `select status from "order".orders where member_id = $1`,
        [mina.memberId],
      );
      expect(rows).toHaveLength(orders.length);
      for (const { status } of rows) expect(status).toBe("AWAITING_PAYMENT");
      expect((await place(town(), mina, [{ itemId }])).status).toBe(201);
    });

    it("S2.1 S3.31 each process serves the document of its own API, to read and to try", async () => {
      for (const { url, contexts } of town().processes) {
        const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
          readonly openapi: string;
          readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
        };
        expect(document.openapi).toMatch(/^3\.1/);
        const named = new Set(
          Object.values(document.paths).flatMap((operations) =>
            Object.values(operations).map((of) => (of as { "x-context": string })["x-context"]),
          ),
        );
        for (const context of contexts) expect(named).toContain(context);
        const page = await fetch(`${url}/docs`);
        expect(page.headers.get("content-type")).toContain("text/html");
      }
      const operator = await operatorOf(town());
      const mina = await stranger(town(), 5_000);
      const { orderId } = await prepared(town(), mina, [{ itemId: await shelf() }]);
      await placed(town(), mina, [{ itemId: await shelf() }]);
      // Every list and page, so that each is seen to answer as its document says.
      for (const [asker, path] of [
        [mina, `/api/orders/${orderId}`],
        [mina, "/api/orders"],
        [operator, "/api/orders"],
        [operator, "/api/payments"],
        [operator, "/api/shipments"],
        [operator, "/api/partners"],
        [operator, "/api/members"],
        [mina, "/api/wallet/entries"],
        [mina, "/api/my/coupons"],
        [undefined, "/api/items"],
        [undefined, "/api/coupons"],
      ] as const) {
        expect((await ask(town(), asker, "GET", path)).status, path).toBe(200);
      }
    });
  });
}

/** Acts while a table is locked from outside. */
async function whileLocked<T>(databaseUrl: string, table: string, act: () => Promise<T>) {
  const outside = new Client({ connectionString: databaseUrl });
  await outside.connect();
  try {
    await outside.query(`begin; lock table ${table} in access exclusive mode`);
    return await act();
  } finally {
    await outside.end();
  }
}

/** Requests for orders, among many more for a receipt of none, pipelined on a hundred connections. */
function flooding(town: Town, { token }: Person, itemId: string) {
  const pool = new Pool(town.urlOf("/api/orders", "POST"), {
    connections: CONNECTIONS,
    pipelining: Math.ceil(FLOOD / CONNECTIONS),
    headersTimeout: 120_000,
  });
  const every = Math.floor(FLOOD / ORDERS_IN_FLOOD);
  let turnedAway = 0;
  const asked = Array.from({ length: FLOOD }, async (_, index): Promise<Came> => {
    const isOrder = index % every === 0;
    const nobodys = `ord_${String(index).padStart(16, "0")}`;
    const { statusCode, headers, body } = await pool.request({
      method: "POST",
      // Or undici would send nothing after it on the same connection.
      idempotent: true,
      blocking: false,
      path: isOrder ? "/api/orders" : `/api/orders/${nobodys}/receipt`,
      headers: {
        authorization: `Bearer ${token}`,
        ...onceOnly(),
        ...(isOrder ? { "content-type": "application/json" } : {}),
      },
      ...(isOrder ? { body: JSON.stringify(placement([{ itemId }])) } : {}),
    });
    if (statusCode === 503) turnedAway++;
    const retryAfter = headers["retry-after"];
    return {
      isOrder,
      status: statusCode,
      retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
      body: await body.json(),
    };
  });
  const ended = async () => {
    const answers = await Promise.all(asked);
    await pool.close();
    return answers;
  };
  return { turnedAway: () => turnedAway, ended };
}
