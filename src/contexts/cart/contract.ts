/** Cart: what somebody thinks of buying. Nothing is held for it, and nobody waits for it. */
import { command } from "#kernel/message.ts";
import { count, instant, listOf, text, token } from "#kernel/schema.ts";

/** The most of one thing that an order may take, and therefore a cart. */
export const QUANTITY_MAX = 9_999;
export const LINES_MAX = 100;

/** A member's id, or what names an anonymous cart without telling its token. */
const cartId = () => text(64);
const quantity = () => count(1, QUANTITY_MAX);
const ofLine = { cartId: cartId(), cartLineId: token("crl") };

/** Puts something in. The same item with the same options is one line, and adds up. */
export const addLine = command("cart.add-line", "cartId", {
  ...ofLine,
  itemId: token("itm"),
  optionIds: listOf(token("opt"), 10),
  quantity: quantity(),
});
export const changeLine = command("cart.change-line", "cartId", {
  ...ofLine,
  quantity: quantity(),
});
export const removeLine = command("cart.remove-line", "cartId", ofLine);
/**
 * Takes the lines of an anonymous cart into a member's own, where equal lines add up. What the
 * member's cart has no room for stays where it was.
 */
export const mergeCarts = command("cart.merge", "cartId", {
  cartId: cartId(),
  anonymousCartId: cartId(),
});
/** An anonymous cart was left alone since that instant. */
export const abandonCart = command("cart.abandon", "cartId", {
  cartId: cartId(),
  since: instant(),
});
