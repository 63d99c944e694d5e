/**
 * The policies of requirements §5, each with its place there, the values it may have (the default
 * first) and what it changes. Settings, the operators' page and the documents are made of this table.
 */
type Value = string | number | bigint | boolean;

/** One of a few values: the acceptance suite runs under each of them. */
const either = <const Values extends readonly [Value, ...Value[]]>(
  id: string,
  values: Values,
  meaning: string,
) => ({ id, kind: "switch", byDefault: values[0] as Values[number], values, meaning }) as const;

/** A whole number in a range. */
const whole = (id: string, byDefault: number, [least, most]: Range, meaning: string) =>
  ({ id, kind: "number", byDefault, least, most, meaning }) as const;
type Range = readonly [least: number, most: number];

/** A whole number that the requirements do not name. */
const ours = (byDefault: number, [least, most]: Range, meaning: string) =>
  ({ kind: "number", byDefault, least, most, meaning }) as const;

/** Won, or percent of won. */
const won = (id: string, byDefault: bigint, [least, most]: Range, meaning: string) =>
  ({ id, kind: "number", byDefault, least, most, meaning }) as const;

/** Words that shoppers read. */
const words = (byDefault: string, meaning: string) =>
  ({ kind: "words", byDefault, meaning }) as const;

const DAYS = [1, 3_650] as const;
const HOURS = [1, 8_760] as const;
const RATE = [0, 1_000_000] as const;
const BURST = [1, 1_000_000] as const;

export const POLICIES = {
  "stock.claim.prepaid": either(
    "P1",
    ["RESERVE_AT_ORDER", "CLAIM_AT_PAYMENT"],
    "when the stock of a prepaid order falls; claimed at its payment, a shortage is refunded",
  ),
  "stock.claim.bankTransfer": either(
    "P1b",
    ["CLAIM_AT_CONFIRMATION", "RESERVE_AT_ORDER"],
    "when the stock of a bank transfer falls: once its deposit is confirmed, or with the order",
  ),
  "saga.verification": either(
    "P3",
    ["PARALLEL", "SEQUENTIAL"],
    "stock and coupons are asked together, or coupons only once there is stock",
  ),
  "coupon.expectedPrice": either(
    "P4",
    ["OPTIONAL", "REQUIRED"],
    "whether a line with coupons must carry the discounted price its client saw",
  ),
  "coupon.scopes": either(
    "P5",
    ["LINE_AND_ORDER", "LINE_ONLY", "ORDER_ONLY"],
    "which coupons an order may use",
  ),
  "price.floor.minWon": won(
    "P6",
    100n,
    [0, 1_000_000],
    "the least price of a unit after discounts, in won …",
  ),
  "price.floor.percent": won(
    "P6",
    10n,
    [0, 100],
    "… and in percent of its list price: the larger of both counts",
  ),
  "price.expectation": either(
    "P7",
    ["REFUSE_ON_MISMATCH", "IGNORE"],
    "whether another price than the server's refuses the order, or is ignored; it never counts",
  ),
  "cancel.prepaid.until": either(
    "P8",
    ["SHIPPING", "PAID"],
    "how long a member may cancel a prepaid order: until it ships, or only before it is paid",
  ),
  "cancel.gift.until": either(
    "P8c",
    ["ACCEPTED", "PAID"],
    "how long its giver may take a gift back: until it is accepted, or only before it is paid",
  ),
  "deposit.onShortStock": either(
    "P9",
    ["AUTO_CANCEL", "SELLER_DECIDES"],
    "a confirmed deposit without stock ends its order, or lets the seller try again",
  ),
  "labels.language": either(
    "P10",
    ["ko", "en"],
    "the language of what people are sent; what they ask for is in the language they ask in",
  ),
  "delivery.deliveredStep": either(
    "P11",
    ["CARRIER_REPORTED", "NONE"],
    "whether the carrier's report of delivery is a state of its own",
  ),
  "order.autoPay": either(
    "P13",
    [false, true],
    "an order is charged as soon as it is verified; a single order may ask for it as well",
  ),
  "payment.onFailure": either(
    "P14",
    ["CANCEL", "RETRYABLE"],
    "a failed payment ends the order, or leaves it payable for three tries",
  ),
  "database.retry.tries": whole(
    "P20b",
    4,
    [1, 10],
    "how often a batch is tried when the database fails in passing",
  ),
  "ranking.windowDays": whole(
    "P22",
    3,
    [1, 366],
    "how many whole days before today the popular list adds up",
  ),
  "ranking.size": whole("P22", 5, [1, 100], "how many items are on it"),
  "ranking.includeToday": either(
    "P22b",
    [false, true],
    "today counts as well; the list then changes with every sale, and is made anew for each reader",
  ),
  "deposit.multiSeller": either(
    "P24",
    ["OPERATOR", "NOT_OFFERED"],
    "who confirms the deposit for several sellers, or that no such order is taken",
  ),
  "gift.refundTarget": either(
    "P25",
    ["ORIGINAL_MEANS", "BUYER_WALLET"],
    "where the money of a refused or expired gift goes: back the way it came, or to its giver's wallet",
  ),
  "gift.expiresAfterDays": whole("P26", 7, DAYS, "a gift that nobody accepted by then is refunded"),
  "gift.expiryStart": either("P26b", ["PAYMENT", "REGISTRATION"], "from when that is counted"),
  "order.unpaidLimit.prepaidMinutes": whole(
    "P27",
    30,
    [1, 10_080],
    "an order that is not paid by then is cancelled",
  ),
  "order.unpaidLimit.bankTransferHours": whole(
    "P27b",
    72,
    HOURS,
    "a bank transfer that is not confirmed by then is cancelled",
  ),
  "order.verificationLimitHours": whole(
    "P27c",
    24,
    HOURS,
    "an order that is not judged by then is cancelled",
  ),
  "order.autoCloseDays": whole(
    "P28",
    7,
    [0, 3_650],
    "a delivered order closes by itself after so long; 0 for never",
  ),
  "deposit.refund": either(
    "P29",
    ["OPERATOR_PAYS", "WALLET_AT_ONCE"],
    "how deposits go back: an operator settles them, or they are put into the wallet",
  ),
  "cancel.partial": either(
    "P30",
    ["WHOLE_LINES", "OFF"],
    "whether single lines of a paid order may be cancelled",
  ),
  "coupon.restoreGraceDays": whole(
    "P31",
    7,
    [0, 3_650],
    "how much longer a returned coupon can be used when its last day has passed",
  ),
  "rateLimit.memberWritesPerSecond": whole(
    "P33",
    20,
    RATE,
    "writes of one member, whatever the address; 0 is without a limit …",
  ),
  "rateLimit.memberWritesBurst": whole("P33", 40, BURST, "… and how many may come at once"),
  "rateLimit.memberReadsPerSecond": whole(
    "P33",
    100,
    RATE,
    "reads of one member; 0 is without a limit …",
  ),
  "rateLimit.memberReadsBurst": whole("P33", 200, BURST, "… and how many may come at once"),
  "rateLimit.addressWritesPerMinute": whole(
    "P33",
    300,
    RATE,
    "writes of an address without a log-in; 0 is without a limit",
  ),
  "rateLimit.addressReadsPerMinute": whole(
    "P33",
    3_000,
    RATE,
    "reads of an address without a log-in; 0 is without a limit",
  ),
  "rateLimit.failedLoginsPerMinute": whole(
    "P33",
    10,
    BURST,
    "how many wrong passwords for one e-mail are heard",
  ),
  "coupon.firstCome.record": either(
    "P34",
    ["ASYNC", "SYNC"],
    "a first-come claim is answered before its record is stored, or after",
  ),
  "breaker.payToProduct.limitMs": whole(
    "P35",
    610,
    [1, 60_000],
    "when the stock, in another process, is too slow to be asked for deposits: half of 20 answers",
  ),
  "delivery.start.prepaid": either(
    "P36",
    ["SELLER", "AUTO"],
    "who hands a paid parcel over: the seller, or the system at once",
  ),
  "delivery.start.bankTransfer": either(
    "P36",
    ["AUTO", "SELLER"],
    "who hands the parcel of a bank transfer over",
  ),
  "catalog.features": either(
    "P37",
    [false, true],
    "categories, search by price and rank, the lists of the shop's first page, and reviews",
  ),
  "token.accessMinutes": whole("P38", 60, [1, 1_440], "how long a log-in lasts …"),
  "token.refreshDays": whole("P38", 14, [1, 365], "… how long it can be renewed …"),
  "token.verifyMinutes": whole(
    "P38",
    10,
    [1, 60],
    "… and how long the password that was given again counts",
  ),
  "settlement.feePercent": ours(
    10,
    [0, 100],
    "what the marketplace keeps of a seller's sale, for sales from the start with this value on",
  ),
  "deposit.bank": words("보자기은행", "the bank that shoppers are shown for their transfers …"),
  "deposit.accountNumber": words(
    "000-0000-0000-00",
    "… the account there, which an installation must set …",
  ),
  "deposit.accountHolder": words("보자기", "… and whose it is"),
} as const;

export type PolicyName = keyof typeof POLICIES;
export type Policies = {
  readonly [Name in PolicyName]: (typeof POLICIES)[Name]["byDefault"];
};
export type Policy = {
  readonly kind: "switch" | "number" | "words";
  /** Its row in the requirements; what an installation says of itself has none. */
  readonly id?: string;
  readonly meaning: string;
  readonly byDefault: Value;
  readonly values?: readonly Value[];
  readonly least?: number;
  readonly most?: number;
};

export const policyNames = Object.keys(POLICIES) as readonly PolicyName[];
export const policyNamed = (name: string): Policy | undefined =>
  Object.hasOwn(POLICIES, name) ? POLICIES[name as PolicyName] : undefined;

export const DEFAULT_POLICIES = Object.fromEntries(
  policyNames.map((name) => [name, POLICIES[name].byDefault]),
) as Policies;

/** Nobody is asked to slow down: for what drives the platform as fast as it goes. */
export const WITHOUT_RATE_LIMITS = {
  "rateLimit.memberWritesPerSecond": 0,
  "rateLimit.memberReadsPerSecond": 0,
  "rateLimit.addressWritesPerMinute": 0,
  "rateLimit.addressReadsPerMinute": 0,
} as const satisfies Partial<Policies>;

/** The value that was given for a policy, amounts as whole numbers; undefined where it may not have it. */
export function policyValue(policy: Policy, given: unknown): Value | undefined {
  const { byDefault, values, least = 0, most = 0 } = policy;
  switch (policy.kind) {
    case "switch":
      return values?.find((value) => value === given);
    case "number": {
      if (!Number.isInteger(given) || (given as number) < least || (given as number) > most)
        return undefined;
      return typeof byDefault === "bigint" ? BigInt(given as number) : (given as number);
    }
    case "words":
      return typeof given === "string" && given.trim() !== "" ? given : undefined;
  }
}

/** What it may be, in words: for documents and for whoever gave something else. */
export const choiceOf = ({ kind, values = [], least, most }: Policy): string =>
  kind === "switch"
    ? values.map(String).join(", ")
    : kind === "number"
      ? `${least} to ${most}`
      : "words";
