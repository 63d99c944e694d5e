import { describe, expect, test } from "vitest";
import type { Draft } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import { claimRefused, stockClaimed } from "#contexts/catalog/contract.ts";
import { walletPaidIn } from "#contexts/wallet/contract.ts";
import { anOrder, cancelled, haneulTea, mina, placed } from "#test/orders.ts";
import { NOON, type Stage, stageOf } from "#test/stage.ts";
import { confirmations, payments, refunds } from "./collections.ts";
import {
  awaitDeposit,
  cancelForShortage,
  cancelPayment,
  confirmDeposit,
  refundPayment,
  settleRefund,
} from "./contract.ts";
import { reactions } from "./reactions.ts";
import { confirm, type Deposit, giveUpForShortage } from "./rules/depositing.ts";

const orderId = anOrder;
const amountMinor = 30_000n;
const itemId = "itm_0000000000000Pot";
const line = { lineNo: 1, itemId, quantity: 3 };

const claimed = (claimNo: number): Draft => stockClaimed({ orderId, claimNo });
const short = (claimNo: number): Draft =>
  claimRefused({
    orderId,
    claimNo,
    reason: "STOCK_INSUFFICIENT",
    lines: [{ lineNo: 1, itemId, wanted: 3, available: 2 }],
  });

const MESSAGES = {
  placed: placed({ payMethod: "BANK_TRANSFER" }),
  await: awaitDeposit({
    orderId,
    orderNumber: "ORD-20260302-000001",
    memberId: mina,
    amountMinor,
    depositorName: "Mina",
    dueAt: NOON + 72 * 3_600_000,
    lines: [{ ...line, partnerId: haneulTea }],
  }),
  claimed: claimed(1),
  short: short(1),
  "claimed next": claimed(2),
  cancel: cancelPayment({ orderId }),
  cancelled: cancelled(),
  refund: refundPayment({ orderId, cause: "CANNOT_COMPLETE" }),
  "paid in": walletPaidIn({ orderId, memberId: mina, amountMinor }),
} as const satisfies Record<string, Draft>;
type MessageName = keyof typeof MESSAGES;

/** The messages of the stage come from the system: here an operator sees the money. */
const byOperator = reactions.map((reaction) => ({
  ...reaction,
  decide: ((body, state, moment) =>
    reaction.decide(body, state, {
      ...moment,
      message: { ...moment.message, actor: { role: "operator", memberId: mina } },
    })) as typeof reaction.decide,
}));
const seen = confirmDeposit({ orderId });
const { placed: begun, await: awaited } = MESSAGES;

const STATES: Readonly<Record<string, readonly Draft[]>> = {
  none: [],
  OPENED: [begun],
  WAITING: [begun, awaited],
  claiming: [begun, awaited, seen],
  "claiming, cancel asked": [begun, awaited, seen, cancelPayment({ orderId })],
  DEPOSIT_CONFIRMED: [begun, awaited, seen, claimed(1)],
  REFUND_DUE: [begun, awaited, seen, short(1)],
  REFUNDED: [begun, awaited, seen, short(1), settleRefund({ orderId, means: "BANK" })],
  CANCELLED: [begun, awaited, cancelPayment({ orderId })],
};

const stageIn = (state: string, policies: Partial<Policies> = {}): Stage => {
  const stage = stageOf(byOperator, policies);
  for (const draft of STATES[state] ?? []) stage.tell(draft);
  return stage;
};
const outcome = (stage: Stage, draft: Draft): string => {
  const types = stage.tell(draft).emitted.map(({ definition: { type } }) => type);
  const said = types.map((type) => type.replace("payment.", ""));
  return [stage.row(payments, orderId)?.status ?? "none", ...said].join(" ");
};

const CLAIMING: Readonly<Record<MessageName, string>> = {
  placed: "WAITING_DEPOSIT opened",
  await: "WAITING_DEPOSIT",
  claimed: "DEPOSIT_CONFIRMED deposit-confirmed",
  short: "REFUND_DUE cancelled refund-fell-due",
  "claimed next": "WAITING_DEPOSIT",
  cancel: "WAITING_DEPOSIT",
  cancelled: "WAITING_DEPOSIT",
  refund: "WAITING_DEPOSIT",
  "paid in": "WAITING_DEPOSIT",
};
const still = (status: string): Readonly<Record<MessageName, string>> => ({
  placed: `${status} opened`,
  await: status,
  claimed: status,
  short: status,
  "claimed next": status,
  cancel: status,
  cancelled: status,
  refund: status,
  "paid in": status,
});

/** Rows: the state before. Columns: the message. Cells: the state after, and what is said. */
const MATRIX: Readonly<Record<string, Readonly<Record<MessageName, string>>>> = {
  none: {
    ...still("none"),
    placed: "OPENED opened",
    await: "WAITING_DEPOSIT deposit-awaited",
    cancel: "CANCELLED cancelled",
    cancelled: "CANCELLED",
    refund: "CANCELLED cancelled",
  },
  OPENED: {
    ...still("OPENED"),
    await: "WAITING_DEPOSIT deposit-awaited",
    cancel: "CANCELLED cancelled",
    cancelled: "CANCELLED",
    refund: "CANCELLED cancelled",
  },
  WAITING: {
    ...still("WAITING_DEPOSIT"),
    cancel: "CANCELLED cancelled",
    cancelled: "CANCELLED",
    refund: "CANCELLED cancelled",
  },
  claiming: CLAIMING,
  "claiming, cancel asked": CLAIMING,
  DEPOSIT_CONFIRMED: {
    ...still("DEPOSIT_CONFIRMED"),
    cancel: "DEPOSIT_CONFIRMED deposit-confirmed",
    refund: "REFUND_DUE refund-fell-due",
  },
  REFUND_DUE: { ...still("REFUND_DUE"), "paid in": "REFUNDED refunded" },
  REFUNDED: { ...still("REFUNDED"), refund: "REFUNDED refunded" },
  CANCELLED: {
    ...still("CANCELLED"),
    placed: "CANCELLED cancelled",
    await: "CANCELLED cancelled",
    cancel: "CANCELLED cancelled",
    refund: "CANCELLED cancelled",
  },
};
const CASES = Object.entries(MATRIX).flatMap(([state, cells]) =>
  Object.entries(cells).map(([name, cell]) => [state, name as MessageName, cell] as const),
);

describe("a bank transfer", () => {
  test.each(CASES)("%s and %s: %s", (state, name, cell) => {
    expect(outcome(stageIn(state), MESSAGES[name])).toBe(cell);
  });

  test.each(CASES)("S4.15 %s and %s twice: the second changes nothing", (state, name) => {
    const stage = stageIn(state);
    stage.tell(MESSAGES[name]);
    const { changedRows } = stage.tell(MESSAGES[name]);
    expect(changedRows).toBe(false);
  });

  test("S4.12 a confirmation claims once; said again it makes the same claim again", () => {
    const stage = stageIn("WAITING");
    for (const again of [false, true]) {
      const told = stage.tell(seen);
      expect(told.emitted.map(({ body }) => body)).toEqual([
        { orderId, claimNo: 1, lines: [line] },
      ]);
      expect(told.answer).toMatchObject({ settled: false, value: { checking: true } });
      expect(told.changedRows).toBe(!again);
    }
    expect(stage.added(confirmations)).toMatchObject([{ claimNo: 1, amountMinor }]);
    expect(stage.tell(claimed(1)).answer).toMatchObject({
      settled: true,
      value: { status: "DEPOSIT_CONFIRMED" },
    });
  });

  test("S4.4 too little stock is answered with every short line", () => {
    expect(stageIn("claiming").tell(short(1)).answer).toEqual({
      settled: true,
      refusal: {
        refusal: "STOCK_INSUFFICIENT",
        details: [
          { line: 1, code: "STOCK_INSUFFICIENT", values: { itemId, wanted: 3, available: 2 } },
        ],
      },
    });
  });

  test.each(["CANCELLED", "REFUND_DUE", "REFUNDED", "OPENED"])(
    "S4.9 cannot be confirmed when it is %s",
    (state) => {
      const stage = stageIn(state);
      expect(stage.tell(seen).answer).toMatchObject({
        refusal: { refusal: "COMMON_ILLEGAL_STATUS" },
      });
      expect(stage.tell(claimed(2)).changedRows).toBe(false);
    },
  );

  test("money that is owed goes back once, by one means", () => {
    const stage = stageIn("REFUND_DUE");
    const toWallet = settleRefund({ orderId, means: "WALLET" });
    const toBank = settleRefund({ orderId, means: "BANK" });
    for (let times = 0; times < 2; times++) {
      const types = stage.tell(toWallet).emitted.map(({ definition }) => definition.type);
      expect(types).toEqual(["wallet.pay-in"]);
    }
    expect(stage.tell(toBank).answer).toMatchObject({ refusal: {} });
    stage.tell(MESSAGES["paid in"]);
    expect(stage.tell(toWallet).emitted).toEqual([]);
    expect(stage.added(refunds)).toMatchObject([{ amountMinor }]);
  });

  test("WALLET_AT_ONCE (P29) pays it back without an operator", () => {
    const stage = stageIn("claiming", { "deposit.refund": "WALLET_AT_ONCE" });
    expect(outcome(stage, short(1))).toBe("REFUND_DUE cancelled refund-fell-due wallet.pay-in");
    expect(outcome(stage, MESSAGES["paid in"])).toBe("REFUNDED refunded");
  });
});

describe("SELLER_DECIDES (P9)", () => {
  const policies = { "deposit.onShortStock": "SELLER_DECIDES" } as const;

  test("a deposit without stock waits; a repeated answer stands, a next confirmation is judged anew", () => {
    const stage = stageIn("claiming", policies);
    expect(outcome(stage, short(1))).toBe("WAITING_DEPOSIT");
    expect(outcome(stage, claimed(1))).toBe("WAITING_DEPOSIT");
    expect(stage.tell(seen).emitted.map(({ body }) => body)).toMatchObject([{ claimNo: 2 }]);
    expect(outcome(stage, short(1))).toBe("WAITING_DEPOSIT");
    expect(outcome(stage, claimed(2))).toBe("DEPOSIT_CONFIRMED deposit-confirmed");
  });

  test("given up for the shortage, or cancelled, the money that came is owed", () => {
    for (const end of [cancelForShortage({ orderId }), cancelPayment({ orderId })]) {
      const stage = stageIn("claiming", policies);
      stage.tell(short(1));
      expect(outcome(stage, end)).toBe("REFUND_DUE cancelled refund-fell-due");
    }
    const asked = stageIn("claiming, cancel asked", policies);
    expect(outcome(asked, short(1))).toBe("REFUND_DUE cancelled refund-fell-due");
  });

  test("is not given up before anybody said that the money came", () => {
    expect(stageIn("WAITING", policies).tell(cancelForShortage({ orderId })).answer).toMatchObject({
      refusal: { refusal: "COMMON_ILLEGAL_STATUS" },
    });
  });
});

describe("who may confirm", () => {
  const stage = stageIn("WAITING");
  const payment = stage.row(payments, orderId);
  const deposit: Deposit = {
    orderId,
    orderNumber: "ORD-20260302-000001",
    depositorName: "Mina",
    dueAt: NOON,
    partnerId: haneulTea,
    lines: [line],
  };
  const ofSeveral = { ...deposit, partnerId: undefined };
  const owner = { role: "seller", partnerId: haneulTea } as const;
  const other = { role: "seller", partnerId: "ptn_000000DalPottery" } as const;
  const operator = { role: "operator" } as const;

  test.each([
    ["the seller of all lines", owner, deposit, true],
    ["another seller", other, deposit, false],
    ["one of several sellers", owner, ofSeveral, false],
    ["an operator", operator, deposit, true],
    ["an operator, of several sellers", operator, ofSeveral, true],
    ["a member", { role: "member" } as const, deposit, false],
    ["a seller without a partner", { role: "seller" } as const, ofSeveral, false],
  ])("S4.3 %s", (_, actor, of, may) => {
    const confirming = confirm({ actor }, payment, of);
    const givingUp = giveUpForShortage(actor, payment, of, {
      newRefundId: () => "rfd_0000000000000001",
      intoWallet: false,
      isOwedIntoWallet: () => false,
    });
    const forbidden = { refusal: "AUTH_FORBIDDEN" };
    if (may) expect(confirming).toMatchObject({ claims: 1 });
    else expect([confirming, givingUp]).toEqual([forbidden, forbidden]);
  });

  test("S4.3 an amount that is not the deposit's is refused, and nothing is claimed", () => {
    expect(confirm({ actor: owner, amountMinor: 29_999n }, payment, deposit)).toEqual({
      refusal: "DEPOSIT_AMOUNT_MISMATCH",
    });
    expect(confirm({ actor: owner, amountMinor }, payment, deposit)).toMatchObject({ claims: 1 });
  });
});
