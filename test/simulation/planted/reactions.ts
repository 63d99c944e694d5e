/** Bugs of a context's decisions. */
import type { Plant } from "../run.ts";

type Loose = Readonly<Record<string, unknown>>;
type Row = Record<string, unknown>;
type Decided = Loose & {
  readonly changed?: Loose;
  readonly added?: readonly unknown[];
  readonly emitted?: readonly {
    readonly definition: { readonly type: string };
    readonly body: Row;
  }[];
};
type Decide = (body: Row, state: Row, moment: object) => Decided;

/** Another decision in place of a context's answer to one message. */
const inPlaceOf = (context: string, type: string, wrong: (right: Decide) => Decide): Plant => ({
  reaction: (reaction) =>
    reaction.context === context && reaction.definition.type === type
      ? { ...reaction, decide: wrong(reaction.decide as unknown as Decide) as never }
      : reaction,
});

const stocksIn = (state: Row) => state["stocks"] as ReadonlyMap<string, Row>;
const orderIn = (state: Row) => state["order"] as Row | undefined;

/** The loaded stock is changed in place, and then the order is refused. */
const changesLoadedState = inPlaceOf(
  "catalog",
  "order.placed",
  (right) => (body, state, moment) => {
    const decided = right(body, state, moment);
    if (decided.changed?.["stocks"] === undefined) {
      for (const stock of stocksIn(state).values()) {
        stock["available"] = (stock["available"] as number) - 1;
      }
    }
    return decided;
  },
);

/** Of two orders in a batch both see the stock as it was before the first. */
const readsTheOldRow = inPlaceOf("catalog", "order.placed", (right) => {
  const seen = new WeakMap<object, Map<string, Row>>();
  return (body, state, moment) => {
    const known = seen.get(moment) ?? new Map<string, Row>();
    seen.set(moment, known);
    for (const [itemId, stock] of stocksIn(state)) {
      if (!known.has(itemId)) known.set(itemId, stock);
    }
    return right(body, { ...state, stocks: known }, moment);
  };
});

const MORE = 1_000;
/** Stock is taken without a look at how much there is. */
const takesWhatIsNotThere = inPlaceOf(
  "catalog",
  "order.placed",
  (right) => (body, state, moment) => {
    const add = (stock: Row, units: number): Row => ({
      ...stock,
      available: (stock["available"] as number) + units,
    });
    const stocks = new Map([...stocksIn(state)].map(([id, stock]) => [id, add(stock, MORE)]));
    const decided = right(body, { ...state, stocks }, moment);
    const changed = decided.changed?.["stocks"] as readonly Row[] | undefined;
    if (changed === undefined) return decided;
    const taken = changed.map((stock) => add(stock, -MORE));
    return { ...decided, changed: { ...decided.changed, stocks: taken } };
  },
);

const lateYesIgnored = inPlaceOf(
  "order",
  "catalog.stock-reserved",
  (right) => (body, state, moment) =>
    orderIn(state)?.["status"] === "COMPENSATING" ? {} : right(body, state, moment),
);

/** The order is cancelled though a charge may be under way. */
const onePhaseCancel = inPlaceOf("order", "order.cancel", (right) => (body, state, moment) => {
  const order = orderIn(state);
  if (order?.["status"] !== "AWAITING_PAYMENT") return right(body, state, moment);
  const steps = { ...(order["steps"] as Loose), payment: { ...YES } };
  return right(body, { ...state, order: { ...order, steps, status: "PLACED" } }, moment);
});
const YES = { verdict: "YES", successNo: 9, compensation: "NONE" };

/** A member's cancel meets the approval, and nobody asks for the money back. */
const noRefund = inPlaceOf("order", "payment.approved", (right) => (body, state, moment) => {
  const decided = right(body, state, moment);
  const emitted = decided.emitted?.filter(({ definition }) => definition.type !== "payment.refund");
  return emitted === undefined ? decided : { ...decided, emitted };
});

/** Of the last coupon one more is given. */
const oneCouponMore = inPlaceOf("coupon", "coupon.claim", (right) => (body, state, moment) => {
  const coupon = state["coupon"] as Row | undefined;
  if (coupon?.["quantity"] === undefined) return right(body, state, moment);
  const quantity = coupon["quantity"] as number;
  const decided = right(body, { ...state, coupon: { ...coupon, quantity: quantity + 1 } }, moment);
  const changed = decided.changed?.["coupon"] as Row | undefined;
  if (changed === undefined) return decided;
  return { ...decided, changed: { ...decided.changed, coupon: { ...changed, quantity } } };
});

const bookedOnOneSide = inPlaceOf("wallet", "wallet.credit", (right) => (body, state, moment) => {
  const decided = right(body, state, moment);
  return decided.added === undefined ? decided : { ...decided, added: decided.added.slice(0, -1) };
});

const losesAWon = inPlaceOf("coupon", "order.placed", (right) => (body, state, moment) => {
  const decided = right(body, state, moment);
  const emitted = decided.emitted?.map((draft) => {
    const lines = draft.body["lines"] as readonly Row[] | undefined;
    const [first, ...others] = lines ?? [];
    const share = first?.["orderDiscountShareMinor"] as bigint | undefined;
    if (share === undefined || share === 0n) return draft;
    const less = { ...first, orderDiscountShareMinor: share - 1n };
    return { ...draft, body: { ...draft.body, lines: [less, ...others] } };
  });
  return emitted === undefined ? decided : { ...decided, emitted };
});

/** A cancelled line goes back with a won too much. */
const refundsAWonMore = inPlaceOf(
  "payment",
  "payment.refund-part",
  (right) => (body, state, moment) =>
    right({ ...body, amountMinor: (body["amountMinor"] as bigint) + 1n }, state, moment),
);

/** What went back in parts before is not counted. */
const forgetsEarlierParts = inPlaceOf("wallet", "wallet.credit-part", (right) => {
  const before = { partNo: 0, partsMinor: 0n };
  return (body, state, moment) => {
    const booking = state["booking"] as Row | undefined;
    if (booking === undefined) return right(body, state, moment);
    return right(body, { ...state, booking: { ...booking, ...before } }, moment);
  };
});

/** The goods of a cancelled line stay sold. */
const keepsTheGoods = inPlaceOf(
  "catalog",
  "catalog.return-lines",
  (right) => (body, state, moment) => {
    const { emitted = [] } = right(body, state, moment);
    return { emitted };
  },
);

export const decisionBugs: Readonly<Record<string, Plant>> = {
  "B11 a decision changes what was loaded, then refuses": changesLoadedState,
  "B14 two messages of a batch read the same old row": readsTheOldRow,
  "B16 stock is taken without a look at how much there is": takesWhatIsNotThere,
  "B18 a late yes is ignored": lateYesIgnored,
  "B20 a cancel in one phase": onePhaseCancel,
  "B21 a cancel meets the approval, and nothing is refunded": noRefund,
  "B31 one coupon more than there are": oneCouponMore,
  "B33 a credit books one leg": bookedOnOneSide,
  "B34 shares of a discount lose a won": losesAWon,
  "B34 a refund of lines gains a won": refundsAWonMore,
  "a part of a payment forgets the parts before it": forgetsEarlierParts,
  "the goods of a cancelled line stay sold": keepsTheGoods,
};
