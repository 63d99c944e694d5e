import { rfc3339 } from "#kernel/calendar.ts";
import { refuse } from "#kernel/refusal.ts";
import {
  anyText,
  count,
  flag,
  listOf,
  matching,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { answered, type Route, routesOf, type Tools } from "#http/route.ts";
import { email, homeAddress, phone, signUp, updateMember, withdraw } from "../contract.ts";
import type { SigningKeys } from "../keys.ts";
import { hashPassword } from "../passwords.ts";
import {
  accessTokenOf,
  findByPassword,
  MEMBER_COLUMNS,
  type MemberRow,
  password,
  roleOf,
  lifeSeconds,
} from "./sessions.ts";
import { patternOf } from "./words.ts";

const route = routesOf("identity");

/** 8 to 128 characters, any of them, compared exactly as received. */
const newPassword = () => matching("^[\\s\\S]{8,128}$", 128);

const member = () =>
  record({
    memberId: token("mem"),
    email: text(254),
    name: text(50),
    phone: text(20),
    address: optional(homeAddress()),
    role: oneOf("member", "seller", "operator"),
    partnerId: optional(token("ptn")),
  });

const shown = (row: MemberRow) => ({
  memberId: row.member_id,
  email: row.email,
  name: row.name,
  phone: row.phone,
  ...(row.address === null ? {} : { address: row.address }),
  role: roleOf(row),
  ...(row.partner_id === null ? {} : { partnerId: row.partner_id }),
});

async function ownRow({ identity, read }: Tools): Promise<MemberRow | undefined> {
  const [row] = await read<MemberRow>(
    `select ${MEMBER_COLUMNS} from identity.members where member_id = $1 and status = 'ACTIVE'`,
    [identity.memberId],
  );
  return row;
}

const signUpRoute = route({
  method: "POST",
  path: "/api/members",
  summary: "Sign up",
  access: "guest",
  body: record({
    email: email(),
    password: newPassword(),
    name: text(50),
    phone: phone(),
    address: optional(homeAddress()),
  }),
  answers: { 201: record({ memberId: token("mem") }) },
  refusals: ["IDENTITY_EMAIL_TAKEN"],
  handle: async ({ body: { password: secret, ...person } }, { send, token: newToken }) => {
    const memberId = newToken("member");
    const passwordHash = await hashPassword(secret);
    const sent = await send(signUp({ ...person, memberId, passwordHash, role: "MEMBER" }), {
      fresh: memberId,
    });
    return answered(sent, 201, { location: "/api/members/me" });
  },
});

const meRoute = route({
  method: "GET",
  path: "/api/members/me",
  summary: "The caller",
  access: ["member"],
  answers: { 200: member() },
  refusals: ["COMMON_ENTITY_NOT_FOUND"],
  handle: async (_, tools) => {
    const row = await ownRow(tools);
    return row === undefined
      ? refuse("COMMON_ENTITY_NOT_FOUND")
      : { status: 200, body: shown(row) };
  },
});

const verifyRoute = (keys: SigningKeys) =>
  route({
    method: "POST",
    path: "/api/members/me/password-verification",
    summary: "Check the password again: a 10-minute token that may change or end the account",
    access: ["member"],
    body: record({ password: password() }),
    answers: { 201: record({ accessToken: text(2_000), expiresIn: count(1) }) },
    refusals: ["AUTH_LOGIN_FAILED", "RATE_LIMITED"],
    handle: async ({ body }, tools) => {
      const row = await ownRow(tools);
      if (row === undefined) return refuse("AUTH_LOGIN_FAILED");
      const found = await findByPassword(row.email, body.password, tools);
      if ("refusal" in found) return found;
      const expiresIn = lifeSeconds(tools, "token.verifyMinutes");
      const accessToken = await accessTokenOf(found, keys, tools, expiresIn, true);
      return { status: 201, body: { accessToken, expiresIn } };
    },
  });

const updateRoute = route({
  method: "PATCH",
  path: "/api/members/me",
  summary: "Change the own account; needs the 10-minute token",
  access: ["member"],
  body: record({
    name: optional(text(50)),
    phone: optional(phone()),
    address: optional(homeAddress()),
    password: optional(newPassword()),
  }),
  answers: { 200: record({ memberId: token("mem") }) },
  refusals: ["AUTH_VERIFY_REQUIRED", "COMMON_ENTITY_NOT_FOUND"],
  handle: async ({ body: { password: secret, ...person } }, { identity, send }) => {
    if (!identity.verified) return refuse("AUTH_VERIFY_REQUIRED");
    const changed = secret === undefined ? {} : { passwordHash: await hashPassword(secret) };
    const { memberId } = identity;
    return answered(await send(updateMember({ ...person, ...changed, memberId })), 200);
  },
});

const withdrawRoute = route({
  method: "DELETE",
  path: "/api/members/me",
  summary: "Withdraw; refused while an order is open. Needs the 10-minute token",
  access: ["member"],
  answers: { 204: null },
  refusals: ["AUTH_VERIFY_REQUIRED", "MEMBER_HAS_OPEN_ORDERS", "COMMON_ENTITY_NOT_FOUND"],
  handle: async (_, { identity, read, send }) => {
    if (!identity.verified) return refuse("AUTH_VERIFY_REQUIRED");
    const { memberId } = identity;
    const open = await read<{ readonly order_id: string }>(
      "select order_id from identity.member_orders where member_id = $1 and is_open limit 100",
      [memberId],
    );
    const openOrders = open.map(({ order_id: orderId }) => orderId);
    return answered(await send(withdraw({ memberId, openOrders })), 204);
  },
});

type ListedRow = MemberRow & { readonly created_at: number };
const listRoute = route({
  method: "GET",
  path: "/api/members",
  summary: "All members, or those with `q` in name or e-mail address, newest first, for operators",
  access: ["operator"],
  query: record({
    q: optional(text(100)),
    page: optional(count(1, 100_000)),
    size: optional(count(1, 100)),
  }),
  answers: {
    200: record({
      members: listOf(
        record({
          memberId: token("mem"),
          email: text(254),
          name: text(50),
          role: oneOf("member", "seller", "operator"),
          status: oneOf("ACTIVE", "WITHDRAWN"),
          partnerId: optional(token("ptn")),
          signedUpAt: anyText(40),
        }),
        100,
      ),
      page: count(1),
      size: count(1),
      hasMore: flag(),
    }),
  },
  refusals: [],
  handle: async ({ query: { q, page = 1, size = 20 } }, { read }) => {
    const rows = await read<ListedRow>(
      `select ${MEMBER_COLUMNS}, created_at from identity.members
        where $3::text is null or name ilike $3 or email ilike $3
        order by created_at desc, member_id limit $1 offset $2`,
      [size + 1, (page - 1) * size, patternOf(q)],
    );
    const members = rows.slice(0, size).map((row) => ({
      memberId: row.member_id,
      email: row.email,
      name: row.name,
      role: roleOf(row),
      status: row.status,
      ...(row.partner_id === null ? {} : { partnerId: row.partner_id }),
      signedUpAt: rfc3339(row.created_at),
    }));
    return { status: 200, body: { members, page, size, hasMore: rows.length > size } };
  },
});

/** Sign-up, the own account, the operators' list. */
export const memberRoutes = (keys: SigningKeys): readonly Route[] => [
  signUpRoute,
  meRoute,
  verifyRoute(keys),
  updateRoute,
  withdrawRoute,
  listRoute,
];
