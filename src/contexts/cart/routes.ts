import { hash } from "node:crypto";
import { amount, count, listOf, matching, optional, record, token } from "#kernel/schema.ts";
import { type Access, answered, type Route, routesOf, type Tools } from "#http/route.ts";
import { addLine, changeLine, mergeCarts, QUANTITY_MAX, removeLine } from "./contract.ts";
import { readCart } from "./routes/reads.ts";
import { anonymousCartId } from "./rules.ts";
import { shownCart } from "./rules/showing.ts";

const route = routesOf("cart");

/** Made by the client, from enough chance that nobody guesses it: whoever has it has the cart. */
const cartToken = () => matching("^[0-9A-Za-z_-]{32,64}$", 64);
const quantity = () => count(1, QUANTITY_MAX);
const line = () =>
  record({
    cartLineId: token("crl"),
    itemId: token("itm"),
    optionIds: listOf(token("opt"), 10),
    quantity: quantity(),
    unitListPrice: amount(),
  });
const newLine = () =>
  record({
    itemId: token("itm"),
    optionIds: optional(listOf(token("opt"), 10)),
    quantity: quantity(),
  });

/** Whose carts some routes are about: where they lie, who may call, and which cart a caller means. */
type Owner = {
  readonly at: string;
  readonly access: Access;
  readonly params: Readonly<Record<string, ReturnType<typeof cartToken>>>;
  readonly whose: string;
  readonly cartOf: (params: Readonly<Record<string, unknown>>, tools: Tools) => string;
};

const MEMBER: Owner = {
  at: "/api/cart",
  access: ["member"],
  params: {},
  whose: "my cart",
  cartOf: (_, { identity }) => identity.memberId,
};
const ANONYMOUS: Owner = {
  at: "/api/carts/:cartToken",
  access: "guest",
  params: { cartToken: cartToken() },
  whose: "the anonymous cart of a token that the client made",
  cartOf: ({ cartToken: secret }) => cartIdOf(String(secret)),
};

const cartIdOf = (secret: string): string => anonymousCartId(hash("sha256", secret, "base64url"));

const cartRoutes = (owner: Owner): readonly Route[] => [
  ...linesRoutes(owner),
  ...lineRoutes(owner),
];

const linesRoutes = ({ at, access, params, whose, cartOf }: Owner): readonly Route[] => [
  route({
    method: "GET",
    path: at,
    summary: `What lies in ${whose}, at today's prices, and what of it can be ordered`,
    access,
    params: record(params),
    answers: { 200: shownCart() },
    refusals: [],
    handle: async (request, tools) => ({
      status: 200,
      body: await readCart(cartOf(request.params, tools), tools),
    }),
  }),

  route({
    method: "POST",
    path: `${at}/lines`,
    summary: `Put something into ${whose}; the same item with the same options adds up`,
    access,
    params: record(params),
    body: newLine(),
    answers: { 201: line() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND", "ITEM_NOT_ON_SALE"],
    handle: async (
      { params: given, body: { itemId, optionIds = [], quantity: wanted } },
      tools,
    ) => {
      const cartId = cartOf(given, tools);
      const cartLineId = tools.token("cartLine");
      const command = addLine({ cartId, cartLineId, itemId, optionIds, quantity: wanted });
      return answered(await tools.send(command), 201);
    },
  }),
];

const lineRoutes = ({ at, access, params, whose, cartOf }: Owner): readonly Route[] => [
  route({
    method: "PATCH",
    path: `${at}/lines/:cartLineId`,
    summary: `Change how many of a thing lie in ${whose}`,
    access,
    params: record({ ...params, cartLineId: token("crl") }),
    body: record({ quantity: quantity() }),
    answers: { 200: line() },
    refusals: ["COMMON_INVALID_PARAMETER", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: given, body: { quantity: wanted } }, tools) => {
      const cartLineId = String((given as Readonly<Record<string, unknown>>)["cartLineId"]);
      const command = changeLine({ cartId: cartOf(given, tools), cartLineId, quantity: wanted });
      return answered(await tools.send(command), 200);
    },
  }),

  route({
    method: "DELETE",
    path: `${at}/lines/:cartLineId`,
    summary: `Take something out of ${whose}`,
    access,
    params: record({ ...params, cartLineId: token("crl") }),
    answers: { 204: null },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: given }, tools) => {
      const cartLineId = String((given as Readonly<Record<string, unknown>>)["cartLineId"]);
      return answered(
        await tools.send(removeLine({ cartId: cartOf(given, tools), cartLineId })),
        204,
      );
    },
  }),
];

export const routes: readonly Route[] = [
  ...cartRoutes(MEMBER),
  ...cartRoutes(ANONYMOUS),
  route({
    method: "POST",
    path: "/api/cart/merges",
    summary: "After log-in: take the lines of an anonymous cart into my own; equal lines add up",
    access: ["member"],
    body: record({ cartToken: cartToken() }),
    answers: { 200: record({ mergedLines: count(), leftLines: count() }) },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ body: { cartToken: secret } }, tools) => {
      const { memberId } = tools.identity;
      const command = mergeCarts({ cartId: memberId, anonymousCartId: cartIdOf(secret) });
      return answered(await tools.send(command), 200);
    },
  }),
];
