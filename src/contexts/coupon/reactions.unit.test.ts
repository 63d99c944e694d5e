import { beforeEach, describe, expect, test } from "vitest";
import type { Answer } from "#runtime/reaction.ts";
import { itemChanged, itemListed } from "#contexts/catalog/contract.ts";
import { claims, coupons, itemPrices, memberCoupons } from "./collections.ts";
import { recordIssue, remindOfCoupon } from "./contract.ts";
import {
  BIRTHDAY,
  claimBy,
  COUPON,
  couponDesk,
  create,
  type Desk,
  instant,
  issueTo,
  mcp,
  MINA,
  typesOf,
} from "./reactions.desk.ts";

let desk: Desk;
beforeEach(() => {
  desk = couponDesk();
});

const minasCoupon = () => desk.row(memberCoupons, mcp("Mina"));

describe("a coupon is created", () => {
  test("and stated; a repeat gets the same answer and states nothing", async () => {
    const first = await desk.tell(create({ quantity: 100 }));
    expect(typesOf(first)).toEqual(["coupon.created"]);
    expect(first.answer).toMatchObject({
      settled: true,
      value: {
        couponId: COUPON,
        value: 3_000n,
        validFrom: "2026-03-10",
        validUntil: "2026-04-09",
        issueStatus: "ISSUABLE",
      },
    });
    const again = await desk.tell(create({ quantity: 100 }));
    expect(again.answer).toEqual(first.answer);
    expect(again.said).toEqual([]);
  });

  test("S1.14 out of bounds: refused, nothing is written", async () => {
    const told = await desk.tell(create({ type: "RATIO", value: 4n }));
    expect(told.answer).toMatchObject({ refusal: { refusal: "COMMON_INVALID_PARAMETER" } });
    expect(desk.rowCount()).toBe(0);
  });
});

describe("an operator issues", () => {
  test("a coupon, usable at once, that expires at the midnight after its last day", async () => {
    await desk.tell(create({ validUntil: "2026-03-12" }));
    const told = await desk.tell(issueTo(MINA, mcp("Mina")));
    expect(typesOf(told)).toEqual(["coupon.issued"]);
    expect(told.answer).toMatchObject({ value: { status: "AVAILABLE", name: "첫 가입 3,000원" } });
    expect(told.deadlines).toMatchObject([
      { name: "expiry", key: mcp("Mina"), at: instant("2026-03-13T00:00:00") },
    ]);
  });

  test("twice with the same id: one coupon, the same answer", async () => {
    await desk.tell(create());
    const first = await desk.tell(issueTo(MINA, mcp("Mina")));
    const again = await desk.tell(issueTo(MINA, mcp("Mina")));
    expect(again.answer).toEqual(first.answer);
    expect(again.said).toEqual([]);
    expect(desk.row(coupons, COUPON)?.issuedQuantity).toBe(1);
  });

  test("an unlimited coupon twice to the same member; a limited one once", async () => {
    await desk.tellAll([create(), create({ couponId: BIRTHDAY, quantity: 5 })]);
    const told = await desk.tellAll([
      issueTo(MINA, mcp("a")),
      issueTo(MINA, mcp("b")),
      issueTo(MINA, mcp("c"), BIRTHDAY),
      issueTo(MINA, mcp("d"), BIRTHDAY),
    ]);
    expect(told.map(({ answer }) => outcome(answer))).toEqual([
      "AVAILABLE",
      "AVAILABLE",
      "AVAILABLE",
      "COUPON_ALREADY_ISSUED",
    ]);
  });
});

const outcome = (answer: Answer | undefined): unknown =>
  answer === undefined
    ? undefined
    : "refusal" in answer
      ? answer.refusal.refusal
      : (answer.value as { status: string }).status;

describe("first come", () => {
  const memberNo = (no: number) => `mem_${String(no).padStart(16, "0")}`;

  test("S3.3 100 coupons, 1,000 members at once: exactly the first 100 get one", async () => {
    await desk.tell(create({ quantity: 100 }));
    const asks = Array.from({ length: 1_000 }, (_, no) =>
      claimBy(memberNo(no), mcp(String(no).padStart(4, "0"))),
    );
    const told = await desk.tellAll(asks, true);
    const outcomes = told.map(({ answer }) => outcome(answer));
    expect(outcomes.slice(0, 100).every((one) => one === "AVAILABLE")).toBe(true);
    expect(outcomes.slice(100).every((one) => one === "COUPON_SOLD_OUT")).toBe(true);
    expect(desk.row(coupons, COUPON)?.issuedQuantity).toBe(100);
    const soldOut = told.filter((one) => typesOf(one).includes("coupon.sold-out"));
    expect(soldOut).toEqual([told[99]]);
  });

  test("S3.3 one each: a repeat is refused, in the same batch and later", async () => {
    await desk.tell(create({ quantity: 100 }));
    const told = await desk.tellAll([claimBy(MINA, mcp("a")), claimBy(MINA, mcp("b"))], true);
    told.push(await desk.tell(claimBy(MINA, mcp("c"))));
    expect(told.map(({ answer }) => outcome(answer))).toEqual([
      "AVAILABLE",
      "COUPON_ALREADY_ISSUED",
      "COUPON_ALREADY_ISSUED",
    ]);
    expect(desk.row(claims, `${COUPON}/${MINA}`)?.memberCouponId).toBe(mcp("a"));
    expect(desk.row(coupons, COUPON)?.issuedQuantity).toBe(1);
  });

  test("S3.5 the record follows the claim, and a duplicate of it changes nothing", async () => {
    await desk.tell(create({ quantity: 1 }));
    const told = await desk.tell(claimBy(MINA, mcp("Mina")));
    expect(typesOf(told)).toEqual(["coupon.record-issue", "coupon.sold-out", "coupon.issued"]);
    expect(told.deadlines.map(({ name }) => name)).toEqual(["reminder", "expiry"]);
    const recorded = minasCoupon();
    expect(recorded?.status).toBe("AVAILABLE");
    const again = await desk.tell(recordIssue({ memberCouponId: mcp("Mina") }));
    expect(again).toEqual({ answer: undefined, said: [], deadlines: [] });
    expect(minasCoupon()).toBe(recorded);
  });
});

describe("the reminder, in the morning three days before a coupon's last", () => {
  const remind = remindOfCoupon({ memberCouponId: mcp("Mina") });
  const issuedUntil = async (validUntil: string) => {
    await desk.tell(create({ validUntil }));
    return desk.tell(issueTo(MINA, mcp("Mina")));
  };

  test("is due at ten, and says so once of a coupon that was not used", async () => {
    const { deadlines } = await issuedUntil("2026-03-31");
    expect(deadlines).toMatchObject([
      { name: "reminder", at: instant("2026-03-28T10:00:00") },
      { name: "expiry", at: instant("2026-04-01T00:00:00") },
    ]);
    desk.at(instant("2026-03-28T10:00:00"));
    expect(typesOf(await desk.tell(remind))).toEqual(["coupon.expiring"]);
  });

  test("is not set for a coupon that is issued in its last days", async () => {
    const { deadlines } = await issuedUntil("2026-03-12");
    expect(deadlines.map(({ name }) => name)).toEqual(["expiry"]);
  });

  test("says nothing of one that is past its date", async () => {
    await issuedUntil("2026-03-31");
    desk.at(instant("2026-04-01T00:00:01"));
    expect(typesOf(await desk.tell(remind))).toEqual([]);
  });
});

describe("S1.41 the copy of an item's price", () => {
  const itemId = "itm_Shirt00000000000";
  const item = (itemVersion: number, priceMinor: bigint) => ({
    itemId,
    itemVersion,
    partnerId: "ptn_Haneul0000000000",
    name: "셔츠",
    size: "-",
    priceMinor,
    optionGroups: [
      {
        name: "색상",
        options: [{ optionId: "opt_Gold000000000000", name: "GOLD", priceMinor: 1n }],
      },
    ],
    saleStatus: "ON_SALE" as const,
    deleted: false,
  });
  const priceNow = () => desk.row(itemPrices, itemId)?.priceMinor;

  test("follows the newest version, whatever comes late or twice", async () => {
    await desk.tell(itemListed(item(1, 100n)));
    expect(priceNow()).toBe(100n);
    await desk.tell(itemChanged(item(3, 300n)));
    await desk.tellAll([itemChanged(item(2, 200n)), itemListed(item(1, 100n))]);
    expect(priceNow()).toBe(300n);
    await desk.tell(itemChanged(item(3, 333n)));
    expect(priceNow()).toBe(300n);
  });

  test("is the same after a replay of all its facts", async () => {
    const facts = [itemListed(item(1, 100n)), itemChanged(item(2, 200n))];
    await desk.tellAll(facts);
    const before = desk.row(itemPrices, itemId);
    const rebuilt = couponDesk();
    await rebuilt.tellAll([...facts, ...facts]);
    expect(rebuilt.row(itemPrices, itemId)).toEqual(before);
  });
});
