/** Who may do what: a row for each route, a cell for each identity (attacks §3). */
import { newCoupon } from "#test/town/coupons.ts";
import { confirm, ordered as transferred } from "#test/town/deposits.ts";
import { accept, given, giftOf, registered } from "#test/town/gifts.ts";
import { ADDRESS, newGoods, placed, placement, prepared, unique } from "#test/town/people.ts";
import { carrierSays, ship } from "#test/town/parcels.ts";
import { ask } from "#test/town/shop.ts";
import { until } from "#test/town/waiting.ts";
import type { Asking, Cast, Who } from "./stage.ts";

/**
 * `allow`: done. `verify`: only with the token given after the password was checked again, else 403.
 * A number: refused with that status.
 */
export type Cell = "allow" | "verify" | 401 | 403 | 404;
export type Cells = Readonly<Record<Who, Cell>>;

export type Row = {
  /** Method and path, as the document names them. */
  readonly name: string;
  readonly cells: Cells;
  /** A request for a real object, as this identity would make it. */
  readonly asking: (cast: Cast, who: Who) => Promise<Asking>;
};

type Asked = Pick<Asking, "path" | "body" | "headers">;
type Six = readonly [
  guest: Cell,
  member: Cell,
  otherMember: Cell,
  seller: Cell,
  otherSeller: Cell,
  operator: Cell,
];

/** Whatever the route: who shows a token shows a good one. */
const cellsOf = ([guest, member, otherMember, seller, otherSeller, operator]: Six): Cells => ({
  guest,
  member,
  otherMember,
  seller,
  otherSeller,
  operator,
  expired: 401,
  forged: 401,
});

const EVERYONE: Six = ["allow", "allow", "allow", "allow", "allow", "allow"];
const LOGGED_IN: Six = [401, "allow", "allow", "allow", "allow", "allow"];
const VERIFIED: Six = [401, "verify", "verify", "verify", "verify", "verify"];
const OPERATOR: Six = [401, 403, 403, 403, 403, "allow"];
const SELLERS: Six = [401, 403, 403, "allow", "allow", "allow"];
const OWN_SELLER: Six = [401, 403, 403, "allow", 404, "allow"];
const OWN_MEMBER: Six = [401, "allow", 404, 404, 404, 404];
const OWN_OR_OPERATOR: Six = [401, "allow", 404, 404, 404, "allow"];
const ALL_CONCERNED: Six = [401, "allow", 404, "allow", 404, "allow"];

/** A row whose path is as written, or is said by what it asks. */
function row(
  name: string,
  cells: Six,
  asked: (cast: Cast, who: Who) => Partial<Asked> | Promise<Partial<Asked>> = () => ({}),
): Row {
  const [method = "", path = ""] = name.split(" ");
  return {
    name,
    cells: cellsOf(cells),
    asking: async (cast, who) => ({ method, path, ...(await asked(cast, who)) }),
  };
}

const PASSWORD = "a-password-of-the-town";
const logIn = async ({ town, member }: Cast): Promise<{ readonly refreshToken: string }> => {
  const body = { email: member.email, password: PASSWORD };
  return (await town.request("POST", "/api/sessions", { body })).body as { refreshToken: string };
};

const people: readonly Row[] = [
  row("POST /api/sessions", EVERYONE, ({ member }) => ({
    body: { email: member.email, password: PASSWORD },
  })),
  row("POST /api/sessions/refresh", EVERYONE, async (cast) => ({
    body: { refreshToken: (await logIn(cast)).refreshToken },
  })),
  row("POST /api/sessions/end", EVERYONE, async (cast) => ({
    body: { refreshToken: (await logIn(cast)).refreshToken },
  })),
  row("GET /api/members", OPERATOR),
  row("POST /api/members", EVERYONE, () => ({
    body: {
      email: `${unique("new")}@people.example`,
      password: PASSWORD,
      name: "Sora",
      phone: "010-1234-5678",
    },
  })),
  row("GET /api/members/me", LOGGED_IN),
  row("PATCH /api/members/me", VERIFIED, () => ({ body: { name: "Mina" } })),
  row("DELETE /api/members/me", VERIFIED),
  row("POST /api/members/me/password-verification", LOGGED_IN, (_, who) => ({
    body: { password: who === "operator" ? "operator-of-the-town" : PASSWORD },
  })),
  row("POST /api/partners", OPERATOR, () => ({
    body: {
      partnerName: unique("partner"),
      businessNo: "123-45-67890",
      email: "shop@people.example",
    },
  })),
  row("GET /api/partners", OPERATOR),
  row("PUT /api/partners/{partnerId}/status", OPERATOR, ({ otherSeller: { partnerId } }) => ({
    path: `/api/partners/${partnerId}/status`,
    body: { status: "ENABLE" },
  })),
  row("POST /api/partners/{partnerId}/staff", OPERATOR, (cast) => ({
    path: `/api/partners/${cast.otherSeller.partnerId}/staff`,
    body: { memberId: cast.otherSeller.memberId },
  })),
  row("GET /.well-known/jwks.json", EVERYONE),
];

/** An item of the seller's own, at its first version. */
const ofNewItem = async (cast: Cast, below = "") => {
  const { itemId } = await newGoods(cast.town, cast.seller, { price: 1_000, stock: 0 });
  return { path: `/api/items/${itemId}${below}`, headers: { "if-match": '"1"' } };
};
const ofItem = ({ itemId }: Cast, below = "") => ({ path: `/api/items/${itemId}${below}` });

const goods: readonly Row[] = [
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

const ofNewCoupon = async ({ town }: Cast, below: string) => {
  const couponId = await newCoupon(town, { type: "FIXED", value: 100, quantity: 10 });
  return { path: `/api/coupons/${couponId}${below}` };
};

const coupons: readonly Row[] = [
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

const carts: readonly Row[] = [
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
const cardOrder =
  (below: string) =>
  async ({ town, member, itemId }: Cast) => {
    const { orderId } = await placed(town, member, [{ itemId }], { payMethod: "CARD" });
    const body = below === "" ? {} : { body: { paymentKey: "given-by-the-company" } };
    return { path: `/api/payments/${orderId}${below}`, ...body };
  };

const money: readonly Row[] = [
  row("GET /api/payments", OPERATOR),
  row("GET /api/payments/strays", OPERATOR),
  row("GET /api/payments/{orderId}", OWN_MEMBER, cardOrder("")),
  row("PUT /api/payments/{orderId}/authorization", OWN_MEMBER, cardOrder("/authorization")),
  row("POST /api/payments/callbacks/{provider}", EVERYONE, ({ town }) => ({
    path: "/api/payments/callbacks/simulator",
    ...town.simulator.callbackOf("ord_0000000000000000-1", town.now()),
  })),
  row("GET /api/wallet", LOGGED_IN),
  row("GET /api/wallet/entries", LOGGED_IN),
  row("POST /api/wallet/charges", LOGGED_IN, () => ({ body: { amount: 10_000 } })),
];

const OWN_DEPOSIT: Six = [401, 403, 403, "allow", 403, "allow"];
/** A transfer that is waited for, of an item that the seller has plenty of, or none at all. */
async function newTransfer({ town, member, seller, itemId }: Cast, isShort = false) {
  const wanted = isShort
    ? (await newGoods(town, seller, { price: 1_000, stock: 0 })).itemId
    : itemId;
  return (await transferred(town, member, [{ itemId: wanted }])).orderId;
}

const transfers: readonly Row[] = [
  row("GET /api/deposits", SELLERS),
  row("POST /api/deposits/{orderId}/confirmation", OWN_DEPOSIT, async (cast) => ({
    path: `/api/deposits/${await newTransfer(cast)}/confirmation`,
    body: { depositedAmount: 1_000 },
  })),
  // Money that came and has no stock: by default its order ends with the confirmation, and this repeats it.
  row("POST /api/deposits/{orderId}/cancellation", OWN_DEPOSIT, async (cast) => {
    const orderId = await newTransfer(cast, true);
    await confirm(cast.town, cast.operator, orderId);
    return { path: `/api/deposits/${orderId}/cancellation` };
  }),
  row("GET /api/refunds-due", OPERATOR),
  row("POST /api/refunds-due/{orderId}/settlement", OPERATOR, async (cast) => {
    const orderId = await newTransfer(cast, true);
    await confirm(cast.town, cast.operator, orderId);
    return { path: `/api/refunds-due/${orderId}/settlement`, body: { means: "BANK" } };
  }),
];

const newOrder = ({ town, member, itemId }: Cast) => placed(town, member, [{ itemId }]);
const orderPath = async (cast: Cast, below: string) => ({
  path: `/api/orders/${(await newOrder(cast)).orderId}${below}`,
});
/** An order that is paid, with the parcel that its goods travel in. */
async function newParcel({ town, member, itemId }: Cast) {
  const { orderId, shipments } = await prepared(town, member, [{ itemId }]);
  const shipmentId = shipments[0]?.shipmentId ?? "no parcel";
  return { orderId, shipmentId };
}
async function shippedParcel(cast: Cast) {
  const parcel = await newParcel(cast);
  await ship(cast.town, cast.seller, parcel.shipmentId);
  return parcel;
}

const orders: readonly Row[] = [
  row("POST /api/orders", LOGGED_IN, ({ itemId }) => ({ body: placement([{ itemId }]) })),
  row("POST /api/order-sheets", LOGGED_IN, ({ itemId }) => ({
    body: { lines: [{ itemId, quantity: 1 }], address: ADDRESS },
  })),
  row("POST /api/orders/{orderId}/payment", OWN_MEMBER, async (cast) => ({
    ...(await orderPath(cast, "/payment")),
    body: { payMethod: "WALLET", amount: 1_000 },
  })),
  row("POST /api/orders/{orderId}/cancellation", OWN_OR_OPERATOR, async (cast) => ({
    ...(await orderPath(cast, "/cancellation")),
    body: { reason: "changed my mind" },
  })),
  row("POST /api/orders/{orderId}/receipt", OWN_MEMBER, async (cast) => {
    const { orderId, shipmentId } = await shippedParcel(cast);
    await carrierSays(cast.town, shipmentId, "DELIVERED");
    return { path: `/api/orders/${orderId}/receipt` };
  }),
  row("GET /api/orders", LOGGED_IN),
  row("GET /api/orders/{orderId}", ALL_CONCERNED, (cast) => orderPath(cast, "")),
  row("GET /api/orders/{orderId}/events", ALL_CONCERNED, (cast) => orderPath(cast, "/events")),
];

const parcelPath = async (cast: Cast, below: string) => ({
  path: `/api/shipments/${(await newParcel(cast)).shipmentId}${below}`,
});

const parcels: readonly Row[] = [
  row("GET /api/shipments", SELLERS),
  row("GET /api/shipments/{shipmentId}", OWN_SELLER, (cast) => parcelPath(cast, "")),
  row("POST /api/shipments/{shipmentId}/preparation", OWN_SELLER, (cast) =>
    parcelPath(cast, "/preparation"),
  ),
  row("POST /api/shipments/{shipmentId}/hand-over", OWN_SELLER, async (cast) => {
    const { path } = await parcelPath(cast, "");
    await cast.town.request("POST", `${path}/preparation`, { token: cast.seller.token });
    return {
      path: `${path}/hand-over`,
      body: { carrier: "Quick", trackingNumber: "6057-1234-5678" },
    };
  }),
  row("POST /api/shipments/{shipmentId}/carrier-events", OPERATOR, async (cast) => ({
    path: `/api/shipments/${(await shippedParcel(cast)).shipmentId}/carrier-events`,
    body: { carrierStatus: "IN_TRANSIT" },
  })),
];

const newGift = ({ town, member, itemId }: Cast) => registered(town, member, [{ itemId }]);
const giftPath = async (cast: Cast, below: string) => ({
  path: `/api/gifts/${(await newGift(cast)).giftId}${below}`,
});
/** A gift that may be accepted, by whoever holds its link. */
const linkPath = async ({ town, member, itemId }: Cast, below: string) => ({
  path: `${(await given(town, member, [{ itemId }])).link}${below}`,
});
async function acceptedPath(cast: Cast, below: string) {
  const { gift, link } = await given(cast.town, cast.member, [{ itemId: cast.itemId }]);
  await accept(cast.town, link);
  await cast.town.quiet();
  return { gift, path: `${link}${below}` };
}

const gifts: readonly Row[] = [
  row("POST /api/gifts", LOGGED_IN, ({ itemId }) => ({ body: giftOf([{ itemId }]) })),
  row("GET /api/gifts", LOGGED_IN),
  row("GET /api/gifts/{giftId}", OWN_MEMBER, (cast) => giftPath(cast, "")),
  row("POST /api/gifts/{giftId}/payment", OWN_MEMBER, (cast) => giftPath(cast, "/payment")),
  row("POST /api/gifts/{giftId}/cancellation", OWN_MEMBER, (cast) =>
    giftPath(cast, "/cancellation"),
  ),
  row("GET /api/gift-links/{secret}", EVERYONE, (cast) => linkPath(cast, "")),
  row("POST /api/gift-links/{secret}/acceptance", EVERYONE, async (cast) => ({
    ...(await linkPath(cast, "/acceptance")),
    body: { address: ADDRESS },
  })),
  row("POST /api/gift-links/{secret}/rejection", EVERYONE, (cast) => linkPath(cast, "/rejection")),
  row("PUT /api/gift-links/{secret}/address", EVERYONE, async (cast) => ({
    path: (await acceptedPath(cast, "/address")).path,
    body: { address: ADDRESS },
  })),
  row("POST /api/gift-links/{secret}/receipt", EVERYONE, async (cast) => {
    const { gift, path } = await acceptedPath(cast, "/receipt");
    const [row] = await cast.town.sql<{ readonly id: string }>(
      "delivery",
      "select shipment_id as id from delivery.shipments where order_id = $1",
      [gift.orderId],
    );
    await ship(cast.town, cast.seller, row?.id ?? "");
    return { path };
  }),
];

/** A notice that was sent. */
async function newNotice(cast: Cast): Promise<string> {
  const { orderId } = await newOrder(cast);
  const find = () =>
    cast.town.sql<{ readonly id: string }>(
      "notification",
      "select notice_id as id from notification.notices where subject_id = $1 and status = 'SENT'",
      [orderId],
    );
  const [notice] = await until(find, (found) => found.length > 0);
  return notice?.id ?? "";
}

const notices: readonly Row[] = [
  row("GET /api/notices", OPERATOR),
  row("POST /api/notices/{noticeId}/resends", OPERATOR, async (cast) => ({
    path: `/api/notices/${await newNotice(cast)}/resends`,
  })),
];

const operations: readonly Row[] = [
  row("GET /ops/invariants", OPERATOR),
  row("GET /ops/lag", OPERATOR),
  row("GET /ops/parked", OPERATOR),
  row("GET /ops/policies", OPERATOR),
  // Nothing is parked in a town that works: the operator is let in, and finds nothing.
  row("POST /ops/parked/redrives", [401, 403, 403, 403, 403, 404], () => ({
    body: { consumer: "order", key: "ord_0000000000000000" },
  })),
  row("POST /ops/rebuilds", OPERATOR, () => ({ body: { context: "query" } })),
];

/** The switches of tests: a process that was not told to be tested does not have them. */
const switches: readonly Row[] = [
  row("PUT /ops/test/clock", EVERYONE, () => ({ body: { offsetMs: 0 } })),
  row("PUT /ops/test/faults", EVERYONE, () => ({ body: { name: "nothing", times: 0 } })),
  row("PUT /ops/test/crash", EVERYONE, () => ({ body: { at: "nowhere" } })),
];

export const MATRIX: readonly Row[] = [
  ...people,
  ...goods,
  ...coupons,
  ...carts,
  ...money,
  ...transfers,
  ...orders,
  ...parcels,
  ...gifts,
  ...notices,
  ...operations,
  ...switches,
];
