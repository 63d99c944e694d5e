/** A purchase by one, received by another: link, acceptance, refusal, and who was first. */
import { describe, expect, it } from "vitest";
import {
  ADDRESS,
  newGoods,
  operatorOf,
  onceOnly,
  orderShown,
  pay,
  type Person,
  prepared,
} from "#test/town/people.ts";
import {
  accept,
  addressOf,
  given,
  giftShown,
  type GiversPage,
  linkOf,
  openLink,
  orderOf,
  parcelOf,
  payGift,
  pushesOf,
  refuse,
  register,
  registered,
  startPayment,
  takeBack,
} from "#test/town/gifts.ts";
import { allStated, typesOf } from "#test/town/logs.ts";
import { parkedOf, redrive } from "#test/town/operations.ts";
import { ask, balanceOf, read, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const illegal = { status: 409, body: { code: "COMMON_ILLEGAL_STATUS" } };
const notReceivable = { status: 409, body: { code: "GIFT_NOT_RECEIVABLE_CONDITION" } };
const PRICE = 10_000;

export function giving(town: () => Town): void {
  const tea = async (stock = 100) =>
    (await newGoods(town(), await sellerOf(town()), { name: "tea", price: PRICE, stock })).itemId;
  const giver = () => stranger(town(), 100_000);
  /** The gift's own process stops; where it shares one with others, it is killed and comes back. */
  const giftIsDown = async (): Promise<() => Promise<void>> => {
    const { stop, kill, start } = town().processOf("gift");
    if (town().topology === "split") {
      await stop();
      return start;
    }
    return async () => {
      await kill();
      await start();
    };
  };

  /** The giver never sees where it goes (attacks G5). */
  const expectUnseenBy = async (mina: Person, gift: GiversPage): Promise<void> => {
    for (const path of [
      `/api/gifts/${gift.giftId}`,
      `/api/orders/${gift.orderId}`,
      "/api/gifts",
      "/api/orders",
    ]) {
      const shown = JSON.stringify(await read(town(), mina, path));
      for (const hidden of [ADDRESS.receiverAddress1, ADDRESS.etcMessage]) {
        expect(shown).not.toContain(hidden);
      }
    }
  };
  /** Every message of order once more: the same gifts, and nothing new is said. */
  const everythingTwice = async (): Promise<void> => {
    const process = town().processOf("gift");
    const facts = async () =>
      (await allStated(town(), "gift")).filter(({ type }) => type.startsWith("gift.")).length;
    const said = await facts();
    const rows = () =>
      town().sql("gift", "select order_id, status, history from gift.gifts order by order_id");
    const before = await rows();
    await process.stop();
    await town().sql("gift", "update gift.inbox set position = 0 where stream = 'order'");
    await process.start();
    await town().quiet();
    expect(await rows()).toEqual(before);
    expect(await facts()).toBe(said);
  };

  describe("giving", () => {
    it("S0.12 a gift is registered with an order that has no address, which nobody shows", async () => {
      const mina = await giver();
      const itemId = await tea();
      const { status, body } = await register(town(), mina, [{ itemId, quantity: 2 }]);

      expect([status, body.status, body.label]).toEqual([201, "REGISTERED", "선물 주문 생성"]);
      expect(body.giftId).toMatch(/^gt_[0-9A-Za-z]{17}$/);
      expect(await orderShown(town(), mina, body.orderId)).toMatchObject({
        serviceType: "GIFT",
        status: "AWAITING_PAYMENT",
        label: "결제 중",
        addressStatus: "PENDING_RECIPIENT",
        payableAmount: 2 * PRICE,
      });
      expect(await addressOf(town(), body.orderId)).toBeNull();
      const pending = Object.fromEntries(
        Object.keys(ADDRESS).map((field) => [field, "TEMP_VALUE"]),
      );
      const asPending = await register(town(), mina, [{ itemId }], { address: pending });
      expect(asPending.status).toBe(201);
      await town().quiet();
      expect(await addressOf(town(), asPending.body.orderId)).toBeNull();
      for (const [field, card] of Object.entries({
        payMethod: { payMethod: "BANK_TRANSFER" },
        pushType: { pushType: "PIGEON" },
        receiverName: { receiverName: " " },
        receiverPhone: { receiverPhone: "Jun" },
      })) {
        const refused = await register(town(), mina, [{ itemId }], card);
        expect([refused.status, refused.body.errors?.[0]?.["field"]]).toEqual([400, field]);
      }
    });

    it("S0.12 a gift whose order is refused is no gift", async () => {
      const mina = await giver();
      const itemId = await tea(1);
      const { status, body } = await register(town(), mina, [{ itemId, quantity: 2 }]);
      if (status === 201) {
        expect(town().topology).not.toBe("fused");
        expect(await giftShown(town(), mina, body)).toMatchObject({
          status: "CANCELLED",
          label: "선물 취소",
          cancelReason: "STOCK_INSUFFICIENT",
        });
        expect(await orderOf(town(), mina, body)).toMatchObject({ status: "CANCELLED" });
      } else {
        expect([status, body.code]).toEqual([409, "STOCK_INSUFFICIENT"]);
        expect(await read(town(), mina, "/api/gifts")).toEqual({ gifts: [] });
      }
      const wrong = await register(town(), mina, [{ itemId, expectedUnitListPrice: 1 }]);
      if (wrong.status === 201) {
        expect(await giftShown(town(), mina, wrong.body)).toMatchObject({
          status: "CANCELLED",
          cancelReason: "PRICE_CHANGED",
        });
      } else expect(wrong.body.code).toBe("PRICE_CHANGED");
      expect(await stockOf(town(), itemId)).toMatchObject({ availableQuantity: 1 });
    });

    it("S0.13 an ordinary order is the same with and without gift", async () => {
      const shapeOf = async () => {
        const mina = await giver();
        const order = await prepared(town(), mina, [{ itemId: await tea() }]);
        const shape = JSON.stringify(order, (_, value: unknown) =>
          typeof value === "object" || value === undefined ? value : typeof value,
        );
        return [order.status, order.addressStatus, shape];
      };
      const withGift = await shapeOf();
      if (town().topology !== "split") return expect(withGift[0]).toBe("PREPARED");
      await town().processOf("gift").stop();
      const without = await shapeOf();
      await town().processOf("gift").start();
      expect(without).toEqual(withGift);
      expect(withGift.slice(0, 2)).toEqual(["PREPARED", "KNOWN"]);
    });

    it("S0.14 S0.15 S0.16 a gift goes to payment once, is paid at its order, and hears of it by a fact", async () => {
      const mina = await giver();
      const gift = await registered(town(), mina, [{ itemId: await tea() }]);
      expect(await startPayment(town(), mina, gift)).toMatchObject({
        status: 200,
        body: { status: "IN_PAYMENT", label: "결제 중" },
      });
      expect(await startPayment(town(), mina, gift)).toMatchObject(illegal);
      expect((await startPayment(town(), await giver(), gift)).status).toBe(404);
      const twice = () =>
        pay(town(), mina, gift.orderId, PRICE, { ...onceOnly(), prefer: "wait=20" });
      expect((await twice()).status).toBe(200);
      expect(await twice()).toMatchObject({ status: 409, body: { code: "PAYMENT_ALREADY_DONE" } });
      const gone = await registered(town(), mina, [{ itemId: await tea() }]);
      expect((await takeBack(town(), mina, gone)).status).toBe(200);
      await town().quiet();
      expect(await pay(town(), mina, gone.orderId, PRICE)).toMatchObject(illegal);

      expect(await orderShown(town(), mina, gift.orderId)).toMatchObject({
        status: "PAID",
        label: "선물 수락 대기",
      });
      await pushesOf(town(), gift);
      const { history } = await giftShown(town(), mina, gift);
      expect(history.map(({ status }) => status)).toEqual([
        "REGISTERED",
        "IN_PAYMENT",
        "PAID",
        "LINK_PUSHED",
      ]);
      const types = await typesOf(town(), "order", gift.orderId);
      expect(types.filter((type) => type === "payment.charge")).toHaveLength(1);
      expect(types.filter((type) => type.startsWith("gift."))).toEqual([]);
      expect(await typesOf(town(), "order", gone.orderId)).not.toContain("payment.charge");
    });

    it("S0.17 with gift down at the payment, the gift is paid within seconds after it is back, once", async () => {
      const mina = await giver();
      const gift = await registered(town(), mina, [{ itemId: await tea() }]);
      const isBack = await giftIsDown();
      const paid = await pay(town(), mina, gift.orderId, PRICE, {
        ...onceOnly(),
        prefer: "wait=20",
      });
      expect(paid.status).toBe(200);
      await isBack();
      const shown = await until(
        () => giftShown(town(), mina, gift),
        ({ status }) => status === "LINK_PUSHED",
      );
      expect(shown.history.filter(({ status }) => status === "PAID")).toHaveLength(1);
      expect(await pushesOf(town(), gift)).toHaveLength(1);
      const facts = (await typesOf(town(), "gift", gift.orderId)).filter((type) =>
        ["gift.payment-started", "gift.paid"].includes(type),
      );
      expect(facts).toEqual(["gift.paid"]);
    });

    it("S0.18 what gift cannot apply waits with all that follows it, is applied in order, and once", async () => {
      const mina = await giver();
      const gift = await registered(town(), mina, [{ itemId: await tea() }]);
      if (town().topology === "split") {
        const check = `order_id <> '${gift.orderId}' or status <> 'PAID'`;
        await town().sql("gift", `alter table gift.gifts add constraint sick check (${check})`);
        await pay(town(), mina, gift.orderId, PRICE);
        await town().quiet();
        expect(await parkedOf(town(), "gift")).toMatchObject([
          { key: gift.orderId, type: "order.paid", reasonClass: "refused_by_database" },
        ]);
        // Another order's gift is not held up.
        const other = await given(town(), mina, [{ itemId: await tea() }]);
        expect((await openLink(town(), other.link)).status).toBe(200);
        const cancelled = await ask(
          town(),
          await operatorOf(town()),
          "POST",
          `/api/orders/${gift.orderId}/cancellation`,
          { reason: "asked by phone" },
        );
        expect(cancelled.status).toBeLessThan(300);
        await town().quiet();
        await town().sql("gift", "alter table gift.gifts drop constraint sick");
        await redrive(town(), "gift", gift.orderId);
      } else {
        await payGift(town(), mina, gift);
        await ask(
          town(),
          await operatorOf(town()),
          "POST",
          `/api/orders/${gift.orderId}/cancellation`,
          {
            reason: "asked by phone",
          },
        );
      }
      await town().quiet();
      const { history } = await giftShown(town(), mina, gift);
      const states = history
        .map(({ status }) => status)
        .filter((status) => status !== "LINK_PUSHED");
      expect(states).toEqual(["REGISTERED", "IN_PAYMENT", "PAID", "CANCELLED"]);
      expect(await parkedOf(town(), "gift")).toEqual([]);
      if (town().topology !== "split") return;

      await everythingTwice();
    });

    it("S0.20 S0.25 the recipient reads the card, accepts with an address, and the order is prepared", async () => {
      const mina = await giver();
      const itemId = await tea();
      const { gift, link } = await given(town(), mina, [{ itemId, quantity: 2 }]);

      const page = await openLink(town(), link);
      expect(page).toMatchObject({
        status: 200,
        body: {
          giverName: "Mina",
          receiverName: "Jun",
          receiverPhone: "010-****-4321",
          message: "생일 축하해!",
          items: [{ quantity: 2 }],
          addressKnown: false,
        },
      });
      expect(page.headers.get("cache-control")).toBe("no-store");
      expect(page.headers.get("referrer-policy")).toBe("no-referrer");
      expect(page.headers.get("x-robots-tag")).toContain("noindex");
      expect(JSON.stringify(page.body)).not.toMatch(/price|amount|ord_|mem_|gt_/i);
      for (const field of Object.keys(ADDRESS)) {
        expect(await accept(town(), link, { ...ADDRESS, [field]: " " })).toMatchObject({
          status: 400,
          body: { errors: [{ field: `address.${field}` }] },
        });
      }
      // Previews read it as often as they like.
      for (const method of ["GET", "HEAD"]) {
        expect((await town().request(method, link)).status).toBe(200);
      }
      expect((await giftShown(town(), mina, gift)).addressKnown).toBe(false);

      expect(await accept(town(), link)).toMatchObject({
        status: 200,
        body: { status: "ACCEPTED", label: "선물 수락", addressKnown: true },
      });
      expect(await orderShown(town(), mina, gift.orderId)).toMatchObject({
        status: "PREPARED",
        label: "상품준비완료",
        addressStatus: "KNOWN",
      });
      expect(await giftShown(town(), mina, gift)).toMatchObject({
        status: "PREPARING",
        label: "상품준비",
        addressKnown: true,
      });
      expect(await addressOf(town(), gift.orderId)).toEqual(ADDRESS);
      expect((await parcelOf(town(), gift.orderId))?.address).toEqual(ADDRESS);
      await expectUnseenBy(mina, gift);
    });

    it("S0.21 only a gift that is paid or pushed can be accepted, and only once", async () => {
      const mina = await giver();
      const itemId = await tea();
      const unpaid = await registered(town(), mina, [{ itemId }]);
      expect(await accept(town(), await linkOf(town(), unpaid))).toMatchObject(notReceivable);
      expect(await refuse(town(), await linkOf(town(), unpaid))).toMatchObject(notReceivable);

      const { link } = await given(town(), mina, [{ itemId }]);
      expect((await accept(town(), link)).status).toBe(200);
      expect(await accept(town(), link)).toMatchObject(notReceivable);
      expect(await refuse(town(), link)).toMatchObject(notReceivable);

      const taken = await given(town(), mina, [{ itemId }]);
      expect((await takeBack(town(), mina, taken.gift)).status).toBe(200);
      expect(await accept(town(), taken.link)).toMatchObject(notReceivable);
      for (const wrong of [link.slice(0, -1), link.toUpperCase(), `${link.slice(0, -3)}AAA`]) {
        expect([400, 404]).toContain((await openLink(town(), wrong)).status);
      }
    });

    it("S0.22 a refused gift gives money and stock back, tells its giver, and cannot be accepted any more", async () => {
      const mina = await giver();
      const itemId = await tea(3);
      const { gift, link } = await given(town(), mina, [{ itemId }]);
      expect(await balanceOf(town(), mina)).toBe(100_000 - PRICE);

      expect(await refuse(town(), link)).toMatchObject({
        status: 200,
        body: { status: "REJECTED", label: "선물 거절" },
      });
      expect(await accept(town(), link)).toMatchObject(notReceivable);
      expect(await orderShown(town(), mina, gift.orderId)).toMatchObject({
        status: "REFUNDED",
        label: "환불",
        labelDetail: "선물 거절",
        refundedAmount: PRICE,
      });
      expect(await balanceOf(town(), mina)).toBe(100_000);
      expect(await stockOf(town(), itemId)).toMatchObject({
        availableQuantity: 3,
        soldQuantity: 0,
      });
      const letters = () =>
        town()
          .channels.delivered()
          .filter(({ title, to }) => title === "선물 거절" && to.name === "Mina");
      await until(letters, (found) => found.length > 0);
    });

    it("S0.22 a gift taken back by its giver is refunded; a paid one cannot be cancelled at its order", async () => {
      const mina = await giver();
      const { gift } = await given(town(), mina, [{ itemId: await tea() }]);
      const path = `/api/orders/${gift.orderId}/cancellation`;
      expect(await ask(town(), mina, "POST", path, {})).toMatchObject({
        status: 409,
        body: { code: "ORDER_NOT_CANCELLABLE" },
      });
      expect((await takeBack(town(), await giver(), gift)).status).toBe(404);
      expect(await takeBack(town(), mina, gift)).toMatchObject({
        status: 200,
        body: { status: "CANCELLED", label: "선물 취소" },
      });
      expect(await orderShown(town(), mina, gift.orderId)).toMatchObject({
        status: "REFUNDED",
        labelDetail: "선물 취소",
      });
      expect(await balanceOf(town(), mina)).toBe(100_000);
    });
  });
}
