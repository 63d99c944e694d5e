import { describe, expect, test } from "vitest";
import {
  bookCredit,
  bookDebit,
  type Booking,
  type BookingStatus,
  CASH_IN,
  chargeRefusal,
  creditedMinor,
  emptyAccount,
  move,
  SALES,
} from "./rules.ts";

const orderId = "ord_0000000000000001";
const mina = "mem_000000000000Mina";
const ask = { orderId, memberId: mina, amountMinor: 30_000n };

type Before = "none" | BookingStatus;
const bookedBefore = (status: Before): Booking | undefined =>
  status === "none" ? undefined : { ...ask, attempt: 1, status, partsMinor: 0n, partNo: 0 };

describe("a debit", () => {
  test.each<[Before, number, bigint, BookingStatus, string]>([
    ["none", 1, 30_000n, "DEBITED", "is judged by the balance: exactly enough is enough"],
    ["none", 1, 29_999n, "REFUSED", "is judged by the balance: a won short is too little"],
    ["DEBITED", 1, 0n, "DEBITED", "repeated, is answered as before"],
    ["DEBITED", 2, 30_000n, "DEBITED", "tried again, takes nothing a second time"],
    ["REFUSED", 1, 90_000n, "REFUSED", "repeated, stays refused though money has come since"],
    ["REFUSED", 2, 90_000n, "DEBITED", "tried again, is judged anew"],
    ["REFUSED", 2, 0n, "REFUSED", "tried again, may be refused again"],
    ["CREDITED", 1, 90_000n, "CREDITED", "repeated after the money went back, takes nothing"],
    ["CREDITED", 2, 90_000n, "CREDITED", "tried again after the money went back, takes nothing"],
    ["VOID", 1, 90_000n, "VOID", "that its credit overtook, takes nothing"],
    ["VOID", 2, 90_000n, "VOID", "tried again after a credit, takes nothing"],
  ])("of an order that is %s, attempt %i, balance %i: %s, it %s", (was, attempt, balance, next) => {
    const booking = bookedBefore(was);
    const after = bookDebit({ ...ask, attempt }, booking, balance);
    expect(after.status).toBe(next);
    const isJudged = was === "none" || (was === "REFUSED" && attempt > 1);
    expect(after === booking).toBe(!isJudged);
    expect(bookDebit({ ...ask, attempt }, after, 1_000_000n)).toBe(after);
  });
});

describe("a credit", () => {
  test.each<[Before, BookingStatus, bigint]>([
    ["none", "VOID", 0n],
    ["REFUSED", "VOID", 0n],
    ["DEBITED", "CREDITED", 30_000n],
    ["CREDITED", "CREDITED", 30_000n],
    ["VOID", "VOID", 0n],
  ])(
    "of an order that is %s: %s, and %i went back, however often it is asked",
    (was, next, back) => {
      const after = bookCredit(ask, bookedBefore(was));
      expect([after.status, creditedMinor(after)]).toEqual([next, back]);
      expect(bookCredit(ask, after)).toBe(after);
    },
  );

  test("gives back what was taken, whatever amount is named", () => {
    const after = bookCredit({ ...ask, amountMinor: 99_000n }, bookedBefore("DEBITED"));
    expect(creditedMinor(after)).toBe(30_000n);
  });
});

test("an order is one member's: another member's booking is impossible", () => {
  const jun = "mem_0000000000000Jun";
  expect(() =>
    bookDebit({ ...ask, memberId: jun, attempt: 1 }, bookedBefore("DEBITED"), 0n),
  ).toThrow("impossible");
  expect(() => bookCredit({ ...ask, memberId: jun }, bookedBefore("DEBITED"))).toThrow(
    "impossible",
  );
});

test("money moves between a member and the platform in two entries that sum to zero", () => {
  const charged = move(emptyAccount(mina), 50_000n, CASH_IN, "wtx_1");
  expect(charged.account).toEqual({ accountId: mina, balanceMinor: 50_000n, entryCount: 1 });
  const paid = move(charged.account, -30_000n, SALES, "wtx_2");
  expect(paid.account).toEqual({ accountId: mina, balanceMinor: 20_000n, entryCount: 2 });
  expect(paid.entries).toEqual([
    { transactionId: "wtx_2", accountId: mina, entryNo: 2, amountMinor: -30_000n },
    { transactionId: "wtx_2", accountId: SALES, amountMinor: 30_000n },
  ]);
});

test("a balance never falls below zero", () => {
  expect(() => move(emptyAccount(mina), -1n, SALES, "wtx_1")).toThrow("impossible");
});

test("a charge may fill a wallet to the last won that JSON carries, and not beyond", () => {
  const full = { ...emptyAccount(mina), balanceMinor: BigInt(Number.MAX_SAFE_INTEGER) - 1n };
  expect(chargeRefusal(full, 1n)).toBeUndefined();
  expect(chargeRefusal(full, 2n)?.refusal).toBe("AMOUNT_OUT_OF_RANGE");
});
