/** Members, sellers, and how they log in. */
import { unique } from "#test/town/people.ts";
import type { Cast } from "../stage.ts";
import { EVERYONE, LOGGED_IN, OPERATOR, row, type Row, VERIFIED } from "./row.ts";

const PASSWORD = "a-password-of-the-town";
const logIn = async ({ town, member }: Cast): Promise<{ readonly refreshToken: string }> => {
  const body = { email: member.email, password: PASSWORD };
  return (await town.request("POST", "/api/sessions", { body })).body as { refreshToken: string };
};

export const people: readonly Row[] = [
  row("POST /api/sessions", EVERYONE, ({ member }) => ({
    body: { email: member.email, password: PASSWORD },
  })),
  row("POST /api/sessions/refresh", EVERYONE, async (cast) => ({
    body: { refreshToken: (await logIn(cast)).refreshToken },
  })),
  row("POST /api/sessions/end", EVERYONE, async (cast) => ({
    body: { refreshToken: (await logIn(cast)).refreshToken },
  })),
  row("POST /api/browser-sessions", EVERYONE, ({ member }) => ({
    body: { email: member.email, password: PASSWORD },
  })),
  row("POST /api/browser-sessions/refresh", EVERYONE, async (cast) => ({
    headers: { cookie: `bojagi-session=${(await logIn(cast)).refreshToken}` },
  })),
  row("POST /api/browser-sessions/end", EVERYONE),
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
