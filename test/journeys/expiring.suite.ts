/** Gifts that nobody took in time. It moves the clock, so it comes after all that does not. */
import { describe, expect, it } from "vitest";
import { newGoods, pay, type Person } from "#test/town/people.ts";
import {
  accept,
  given,
  giftShown,
  type GiversPage,
  linkOf,
  openLink,
  orderOf,
  pushesOf,
  refuse,
  register,
  takeBack,
} from "#test/town/gifts.ts";
import { typesOf } from "#test/town/logs.ts";
import { balanceOf, sellerOf, stockOf, stranger } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1_000;
const PRICE = 1_000;
/** So many gifts are accepted, refused, taken back and expire at once. */
const RACES = 200;
const RACES_MS = 240_000;
const ENDS = ["ACCEPTED", "REJECTED", "EXPIRED", "CANCELLED"];

export function expiring(town: () => Town): void {
  /** The same person with a token that outlives the gifts. */
  const again = async ({ memberId, email }: Person): Promise<Person> => {
    const { token } = await town().tokenOf({ memberId, lifeSeconds: 30 * DAY_SECONDS });
    return { memberId, email, token, client: town().client(token) };
  };
  const shelf = async (stock: number) => {
    const { memberId, email, partnerId } = await sellerOf(town());
    const { token } = await town().tokenOf({ memberId, partnerId, role: "seller" });
    const seller = { memberId, email, partnerId, token, client: town().client(token) };
    return (await newGoods(town(), seller, { price: PRICE, stock })).itemId;
  };
  const passes = (at: number) => town().setClock(at - Date.now());

  /** Paid gifts, made together: one wait for all of them. */
  const manyGiven = async (giver: Person, itemId: string, count: number) => {
    const gifts = await Promise.all(
      Array.from({ length: count }, async () => {
        const { body } = await register(town(), giver, [{ itemId }]);
        return body;
      }),
    );
    await town().quiet();
    await Promise.all(gifts.map(({ orderId }) => pay(town(), giver, orderId, PRICE)));
    await town().quiet();
    return gifts;
  };

  /** Every other gift has its last moment now, or within half a second. */
  const expireAbout = async (gifts: readonly GiversPage[], at: number) => {
    const soon = gifts.filter((_, index) => index % 2 === 0).map(({ orderId }) => orderId);
    const instants = soon.map((_, index) => new Date(at + (index % 10) * 50).toISOString());
    const expiry = "(select unnest($1::text[]) as id, unnest($2::timestamptz[]) as at) soon";
    await town().sql(
      "gift",
      `update gift.gifts set expires_at = at from ${expiry} where order_id = id`,
      [soon, instants],
    );
    await town().sql(
      "gift",
      `update gift.deadlines d set at = soon.at + interval '1 ms'
         from ${expiry} where deadline_id = 'expiry/' || id`,
      [soon, instants],
    );
  };
  const openGifts = async (): Promise<number> => {
    const [row] = await town().sql<{ readonly open: number }>(
      "gift",
      "select count(*)::int as open from gift.gifts where status in ('PAID', 'LINK_PUSHED')",
    );
    return row?.open ?? 0;
  };

  describe("expiring", () => {
    it("S0.23 S0.21 after seven days a gift expires, once though two processes look, and is refunded", async () => {
      let mina = await stranger(town(), 50_000);
      const itemId = await shelf(5);
      const { gift, link } = await given(town(), mina, [{ itemId }]);
      await pushesOf(town(), gift);
      // A fleet is told its instances when it is started: there one looks.
      const twin = town().fleet === undefined ? await town().processOf("gift").twin() : undefined;
      await twin?.start();
      const expiresAt = Date.parse((await giftShown(town(), mina, gift)).expiresAt ?? "");
      expect(expiresAt - town().now()).toBeGreaterThan(7 * DAY_MS - 60_000);

      await passes(expiresAt - 60_000);
      mina = await again(mina);
      expect((await openLink(town(), link)).body).toMatchObject({ status: "LINK_PUSHED" });
      if (twin !== undefined) await setClockOf(twin.url, expiresAt + 60_000 - Date.now());
      await passes(expiresAt + 60_000);
      mina = await again(mina);
      await until(
        () => giftShown(town(), mina, gift),
        ({ status }) => status === "EXPIRED",
      );
      await town().quiet();
      expect(await giftShown(town(), mina, gift)).toMatchObject({ label: "선물 수락 만료" });
      expect(await orderOf(town(), mina, gift)).toMatchObject({
        status: "REFUNDED",
        label: "환불",
        labelDetail: "선물 만료",
        refundedAmount: PRICE,
      });
      await twin?.stop();
      const said = await typesOf(town(), "gift", gift.orderId);
      expect(said.filter((type) => type === "gift.expired")).toHaveLength(1);
      expect(said.filter((type) => type === "order.cancel-gift")).toHaveLength(1);
      expect(await balanceOf(town(), mina)).toBe(50_000);
      expect(await stockOf(town(), itemId)).toMatchObject({ availableQuantity: 5 });
      expect(await accept(town(), link)).toMatchObject({
        status: 409,
        body: { code: "GIFT_NOT_RECEIVABLE_CONDITION" },
      });
      // Both are told.
      const told = () =>
        town()
          .channels.delivered()
          .filter(({ title }) => title === "선물 수락 만료")
          .map(({ to }) => to.name);
      await until(told, (names) => names.includes("Mina") && names.includes("Jun"));
    });

    it(
      "S0.21 S0.22 S0.23 I21 accept, refuse, expire and take back at once: each gift is decided exactly once",
      { timeout: RACES_MS },
      async () => {
        const mina = await stranger(town(), 2_000_000);
        const itemId = await shelf(RACES);
        const gifts = await manyGiven(mina, itemId, RACES);
        await expireAbout(gifts, town().now());
        const asked = gifts.map(async (gift, index) => {
          const link = await linkOf(town(), gift);
          const acts = [
            () => accept(town(), link),
            () => refuse(town(), link),
            () => takeBack(town(), mina, gift),
          ];
          // Each is first in turn.
          const first = index % acts.length;
          const inTurn = [...acts.slice(first), ...acts.slice(0, first)];
          return Promise.all(inTurn.map((act) => act()));
        });
        const answers = (await Promise.all(asked)).map((of) => of.map(({ status }) => status));
        await until(openGifts, (open) => open === 0, 60_000);
        const ends = new Map<string, number>();
        for (const [index, gift] of gifts.entries()) {
          const { history } = await giftShownAtOnce(mina, gift);
          const decided = history.map(({ status }) => status).filter((one) => ENDS.includes(one));
          expect(decided).toHaveLength(1);
          const [end = ""] = decided;
          ends.set(end, (ends.get(end) ?? 0) + 1);
          const won = answers[index]?.filter((status) => status === 200) ?? [];
          expect(won).toHaveLength(end === "EXPIRED" ? 0 : 1);
        }
        expect([...ends.keys()].toSorted()).toEqual(ENDS.toSorted());
        const accepted = ends.get("ACCEPTED") ?? 0;
        await town().quiet();
        expect(await balanceOf(town(), mina)).toBe(2_000_000 - accepted * PRICE);
        expect(await stockOf(town(), itemId)).toMatchObject({
          availableQuantity: RACES - accepted,
          soldQuantity: accepted,
        });
      },
    );
  });

  const giftShownAtOnce = async (giver: Person, gift: GiversPage) => {
    const answer = await town().request("GET", `/api/gifts/${gift.giftId}`, { token: giver.token });
    return answer.body as GiversPage;
  };
}

async function setClockOf(url: string, offsetMs: number): Promise<void> {
  await fetch(`${url}/ops/test/clock`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ offsetMs }),
  });
}
