/** What becomes of a gift that was accepted, and who may know of it. */
import { describe, expect, it } from "vitest";
import {
  ADDRESS,
  newGoods,
  operatorOf,
  orderShown,
  type Person,
  placed,
  prepared,
} from "#test/town/people.ts";
import {
  accept,
  addressOf,
  given,
  giftShown,
  openLink,
  parcelOf,
  pushesOf,
  refuse,
  registered,
  sendElsewhere,
} from "#test/town/gifts.ts";
import { statedOf } from "#test/town/logs.ts";
import { carrierSays, handOver, pack, ship } from "#test/town/parcels.ts";
import { ask, balanceOf, read, sellerOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const illegal = { status: 409, body: { code: "COMMON_ILLEGAL_STATUS" } };
const notModifiable = { status: 409, body: { code: "GIFT_NOT_MODIFY_DELIVERY_CONDITION" } };
const ELSEWHERE = { ...ADDRESS, receiverAddress1: "부산 해운대구 우동 1408" };

export function receiving(town: () => Town): void {
  const tea = async () =>
    (await newGoods(town(), await sellerOf(town()), { name: "tea", price: 10_000, stock: 100 }))
      .itemId;
  const giver = () => stranger(town(), 100_000);

  describe("receiving", () => {
    it("S0.24 the address can be changed from acceptance until the parcel leaves", async () => {
      const mina = await giver();
      const { gift, link } = await given(town(), mina, [{ itemId: await tea() }]);
      expect(await sendElsewhere(town(), link, ELSEWHERE)).toMatchObject(notModifiable);
      expect((await accept(town(), link)).status).toBe(200);
      await town().quiet();

      expect((await sendElsewhere(town(), link, ELSEWHERE)).status).toBe(200);
      await town().quiet();
      expect(await addressOf(town(), gift.orderId)).toEqual(ELSEWHERE);
      const parcel = await parcelOf(town(), gift.orderId);
      expect(parcel?.address).toEqual(ELSEWHERE);
      const changes = await statedOf(town(), "gift", gift.orderId);
      expect(changes.filter(({ type }) => type === "gift.address-changed")).toHaveLength(1);

      const seller = await sellerOf(town());
      await pack(town(), seller, parcel?.id ?? "");
      // The parcel leaves while gift has not heard of it: delivery alone knows, and is asked.
      const [left, moved] = await Promise.all([
        handOver(town(), seller, parcel?.id ?? ""),
        sendElsewhere(town(), link, ADDRESS),
      ]);
      expect(left.status).toBe(200);
      await town().quiet();
      const goesTo = moved.status === 200 ? ADDRESS : ELSEWHERE;
      if (moved.status !== 200) expect(moved).toMatchObject(notModifiable);
      expect((await parcelOf(town(), gift.orderId))?.address).toEqual(goesTo);
      expect(await addressOf(town(), gift.orderId)).toEqual(goesTo);
      expect(await sendElsewhere(town(), link, ELSEWHERE)).toMatchObject(notModifiable);
      expect(await giftShown(town(), mina, gift)).toMatchObject({
        status: "SHIPPING",
        label: "배송중",
      });
    });

    it("X.3 prepaid and gift orders are driven through 결제대기, 결제 중, 결제완료, 선물 수락 대기, 배송완료 and 환불, spelled so", async () => {
      const mina = await giver();
      const itemId = await tea();
      const prepaid = await prepared(town(), mina, [{ itemId }]);
      const [kept, sentBack] = [
        await given(town(), mina, [{ itemId }]),
        await given(town(), mina, [{ itemId }]),
      ];
      await accept(town(), kept.link);
      await refuse(town(), sentBack.link);
      await town().quiet();
      const parcel = (await parcelOf(town(), kept.gift.orderId))?.id ?? "";
      await ship(town(), await sellerOf(town()), parcel);
      await carrierSays(town(), parcel, "DELIVERED");
      await town().quiet();
      const labelsOf = async (orderId: string) =>
        (await orderShown(town(), mina, orderId)).history.map(({ label }) => label);
      const paid = ["주문접수", "결제대기", "결제완료", "상품준비완료"];
      expect(await labelsOf(prepaid.orderId)).toEqual(paid);
      expect(await labelsOf(kept.gift.orderId)).toEqual([
        "주문접수",
        "결제 중",
        "선물 수락 대기",
        "상품준비완료",
        "배송중",
        "배송완료",
      ]);
      expect((await labelsOf(sentBack.gift.orderId)).at(-1)).toBe("환불");
    });

    it("S0.24 a gift travels as any order, and its recipient confirms that it came", async () => {
      const mina = await giver();
      const { gift, link } = await given(town(), mina, [{ itemId: await tea() }]);
      const receipt = () =>
        ask<{ readonly label: string }>(town(), undefined, "POST", `${link}/receipt`, undefined, {
          prefer: "wait=20",
        });
      expect(await receipt()).toMatchObject(illegal);
      await accept(town(), link);
      await town().quiet();
      const parcel = (await parcelOf(town(), gift.orderId))?.id ?? "";
      await ship(town(), await sellerOf(town()), parcel);
      await carrierSays(town(), parcel, "DELIVERED");
      await town().quiet();
      expect((await openLink(town(), link)).body).toMatchObject({ label: "배송완료" });
      expect(await receipt()).toMatchObject({ status: 200, body: { label: "배송완료" } });
      expect(await orderShown(town(), mina, gift.orderId)).toMatchObject({
        status: "CLOSED",
        label: "수령확인",
      });
      expect((await receipt()).status).toBe(200);
    });

    it("an operator's cancel meets an accepted gift: the order ends, and the link says so", async () => {
      const mina = await giver();
      const { gift, link } = await given(town(), mina, [{ itemId: await tea() }]);
      await accept(town(), link);
      await town().quiet();
      const path = `/api/orders/${gift.orderId}/cancellation`;
      const asked = await ask(town(), await operatorOf(town()), "POST", path, { reason: "recall" });
      expect(asked.status).toBeLessThan(300);
      await town().quiet();
      expect((await openLink(town(), link)).body).toMatchObject({ label: "선물 취소" });
      expect(await giftShown(town(), mina, gift)).toMatchObject({
        status: "CANCELLED",
        cancelReason: "CANCELLED_BY_OPERATOR",
      });
      expect(await balanceOf(town(), mina)).toBe(100_000);
    });

    it("I21 I36 the secret of a link stands in no table and no message", async () => {
      const mina = await giver();
      const { gift, link } = await given(town(), mina, [{ itemId: await tea() }]);
      const secret = link.split("/").at(-1) ?? "";
      await pushesOf(town(), gift);
      for (const context of ["gift", "notification", "order"]) {
        const tables = await town().sql<{ readonly name: string }>(
          context,
          `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
             from information_schema.tables where table_schema = $1`,
          [context],
        );
        for (const { name } of tables) {
          const found = await town().sql(
            context,
            `select 1 from ${name} t where strpos(t::text, $1) > 0`,
            [secret],
          );
          expect([name, found]).toEqual([name, []]);
        }
      }
    });

    it("lists the gifts of a giver, and nobody else's", async () => {
      const mina = await giver();
      const itemId = await tea();
      const gifts = [];
      for (let n = 0; n < 3; n++) gifts.push(await registered(town(), mina, [{ itemId }]));
      type Page = { readonly gifts: { readonly giftId: string }[]; readonly nextCursor?: string };
      const first = await read<Page>(town(), mina, "/api/gifts?limit=2");
      const rest = await read<Page>(
        town(),
        mina,
        `/api/gifts?limit=2&cursor=${first.nextCursor ?? ""}`,
      );
      expect([...first.gifts, ...rest.gifts].map(({ giftId }) => giftId)).toEqual(
        gifts.map(({ giftId }) => giftId).toReversed(),
      );
      const jun: Person = await giver();
      expect(await read(town(), jun, "/api/gifts")).toEqual({ gifts: [] });
      expect((await ask(town(), jun, "GET", `/api/gifts/${gifts[0]?.giftId}`)).status).toBe(404);
      expect((await placed(town(), jun, [{ itemId }])).addressStatus).toBe("KNOWN");
    });
  });
}
