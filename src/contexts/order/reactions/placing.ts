/** Placing an order, from order's own copy of the items. */
import type { BodyOf } from "#kernel/message.ts";
import { isRefusal, refuse, type Refusal } from "#kernel/refusal.ts";
import { itemChanged, itemListed } from "#contexts/catalog/contract.ts";
import {
  type Decision,
  type Moment,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { items, orderNumbers, orders } from "../collections.ts";
import { placeGiftOrder, placementRefused, placeOrder } from "../contract.ts";
import type { Order } from "../rules.ts";
import { announcePlaced } from "../rules/announcing.ts";
import { limitChanges } from "../rules/limits.ts";
import {
  asExpected,
  awaitedBy,
  isDepositOffered,
  nextNumber,
  orderNumberOf,
  placed,
  priceLines,
  SERIES,
} from "../rules/placing.ts";
import { answering, answerOf, deadlineOf, isRequest } from "./answering.ts";

const on = reactionsOf("order");

export const placing: readonly Reaction[] = [
  on(itemListed, { needs: copyOfItem, decide: copyItem }),
  on(itemChanged, { needs: copyOfItem, decide: copyItem }),
  on(placeOrder, {
    needs: placingNeeds,
    decide: (body, state, moment) => {
      const late = moment.at > (body.confirmedUntil ?? moment.at);
      if (late && state.order === undefined) return refused(refuse("QUOTE_EXPIRED"));
      return place({ ...body, serviceType: "STANDARD" }, state, moment);
    },
  }),
  on(placeGiftOrder, {
    needs: placingNeeds,
    decide: (body, state, moment) => place({ ...body, serviceType: "GIFT" }, state, moment),
  }),
];

function placingNeeds({ orderId, lines }: BodyOf<typeof placeGiftOrder>) {
  return {
    order: orders.one(orderId),
    numbers: orderNumbers.one(SERIES),
    items: items.many(lines.map(({ itemId }) => itemId)),
  };
}
type PlacingNeeds = ReturnType<typeof placingNeeds>;

type Placement = BodyOf<typeof placeGiftOrder> &
  Pick<Order, "serviceType" | "address" | "depositorName">;

/** Accepts an order at the server's prices; its parties judge it next. */
function place(
  body: Placement,
  state: StateOf<PlacingNeeds>,
  moment: Moment,
): Decision<PlacingNeeds> {
  if (state.order !== undefined) return answering(moment, answerOf(state.order));
  const { at, message, policies } = moment;
  const wanted = asExpected(body, policies);
  const lines = isRefusal(wanted) ? wanted : priceLines(wanted, state.items);
  if (isRefusal(lines)) return refusedPlacement(body, lines, moment);
  if (
    body.payMethod === "BANK_TRANSFER" &&
    !isDepositOffered(lines, policies["deposit.multiSeller"])
  ) {
    return refusedPlacement(body, METHOD_NOT_OFFERED, moment);
  }
  const numbers = nextNumber(state.numbers, at);
  const awaits = awaitedBy(body, policies["saga.verification"]);
  const { orderId, memberId, serviceType, payMethod, orderer, address, orderCouponId } = body;
  const order = placed(
    {
      orderId,
      orderNumber: orderNumberOf(numbers),
      memberId,
      serviceType,
      payMethod,
      autoPay: body.autoPay || policies["order.autoPay"],
      depositorName: body.depositorName,
      orderer,
      address,
      orderCouponId,
      story: isRequest(moment) ? message.correlation : orderId,
      placedAt: at,
      cause: message.type,
      actor: message.actor.role,
    },
    lines,
    awaits,
  );
  return {
    changed: { order, numbers },
    emitted: [announcePlaced(order, lines, awaits)],
    deadlines: limitChanges(undefined, order, policies).map(deadlineOf(order)),
    ...answering(moment, answerOf(order)),
  };
}

const METHOD_NOT_OFFERED = refuse("COMMON_INVALID_PARAMETER", [
  { field: "payMethod", code: "NOT_ALLOWED" },
]);

/** Another context hears the no as a fact; in its own request's transaction nothing is left of it. */
const refusedPlacement = (
  { orderId }: Placement,
  refusal: Refusal,
  moment: Moment,
): Decision<PlacingNeeds> =>
  isRequest(moment)
    ? refused(refusal)
    : {
        emitted: [placementRefused({ orderId, reason: refusal.refusal })],
        refusesStory: refusal,
      };

function copyOfItem({ itemId }: BodyOf<typeof itemListed>) {
  return { item: items.one(itemId) };
}

/** Keeps what an order's price is made of; an older version after a newer one is ignored. */
function copyItem(
  body: BodyOf<typeof itemListed>,
  { item }: StateOf<ReturnType<typeof copyOfItem>>,
): Decision<ReturnType<typeof copyOfItem>> {
  if (item !== undefined && item.itemVersion >= body.itemVersion) return unchanged;
  const { itemId, itemVersion, partnerId, name, size, priceMinor, optionGroups, deleted } = body;
  return {
    changed: {
      item: { itemId, itemVersion, partnerId, name, size, priceMinor, optionGroups, deleted },
    },
  };
}
