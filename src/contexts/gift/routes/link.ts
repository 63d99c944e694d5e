/** What the holder of a gift link may do, without an account. Reading has no effect: previews read. */
import type { Draft } from "#kernel/message.ts";
import { refuse } from "#kernel/refusal.ts";
import { matching, record } from "#kernel/schema.ts";
import { type Route, type RouteAnswer, routesOf, type Tools } from "#http/route.ts";
import type { Sent } from "#runtime/sending.ts";
import {
  acceptGift,
  changeGiftAddress,
  confirmGiftReceipt,
  recipientAddress,
  rejectGift,
} from "../contract.ts";
import { linkHashOf, SECRET } from "../links.ts";
import type { Gift } from "../rules.ts";
import { type Language, recipientsPage, shownToRecipient } from "../rules/showing.ts";
import { giftsWhere } from "./rows.ts";

const route = routesOf("gift");
const params = record({ secret: matching(SECRET, 43) });
const withAddress = () => record({ address: recipientAddress() });

/** Nobody keeps or finds what stands under a secret. */
const HIDDEN = { "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" };

export const linkRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/gift-links/:secret",
    summary: "The gift behind a link: from whom, for whom, what, and until when; no prices",
    access: "guest",
    params,
    answers: { 200: recipientsPage() },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params: { secret }, language }, tools) => {
      const gift = await linkedGift(secret, tools);
      if (gift === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      return { status: 200, body: shownToRecipient(gift, language), headers: HIDDEN };
    },
  }),

  route({
    method: "POST",
    path: "/api/gift-links/:secret/acceptance",
    summary: "Accept the gift, and tell where it goes",
    access: "guest",
    params,
    body: withAddress(),
    answers: { 200: recipientsPage() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "GIFT_NOT_RECEIVABLE_CONDITION",
    ],
    handle: ({ params: { secret }, body: { address }, language }, tools) =>
      asRecipient(secret, ({ orderId }) => acceptGift({ orderId, address }), language, tools),
  }),

  route({
    method: "POST",
    path: "/api/gift-links/:secret/rejection",
    summary: "Refuse the gift: its giver gets the money back",
    access: "guest",
    params,
    answers: { 200: recipientsPage() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "GIFT_NOT_RECEIVABLE_CONDITION"],
    handle: ({ params: { secret }, language }, tools) =>
      asRecipient(secret, ({ orderId }) => rejectGift({ orderId }), language, tools),
  }),

  route({
    method: "PUT",
    path: "/api/gift-links/:secret/address",
    summary:
      "Send an accepted gift elsewhere, until it has left; 202 while that is not decided yet",
    access: "guest",
    params,
    body: withAddress(),
    answers: { 200: recipientsPage(), 202: recipientsPage() },
    refusals: [
      "COMMON_INVALID_PARAMETER",
      "COMMON_ENTITY_NOT_FOUND",
      "GIFT_NOT_MODIFY_DELIVERY_CONDITION",
      "REQUEST_IN_PROGRESS",
    ],
    handle: ({ params: { secret }, body: { address }, language }, tools) =>
      asRecipient(
        secret,
        ({ orderId }) => changeGiftAddress({ orderId, address }),
        language,
        tools,
      ),
  }),

  route({
    method: "POST",
    path: "/api/gift-links/:secret/receipt",
    summary: "Confirm that the gift arrived; 202 while the order is not closed yet",
    access: "guest",
    params,
    answers: { 200: recipientsPage(), 202: recipientsPage() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: ({ params: { secret }, language }, tools) =>
      asRecipient(secret, ({ orderId }) => confirmGiftReceipt({ orderId }), language, tools),
  }),
];

/** Looked up by its hash: how long that takes says nothing about the secret. */
async function linkedGift(secret: string, tools: Tools): Promise<Gift | undefined> {
  return (await giftsWhere(tools, "link_hash = $1", [linkHashOf(secret)]))[0];
}

async function asRecipient(
  secret: string,
  command: (gift: Gift) => Draft,
  language: Language,
  tools: Tools,
): Promise<RouteAnswer> {
  const gift = await linkedGift(secret, tools);
  if (gift === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
  return told(await tools.send(command(gift)), language);
}

function told(sent: Sent, language: Language): RouteAnswer {
  const { answer, position } = sent;
  if ("refusal" in answer) return answer.refusal;
  const body = shownToRecipient(answer.value as Gift, language);
  return { status: answer.settled ? 200 : 202, body, headers: HIDDEN, position };
}
