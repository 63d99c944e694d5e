import { type Route, routesOf } from "#http/route.ts";
import { isRefusal, refuse } from "#kernel/refusal.ts";
import { oneOf, record } from "#kernel/schema.ts";
import { CARRIER_NAMES, type Carriers } from "../carrier.ts";
import { consignments } from "../collections.ts";
import { lookAtConsignment } from "../contract.ts";

const route = routesOf("delivery");

/** Where carriers call back. What they say is a hint: they are asked with our own key what is true. */
export const callbackRoute = (carriers: Carriers): Route =>
  route({
    method: "POST",
    path: "/api/shipments/callbacks/:carrier",
    summary: "A carrier tells that a parcel moved; signed as agreed with it",
    access: "guest",
    params: record({ carrier: oneOf(...CARRIER_NAMES) }),
    rawBody: true,
    answers: { 200: record({}) },
    refusals: ["COMMON_INVALID_PARAMETER", "SIGNATURE_INVALID", "COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params, rawBody: body, headers }, { now, read, send }) => {
      const carrier = carriers[params.carrier];
      if (carrier === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const hint = carrier.readCallback({ headers, body, at: now() });
      if (hint === "ignored") return { status: 200, body: {} };
      if (isRefusal(hint)) return hint;
      const { consignmentId } = hint;
      const [known] = await read<{ readonly orderId: string; readonly partnerId: string }>(
        `select order_id as "orderId", partner_id as "partnerId"
           from ${consignments.sqlName} where consignment_id = $1 and carrier = $2`,
        [consignmentId, params.carrier],
      );
      if (known !== undefined) await send(lookAtConsignment({ ...known, consignmentId }));
      return { status: 200, body: {} };
    },
  });
