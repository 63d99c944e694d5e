import { isRefusal, refuse } from "#kernel/refusal.ts";
import { oneOf, record } from "#kernel/schema.ts";
import { type Route, routesOf } from "#http/route.ts";
import { takeHint, takeTopUpHint } from "../contract.ts";
import { PROVIDER_NAMES, type Providers } from "../provider.ts";

const route = routesOf("payment");

/** Where companies call back. What they say is a hint: they are asked with our own key what is true. */
export const callbackRoute = (providers: Providers | undefined): Route =>
  route({
    method: "POST",
    path: "/api/payments/callbacks/:provider",
    summary: "A payment company tells that a charge changed; signed as agreed with it",
    access: "guest",
    params: record({ provider: oneOf(...PROVIDER_NAMES) }),
    rawBody: true,
    answers: { 200: record({}) },
    refusals: ["COMMON_INVALID_PARAMETER", "SIGNATURE_INVALID", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params, rawBody: body, headers }, { now, send }) => {
      const provider = providers?.named[params.provider];
      if (provider === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const hint = provider.readCallback({ headers, body, at: now() });
      if (hint !== "ignored") {
        if (isRefusal(hint)) return hint;
        await send("transactionId" in hint ? takeTopUpHint(hint) : takeHint(hint));
      }
      return { status: 200, body: {} };
    },
  });
