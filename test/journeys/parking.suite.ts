/** Messages that could not be applied, as an operator puts them right. */
import { describe, expect, it } from "vitest";
import { type BojagiClient, bojagiClient } from "#src/client/client.ts";
import { newGoods, onceOnly, operatorOf, placed, value } from "#test/town/people.ts";
import { parkWhatToldOf } from "#test/town/parking.ts";
import { sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const once = () => ({ header: onceOnly() });

export function parking(town: () => Town): void {
  const operator = async (): Promise<BojagiClient> => {
    const { token } = await operatorOf(town());
    return bojagiClient({ urlOf: () => town().processOf("query").url, token });
  };
  const views = (orderId: string) =>
    town().sql("query", "select 1 from query.order_views where order_id = $1", [orderId]);

  /** An order that query knows nothing of, since what it was told of it lies parked there. */
  const unseen = async (): Promise<string> => {
    const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 1_000, stock: 5 });
    const { orderId } = await placed(town(), await stranger(town(), 10_000), [{ itemId }]);
    await town().quiet();
    await parkWhatToldOf(town(), orderId);
    return orderId;
  };

  describe("parking", () => {
    it("S1.38 a dry run says what would come of a parked message, or why it stays, and does nothing", async () => {
      const key = await unseen();
      const client = await operator();
      const dryRun = async () =>
        value(
          await client.POST("/ops/parked/dry-runs", {
            params: once(),
            body: { consumer: "query", key },
          }),
        );

      const check = `check (order_id <> '${key}') not valid`;
      await town().sql("query", `alter table query.order_views add constraint sick ${check}`);
      const refused = await dryRun();
      await town().sql("query", "alter table query.order_views drop constraint sick");
      expect(refused).toMatchObject({ type: "order.placed", becomes: "parked", changed: [] });
      expect(refused.reason).toContain("sick");

      expect(await dryRun()).toEqual({
        type: "order.placed",
        becomes: "applied",
        changed: [{ table: "query.order_views", key, change: "added" }],
        stated: [],
        calls: [],
        waitBehind: 2,
      });
      expect(await views(key)).toEqual([]);
      const params = { query: { consumer: "query", key } };
      expect(value(await client.GET("/ops/parked", { params })).parked).toHaveLength(3);

      const body = { consumer: "query", key };
      const driven = value(await client.POST("/ops/parked/redrives", { params: once(), body }));
      expect(driven).toEqual({ tried: 3, stillParked: 0, left: 0 });
      expect(await views(key)).toHaveLength(1);
      const { response } = await client.POST("/ops/parked/dry-runs", { params: once(), body });
      expect(response.status).toBe(404);
    });

    it("S1.38 all keys that wait behind one type are applied again at once, and it is kept who did so", async () => {
      const keys = [await unseen(), await unseen()];
      const client = await operator();
      const drive = (more: object) =>
        client.POST("/ops/parked/redrives", {
          params: once(),
          body: { consumer: "query", ...more },
        });
      expect((await drive({})).response.status).toBe(400);
      expect((await drive({ type: "order.paid" })).response.status).toBe(404);

      const all = value(await drive({ type: "order.placed", perSecond: 50 }));
      expect(all).toEqual({ tried: 6, stillParked: 0, left: 0 });
      for (const key of keys) expect(await views(key)).toHaveLength(1);
      const { redrives } = value(await client.GET("/ops/parked/redrives"));
      expect(redrives[0]).toMatchObject({
        consumer: "query",
        tried: 6,
        applied: 6,
        keys: 2,
        types: ["order.placed", "order.verified", "payment.opened"],
      });
      expect(redrives[0]?.redrivenBy).toMatch(/^mem_/);
    });
  });
}
