/** What a transaction holds, and what becomes of it when the database fails. */
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import {
  newGoods,
  onceOnly,
  orderShown,
  pay,
  place,
  placed,
  type PlacedOrder,
  placement,
  unique,
} from "#test/town/people.ts";
import { couponsFor } from "#test/town/coupons.ts";
import { typesOf } from "#test/town/logs.ts";
import { metricOf, parkedOf, redrive } from "#test/town/operations.ts";
import { balanceOf, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import { CONTEXTS, type Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

/** The rows of one order, in every context: the table, and the key that names the order's row. */
const ROWS_OF_AN_ORDER = [
  ["order", "orders", "order_id"],
  ["catalog", "reservations", "order_id"],
  ["catalog", "stock_movements", "order_id"],
  ["coupon", "redemptions", "order_id"],
  ["coupon", "member_coupons", "order_id"],
  ["payment", "payments", "order_id"],
  ["wallet", "order_bookings", "order_id"],
  ["wallet", "wallet_transactions", "order_id"],
  ["delivery", "shipments", "order_id"],
  ["query", "order_views", "order_id"],
] as const;

/** An order of this orderer cannot be written where the constraint stands. */
const UNWRITABLE = { orderer: { name: "Broken", phone: "010-1234-5678", email: "b@x.example" } };

export function committing(town: () => Town): void {
  const shelf = async (price = 1_000) =>
    (await newGoods(town(), await sellerOf(town()), { price, stock: 100 })).itemId;
  /** Runs while a table refuses rows that break the check. */
  const whileBroken = async <T>(
    context: string,
    table: string,
    check: string,
    act: () => Promise<T>,
  ): Promise<T> => {
    const name = `"${context}".${table}`;
    await town().sql(
      context,
      `alter table ${name} add constraint broken check (${check}) not valid`,
    );
    try {
      return await act();
    } finally {
      await town().sql(context, `alter table ${name} drop constraint broken`);
    }
  };
  const rowsOf = async (orderId: string) => {
    const found: { readonly table: string; readonly xmin: string }[] = [];
    for (const [context, table, key] of ROWS_OF_AN_ORDER) {
      const rows = await town().sql<{ readonly xmin: string }>(
        context,
        `select xmin::text from "${context}".${table} where ${key} = $1`,
        [orderId],
      );
      found.push(...rows.map(({ xmin }) => ({ table: `${context}.${table}`, xmin })));
    }
    return found;
  };

  /** Applies again whatever a process could not, and what came for the same keys meanwhile. */
  const redriveAll = async (context: string): Promise<readonly string[]> => {
    const { contexts } = town().processOf(context);
    const keys = new Set<string>();
    const stillParked = async () => {
      let found = 0;
      for (const consumer of contexts) {
        const parked = await parkedOf(town(), consumer);
        found += parked.length;
        for (const key of new Set(parked.map((message) => message.key))) {
          await redrive(town(), consumer, key);
          keys.add(key);
        }
      }
      await town().quiet();
      return found;
    };
    await until(stillParked, (found) => found === 0);
    return [...keys];
  };

  describe("committing", () => {
    it("S2.7 S2.24 a paid order with its coupon is rows of every context: of one transaction where they share a process", async () => {
      const mina = await stranger(town(), 100_000);
      const [itemId, [coupon = ""]] = await Promise.all([
        shelf(10_000),
        couponsFor(town(), mina, { type: "FIXED", value: 1_000 }),
      ]);
      const line = { itemId, memberCouponIds: [coupon] };
      const { orderId, status } = await placed(town(), mina, [line], { autoPay: true });
      const rows = await rowsOf(orderId);

      expect(status).toBe("PREPARED");
      const tables = new Set(rows.map(({ table }) => table));
      expect(tables.size).toBe(ROWS_OF_AN_ORDER.length);
      const transactions = new Set(rows.map(({ xmin }) => xmin));
      if (town().topology === "fused") expect(transactions.size).toBe(1);
      else {
        expect(transactions.size).toBeGreaterThan(1);
        // A process has the tables of its own contexts alone.
        for (const { contexts } of town().processes) {
          const [first = ""] = contexts;
          const schemas = await town().sql<{ readonly name: string }>(
            first,
            `select nspname as name from pg_namespace where nspname = any($1)`,
            [CONTEXTS],
          );
          expect(schemas.map(({ name }) => name).toSorted()).toEqual([...contexts].toSorted());
        }
      }
    });

    it("S2.7 S2.10 a failure in the last step of an order leaves no row of it in that transaction, and no fact", async () => {
      const mina = await stranger(town(), 100_000);
      const itemId = await shelf();
      const check = `orderer is null or orderer->>'name' <> 'Broken'`;
      const headers = { ...onceOnly(), "x-request-id": unique("forced") };
      const more = { ...UNWRITABLE, autoPay: true };

      await whileBroken("query", "order_views", check, async () => {
        const { status, body } = await place(town(), mina, [{ itemId }], more, headers);
        await town().quiet();
        if (town().topology === "fused") {
          expect([status, body.code]).toEqual([500, "COMMON_SYSTEM_ERROR"]);
          const orders = await town().sql(
            "order",
            `select 1 from "order".orders where member_id = $1`,
            [mina.memberId],
          );
          expect(orders).toEqual([]);
          expect(await balanceOf(town(), mina)).toBe(100_000);
          expect(await stockOf(town(), itemId)).toMatchObject({ availableQuantity: 100 });
          const stated = await town().sql(
            "order",
            `select 1 from "order".log where strpos(messages, $1) > 0`,
            [mina.memberId],
          );
          expect(stated).toEqual([]);
          return;
        }
        // Elsewhere the order is another transaction's: the page alone waits, with its later facts.
        expect(status).toBe(201);
        const [parked] = await parkedOf(town(), "query");
        expect(parked).toMatchObject({ key: body.orderId, reasonClass: "refused_by_database" });
      });
      for (const key of await redriveAll("query")) {
        expect(await orderShown(town(), mina, key)).toMatchObject({ status: "PREPARED" });
      }
    });

    it("S2.10 the payment is told only once it is committed: what cannot be stored is not stated", async () => {
      const mina = await stranger(town(), 100_000);
      const itemId = await shelf();
      const { orderId, payableAmount } = await placed(town(), mina, [{ itemId }], UNWRITABLE);
      const check = `orderer->>'name' <> 'Broken' or status in ('PLACED', 'AWAITING_PAYMENT')`;
      const headers = { ...onceOnly(), "x-request-id": unique("forced") };

      await whileBroken("order", "orders", check, async () => {
        await pay(town(), mina, orderId, payableAmount, headers);
        await town().quiet();
        expect(await typesOf(town(), "order", orderId)).not.toContain("order.paid");
        expect(await orderShown(town(), mina, orderId)).toMatchObject({
          status: "AWAITING_PAYMENT",
        });
      });
      const parked = await redriveAll("order");
      expect(parked).toEqual(town().topology === "fused" ? [] : [orderId]);
      if (parked.length === 0) await pay(town(), mina, orderId, payableAmount);
      expect(await orderShown(town(), mina, orderId)).toMatchObject({ status: "PREPARED" });
      expect(await typesOf(town(), "order", orderId)).toContain("order.paid");
    });

    it("S2.9 an order outlives a lost connection and a deadlock; what lasts fails at once", async () => {
      const mina = await stranger(town(), 100_000);
      const itemId = await shelf();
      // The first order of a town makes the row of the numbers, which the deadlock needs.
      await placed(town(), mina, [{ itemId }]);
      const process = town().processOf("order");
      const outside = new Client({ connectionString: process.databaseUrl });
      await outside.connect();
      try {
        // Asked from elsewhere: a transaction sees one picture of the activity, its first.
        const waiting = (isNew: (pid: number) => boolean) =>
          until(
            async () => {
              const [backend] = await town().sql<{ readonly pid: number }>(
                "order",
                `select pid from pg_stat_activity
                  where datname = current_database() and wait_event_type = 'Lock'`,
              );
              return backend?.pid ?? 0;
            },
            (pid) => pid !== 0 && isNew(pid),
          );
        const retries = () => process.output().split("batch failed and is retried").length - 1;
        const before = retries();
        await outside.query("begin; set local deadlock_timeout = '30s'");
        await outside.query(`lock table "order".orders in access exclusive mode`);
        const answer = place(town(), mina, [{ itemId }]);
        const first = await waiting(() => true);
        await outside.query("select pg_terminate_backend($1)", [first]);
        await waiting((pid) => pid !== first);
        // Now the process waits for us, and we for what it holds: its wait is the older one.
        await outside.query(`select * from "order".order_numbers for update`);
        await outside.query("commit");

        const { status, body } = await answer;
        expect(status, process.output()).toBe(201);
        expect(await orderShown(town(), mina, body.orderId)).toMatchObject({
          status: "AWAITING_PAYMENT",
        });
        expect(retries() - before).toBe(2);
      } finally {
        await outside.end();
      }

      const retriesBefore = process.output().split("is retried").length;
      const headers = { ...onceOnly(), "x-request-id": unique("forced") };
      const lasting = await whileBroken("order", "orders", `orderer->>'name' <> 'Broken'`, () =>
        place(town(), mina, [{ itemId }], UNWRITABLE, headers),
      );
      expect(lasting).toMatchObject({ status: 500, body: { code: "COMMON_SYSTEM_ERROR" } });
      expect(process.output().split("is retried").length).toBe(retriesBefore);
      expect(await stockOf(town(), itemId)).toMatchObject({ reservedQuantity: 2 });
    });

    it("S2.22 every connection to the database is cut while orders come in: none is lost, doubled or stuck", async () => {
      const mina = await stranger(town());
      const itemId = await shelf();
      const keys = Array.from({ length: 60 }, () => onceOnly());
      const orders = keys.map((key) => placedInTheEnd(town(), mina, itemId, key));
      for (const { contexts } of town().processes) {
        const [first = ""] = contexts;
        await town().sql(
          first,
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
        );
      }
      const placedIds = new Set((await Promise.all(orders)).map(({ orderId }) => orderId));
      await town().quiet();
      const rows = await town().sql<{ readonly order_id: string; readonly status: string }>(
        "order",
        `select order_id, status from "order".orders where member_id = $1`,
        [mina.memberId],
      );
      expect(new Set(rows.map(({ order_id: id }) => id))).toEqual(placedIds);
      expect(placedIds.size).toBe(60);
      for (const { status } of rows) expect(status).toBe("AWAITING_PAYMENT");
      expect(await stockOf(town(), itemId)).toMatchObject({ reservedQuantity: 60 });
    });

    it("S0.28 a business refusal is a 4xx with its code, a crash a 500 that raises the alarm, each counted apart", async () => {
      const mina = await stranger(town());
      const itemId = await shelf();
      const process = town().processOf("order");
      const failures = () => metricOf(process, "bojagi_http_failures_total");
      const refusals = () =>
        metricOf(process, "bojagi_http_refusals_total", "COMMON_ENTITY_NOT_FOUND");
      const [failed, refused] = [await failures(), await refusals()];
      const body = placement([{ itemId }], UNWRITABLE);
      const crash = await whileBroken("order", "orders", `orderer->>'name' <> 'Broken'`, () =>
        town().request("POST", "/api/orders", {
          body,
          token: mina.token,
          headers: { "x-request-id": "forced-crash", "accept-language": "en" },
        }),
      );

      expect(crash).toMatchObject({
        status: 500,
        body: { code: "COMMON_SYSTEM_ERROR", title: "System error", requestId: "forced-crash" },
      });
      expect(JSON.stringify(crash.body)).not.toMatch(/constraint|broken|orders|at \w+ \(/);
      expect(crash.headers.get("content-type")).toContain("application/problem+json");
      const no = await place(town(), mina, [{ itemId: "itm_0000000000000000" }]);
      expect(no).toMatchObject({ status: 404, body: { code: "COMMON_ENTITY_NOT_FOUND" } });
      expect(await failures()).toBe(failed + 1);
      expect(await refusals()).toBe(refused + 1);
      expect((await place(town(), mina, [{ itemId }])).status).toBe(201);
    });
  });
}

/** A shopper who asks again, with the same key, until an order is there. */
async function placedInTheEnd(
  town: Town,
  shopper: { readonly token: string },
  itemId: string,
  headers: Readonly<Record<string, string>>,
): Promise<PlacedOrder> {
  const body = placement([{ itemId }]);
  const answer = await until(
    async () =>
      town
        .request("POST", "/api/orders", { body, token: shopper.token, headers })
        .catch(() => undefined),
    (came) => came?.status === 201,
    30_000,
  );
  return answer?.body as PlacedOrder;
}
