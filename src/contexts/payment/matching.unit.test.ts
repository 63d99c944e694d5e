import { expect, it } from "vitest";
import { NOON, stageOf } from "#test/stage.ts";
import { closedCases, statedMoney } from "./collections.ts";
import { closeCase, noteStated } from "./contract.ts";
import { reactions } from "./reactions.ts";

const recorded = (recordId: string, amountMinor: bigint) => ({
  recordId,
  moneyKey: "ord_0000000000000001-1",
  amountMinor,
  refundedMinor: 0n,
  statedAt: NOON,
});
const part = (...records: readonly ReturnType<typeof recorded>[]) =>
  noteStated({ partId: "a part", source: "PROVIDER", records: [...records] });

it("a part of a file said again changes nothing; a record that says something else replaces what it said", () => {
  const on = stageOf(reactions);
  const file = part(recorded("a", 100n), recorded("b", 200n));
  expect(on.tell(file).answer).toMatchObject({ value: { newRecords: 2 } });
  expect(on.tell(file)).toMatchObject({ changedRows: false, answer: { value: { newRecords: 0 } } });
  expect(on.tell(part(recorded("b", 250n), recorded("a", 100n))).answer).toMatchObject({
    value: { newRecords: 1 },
  });
  expect(on.rows(statedMoney).map(({ amountMinor }) => amountMinor)).toEqual([100n, 250n]);
});

it("a record said twice in one part is one, and its last word stands", () => {
  const on = stageOf(reactions);
  on.tell(part(recorded("a", 100n), recorded("a", 90n)));
  expect(on.rows(statedMoney)).toMatchObject([{ recordId: "a", amountMinor: 90n }]);
});

it("the first reason that closes a case stands", () => {
  const on = stageOf(reactions);
  const close = (reason: string) =>
    closeCase({
      caseId: "stc_0000000000000001",
      source: "BANK",
      kind: "MISSING_HERE",
      moneyKey: "ORD-20260302-000001",
      foundOn: "2026-03-02",
      statedMinor: 500n,
      reason,
    });
  on.tell(close("sent back by the bank"));
  expect(on.tell(close("nobody knows"))).toMatchObject({
    changedRows: false,
    answer: { value: { reason: "sent back by the bank" } },
  });
  expect(on.rows(closedCases)).toHaveLength(1);
});
