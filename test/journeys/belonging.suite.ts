/** Members: who they are, and what that opens to them. */
import { describe, expect, it } from "vitest";
import { newGoods, newShopper, operatorOf, placed, unique } from "#test/town/people.ts";
import { ask, read, sellerOf } from "#test/town/shop.ts";
import type { Town } from "#test/town/town.ts";

const PASSWORD = "a-password-of-mina";

type Session = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly memberId: string;
  readonly expiresIn: number;
};

export function belonging(town: () => Town): void {
  const signUp = (email: string) => {
    const body = { email, password: PASSWORD, name: "Mina", phone: "010-1234-5678" };
    return ask<{ memberId: string }>(town(), undefined, "POST", "/api/members", body);
  };
  const logIn = (email: string, password = PASSWORD) =>
    ask<Session>(town(), undefined, "POST", "/api/sessions", { email, password });
  const refresh = (refreshToken: string) =>
    ask<Session>(town(), undefined, "POST", "/api/sessions/refresh", { refreshToken });

  describe("belonging", () => {
    it("S1.8 an e-mail signs up once, in any case of its letters, and no plain password is stored", async () => {
      const email = `${unique("mina")}@people.example`;

      const { status, body } = await signUp(email);
      expect(status).toBe(201);
      expect(await signUp(email.toUpperCase())).toMatchObject({
        status: 409,
        body: { code: "IDENTITY_EMAIL_TAKEN" },
      });
      const [row] = await town().sql<{ readonly all: string }>(
        "identity",
        "select row_to_json(members)::text as all from identity.members where member_id = $1",
        [body.memberId],
      );
      expect(row?.all).not.toContain(PASSWORD);
      expect(row?.all).toContain("$argon2id$");
      expect((await signUp("no-address")).body).toMatchObject({ errors: [{ field: "email" }] });
    });

    it("S1.9 S2.18 logging in gives an hour as oneself; a spent refresh token ends all that came from it", async () => {
      const email = `${unique("mina")}@people.example`;
      const { body: member } = await signUp(email);

      expect(await logIn(email, "not-the-password")).toMatchObject({
        status: 401,
        body: { code: "AUTH_LOGIN_FAILED" },
      });
      const { body: first } = await logIn(email);
      expect(first).toMatchObject({ memberId: member.memberId, expiresIn: 3_600 });
      const [, claims = ""] = first.accessToken.split(".");
      const { sub, exp, iat } = JSON.parse(Buffer.from(claims, "base64url").toString()) as {
        sub: string;
        exp: number;
        iat: number;
      };
      expect([sub, exp - iat]).toEqual([member.memberId, 3_600]);
      const me = await read(town(), { token: first.accessToken }, "/api/members/me");
      expect(me).toMatchObject({ memberId: member.memberId, email });

      const second = await refresh(first.refreshToken);
      expect(second).toMatchObject({ status: 200, body: { memberId: member.memberId } });
      expect(await refresh(first.refreshToken)).toMatchObject({
        status: 401,
        body: { code: "AUTH_REFRESH_REUSED" },
      });
      expect((await refresh(second.body.refreshToken)).status).toBe(401);
    });

    it("S1.3 a missing, a malformed and a forged token are refused; headers that name somebody are ignored", async () => {
      const mina = await newShopper(town(), "Mina");
      const me = (headers: Readonly<Record<string, string>>) =>
        town().request("GET", "/api/members/me", { headers });
      const [head = "", claims = "", sign = ""] = mina.token.split(".");
      const forged = Buffer.from(claims, "base64url").toString().replace("member", "operator");
      const { token: late } = await town().tokenOf({ lifeSeconds: -1 });
      const refused = (code: string) => ({ status: 401, body: { code } });

      expect(await me({})).toMatchObject(refused("AUTH_TOKEN_MISSING"));
      for (const token of [
        "nonsense",
        `${head}.${Buffer.from(forged).toString("base64url")}.${sign}`,
        `${head}.${claims}.${"A".repeat(sign.length)}`,
        `${Buffer.from('{"alg":"none"}').toString("base64url")}.${claims}.`,
        late,
      ]) {
        const answer = await me({ authorization: `Bearer ${token}` });
        expect(answer, token).toMatchObject(refused("AUTH_TOKEN_INVALID"));
      }
      const spoofed = { "x-member-id": "mem_0000000000000000", "x-passport": "e30", "x-user": "1" };
      expect(await me(spoofed)).toMatchObject({ status: 401 });
      expect(await me({ ...spoofed, authorization: `Bearer ${mina.token}` })).toMatchObject({
        status: 200,
        body: { memberId: mina.memberId },
      });
    });

    it("S1.10 operators page through the members; members may not", async () => {
      const mina = await newShopper(town(), "Mina");
      const jun = await newShopper(town(), "Jun");
      const operator = await operatorOf(town());
      type Page = { readonly members: readonly { readonly memberId: string }[] };
      const page = (number: number) =>
        read<Page & { hasMore: boolean }>(town(), operator, `/api/members?size=1&page=${number}`);

      expect(await ask(town(), mina, "GET", "/api/members")).toMatchObject({
        status: 403,
        body: { code: "AUTH_FORBIDDEN" },
      });
      const [first, second] = [await page(1), await page(2)];
      expect([first.hasMore, second.hasMore]).toContain(true);
      const shown = [...first.members, ...second.members].map(({ memberId }) => memberId);
      expect(shown).toEqual([jun.memberId, mina.memberId]);
    });

    it("S1.10 operators find members by a part of name or e-mail address, and partners by name", async () => {
      const [found, other] = [
        await newShopper(town(), "Sought100"),
        await newShopper(town(), "Other"),
      ];
      const operator = await operatorOf(town());
      type Page = { readonly members: readonly { readonly memberId: string }[] };
      const search = async (q: string) =>
        (await read<Page>(town(), operator, `/api/members?q=${encodeURIComponent(q)}`)).members.map(
          ({ memberId }) => memberId,
        );
      expect(await search("oughT1")).toEqual([found.memberId]);
      expect(await search(other.email.toUpperCase())).toEqual([other.memberId]);
      expect(await search("sought_00")).toEqual([]);
      type Partners = { readonly partners: readonly unknown[] };
      const partners = (q: string) => read<Partners>(town(), operator, `/api/partners?q=${q}`);
      expect((await partners("nobody-is-called-so")).partners).toEqual([]);
    });

    it("S2.18 changing and ending an account takes the password again, and no open order", async () => {
      const mina = await newShopper(town(), "Mina", 5_000);
      const { itemId } = await newGoods(town(), await sellerOf(town()), { price: 500, stock: 1 });
      const verify = (password: string) =>
        ask<Session>(town(), mina, "POST", "/api/members/me/password-verification", { password });
      const change = (token: string) =>
        ask(town(), { token }, "PATCH", "/api/members/me", { name: "Mina Kim" });
      const leave = (token: string) => ask(town(), { token }, "DELETE", "/api/members/me");

      expect((await verify("wrong-password")).status).toBe(401);
      expect(await change(mina.token)).toMatchObject({
        status: 403,
        body: { code: "AUTH_VERIFY_REQUIRED" },
      });
      const { body: verified } = await verify("a-password-of-the-town");
      expect(verified.expiresIn).toBe(600);
      expect((await change(verified.accessToken)).status).toBe(200);
      expect(await read(town(), mina, "/api/members/me")).toMatchObject({ name: "Mina Kim" });

      const { orderId } = await placed(town(), mina, [{ itemId }]);
      expect(await leave(verified.accessToken)).toMatchObject({
        status: 409,
        body: { code: "MEMBER_HAS_OPEN_ORDERS" },
      });
      await ask(town(), mina, "POST", `/api/orders/${orderId}/cancellation`, {});
      await town().quiet();
      expect((await leave(verified.accessToken)).status).toBe(204);
      expect((await logIn(mina.email, "a-password-of-the-town")).status).toBe(401);
    });
  });
}
