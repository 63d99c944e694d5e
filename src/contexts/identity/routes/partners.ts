import {
  flag,
  count,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { answered, type Route, routesOf } from "#http/route.ts";
import { addPartnerStaff, email, registerPartner, setPartnerStatus } from "../contract.ts";
import { patternOf } from "./words.ts";

const route = routesOf("identity");
const partnerPath = () => record({ partnerId: token("ptn") });
const status = () => oneOf("ENABLE", "DISABLE");

type PartnerRow = {
  readonly partner_id: string;
  readonly partner_name: string;
  readonly business_no: string;
  readonly email: string;
  readonly status: "ENABLE" | "DISABLE";
};

const partner = () =>
  record({
    partnerId: token("ptn"),
    partnerName: text(100),
    businessNo: text(12),
    email: text(254),
    status: status(),
  });

/** Sellers and their staff, for operators. */
export const partnerRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/partners",
    summary: "Register a partner, enabled",
    access: ["operator"],
    body: record({
      partnerName: text(100),
      businessNo: matching("^\\d{3}-?\\d{2}-?\\d{5}$", 12),
      email: email(),
    }),
    answers: { 201: record({ partnerId: token("ptn") }) },
    refusals: [],
    handle: async ({ body }, { send, token: newToken }) => {
      const partnerId = newToken("partner");
      const sent = await send(registerPartner({ ...body, partnerId }), { fresh: partnerId });
      return answered(sent, 201, { location: `/api/partners/${partnerId}` });
    },
  }),
  route({
    method: "GET",
    path: "/api/partners",
    summary: "All partners, or those with `q` in their name, by name",
    access: ["operator"],
    query: record({
      q: optional(text(100)),
      page: optional(count(1, 100_000)),
      size: optional(count(1, 100)),
    }),
    answers: {
      200: record({
        partners: listOf(partner(), 100),
        page: count(1),
        size: count(1),
        hasMore: flag(),
      }),
    },
    refusals: [],
    handle: async ({ query: { q, page = 1, size = 20 } }, { read }) => {
      const rows = await read<PartnerRow>(
        `select partner_id, partner_name, business_no, email, status from identity.partners
          where $3::text is null or partner_name ilike $3
          order by partner_name, partner_id limit $1 offset $2`,
        [size + 1, (page - 1) * size, patternOf(q)],
      );
      const partners = rows.slice(0, size).map((row) => ({
        partnerId: row.partner_id,
        partnerName: row.partner_name,
        businessNo: row.business_no,
        email: row.email,
        status: row.status,
      }));
      return { status: 200, body: { partners, page, size, hasMore: rows.length > size } };
    },
  }),
  route({
    method: "PUT",
    path: "/api/partners/:partnerId/status",
    summary: "Enable or disable: a disabled partner registers no items and sells none",
    access: ["operator"],
    params: partnerPath(),
    body: record({ status: status() }),
    answers: { 200: record({ partnerId: token("ptn"), status: status() }) },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params, body }, { send }) =>
      answered(await send(setPartnerStatus({ ...params, ...body })), 200),
  }),
  route({
    method: "POST",
    path: "/api/partners/:partnerId/staff",
    summary: "Make a member staff of the partner: a seller from the next log-in on",
    access: ["operator"],
    params: partnerPath(),
    body: record({ memberId: token("mem") }),
    answers: { 201: record({ partnerId: token("ptn"), memberId: token("mem") }) },
    refusals: ["COMMON_ENTITY_NOT_FOUND"],
    handle: async ({ params, body }, { send }) =>
      answered(await send(addPartnerStaff({ ...params, ...body })), 201),
  }),
];
