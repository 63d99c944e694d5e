/** What is sold, at which price, and what somebody thinks of buying. */
import { newCoupon } from "#test/town/coupons.ts";
import { carrierSays, ship } from "#test/town/parcels.ts";
import { newGoods, prepared, unique } from "#test/town/people.ts";
import { ask } from "#test/town/shop.ts";
import type { Cast } from "../stage.ts";
import {
  EVERYONE,
  LOGGED_IN,
  OPERATOR,
  OWN_MEMBER,
  OWN_SELLER,
  row,
  type Row,
  SELLERS,
} from "./row.ts";

/** An item of the seller's own, at its first version. */
const ofNewItem = async (cast: Cast, below = "") => {
  const { itemId } = await newGoods(cast.town, cast.seller, { price: 1_000, stock: 0 });
  return { path: `/api/items/${itemId}${below}`, headers: { "if-match": '"1"' } };
};
const ofItem = ({ itemId }: Cast, below = "") => ({ path: `/api/items/${itemId}${below}` });

export const goods: readonly Row[] = [
  row("POST /api/items", [401, 403, 403, "allow", 403, "allow"], ({ seller: { partnerId } }) => ({
    body: { partnerId, name: unique("item"), price: 1_000 },
  })),
  row("GET /api/items", EVERYONE),
  row("GET /api/items/popular", EVERYONE),
  row("GET /api/daily-sales", SELLERS),
  row("GET /api/items/{itemId}", EVERYONE, (cast) => ofItem(cast)),
  row("PATCH /api/items/{itemId}", OWN_SELLER, async (cast) => ({
    ...(await ofNewItem(cast)),
    body: { price: 2_000 },
  })),
  row("PUT /api/items/{itemId}/sale-status", OWN_SELLER, async (cast) => ({
    ...(await ofNewItem(cast, "/sale-status")),
    body: { saleStatus: "SUSPENDED" },
  })),
  row("DELETE /api/items/{itemId}", OWN_SELLER, (cast) => ofNewItem(cast)),
  row("POST /api/items/{itemId}/stock-receipts", OWN_SELLER, (cast) => ({
    ...ofItem(cast, "/stock-receipts"),
    body: { quantity: 1 },
  })),
  row("POST /api/items/{itemId}/stock-adjustments", OWN_SELLER, (cast) => ({
    ...ofItem(cast, "/stock-adjustments"),
    body: { quantity: -1, reason: "broken" },
  })),
  row("GET /api/items/{itemId}/stock-movements", OWN_SELLER, (cast) =>
    ofItem(cast, "/stock-movements"),
  ),
];

/** An item that the member received. */
const ofReceived = async ({ town, member, seller, itemId }: Cast) => {
  const { orderId, shipments } = await prepared(town, member, [{ itemId }]);
  const shipmentId = shipments[0]?.shipmentId ?? "no parcel";
  await ship(town, seller, shipmentId);
  await carrierSays(town, shipmentId, "DELIVERED");
  const body = { orderId, lineNo: 1, stars: 5, text: "good" };
  return { path: `/api/items/${itemId}/reviews`, body };
};
const ofNewReview = async (cast: Cast, below: string) => {
  const { path, body } = await ofReceived(cast);
  type Written = { readonly reviewId: string };
  const { body: review } = await ask<Written>(cast.town, cast.member, "POST", path, body);
  return { path: `/api/reviews/${review.reviewId}${below}` };
};

export const browsing: readonly Row[] = [
  row("GET /api/categories", EVERYONE),
  row("PUT /api/categories", OPERATOR, () => ({ body: { categories: [] } })),
  row("GET /api/home-lists", EVERYONE),
  row("PUT /api/home-lists", OPERATOR, ({ itemId }) => ({
    body: { homeLists: [{ name: "spring", itemIds: [itemId] }] },
  })),
  row("POST /api/items/{itemId}/reviews", OWN_MEMBER, ofReceived),
  row("GET /api/items/{itemId}/reviews", EVERYONE, (cast) => ofItem(cast, "/reviews")),
  row("PUT /api/reviews/{reviewId}/answer", OWN_SELLER, async (cast) => ({
    ...(await ofNewReview(cast, "/answer")),
    body: { text: "thank you" },
  })),
  row("PUT /api/reviews/{reviewId}/status", OPERATOR, async (cast) => ({
    ...(await ofNewReview(cast, "/status")),
    body: { status: "HIDDEN" },
  })),
];

const ofNewCoupon = async ({ town }: Cast, below: string) => {
  const couponId = await newCoupon(town, { type: "FIXED", value: 100, quantity: 10 });
  return { path: `/api/coupons/${couponId}${below}` };
};

export const coupons: readonly Row[] = [
  row("POST /api/coupons", OPERATOR, () => ({
    body: { name: "Spring", scope: "LINE", type: "FIXED", value: 100 },
  })),
  row("GET /api/coupons", EVERYONE),
  row("POST /api/coupons/{couponId}/issues", OPERATOR, async (cast) => ({
    ...(await ofNewCoupon(cast, "/issues")),
    body: { memberId: cast.member.memberId },
  })),
  row("POST /api/coupons/{couponId}/claims", LOGGED_IN, (cast) => ofNewCoupon(cast, "/claims")),
  row("GET /api/my/coupons", LOGGED_IN),
  row("GET /api/members/{memberId}/coupons", [401, "allow", 403, 403, 403, 403], (cast) => ({
    path: `/api/members/${cast.member.memberId}/coupons`,
  })),
  row("POST /api/quotes", LOGGED_IN, ({ itemId }) => ({
    body: { lines: [{ itemId, optionIds: [], quantity: 1, memberCouponIds: [] }] },
  })),
];

/** The token of a cart that everybody here knows. */
export const CART_TOKEN = "a-cart-token-of-nobody-in-particular";
const inCart = ({ itemId }: Cast) => ({ body: { itemId, optionIds: [], quantity: 1 } });
/** A line of the member's own cart, or of the cart that CART_TOKEN opens for everybody. */
const lineIn = async ({ town, member, itemId }: Cast, cart: string) => {
  const { body } = await ask<{ cartLineId: string }>(town, member, "POST", `${cart}/lines`, {
    itemId,
    quantity: 1,
  });
  return { path: `${cart}/lines/${body.cartLineId}` };
};
const openCart = `/api/carts/${CART_TOKEN}`;

export const carts: readonly Row[] = [
  row("GET /api/cart", LOGGED_IN),
  row("POST /api/cart/lines", LOGGED_IN, inCart),
  row("PATCH /api/cart/lines/{cartLineId}", OWN_MEMBER, async (cast) => ({
    ...(await lineIn(cast, "/api/cart")),
    body: { quantity: 2 },
  })),
  row("DELETE /api/cart/lines/{cartLineId}", OWN_MEMBER, (cast) => lineIn(cast, "/api/cart")),
  row("POST /api/cart/merges", LOGGED_IN, () => ({ body: { cartToken: CART_TOKEN } })),
  row("GET /api/carts/{cartToken}", EVERYONE, () => ({ path: openCart })),
  row("POST /api/carts/{cartToken}/lines", EVERYONE, (cast) => ({
    path: `${openCart}/lines`,
    ...inCart(cast),
  })),
  row("PATCH /api/carts/{cartToken}/lines/{cartLineId}", EVERYONE, async (cast) => ({
    ...(await lineIn(cast, openCart)),
    body: { quantity: 2 },
  })),
  row("DELETE /api/carts/{cartToken}/lines/{cartLineId}", EVERYONE, (cast) =>
    lineIn(cast, openCart),
  ),
];
