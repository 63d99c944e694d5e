import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHARGE_FINDINGS, type ChargeFinding } from "./contract.ts";
import {
  askForTopUp,
  heardOfTopUp,
  hintedAtTopUp,
  openedTopUp,
  type TopUp,
  TOP_UP_STATUSES,
  topUpBooked,
  topUpFellDue,
  topUpNotBooked,
  topUpReturned,
  type TopUpStatus,
  type TopUpStep,
} from "./rules/toppingUp.ts";

const MINUTE = 60_000;
const ids = { transactionId: "wtx_0000000000000001", memberId: "mem_0000000000000001" };
const opened: TopUp = {
  ...ids,
  payMethod: "CARD",
  amountMinor: 10_000n,
  status: "OPENED",
  calls: 0,
  looking: false,
  hinted: false,
};
const topUpIn = (status: TopUpStatus): TopUp => {
  if (status === "OPENED" || status === "EXPIRED") return { ...opened, status };
  const asked: TopUp = { ...opened, status, calls: 1, askedAt: 0 };
  if (status === "IN_DOUBT") return { ...asked, doubtSince: 0 };
  if (status === "REQUESTED" || status === "DECLINED") return asked;
  return { ...asked, takenMinor: 10_000n, takenCurrency: "KRW" };
};
const said = (finding: ChargeFinding, amountMinor = 10_000n, currency = "KRW") => ({
  request: "CHARGE" as const,
  finding,
  ...(finding === "CHARGED" ? { amountMinor, currency, providerRef: "sim_1" } : {}),
});
const seen = ({ topUp, says, calls }: TopUpStep) => [
  topUp?.status ?? "as before",
  calls ?? "nobody",
  says?.definition.type ?? "nothing",
];
const paid = "payment.top-up-paid";

describe("money for a wallet", () => {
  test("is asked for once, by whoever began it", () => {
    const begun = openedTopUp({ ...ids, payMethod: "CARD", amountMinor: 10_000n }, undefined, 0);
    expect(begun).toEqual({ topUp: opened, lookAt: 30 * MINUTE });
    const step = askForTopUp({ ...ids, payerRef: "key" }, opened, 5);
    expect(step).toMatchObject({ topUp: { status: "REQUESTED", payerRef: "key", askedAt: 5 } });
    expect(askForTopUp(ids, topUpIn("EXPIRED"), 5)).toEqual({ refusal: "COMMON_ILLEGAL_STATUS" });
    const stranger = { ...ids, memberId: "mem_0000000000000002" };
    expect(askForTopUp(stranger, opened, 5)).toEqual({ refusal: "COMMON_ENTITY_NOT_FOUND" });
    for (const status of TOP_UP_STATUSES.filter((one) => one !== "OPENED" && one !== "EXPIRED"))
      expect(askForTopUp(ids, topUpIn(status), 5)).toEqual({});
  });

  test.each<[ChargeFinding, TopUpStatus, string, string, string]>([
    ["CHARGED", "REQUESTED", "PAID", "nobody", paid],
    ["CHARGED", "IN_DOUBT", "PAID", "nobody", paid],
    ["CHARGED", "DECLINED", "RETURN_DUE", "RETURN", "nothing"],
    ["CHARGED", "PAID", "as before", "nobody", "nothing"],
    ["CHARGED", "BOOKED", "as before", "nobody", "nothing"],
    ["CHARGED", "RETURNED", "as before", "nobody", "nothing"],
    ["DECLINED", "REQUESTED", "DECLINED", "nobody", "nothing"],
    ["DECLINED", "BOOKED", "as before", "nobody", "nothing"],
    ["CLOSED", "IN_DOUBT", "DECLINED", "nobody", "nothing"],
    ["UNKNOWN", "REQUESTED", "IN_DOUBT", "nobody", "nothing"],
    ["UNKNOWN", "IN_DOUBT", "IN_DOUBT", "nobody", "nothing"],
    ["ABSENT", "REQUESTED", "IN_DOUBT", "nobody", "nothing"],
  ])("S1.43 that is %s, on %s: %s, asks %s, says %s", (finding, status, ...outcome) => {
    expect(seen(heardOfTopUp(said(finding), topUpIn(status), 0))).toEqual(outcome);
  });

  test.each([
    ["another amount", said("CHARGED", 1n)],
    ["another currency", said("CHARGED", 10_000n, "USD")],
  ])("S0.31 that was taken as %s goes back whole, and is never booked", (_, told) => {
    const { topUp, calls, says } = heardOfTopUp(told, topUpIn("REQUESTED"), 0);
    expect([topUp?.status, topUp?.takenMinor, calls, says]).toEqual([
      "RETURN_DUE",
      told.amountMinor,
      "RETURN",
      undefined,
    ]);
  });

  test.each([
    [0, "CHARGE"],
    [10 * MINUTE, "CLOSE"],
  ])("that nobody knows of %i ms later is asked for by %s", (at, request) => {
    const told = { ...said("ABSENT"), request: "LOOK" as const };
    expect(heardOfTopUp(told, topUpIn("IN_DOUBT"), at).calls).toBe(request);
  });

  test("is looked for every 5 s for a minute, then every half minute, once at a time", () => {
    const doubtful = topUpIn("IN_DOUBT");
    expect(heardOfTopUp(said("UNKNOWN"), doubtful, 1_000).lookAt).toBe(6_000);
    expect(heardOfTopUp(said("UNKNOWN"), doubtful, MINUTE).lookAt).toBe(90_000);
    const looking = topUpFellDue(doubtful);
    expect([looking.calls, looking.topUp?.looking]).toEqual(["LOOK", true]);
    expect(topUpFellDue(looking.topUp)).toEqual({});
    const hinted = hintedAtTopUp(looking.topUp);
    expect([hinted.calls, hinted.topUp?.hinted]).toEqual([undefined, true]);
    expect(hintedAtTopUp(hinted.topUp)).toEqual({});
    expect(heardOfTopUp(said("UNKNOWN"), hinted.topUp, 1_000).calls).toBe("LOOK");
  });

  test("that nobody paid expires", () => {
    expect(topUpFellDue(opened).topUp?.status).toBe("EXPIRED");
  });

  test("S0.31 S1.43 is booked once or goes back once, whatever is said in which order", () => {
    const messages = fc.oneof(
      fc.record({
        finding: fc.constantFrom(...CHARGE_FINDINGS),
        request: fc.constantFrom("CHARGE" as const, "LOOK" as const, "CLOSE" as const),
        amountMinor: fc.constantFrom(10_000n, 1n),
      }),
      fc.constantFrom("hint", "due", "ask", "booked", "not booked", "returned"),
    );
    fc.assert(
      fc.property(fc.array(messages, { maxLength: 40 }), (story) => {
        let topUp: TopUp = opened;
        let [paidTimes, returns] = [0, 0];
        story.forEach((message, index) => {
          const step = stepOf(message, topUp, index * 20_000);
          paidTimes += step.says === undefined ? 0 : 1;
          returns += step.calls === "RETURN" ? 1 : 0;
          if (topUp.status === "BOOKED" || topUp.status === "RETURNED") expect(step).toEqual({});
          topUp = step.topUp ?? topUp;
        });
        expect(paidTimes).toBeLessThanOrEqual(1);
        expect(returns).toBeLessThanOrEqual(1);
        if (topUp.status === "BOOKED") expect([paidTimes, returns]).toEqual([1, 0]);
        if (topUp.status === "IN_DOUBT") expect(topUp.doubtSince).toBeDefined();
      }),
    );
  });
});

type Told =
  | string
  | {
      readonly finding: ChargeFinding;
      readonly request: "CHARGE" | "LOOK" | "CLOSE";
      readonly amountMinor: bigint;
    };

function stepOf(told: Told, topUp: TopUp, at: number): TopUpStep {
  if (typeof told !== "string") return heardOfTopUp({ ...told, currency: "KRW" }, topUp, at);
  switch (told) {
    case "hint":
      return hintedAtTopUp(topUp);
    case "due":
      return topUpFellDue(topUp);
    case "booked":
      return topUpBooked(topUp);
    case "not booked":
      return topUpNotBooked(topUp);
    case "returned":
      return topUpReturned(topUp);
    default: {
      const step = askForTopUp(ids, topUp, at);
      return "refusal" in step ? {} : step;
    }
  }
}
