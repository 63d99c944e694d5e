/** Undoing an order: on evidence, money first, then from the last success to the first. */
import type { RefusalCode } from "#kernel/refusal.ts";
import type { CancelReason } from "../contract.ts";
import {
  type Ask,
  isClosed,
  isUndoing,
  type LineCancel,
  lineCancelUnderWay,
  type Move,
  nextSuccessNo,
  type Order,
  PARTIES,
  type Party,
  stays,
  type Step,
  type Steps,
  withStep,
} from "../rules.ts";

const UNDO: Readonly<Record<Party, Ask>> = {
  stock: "undoStock",
  coupon: "restoreCoupons",
  payment: "refund",
};

/** The order is given up: whoever said yes is owed an undo. It ends at once when nobody holds or may yet hold anything. */
export function giveUp(order: Order, cancelReason: CancelReason | RefusalCode): Move {
  const steps = owed(order);
  const given: Order = {
    ...order,
    steps,
    cancelReason,
    payInFlight: false,
    unpaidUntil: undefined,
    ...(order.lineCancels === undefined ? {} : { lineCancels: merged(order.lineCancels) }),
  };
  if (isClosed(steps)) return { order: { ...given, status: "CANCELLED" } };
  return goOn({ ...given, status: "COMPENSATING" });
}

/** What was not begun for single lines is now done for the whole order. */
const merged = (lineCancels: readonly LineCancel[]): readonly LineCancel[] =>
  lineCancels.map((cancel) =>
    cancel.stage === "ASKED" || cancel.stage === "AGREED" ? { ...cancel, stage: "MERGED" } : cancel,
  );

/**
 * A deposit came and the stock is short: the order ends, and payment owes the money back. Coupons are
 * restored after the end, which stays.
 */
export function endShort(order: Order): Move {
  return goOn({
    ...order,
    steps: owed(order),
    status: "PAYMENT_CANCELLED",
    cancelReason: "STOCK_INSUFFICIENT",
    unpaidUntil: undefined,
  });
}

/** An opened payment that holds no money is not a step to undo: it closes itself. */
const holdsSomething = ({ moneyTaken }: Order, party: Party, step: Step): boolean =>
  party === "payment" ? moneyTaken : step.verdict === "YES";

function owed(order: Order): Steps {
  const steps: { [P in Party]?: Step } = { ...order.steps };
  for (const party of PARTIES) {
    const step = steps[party];
    if (step !== undefined && holdsSomething(order, party, step)) {
      steps[party] = { ...step, compensation: "OWED" };
    }
  }
  return steps;
}

/**
 * Asks for the next undo when none is under way, not even one of single lines; ends the order when
 * nothing is left to wait for.
 */
export function goOn(order: Order): Move {
  if (lineCancelUnderWay(order) !== undefined) return stays(order);
  if (PARTIES.some((party) => order.steps[party]?.compensation === "ASKED")) return stays(order);
  const party = nextOwed(order.steps);
  if (party !== undefined) return askUndo(order, party);
  if (order.status !== "COMPENSATING" || !isClosed(order.steps)) return stays(order);
  return { order: { ...order, status: order.moneyTaken ? "REFUNDED" : "CANCELLED" } };
}

function nextOwed(steps: Steps): Party | undefined {
  const waiting = PARTIES.filter((party) => steps[party]?.compensation === "OWED");
  if (waiting.includes("payment")) return "payment";
  const successNo = (party: Party) => steps[party]?.successNo ?? 0;
  return waiting.toSorted((a, b) => successNo(b) - successNo(a))[0];
}

function askUndo(order: Order, party: Party): Move {
  const step = order.steps[party];
  if (step === undefined) return stays(order);
  return {
    order: withStep(order, party, { ...step, compensation: "ASKED" }),
    asks: [UNDO[party]],
  };
}

/** A yes that is told once the order is given up, or ended: undone too, always. The end state stays. */
export function lateYes(order: Order, party: Party): Move {
  const step = order.steps[party];
  if (step?.verdict === "YES") return stays(order);
  const successNo = nextSuccessNo(order.steps);
  if (party !== "payment") {
    return goOn(withStep(order, party, { verdict: "YES", successNo, compensation: "OWED" }));
  }
  if (step?.verdict !== "PENDING") return stays(order);
  return goOn(withStep(order, party, { ...step, verdict: "YES", successNo }));
}

/** A no that is told once the order is given up: one answer less to wait for. */
export function lateNo(order: Order, party: Party): Move {
  const step = order.steps[party];
  if (step?.verdict !== "PENDING") return stays(order);
  return goOn(withStep(order, party, { ...step, verdict: "NO" }));
}

/** Money that turns out to be taken for an order already given up goes back. */
export function lateMoney(order: Order): Move {
  if (order.moneyTaken) return stays(order);
  const step = order.steps.payment;
  const yes: Step = {
    verdict: "YES",
    successNo: step?.successNo || nextSuccessNo(order.steps),
    compensation: "OWED",
  };
  return goOn({ ...withStep(order, "payment", yes), moneyTaken: true });
}

/** Catalog or coupon: nothing is held for the order any more, nor ever will be. */
export function stepUndone(order: Order, party: "stock" | "coupon"): Move {
  const step = order.steps[party];
  if (!isUndoing(order) || step === undefined) return stays(order);
  if (step.verdict === "PENDING") return lateNo(order, party);
  if (!isOwed(step)) return stays(order);
  return goOn(withStep(order, party, { ...step, compensation: "DONE" }));
}

/** The money is back. */
export function refunded(order: Order, refundedAmountMinor: bigint): Move {
  const step = order.steps.payment;
  if (!isUndoing(order) || step === undefined || !isOwed(step)) return stays(order);
  const done = withStep(order, "payment", { ...step, compensation: "DONE" });
  return goOn({ ...done, refundedAmountMinor });
}

const isOwed = ({ compensation }: Step): boolean =>
  compensation === "OWED" || compensation === "ASKED";
