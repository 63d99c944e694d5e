/** Cards, wallets and bank transfers. */
import { confirm, ordered as transferred } from "#test/town/deposits.ts";
import { newGoods, placed } from "#test/town/people.ts";
import { beginTopUp } from "#test/town/topUps.ts";
import type { Cast } from "../stage.ts";
import {
  EVERYONE,
  LOGGED_IN,
  OPERATOR,
  OWN_MEMBER,
  row,
  type Row,
  SELLERS,
  type Six,
} from "./row.ts";

const cardOrder =
  (below: string) =>
  async ({ town, member, itemId }: Cast) => {
    const { orderId } = await placed(town, member, [{ itemId }], { payMethod: "CARD" });
    const body = below === "" ? {} : { body: { paymentKey: "given-by-the-company" } };
    return { path: `/api/payments/${orderId}${below}`, ...body };
  };

const topUpPath =
  (below: string) =>
  async ({ town, member }: Cast) => {
    const { transactionId } = (await beginTopUp(town, member, 1_000)).body;
    const body = below === "" ? {} : { body: {} };
    return { path: `/api/payments/top-ups/${transactionId}${below}`, ...body };
  };

export const money: readonly Row[] = [
  row("GET /api/payments", OPERATOR),
  row("GET /api/payments/strays", OPERATOR),
  row("GET /api/payments/{orderId}", OWN_MEMBER, cardOrder("")),
  row("PUT /api/payments/{orderId}/authorization", OWN_MEMBER, cardOrder("/authorization")),
  row("POST /api/payments/{orderId}/window", OWN_MEMBER, async (cast) => ({
    ...(await cardOrder("/window")(cast)),
    body: { amount: 1_000, returnUrl: "https://shop.example/back" },
  })),
  row("POST /api/payments/callbacks/{provider}", EVERYONE, ({ town }) => ({
    path: "/api/payments/callbacks/simulator",
    ...town.simulator.callbackOf("ord_0000000000000000-1", town.now()),
  })),
  row("POST /api/payments/top-ups", LOGGED_IN, () => ({
    body: { amount: 10_000, payMethod: "CARD" },
  })),
  row("GET /api/payments/top-ups/{transactionId}", OWN_MEMBER, topUpPath("")),
  row("POST /api/payments/top-ups/{transactionId}/payment", OWN_MEMBER, topUpPath("/payment")),
  row("POST /api/payments/top-ups/{transactionId}/window", OWN_MEMBER, async (cast) => ({
    ...(await topUpPath("/window")(cast)),
    body: { returnUrl: "https://shop.example/back" },
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

export const transfers: readonly Row[] = [
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
