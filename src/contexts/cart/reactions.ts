import type { BodyOf } from "#kernel/message.ts";
import { isRefusal, refuse } from "#kernel/refusal.ts";
import {
  type Answer,
  type DeadlineChange,
  type Decision,
  type Reaction,
  reactionsOf,
  refused,
  type StateOf,
  unchanged,
} from "#runtime/reaction.ts";
import { itemAvailabilityChanged, itemChanged, itemListed } from "#contexts/catalog/contract.ts";
import { memberWithdrawn } from "#contexts/identity/contract.ts";
import { orderVerified } from "#contexts/order/contract.ts";
import { availabilities, carts, items } from "./collections.ts";
import { abandonCart, addLine, changeLine, mergeCarts, removeLine } from "./contract.ts";
import {
  ABANDONED_AFTER_MS,
  type Cart,
  type CartLine,
  isAnonymous,
  lineLike,
  merged,
  newLine,
  withLine,
  without,
  withQuantity,
} from "./rules.ts";

const on = reactionsOf("cart");

const cartNamed = ({ cartId }: { readonly cartId: string }) => ({ cart: carts.one(cartId) });
const cartAndItem = ({ cartId, itemId }: BodyOf<typeof addLine>) => ({
  ...cartNamed({ cartId }),
  item: items.one(itemId),
});
const bothCarts = ({ cartId, anonymousCartId }: BodyOf<typeof mergeCarts>) => ({
  cart: carts.one(cartId),
  anonymous: carts.one(anonymousCartId),
});
// A list, so that an order that names no line of a cart loads nothing here.
const cartOrderedFrom = ({ memberId, lines }: BodyOf<typeof orderVerified>) => ({
  carts: carts.many(orderedFromCart(lines).length > 0 ? [memberId] : []),
});
const copyOfItem = ({ itemId }: ItemFact) => ({ item: items.one(itemId) });

export const reactions: readonly Reaction[] = [
  on(addLine, {
    needs: cartAndItem,
    decide: ({ cartId, ...wanted }, { cart, item }, { at }) => {
      const lines = cart?.lines ?? [];
      const before = lines.find(({ cartLineId }) => cartLineId === wanted.cartLineId);
      if (before !== undefined) return { answer: shown(before) };
      const line = newLine(wanted, item);
      if (isRefusal(line)) return refused(line);
      const more = withLine(lines, line);
      if (isRefusal(more)) return refused(more);
      return { ...kept(cartId, cart, more, at), answer: shown(lineLike(more, line)) };
    },
  }),

  on(changeLine, {
    needs: cartNamed,
    decide: ({ cartId, cartLineId, quantity }, { cart }, { at }) => {
      const changed = withQuantity(cart?.lines ?? [], cartLineId, quantity);
      if (changed === undefined) return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      return { ...kept(cartId, cart, changed.lines, at), answer: shown(changed.line) };
    },
  }),

  on(removeLine, {
    needs: cartNamed,
    decide: ({ cartId, cartLineId }, { cart }, { at }) => {
      const lines = cart?.lines ?? [];
      const left = without(lines, [cartLineId]);
      if (left === lines) return refused(refuse("COMMON_ENTITY_NOT_FOUND"));
      return { ...kept(cartId, cart, left, at), answer: { settled: true, value: {} } };
    },
  }),

  on(mergeCarts, {
    needs: bothCarts,
    decide: ({ cartId, anonymousCartId }, { cart, anonymous }, { at }) => {
      const own = cart?.lines ?? [];
      const { lines, left } = merged(own, anonymous?.lines ?? []);
      const came = (anonymous?.lines.length ?? 0) - left.length;
      const answer: Answer = {
        settled: true,
        value: { mergedLines: came, leftLines: left.length },
      };
      if (came === 0) return { answer };
      const rest = kept(anonymousCartId, anonymous, left, at);
      return {
        changed: {
          ...kept(cartId, cart, lines, at).changed,
          ...(rest.changed === undefined ? {} : { anonymous: rest.changed.cart }),
        },
        deadlines: rest.deadlines ?? [],
        answer,
      };
    },
  }),

  on(abandonCart, {
    needs: cartNamed,
    decide: ({ cartId, since }, { cart }) =>
      cart?.touchedAt === since && isAnonymous(cartId) ? { changed: { cart: null } } : unchanged,
  }),

  on(orderVerified, {
    needs: cartOrderedFrom,
    decide: ({ lines: ordered }, { carts: found }) => {
      const [cart] = found.values();
      if (cart === undefined) return unchanged;
      const lines = without(cart.lines, orderedFromCart(ordered));
      return lines === cart.lines ? unchanged : { changed: { carts: [{ ...cart, lines }] } };
    },
  }),

  on(memberWithdrawn, {
    needs: ({ memberId }) => ({ cart: carts.one(memberId) }),
    decide: (_, { cart }) => (cart === undefined ? unchanged : { changed: { cart: null } }),
  }),

  on(itemListed, { needs: copyOfItem, decide: copyItem }),
  on(itemChanged, { needs: copyOfItem, decide: copyItem }),
  on(itemAvailabilityChanged, {
    needs: ({ itemId }) => ({ availability: availabilities.one(itemId) }),
    decide: (told, { availability }) =>
      availability !== undefined && availability.turn >= told.turn
        ? unchanged
        : { changed: { availability: told } },
  }),
];

type ItemFact = BodyOf<typeof itemListed>;
type CartNeeds = ReturnType<typeof cartNamed>;

/** The cart with these lines, or none without any. An anonymous one is thrown away when left alone. */
function kept(
  cartId: string,
  before: Cart | undefined,
  lines: readonly CartLine[],
  at: number,
): Pick<Decision<CartNeeds>, "changed" | "deadlines"> {
  if (lines === before?.lines) return {};
  const cart = lines.length === 0 ? null : { cartId, lines, touchedAt: at };
  return {
    changed: { cart },
    ...(isAnonymous(cartId) ? { deadlines: [abandonment(cartId, cart)] } : {}),
  };
}

const abandonment = (cartId: string, cart: Cart | null): DeadlineChange =>
  cart === null
    ? { name: "abandoned", key: cartId, cleared: true }
    : {
        name: "abandoned",
        key: cartId,
        at: cart.touchedAt + ABANDONED_AFTER_MS,
        command: abandonCart({ cartId, since: cart.touchedAt }),
      };

const orderedFromCart = (lines: readonly { readonly cartLineId?: string }[]): string[] =>
  lines.flatMap(({ cartLineId }) => cartLineId ?? []);

const shown = ({ cartLineId, itemId, optionIds, quantity, ...line }: CartLine): Answer => ({
  settled: true,
  value: {
    cartLineId,
    itemId,
    optionIds,
    quantity,
    unitListPrice: line.seenUnitListPriceMinor,
  },
});

/** Keeps what a line shows of its item; an older version after a newer one is ignored. */
function copyItem(
  body: ItemFact,
  { item }: StateOf<ReturnType<typeof copyOfItem>>,
): Decision<ReturnType<typeof copyOfItem>> {
  if (item !== undefined && item.itemVersion >= body.itemVersion) return unchanged;
  const { partnerId: _, ...copy } = body;
  return { changed: { item: copy } };
}
