/** Placing an order: the server's prices, from order's own copy of the items. */
import { dayOf } from "#kernel/calendar.ts";
import type { Policies } from "#kernel/policies.ts";
import { refuse, type Refusal, type RefusalDetail } from "#kernel/refusal.ts";
import { amount, LARGEST, listOf, record, text, token, type ValueOf } from "#kernel/schema.ts";
import type { chosenOption, placedLine } from "../contract.ts";
import { amountsOf, type Order, type OrderLine, type Party, type Step } from "../rules.ts";

/** Order's copy of an item, as catalog last told it. */
export type Item = {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly partnerId: string;
  readonly name: string;
  readonly size: string;
  readonly priceMinor: bigint;
  readonly optionGroups: readonly OptionGroup[];
  readonly deleted: boolean;
};
export const optionGroup = () =>
  record({
    name: text(100),
    options: listOf(
      record({ optionId: token("opt"), name: text(100), priceMinor: amount() }),
      50,
      1,
    ),
  });
export type OptionGroup = ValueOf<ReturnType<typeof optionGroup>>;
type ChosenOption = ValueOf<ReturnType<typeof chosenOption>>;
export type PlacedLine = ValueOf<ReturnType<typeof placedLine>>;

/** A line as the client wants it. */
export type WantedLine = {
  readonly itemId: string;
  readonly optionIds: readonly string[];
  readonly quantity: number;
  readonly memberCouponIds: readonly string[];
  readonly cartLineId?: string;
  readonly expectedUnitListPriceMinor?: bigint;
  readonly expectedUnitPriceMinor?: bigint;
};
export type Wanted = {
  readonly lines: readonly WantedLine[];
  readonly orderCouponId?: string;
};

/**
 * The lines at the server's prices, or why not; the first reason that applies: an unknown item, a
 * choice of options that does not fit, a changed price, a member coupon used twice, a sum too large.
 */
export function priceLines(
  wanted: Wanted,
  items: ReadonlyMap<string, Item>,
): readonly PlacedLine[] | Refusal {
  const unknown = linesWhere(wanted, ({ itemId }) => isUnknown(items.get(itemId)));
  if (unknown.length > 0) return refuseLines("COMMON_ENTITY_NOT_FOUND", unknown);
  const priced = wanted.lines.map((line, index) => priceLine(line, index + 1, items));
  const misfits = priced.flatMap((line, index) => (line === undefined ? [index + 1] : []));
  if (misfits.length > 0) {
    return refuse("COMMON_INVALID_PARAMETER", misfits.map(optionsMisfit));
  }
  const lines = priced.filter((line) => line !== undefined);
  return priceRefusal(wanted, lines) ?? couponRefusal(wanted) ?? sumRefusal(lines) ?? lines;
}

const isUnknown = (item: Item | undefined): boolean => item === undefined || item.deleted;

const linesWhere = ({ lines }: Wanted, applies: (line: WantedLine) => boolean): readonly number[] =>
  lines.flatMap((line, index) => (applies(line) ? [index + 1] : []));

const refuseLines = (
  code: "COMMON_ENTITY_NOT_FOUND" | "COUPON_NOT_USABLE",
  lineNos: readonly number[],
): Refusal =>
  refuse(
    code,
    lineNos.map((line) => ({ line, code })),
  );

const optionsMisfit = (line: number): RefusalDetail => ({
  field: `lines.${line - 1}.optionIds`,
  line,
  code: "COMMON_INVALID_PARAMETER",
});

/** Undefined when the chosen options are not exactly one of each group. */
function priceLine(
  wanted: WantedLine,
  lineNo: number,
  items: ReadonlyMap<string, Item>,
): PlacedLine | undefined {
  const item = items.get(wanted.itemId);
  const options = item === undefined ? undefined : choose(item, wanted.optionIds);
  if (item === undefined || options === undefined) return undefined;
  let unitListPriceMinor = item.priceMinor;
  for (const { priceMinor } of options) unitListPriceMinor += priceMinor;
  const { itemId, partnerId, name: itemName, size, priceMinor: unitItemPriceMinor } = item;
  return {
    lineNo,
    itemId,
    partnerId,
    itemName,
    size,
    unitItemPriceMinor,
    options,
    quantity: wanted.quantity,
    unitListPriceMinor,
    memberCouponIds: [...wanted.memberCouponIds],
    ...(wanted.cartLineId === undefined ? {} : { cartLineId: wanted.cartLineId }),
    ...(wanted.expectedUnitPriceMinor === undefined
      ? {}
      : { expectedUnitPriceMinor: wanted.expectedUnitPriceMinor }),
  };
}

/** Exactly one option of every group, in the order of the groups. */
function choose(item: Item, optionIds: readonly string[]): ChosenOption[] | undefined {
  if (optionIds.length !== item.optionGroups.length) return undefined;
  const chosen: ChosenOption[] = [];
  item.optionGroups.forEach(({ name: group, options }, index) => {
    const option = options.find(({ optionId }) => optionIds.includes(optionId));
    if (option === undefined) return;
    const { optionId, name, priceMinor } = option;
    chosen.push({ group, option: name, optionId, ordering: index + 1, priceMinor });
  });
  return chosen.length === optionIds.length ? chosen : undefined;
}

/** Which prices a client may, and must, name (policies P7 and P4). */
export type ExpectationPolicies = Pick<Policies, "price.expectation" | "coupon.expectedPrice">;

/** The order as far as its client's prices count, or the lines whose expected price is missing. */
export function asExpected<W extends Wanted>(
  wanted: W,
  policies: ExpectationPolicies,
): W | Refusal {
  if (policies["coupon.expectedPrice"] === "REQUIRED") {
    const silent = linesWhere(
      wanted,
      (line) => line.memberCouponIds.length > 0 && line.expectedUnitPriceMinor === undefined,
    );
    if (silent.length > 0)
      return refuse("COMMON_INVALID_PARAMETER", silent.map(expectedPriceMissing));
  }
  if (policies["price.expectation"] === "REFUSE_ON_MISMATCH") return wanted;
  return { ...wanted, lines: wanted.lines.map(withoutExpectations) };
}

const expectedPriceMissing = (line: number): RefusalDetail => ({
  field: `lines.${line - 1}.expectedUnitPrice`,
  line,
  code: "REQUIRED",
});

const withoutExpectations = ({
  expectedUnitListPriceMinor: _,
  expectedUnitPriceMinor: __,
  ...line
}: WantedLine): WantedLine => line;

/** Prices sent are expectations. A line without any coupon costs its list price, so order itself can tell. */
function priceRefusal(wanted: Wanted, lines: readonly PlacedLine[]): Refusal | undefined {
  const changed = lines.flatMap(({ lineNo, unitListPriceMinor }) =>
    mismatch("PRICE_CHANGED", lineNo, expectedOf(wanted, lineNo), unitListPriceMinor),
  );
  if (changed.length > 0) return refuse("PRICE_CHANGED", changed);
  const different = lines.flatMap((line) =>
    line.memberCouponIds.length > 0
      ? []
      : mismatch(
          "DISCOUNT_MISMATCH",
          line.lineNo,
          line.expectedUnitPriceMinor,
          line.unitListPriceMinor,
        ),
  );
  return different.length > 0 ? refuse("DISCOUNT_MISMATCH", different) : undefined;
}

const expectedOf = ({ lines }: Wanted, lineNo: number): bigint | undefined =>
  lines[lineNo - 1]?.expectedUnitListPriceMinor;

function mismatch(
  code: "PRICE_CHANGED" | "DISCOUNT_MISMATCH",
  line: number,
  expected: bigint | undefined,
  actual: bigint,
): readonly RefusalDetail[] {
  if (expected === undefined || expected === actual) return [];
  return [{ line, code, values: { expected: Number(expected), actual: Number(actual) } }];
}

/** A member coupon serves one line of one order. */
function couponRefusal(wanted: Wanted): Refusal | undefined {
  const used = new Set(wanted.orderCouponId === undefined ? [] : [wanted.orderCouponId]);
  const twice = linesWhere(wanted, ({ memberCouponIds }) => {
    let again = false;
    for (const memberCouponId of memberCouponIds) {
      again ||= used.has(memberCouponId);
      used.add(memberCouponId);
    }
    return again;
  });
  return twice.length > 0 ? refuseLines("COUPON_NOT_USABLE", twice) : undefined;
}

/** Whether an order of several sellers may be paid by bank transfer (policy P24). */
export const isDepositOffered = (
  lines: readonly Pick<PlacedLine, "partnerId">[],
  multiSeller: "OPERATOR" | "NOT_OFFERED",
): boolean =>
  multiSeller === "OPERATOR" || new Set(lines.map(({ partnerId }) => partnerId)).size === 1;

function sumRefusal(lines: readonly PlacedLine[]): Refusal | undefined {
  let sum = 0n;
  for (const { unitListPriceMinor, quantity } of lines)
    sum += unitListPriceMinor * BigInt(quantity);
  return sum > BigInt(LARGEST) ? refuse("AMOUNT_OUT_OF_RANGE") : undefined;
}

/** The last order number given. Starts anew each day; never goes back, whatever the clock does. */
export type OrderNumbers = {
  readonly series: string;
  readonly day: string;
  readonly lastNumber: number;
};
export const SERIES = "ORD";

export function nextNumber(last: OrderNumbers | undefined, at: number): OrderNumbers {
  const today = dayOf(at);
  if (last === undefined || last.day < today) return { series: SERIES, day: today, lastNumber: 1 };
  return { ...last, lastNumber: last.lastNumber + 1 };
}

/** `ORD-yyyyMMdd-nnnnnn`; a seventh digit after 999,999. */
export const orderNumberOf = ({ series, day, lastNumber }: OrderNumbers): string =>
  `${series}-${day.replaceAll("-", "")}-${String(lastNumber).padStart(6, "0")}`;

export const usesCoupons = ({ lines, orderCouponId }: CouponUse): boolean =>
  orderCouponId !== undefined || lines.some(({ memberCouponIds }) => memberCouponIds.length > 0);

/** Who judges an order as soon as it is placed: coupon where one is used, and it need not wait (P3). */
export const awaitedBy = (
  order: CouponUse,
  verification: Policies["saga.verification"] = "PARALLEL",
): readonly Party[] =>
  usesCoupons(order) && verification === "PARALLEL"
    ? ["stock", "coupon", "payment"]
    : ["stock", "payment"];

type CouponUse = {
  readonly orderCouponId?: string | undefined;
  readonly lines: readonly Pick<WantedLine, "memberCouponIds">[];
};

export const PENDING: Step = { verdict: "PENDING", successNo: 0, compensation: "NONE" };

type Placing = Pick<
  Order,
  | "orderId"
  | "orderNumber"
  | "memberId"
  | "serviceType"
  | "payMethod"
  | "autoPay"
  | "depositorName"
  | "orderer"
  | "address"
  | "orderCouponId"
  | "story"
  | "placedAt"
> & { readonly cause: string; readonly actor: string };

/** The order as it begins: PLACED, at list prices, everybody's verdict pending. */
export function placed(
  { cause, actor, ...given }: Placing,
  lines: readonly PlacedLine[],
  awaits: readonly Party[],
): Order {
  const atListPrice = lines.map(awaits.includes("coupon") ? told : undiscounted);
  return {
    ...given,
    lines: atListPrice,
    ...amountsOf(atListPrice, 0n),
    refundedAmountMinor: 0n,
    status: "PLACED",
    moneyTaken: false,
    payAttempts: 0,
    payInFlight: false,
    steps: Object.fromEntries(awaits.map((party) => [party, PENDING])),
    history: [{ status: "PLACED", at: given.placedAt, cause, actor }],
    orderVersion: 1,
  };
}

function undiscounted(line: PlacedLine): OrderLine {
  return {
    ...line,
    unitDiscountedPriceMinor: line.unitListPriceMinor,
    lineAmountMinor: line.unitListPriceMinor * BigInt(line.quantity),
    orderDiscountShareMinor: 0n,
    deliveryStatus: "BEFORE",
  };
}

/** Coupon hears the client's expectation with `order.placed`; only where it is asked later it is kept. */
const told = ({ expectedUnitPriceMinor: _, ...line }: PlacedLine): OrderLine => undiscounted(line);
