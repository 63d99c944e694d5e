import { describe, expect, test } from "vitest";
import { isRefusal } from "#kernel/refusal.ts";
import type { Source } from "../contract.ts";
import { recordsIn } from "./files.ts";

const BANK = "거래일자,적요,입금자명,출금액,입금액,거래번호";
const inBank = (...lines: readonly string[]) => [BANK, ...lines].join("\r\n");

const MOVED = { key: "ord_1-1", amountMinor: 0n, refundedMinor: 0n };

describe("a file of money", () => {
  test("of a bank: what came in, by whoever sent it; what went out is left out", () => {
    const file = inBank(
      '2026.03.01 09:12,인터넷,민아,,"12,000",B-1',
      "20260302,이체,상점,3000,0,B-2",
      '2026-03-03,인터넷,"김, ""준""",,500,B-3',
      "",
    );
    expect(recordsIn("BANK", `\uFEFF${file}`)).toEqual([
      { recordId: "B-1", key: "민아", amountMinor: 12_000n, refundedMinor: 0n, day: "2026-03-01" },
      { recordId: "B-3", key: '김, "준"', amountMinor: 500n, refundedMinor: 0n, day: "2026-03-03" },
    ]);
  });

  test("of a payment company: charges by their key, and what went back of them", () => {
    const file =
      "reference,charge_key,date,amount,refunded_amount\nR1,ord_1-1,2026-03-01,900,100\n";
    expect(recordsIn("PROVIDER", file)).toEqual([
      { recordId: "R1", key: "ord_1-1", amountMinor: 900n, refundedMinor: 100n, day: "2026-03-01" },
    ]);
  });

  test("of Stripe: its itemized report, a refund in a line of its own, fees and payouts left out", () => {
    const file = [
      "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,payment_metadata[charge_key]",
      "txn_1,2026-03-01 09:12:44,krw,12000.00,400,11600,charge,ord_1-1",
      "txn_2,2026-03-02 10:00:00,krw,-2000,0,-2000,refund,ord_1-1",
      "txn_3,2026-03-03 00:00:00,krw,-9600,0,-9600,payout,",
    ].join("\n");
    expect(recordsIn("PROVIDER", file)).toEqual([
      { ...MOVED, recordId: "txn_1", amountMinor: 12_000n, day: "2026-03-01" },
      { ...MOVED, recordId: "txn_2", refundedMinor: 2_000n, day: "2026-03-02" },
    ]);
  });

  test("of Toss Payments: its list of settlements, a cancel in a record of its own", () => {
    const told = { orderId: "ord_1-1", currency: "KRW", method: "카드", fee: 300 };
    const file = [
      { ...told, transactionKey: "T1", amount: 12_000, soldDate: "2026-03-01" },
      { ...told, transactionKey: "T2", amount: -2_000, soldDate: "2026-03-02", cancel: {} },
    ];
    expect(recordsIn("PROVIDER", JSON.stringify(file))).toEqual([
      { ...MOVED, recordId: "T1", amountMinor: 12_000n, day: "2026-03-01" },
      { ...MOVED, recordId: "T2", refundedMinor: 2_000n, day: "2026-03-02" },
    ]);
  });

  test.each<[string, Source, string, string, number | undefined]>([
    ["a list that is torn", "PROVIDER", '[{"orderId":', "WRONG_FORM", undefined],
    ["a list of nothing", "PROVIDER", "[]", "TOO_FEW", undefined],
    ["a list of something else", "PROVIDER", "[null]", "WRONG_FORM", 1],
    [
      "another currency",
      "PROVIDER",
      '[{"transactionKey":"T","orderId":"o","amount":5,"currency":"USD","soldDate":"2026-03-01"}]',
      "WRONG_FORM",
      1,
    ],
    ["no such columns", "PROVIDER", inBank("2026-03-01,,민아,,1,B-1"), "WRONG_FORM", 1],
    ["nothing that came in", "BANK", inBank("2026-03-01,,민아,5,,B-1"), "TOO_FEW", undefined],
    [
      "too much",
      "BANK",
      inBank(...Array(301).fill("2026-03-01,,민아,,1,B")),
      "TOO_MANY",
      undefined,
    ],
    ["no such day", "BANK", inBank("2026-02-30,,민아,,1,B-1"), "WRONG_FORM", 2],
    ["half a won", "BANK", inBank("2026-03-01,,민아,,1.5,B-1"), "WRONG_FORM", 2],
    ["no number of its own", "BANK", inBank("2026-03-01,,민아,,1,"), "WRONG_FORM", 2],
    ["quotes amiss", "BANK", inBank('2026-03-01,,미"아,,1,B-1'), "WRONG_FORM", undefined],
    ["a quote left open", "BANK", inBank('2026-03-01,,"민아,,1,B-1'), "WRONG_FORM", undefined],
  ])("that holds %s", (_, source, file, code, line) => {
    const refused = recordsIn(source, file);
    expect(isRefusal(refused) && refused.details).toEqual([
      { field: "file", code, ...(line === undefined ? {} : { line }) },
    ]);
  });
});
