/** What shops' own systems are told, by Standard Webhooks, and what becomes of it when they are unwell. */
import { describe, expect, it } from "vitest";
import { isSignedWith, type Received } from "#contexts/webhook/receiver.fixture.ts";
import {
  newGoods,
  newSeller,
  operatorOf,
  prepared,
  type Seller,
  unique,
} from "#test/town/people.ts";
import { cancelLines } from "#test/town/lines.ts";
import { ask, read, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";
import { hook, type Hook, type Sent, sentTo } from "#test/town/webhooks.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Somebody buys something of each seller in one order. */
async function bought(town: Town, sellers: readonly Seller[]) {
  const mina = await stranger(town, 50_000);
  const goods = await Promise.all(
    sellers.map((seller) => newGoods(town, seller, { price: 1_000, stock: 9 })),
  );
  const lines = goods.map(({ itemId }) => ({ itemId }));
  const { orderId } = await prepared(town, mina, lines);
  return { orderId, itemIds: goods.map(({ itemId }) => itemId), memberId: mina.memberId };
}

/** A webhook of its own address. */
async function hooked(town: Town, owner: Parameters<typeof hook>[1], eventTypes?: string[]) {
  const name = unique("shop");
  const { status, body } = await hook(town, owner, town.receiver.urlOf(name), eventTypes);
  expect(status).toBe(201);
  return { name, ...body };
}
const arrived = (town: Town, name: string, count: number): Promise<readonly Received[]> =>
  until(
    () => town.receiver.received(name),
    ({ length }) => length >= count,
    30_000,
  );
const linesOf = ({ event }: Received) => event.data["lines"] as readonly { itemId: string }[];

export function hooking(town: () => Town): void {
  const listed = async (owner: Parameters<typeof read>[1], webhookId: string) =>
    (await read<{ webhooks: readonly Hook[] }>(town(), owner, "/api/webhooks")).webhooks.find(
      (one) => one.webhookId === webhookId,
    );

  describe("hooking", () => {
    it("S3.16 a seller's system hears of the own lines of an order, an operator's of all, signed, and of nobody's name", async () => {
      const haneul = await newSeller(town(), "Haneul Tea");
      const dal = await newSeller(town(), "Dal Pottery");
      const [mine, others, all] = [
        await hooked(town(), haneul),
        await hooked(town(), await newSeller(town(), "Bada Salt")),
        await hooked(town(), await operatorOf(town()), ["order.paid"]),
      ];
      const { orderId, itemIds, memberId } = await bought(town(), [haneul, dal]);

      const told = await arrived(town(), mine.name, 2);
      expect(told.map(({ event }) => event.type).toSorted()).toEqual([
        "order.paid",
        "order.placed",
      ]);
      for (const one of told) {
        expect(isSignedWith(mine.secret, one, town().now())).toBe(true);
        expect(isSignedWith(all.secret, one, town().now())).toBe(false);
        expect(one.event.data["orderId"]).toBe(orderId);
        expect(linesOf(one).map(({ itemId }) => itemId)).toEqual(itemIds.slice(0, 1));
        expect(one.text).not.toMatch(/010-|people\.example|세종대로|Mina/);
        expect(one.text).not.toContain(memberId);
      }
      const ofOrder = ({ event }: Received) => event.data["orderId"] === orderId;
      const [whole] = await until(
        () => town().receiver.received(all.name).filter(ofOrder),
        ({ length }) => length > 0,
      );
      expect(whole && linesOf(whole).map(({ itemId }) => itemId)).toEqual(itemIds);
      expect(town().receiver.received(others.name)).toEqual([]);
      await ask(town(), await operatorOf(town()), "DELETE", `/api/webhooks/${all.webhookId}`);
    });

    it("S3.16 every cancel of lines is told, each with the lines that went", async () => {
      const seller = await newSeller(town(), "Haneul Tea");
      const [{ itemId }, mina] = [
        await newGoods(town(), seller, { price: 1_000, stock: 9 }),
        await stranger(town(), 50_000),
      ];
      const { name } = await hooked(town(), seller, ["order.lines-cancelled"]);
      const { orderId } = await prepared(town(), mina, [{ itemId }, { itemId }, { itemId }]);
      for (const lineNo of [1, 2]) {
        await cancelLines(town(), mina, orderId, [lineNo], 1_000);
        await town().quiet();
      }
      const told = await arrived(town(), name, 2);
      const data = told
        .map(({ event }) => event.data)
        .toSorted((a, b) => Number(a["cancelNo"]) - Number(b["cancelNo"]));
      expect(data).toMatchObject([
        { orderId, cancelNo: 1, lines: [{ lineNo: 1, itemId }] },
        { orderId, cancelNo: 2, lines: [{ lineNo: 2, itemId }] },
      ]);
    });

    it("a secret is shown once; a new one is valid with the old, and a test shows that both are", async () => {
      const seller = await newSeller(town(), "Haneul Tea");
      const { name, webhookId, secret } = await hooked(town(), seller);
      const path = `/api/webhooks/${webhookId}`;
      expect(secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
      expect(await listed(seller, webhookId)).not.toHaveProperty("secret");
      const rotated = await ask<Hook>(town(), seller, "POST", `${path}/secret-rotations`);
      expect(rotated.body.secret).not.toBe(secret);
      expect((await ask(town(), seller, "POST", `${path}/test-events`)).status).toBe(202);
      const [test] = await arrived(town(), name, 1);
      if (test === undefined) throw new Error("nothing arrived");
      expect(test.event.type).toBe("webhook.test");
      for (const key of [secret, rotated.body.secret]) {
        expect(isSignedWith(key, test, town().now())).toBe(true);
      }
      const stored = await town().sql<{ readonly text: string }>(
        "webhook",
        "select row_to_json(w)::text as text from webhook.webhooks w",
      );
      expect(stored.map(({ text }) => text).join()).not.toContain(secret);
    });

    it("what fails is tried again under the same id, and is sent once more by hand", async () => {
      const seller = await newSeller(town(), "Haneul Tea");
      const { name, webhookId } = await hooked(town(), seller, ["order.paid"]);
      town().receiver.answer(name, { status: 500 });
      await bought(town(), [seller]);
      await arrived(town(), name, 1);
      const [waiting] = await until(
        () => sentTo(town(), seller, webhookId),
        ([first]) => first?.nextAttemptAt !== undefined,
      );
      expect(waiting).toMatchObject({ status: "PENDING", attempts: 1, answeredStatus: 500 });
      town().receiver.answer(name, {});
      const isSent = ([first]: readonly Sent[]) => first?.status === "DELIVERED";
      await until(() => sentTo(town(), seller, webhookId), isSent, 30_000);
      const path = `/api/webhooks/${webhookId}/deliveries/${waiting?.deliveryId}/redeliveries`;
      expect((await ask(town(), seller, "POST", path)).status).toBe(202);
      const all = await arrived(town(), name, 3);
      expect(new Set(all.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
      await until(() => sentTo(town(), seller, webhookId), isSent);
    });

    it("one that is gone is told no more, until its owner enables it again", async () => {
      const seller = await newSeller(town(), "Haneul Tea");
      const { name, webhookId } = await hooked(town(), seller, ["order.paid"]);
      const other = await hooked(town(), seller, ["webhook.disabled"]);
      town().receiver.answer(name, { status: 410 });
      await bought(town(), [seller]);
      await until(
        () => listed(seller, webhookId),
        (one) => one?.status === "DISABLED",
      );
      expect(await listed(seller, webhookId)).toMatchObject({ disabledReason: "GONE" });
      const [told] = await arrived(town(), other.name, 1);
      expect(told?.event).toMatchObject({
        type: "webhook.disabled",
        data: { webhookId, reason: "GONE" },
      });
      await bought(town(), [seller]);
      await town().quiet();
      expect(town().receiver.received(name)).toHaveLength(1);

      town().receiver.answer(name, {});
      await ask(town(), seller, "PATCH", `/api/webhooks/${webhookId}`, { enabled: true });
      await bought(town(), [seller]);
      await arrived(town(), name, 2);
    });

    it.each([
      "https://127.0.0.2/",
      "https://10.0.0.1/hooks",
      "https://169.254.169.254/latest/meta-data",
      "https://[::1]/",
      "https://[fd00:ec2::254]/",
      "https://localhost/",
      "https://0x7f000002/",
      "http://8.8.8.8/",
      "https://8.8.8.8:25/",
    ])("W no webhook is at %s: it would let a seller ask from inside", async (url) => {
      const seller = await newSeller(town(), "Haneul Tea");
      expect(await hook(town(), seller, url)).toMatchObject({
        status: 422,
        body: { code: "URL_NOT_ALLOWED" },
      });
    });
  });
}

/** A receiver that is down for days. It moves the clock: it comes after the others. */
export function hookingForDays(town: () => Town): void {
  describe("hooking for days", () => {
    it("a receiver that is down for a day hears of it all; one that is down for four is disabled", async () => {
      const [seller, other] = [
        await newSeller(town(), "Haneul Tea"),
        await newSeller(town(), "Dal Pottery"),
      ];
      const back = await hooked(town(), seller, ["order.paid"]);
      const gone = await hooked(town(), other, ["order.paid"]);
      for (const { name } of [back, gone]) town().receiver.answer(name, { status: 503 });
      await bought(town(), [seller, other]);
      await Promise.all([back, gone].map(({ name }) => arrived(town(), name, 1)));
      const passes = async (ms: number) => town().setClock(town().now() - Date.now() + ms);
      const statusOf = async (of: Hook) => {
        const [row] = await town().sql<{ readonly status: string }>(
          "webhook",
          "select status from webhook.webhooks where webhook_id = $1",
          [of.webhookId],
        );
        return row?.status;
      };
      const attempts = () => town().receiver.received(gone.name).length;
      for (let days = 0; days < 5 && (await statusOf(gone)) === "ACTIVE"; days += 0.5) {
        if (days === 1) town().receiver.answer(back.name, {});
        const before = attempts();
        await until(async () => {
          await passes(DAY_MS / 2);
          return attempts() > before || (await statusOf(gone)) !== "ACTIVE";
        }, Boolean);
      }
      await until(
        () => statusOf(gone),
        (status) => status === "DISABLED",
      );
      // At least once: what was received may not have been noted.
      expect(attempts()).toBeGreaterThanOrEqual(10);
      expect(await statusOf(back)).toBe("ACTIVE");
      const [last] = await town().sql<{ readonly status: string }>(
        "webhook",
        "select status from webhook.deliveries where webhook_id = $1",
        [back.webhookId],
      );
      expect(last?.status).toBe("DELIVERED");
    });
  });
}
