import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Draft } from "#kernel/message.ts";
import { sumOf } from "#kernel/money.ts";
import { type Stage, stageOf } from "#test/stage.ts";
import { accounts, entries, orderBookings, walletTransactions } from "./collections.ts";
import { chargeWallet, credit, debit } from "./contract.ts";
import { reactions } from "./reactions.ts";

const mina = "mem_000000000000Mina";
const jun = "mem_0000000000000Jun";
const orderOf = (no: number) => `ord_${String(no).padStart(16, "0")}`;
const chargeOf = (no: number) => `wtx_${String(no).padStart(16, "0")}`;

const putIn = (no: number, amountMinor: bigint, memberId = mina): Draft =>
  chargeWallet({ memberId, transactionId: chargeOf(no), amountMinor });
const take = (no: number, amountMinor: bigint, attempt = 1, memberId = mina): Draft =>
  debit({ orderId: orderOf(no), memberId, amountMinor, attempt });
const giveBack = (no: number, amountMinor: bigint, memberId = mina): Draft =>
  credit({ orderId: orderOf(no), memberId, amountMinor });

const said = (stage: Stage, draft: Draft) =>
  stage.tell(draft).emitted.map(({ definition }) => definition.type);
const balanceOf = (stage: Stage, memberId = mina) =>
  stage.row(accounts, memberId)?.balanceMinor ?? 0n;

describe("Mina's wallet", () => {
  test("S3.1 a charge shows in the balance, and a repeat of it does not", () => {
    const stage = stageOf(reactions);
    const { answer } = stage.tell(putIn(1, 50_000n));
    expect(answer).toEqual({
      settled: true,
      value: { transactionId: chargeOf(1), amount: 50_000n, balance: 50_000n, currency: "KRW" },
    });
    const again = stage.tell(putIn(1, 50_000n));
    expect(again.answer).toEqual(answer);
    expect(again.emitted).toEqual([]);
    expect(balanceOf(stage)).toBe(50_000n);
  });

  test("S3.22 three payments with funds for one: one is taken, two are refused", () => {
    const stage = stageOf(reactions);
    stage.tell(putIn(1, 30_000n));
    const answers = [1, 2, 3].flatMap((no) => said(stage, take(no, 30_000n)));
    expect(answers).toEqual(["wallet.debited", "wallet.debit-refused", "wallet.debit-refused"]);
    expect(balanceOf(stage)).toBe(0n);
  });

  test("a payment is taken once and given back once, however often it is asked", () => {
    const stage = stageOf(reactions);
    stage.tell(putIn(1, 30_000n));
    expect([1, 1, 2].flatMap((attempt) => said(stage, take(1, 20_000n, attempt)))).toEqual(
      Array(3).fill("wallet.debited"),
    );
    expect(balanceOf(stage)).toBe(10_000n);
    expect([1, 2].flatMap(() => said(stage, giveBack(1, 20_000n)))).toEqual(
      Array(2).fill("wallet.credited"),
    );
    expect(balanceOf(stage)).toBe(30_000n);
    expect(said(stage, take(1, 20_000n, 3))).toEqual(["wallet.debit-refused"]);
    expect(stage.added(walletTransactions).map(({ cause }) => cause)).toEqual([
      "CHARGE",
      "PAYMENT",
      "REFUND",
    ]);
  });

  test("a credit that overtook its debit makes no money, and the debit then takes none", () => {
    const stage = stageOf(reactions);
    stage.tell(putIn(1, 30_000n));
    const { emitted } = stage.tell(giveBack(1, 20_000n));
    expect(emitted[0]?.body).toMatchObject({ amountMinor: 0n });
    expect(said(stage, take(1, 20_000n))).toEqual(["wallet.debit-refused"]);
    expect(balanceOf(stage)).toBe(30_000n);
  });

  test("a debit can be made to fail, and fails for good", () => {
    const stage = stageOf(reactions);
    stage.tell(putIn(1, 30_000n));
    const { emitted } = stage.tell(take(1, 20_000n), { forced: ["wallet.debit"] });
    expect(emitted[0]?.definition.type).toBe("wallet.debit-refused");
    expect(said(stage, take(1, 20_000n))).toEqual(["wallet.debit-refused"]);
    expect(balanceOf(stage)).toBe(30_000n);
  });
});

const amount = fc.bigInt(1n, 50n);
const member = fc.constantFrom(mina, jun);
/** Orders 1 to 3 are Mina's, 4 to 6 Jun's; an order's price is its own. */
const order = fc.integer({ min: 1, max: 6 });
const ownerOf = (no: number) => (no <= 3 ? mina : jun);
const priceOf = (no: number) => BigInt(no * 10);
const message = fc.oneof(
  fc.tuple(fc.nat(20), amount, member).map(([no, minor]) => putIn(no, minor, no % 2 ? mina : jun)),
  fc
    .tuple(order, fc.integer({ min: 1, max: 3 }))
    .map(([no, attempt]) => take(no, priceOf(no), attempt, ownerOf(no))),
  order.map((no) => giveBack(no, priceOf(no), ownerOf(no))),
);

describe("the book", () => {
  test("I14 I15 I16 sums to zero in every transaction, whatever is asked, twice or out of order", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
        const stage = stageOf(reactions);
        for (const each of messages) {
          stage.tell(each);
          const again = stage.tell(each);
          expect(again.changedRows).toBe(false);
          requireBalanced(stage);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function requireBalanced(stage: Stage): void {
  const lines = stage.added(entries);
  const transactions = stage.added(walletTransactions);
  for (const { transactionId } of transactions) {
    const legs = lines.filter((line) => line.transactionId === transactionId);
    expect(legs.length).toBe(2);
    expect(sumOf(legs.map(({ amountMinor }) => amountMinor))).toBe(0n);
  }
  expect(lines.length).toBe(transactions.length * 2);

  for (const { accountId, balanceMinor, entryCount } of stage.rows(accounts)) {
    const own = lines.filter((line) => line.accountId === accountId);
    expect(balanceMinor).toBe(sumOf(own.map(({ amountMinor }) => amountMinor)));
    expect(balanceMinor >= 0n).toBe(true);
    expect(own.map(({ entryNo }) => entryNo)).toEqual(own.map((_, index) => index + 1));
    expect(entryCount).toBe(own.length);
  }

  for (const { orderId, amountMinor, status } of stage.rows(orderBookings)) {
    const causes = transactions.filter((of) => of.orderId === orderId).map(({ cause }) => cause);
    const own = transactions.filter((of) => of.orderId === orderId);
    const net = sumOf(
      lines
        .filter(({ entryNo }) => entryNo !== undefined)
        .filter((line) => own.some((of) => of.transactionId === line.transactionId))
        .map((line) => line.amountMinor),
    );
    expect([causes, net]).toEqual(
      status === "DEBITED"
        ? [["PAYMENT"], -amountMinor]
        : [status === "CREDITED" ? ["PAYMENT", "REFUND"] : [], 0n],
    );
  }
}
