import { describe, expect, test } from "vitest";
import type { Draft } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import { walletCredited, walletDebited, walletDebitRefused } from "#contexts/wallet/contract.ts";
import { anOrder, cancelAccepted, cancelled, failed, mina, placed } from "#test/orders.ts";
import { type Stage, stageOf, type TellOptions } from "#test/stage.ts";
import { payments, refunds } from "./collections.ts";
import { cancelPayment, charge, refundPayment } from "./contract.ts";
import { reactions } from "./reactions.ts";
import { TRIES_MAX } from "./rules.ts";

const orderId = anOrder;
const amountMinor = 30_000n;
const sum = { orderId, memberId: mina, amountMinor };

const ask = (attempt: number, payMethod = "WALLET"): Draft =>
  charge({ ...sum, payMethod, attempt });
const taken = (attempt = 1): Draft => walletDebited({ ...sum, attempt });
const notTaken = (attempt = 1): Draft => walletDebitRefused({ ...sum, attempt });
const returned = (): Draft => walletCredited(sum);
const cancel = (): Draft => cancelPayment({ orderId });
const refund = (): Draft => refundPayment({ orderId, cause: "CANCELLED_BY_MEMBER" });

const MESSAGES = {
  placed: placed(),
  charge: ask(1),
  "next charge": ask(2),
  taken: taken(),
  "not taken": notTaken(),
  cancel: cancel(),
  failed: failed(),
  "cancel accepted": cancelAccepted(),
  cancelled: cancelled(),
  refund: refund(),
  returned: returned(),
} as const satisfies Record<string, Draft>;
type MessageName = keyof typeof MESSAGES;

const RETRY: Partial<Policies> = { "payment.onFailure": "RETRYABLE" };

/** How each state is reached. */
const STATES: Readonly<Record<string, readonly Draft[]>> = {
  none: [],
  OPENED: [placed()],
  "OPENED again": [placed(), ask(1), notTaken()],
  REQUESTED: [placed(), ask(1)],
  "REQUESTED, cancel asked": [placed(), ask(1), cancel()],
  APPROVED: [placed(), ask(1), taken()],
  REFUND_DUE: [placed(), ask(1), taken(), refund()],
  REFUNDED: [placed(), ask(1), taken(), refund(), returned()],
  FAILED: [placed(), ask(1), notTaken()],
  CANCELLED: [cancel()],
};

const stageIn = (state: string, policies: Partial<Policies> = {}): Stage => {
  const stage = stageOf(reactions, state === "OPENED again" ? RETRY : policies);
  for (const draft of STATES[state] ?? []) stage.tell(draft);
  return stage;
};
const statusIn = (stage: Stage) => stage.row(payments, orderId)?.status ?? "none";
const said = (stage: Stage, draft: Draft, options?: TellOptions) =>
  stage.tell(draft, options).emitted.map(({ definition }) => definition.type);
const outcome = (stage: Stage, draft: Draft): string => {
  const types = said(stage, draft).map((type) => type.replace("payment.", ""));
  return [statusIn(stage), ...types].join(" ");
};

/** Rows: the state before. Columns: the message. Cells: the state after, and what is said. */
const MATRIX: Readonly<Record<string, Readonly<Record<MessageName, string>>>> = {
  none: {
    placed: "OPENED opened",
    charge: "REQUESTED wallet.debit",
    "next charge": "REQUESTED wallet.debit",
    taken: "CANCELLED wallet.credit",
    "not taken": "none",
    cancel: "CANCELLED cancelled",
    failed: "CANCELLED",
    "cancel accepted": "CANCELLED",
    cancelled: "CANCELLED",
    refund: "CANCELLED cancelled",
    returned: "none",
  },
  OPENED: {
    placed: "OPENED opened",
    charge: "REQUESTED wallet.debit",
    "next charge": "REQUESTED wallet.debit",
    taken: "OPENED wallet.credit",
    "not taken": "OPENED",
    cancel: "CANCELLED cancelled",
    failed: "CANCELLED",
    "cancel accepted": "CANCELLED",
    cancelled: "CANCELLED",
    refund: "CANCELLED cancelled",
    returned: "OPENED",
  },
  "OPENED again": {
    placed: "OPENED opened",
    charge: "OPENED failed",
    "next charge": "REQUESTED wallet.debit",
    taken: "OPENED wallet.credit",
    "not taken": "OPENED",
    cancel: "CANCELLED cancelled",
    failed: "CANCELLED",
    "cancel accepted": "CANCELLED",
    cancelled: "CANCELLED",
    refund: "CANCELLED cancelled",
    returned: "OPENED",
  },
  REQUESTED: {
    placed: "REQUESTED opened",
    charge: "REQUESTED",
    "next charge": "REQUESTED",
    taken: "APPROVED approved",
    "not taken": "FAILED failed",
    cancel: "REQUESTED",
    failed: "REQUESTED",
    "cancel accepted": "REQUESTED",
    cancelled: "REQUESTED",
    refund: "REQUESTED",
    returned: "REQUESTED",
  },
  "REQUESTED, cancel asked": {
    placed: "REQUESTED opened",
    charge: "REQUESTED",
    "next charge": "REQUESTED",
    taken: "APPROVED approved",
    "not taken": "CANCELLED cancelled",
    cancel: "REQUESTED",
    failed: "REQUESTED",
    "cancel accepted": "REQUESTED",
    cancelled: "REQUESTED",
    refund: "REQUESTED",
    returned: "REQUESTED",
  },
  APPROVED: {
    placed: "APPROVED opened",
    charge: "APPROVED approved",
    "next charge": "APPROVED approved",
    taken: "APPROVED",
    "not taken": "APPROVED",
    cancel: "APPROVED approved",
    failed: "APPROVED",
    "cancel accepted": "APPROVED",
    cancelled: "APPROVED",
    refund: "REFUND_DUE wallet.credit",
    returned: "APPROVED",
  },
  REFUND_DUE: {
    placed: "REFUND_DUE opened",
    charge: "REFUND_DUE",
    "next charge": "REFUND_DUE",
    taken: "REFUND_DUE",
    "not taken": "REFUND_DUE",
    cancel: "REFUND_DUE",
    failed: "REFUND_DUE",
    "cancel accepted": "REFUND_DUE",
    cancelled: "REFUND_DUE",
    refund: "REFUND_DUE",
    returned: "REFUNDED refunded",
  },
  REFUNDED: {
    placed: "REFUNDED opened",
    charge: "REFUNDED",
    "next charge": "REFUNDED",
    taken: "REFUNDED",
    "not taken": "REFUNDED",
    cancel: "REFUNDED",
    failed: "REFUNDED",
    "cancel accepted": "REFUNDED",
    cancelled: "REFUNDED",
    refund: "REFUNDED refunded",
    returned: "REFUNDED",
  },
  FAILED: {
    placed: "FAILED opened",
    charge: "FAILED failed",
    "next charge": "FAILED failed",
    taken: "FAILED wallet.credit",
    "not taken": "FAILED",
    cancel: "FAILED cancelled",
    failed: "FAILED",
    "cancel accepted": "FAILED",
    cancelled: "FAILED",
    refund: "FAILED cancelled",
    returned: "FAILED",
  },
  CANCELLED: {
    placed: "CANCELLED cancelled",
    charge: "CANCELLED cancelled",
    "next charge": "CANCELLED cancelled",
    taken: "CANCELLED wallet.credit",
    "not taken": "CANCELLED",
    cancel: "CANCELLED cancelled",
    failed: "CANCELLED",
    "cancel accepted": "CANCELLED",
    cancelled: "CANCELLED",
    refund: "CANCELLED cancelled",
    returned: "CANCELLED",
  },
};

const CELLS = Object.entries(MATRIX).flatMap(([state, row]) =>
  Object.entries(row).map(([name, expected]) => [state, name as MessageName, expected] as const),
);

describe("a payment", () => {
  test.each(CELLS)("that is %s, on %s: %s", (state, name, expected) => {
    const stage = stageIn(state);
    expect(outcome(stage, MESSAGES[name])).toBe(expected);
  });

  test.each(CELLS)(
    "that was %s, on %s a second time: no row changes, no money is asked for",
    (state, name) => {
      const stage = stageIn(state);
      stage.tell(MESSAGES[name]);
      const again = stage.tell(MESSAGES[name]);
      expect(again.changedRows).toBe(false);
      expect(again.emitted.map(({ definition }) => definition.type)).not.toContain("wallet.debit");
    },
  );
});

describe("the answers", () => {
  test("S3.12 too little money fails the payment, with its attempt and reason", () => {
    const { emitted } = stageIn("REQUESTED").tell(notTaken());
    expect(emitted[0]?.body).toMatchObject({ attempt: 1, reason: "WALLET_BALANCE_INSUFFICIENT" });
  });

  test("a no to an earlier attempt is not a no to the one under way", () => {
    const stage = stageIn("OPENED again");
    stage.tell(ask(2));
    expect(outcome(stage, notTaken(1))).toBe("REQUESTED");
    expect(outcome(stage, taken(2))).toBe("APPROVED approved");
  });

  test("an attempt older than the last is absorbed", () => {
    const stage = stageIn("OPENED again");
    stage.tell(ask(2));
    stage.tell(notTaken(2));
    expect(outcome(stage, ask(1))).toBe("OPENED");
    expect(outcome(stage, ask(2))).toBe("OPENED failed");
  });

  test("P14 RETRYABLE: the third refusal is the last", () => {
    const stage = stageOf(reactions, RETRY);
    stage.tell(placed());
    const statuses = [1, 2, 3].map((attempt) => {
      stage.tell(ask(attempt));
      stage.tell(notTaken(attempt));
      return statusIn(stage);
    });
    expect(statuses).toEqual(["OPENED", "OPENED", "FAILED"]);
    expect(TRIES_MAX).toBe(3);
  });

  test("a refund is one refund: its token, amount and cause are kept, and repeated", () => {
    const stage = stageIn("REFUND_DUE");
    const [first] = stage.tell(returned()).emitted;
    const [again] = stage.tell(refund()).emitted;
    expect(again).toEqual(first);
    expect(stage.added(refunds)).toEqual([
      expect.objectContaining({ orderId, amountMinor, cause: "CANCELLED_BY_MEMBER" }),
    ]);
  });

  test("a method that nobody moves money for is declined", () => {
    const stage = stageIn("OPENED");
    const { emitted } = stage.tell(ask(1, "BANK_TRANSFER"));
    expect(emitted.map(({ body }) => body)).toEqual([
      expect.objectContaining({ reason: "PAYMENT_DECLINED", attempt: 1 }),
    ]);
    expect(statusIn(stage)).toBe("FAILED");
  });

  test("what costs nothing is paid, and refunded, without moving money", () => {
    const stage = stageIn("OPENED");
    const free = charge({ ...sum, amountMinor: 0n, payMethod: "WALLET", attempt: 1 });
    expect(outcome(stage, free)).toBe("APPROVED approved");
    expect(outcome(stage, refund())).toBe("REFUNDED refunded");
  });

  test("another amount than was asked for is impossible, both ways", () => {
    const less = { ...sum, amountMinor: 29_999n };
    expect(() => stageIn("REQUESTED").tell(walletDebited({ ...less, attempt: 1 }))).toThrow(
      "impossible",
    );
    expect(() => stageIn("REFUND_DUE").tell(walletCredited(less))).toThrow("impossible");
  });
});

describe("S3.13 a payment that cannot be recorded", () => {
  const fault = { forced: ["payment.record"] };

  test("gives the money back, and refuses the whole request where that is still open", () => {
    const stage = stageIn("REQUESTED");
    const told = stage.tell(taken(), fault);
    expect(told.refusesStory).toEqual({ refusal: "DEPENDENCY_UNAVAILABLE" });
    expect(told.emitted.map(({ definition }) => definition.type)).toEqual([
      "payment.failed",
      "wallet.credit",
    ]);
    expect(statusIn(stage)).toBe("FAILED");
    expect(outcome(stage, returned())).toBe("FAILED");
  });

  test("is not tried again: a new debit could meet the credit of the old one", () => {
    const stage = stageIn("REQUESTED", RETRY);
    stage.tell(taken(), fault);
    expect(outcome(stage, ask(2))).toBe("FAILED failed");
  });

  test("answers a cancel that waited for it", () => {
    const stage = stageIn("REQUESTED, cancel asked");
    expect(said(stage, taken(), fault)).toEqual(["payment.cancelled", "wallet.credit"]);
    expect(statusIn(stage)).toBe("CANCELLED");
  });

  test("once recorded, a repeat cannot fail", () => {
    const stage = stageIn("APPROVED");
    expect(said(stage, taken(), fault)).toEqual([]);
    expect(statusIn(stage)).toBe("APPROVED");
  });
});
