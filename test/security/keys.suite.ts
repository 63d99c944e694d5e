/** Writes said more than once (attacks K). */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { newShopper, type Person, placement } from "#test/town/people.ts";
import { codeOf, fieldsNamed } from "./judging.ts";
import type { Stage } from "./stage.ts";
import type { Heard } from "./wire.ts";

export function keysSuite(of: () => Stage): void {
  let mina: Person;
  beforeAll(async () => {
    mina = await newShopper(of().cast.town, "Mina", 1_000_000);
  });

  const place = (
    headers: Readonly<Record<string, string | readonly string[]>>,
    { token }: Person = mina,
    body: unknown = placement([{ itemId: of().cast.itemId }]),
  ): Promise<Heard> => of().ask({ method: "POST", path: "/api/orders", body, token, headers });
  const idOf = ({ body }: Heard): string => (body as { readonly orderId: string }).orderId;
  const ordersOf = async ({ memberId }: Person): Promise<number> => {
    const [row] = await of().cast.town.sql<{ readonly count: string }>(
      "order",
      `select count(*) from "order".orders where member_id = $1`,
      [memberId],
    );
    return Number(row?.count);
  };

  describe("writes said more than once", () => {
    it("K1 R9 a write that moves money or stock needs a key of a plain form, once", async () => {
      const before = await of().footprint();
      const needing = of().document.operations.filter(({ needsKey }) => needsKey);
      expect(needing.map(({ name }) => name)).toContain("POST /api/orders");
      expect(codeOf(await place({}))).toBe("IDEMPOTENCY_KEY_REQUIRED");
      for (const key of ["", '""', '"half', "with space", "a".repeat(256), "열쇠", '"a"b"']) {
        const heard = await place({ "idempotency-key": Buffer.from(key).toString("latin1") });
        expect(heard.status, key).toBe(400);
        expect(codeOf(heard)).toBe("COMMON_INVALID_PARAMETER");
        expect(fieldsNamed(heard)).toEqual(["Idempotency-Key"]);
      }
      expect((await place({ "idempotency-key": ["one", "two"] })).status).toBe(400);
      expect(await of().footprint()).toEqual(before);
    });

    it("K2 a hundred at once with one key place one order", async () => {
      const had = await ordersOf(mina);
      const headers = { "idempotency-key": randomUUID() };
      const heard = await Promise.all(Array.from({ length: 100 }, () => place(headers)));
      const placed = heard.filter(({ status }) => status === 201);
      expect(new Set(placed.map(idOf)).size).toBe(1);
      const others = heard.filter(({ status }) => status !== 201).map(codeOf);
      expect(others.filter((code) => code !== "REQUEST_IN_PROGRESS")).toEqual([]);
      expect(await ordersOf(mina)).toBe(had + 1);
      const again = await place(headers);
      expect([again.status, again.headers["idempotent-replayed"]]).toEqual([201, "true"]);
      expect(again.text).toBe(placed[0]?.text);
    });

    it("K3 the key of one member means nothing for another", async () => {
      const headers = { "idempotency-key": randomUUID() };
      const [hers, his] = [await place(headers), await place(headers, of().cast.otherMember)];
      expect([hers.status, his.status]).toEqual([201, 201]);
      expect(idOf(hers)).not.toBe(idOf(his));
    });

    it("K4 a key counts for its route; a request id the client chose is a key as well", async () => {
      const key = randomUUID();
      const charge = await of().ask({
        method: "POST",
        path: "/api/wallet/charges",
        body: { amount: 1_000 },
        token: mina.token,
        headers: { "idempotency-key": key },
      });
      const first = await place({ "x-request-id": key });
      const second = await place({ "idempotency-key": key });
      expect([charge.status, first.status, second.status]).toEqual([201, 201, 201]);
      expect(idOf(second)).toBe(idOf(first));
      expect(second.headers["idempotent-replayed"]).toBe("true");
    });

    it("R9 the same key with another body is refused, and nothing is written", async () => {
      const headers = { "idempotency-key": randomUUID() };
      await place(headers);
      const before = await of().footprint();
      const other = placement([{ itemId: of().cast.itemId, quantity: 2 }]);
      const heard = await place(headers, mina, other);
      expect([heard.status, codeOf(heard)]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
      expect(await of().footprint()).toEqual(before);
    });

    it("K7 R9 a 400, 401 or 403 is not kept: the same key then takes the right request", async () => {
      const headers = { "idempotency-key": randomUUID() };
      expect((await place(headers, mina, {})).status).toBe(400);
      expect((await place(headers, { ...mina, token: "no.true.token" })).status).toBe(401);
      const placed = await place(headers);
      expect([placed.status, placed.headers["idempotent-replayed"]]).toEqual([201, undefined]);
    });

    it("P8 the same write within a second and without a key is refused", async () => {
      const write = () =>
        of().ask({ method: "POST", path: "/api/quotes", token: mina.token, body: quote });
      const itemId = of().cast.itemId;
      const quote = { lines: [{ itemId, optionIds: [], quantity: 3, memberCouponIds: [] }] };
      const [first, second] = [await write(), await write()];
      expect([first.status, codeOf(second)]).toEqual([200, "DUPLICATE_REQUEST"]);
      expect(second.headers["retry-after"]).toBe("1");
    });
  });
}
