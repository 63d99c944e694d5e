import { describe, expect, it } from "vitest";
import type { Draft } from "#kernel/message.ts";
import { refuse } from "#kernel/refusal.ts";
import type { RouteAnswer } from "#http/route.ts";
import type { Answer } from "#runtime/reaction.ts";
import { address, idOf, MINA, orderId, placement, tea } from "./fixtures.ts";
import { routes } from "./routes.ts";

const seal = (text: string) => `sealed ${text.length}`;

const SHOWN = { orderId, status: "PLACED" };

/** Calls a route past its validation; answers with what it sent too. */
async function call(
  path: string,
  request: object,
  answer: Answer = { settled: true, value: SHOWN },
  role = "member",
) {
  const sent: Draft[] = [];
  const fresh: unknown[] = [];
  const route = routes(seal).find((each) => each.path === path);
  const tools = {
    identity: { memberId: MINA, role },
    token: () => orderId,
    send: async (draft: Draft, options?: { fresh?: string }) => {
      sent.push(draft);
      fresh.push(options?.fresh);
      return { answer, position: undefined, repeated: false };
    },
  };
  const answered = (await route?.handle(request as never, tools as never)) as RouteAnswer;
  return { answered, sent, fresh };
}

const agreements = { termsOfService: true, privacyPolicy: true, ageVerification: true };
const body = {
  lines: [{ itemId: tea.itemId, quantity: 2, expectedUnitListPrice: 10_000n }],
  orderer: placement().orderer,
  address,
  payMethod: "WALLET",
  agreements,
};

describe("POST /api/orders", () => {
  it("places the caller's order and says where it is", async () => {
    const { answered, sent, fresh } = await call("/api/orders", { body });

    expect(answered).toMatchObject({
      status: 201,
      body: SHOWN,
      headers: { location: `/api/orders/${orderId}` },
    });
    expect(fresh).toEqual([orderId]);
    expect(sent[0]?.body).toEqual({
      orderId,
      memberId: MINA,
      payMethod: "WALLET",
      autoPay: false,
      orderer: body.orderer,
      address,
      lines: [
        {
          itemId: tea.itemId,
          optionIds: [],
          quantity: 2,
          memberCouponIds: [],
          expectedUnitListPriceMinor: 10_000n,
        },
      ],
    });
  });

  it("repeated, says where the first one is", async () => {
    const first = idOf("ord", "first");
    const { answered } = await call(
      "/api/orders",
      { body },
      { settled: false, value: { orderId: first } },
    );

    expect(answered).toMatchObject({ status: 201, headers: { location: `/api/orders/${first}` } });
  });

  it.each(Object.keys(agreements))("S2.17 refuses when %s is false", async (name) => {
    const { answered, sent } = await call("/api/orders", {
      body: { ...body, agreements: { ...agreements, [name]: false } },
    });

    expect(answered).toEqual(
      refuse("AGREEMENT_REQUIRED", [{ field: `agreements.${name}`, code: "AGREEMENT_REQUIRED" }]),
    );
    expect(sent).toEqual([]);
  });

  it("S4.2 a bank transfer names its depositor", async () => {
    const { answered, sent } = await call("/api/orders", {
      body: { ...body, payMethod: "BANK_TRANSFER" },
    });

    expect(answered).toMatchObject({
      refusal: "COMMON_INVALID_PARAMETER",
      details: [{ field: "depositorName" }],
    });
    expect(sent).toEqual([]);
  });

  it("answers a refusal as it is", async () => {
    const refusal = refuse("PRICE_CHANGED");
    const { answered } = await call("/api/orders", { body }, { settled: true, refusal });

    expect(answered).toBe(refusal);
  });
});

describe("payment and cancellation", () => {
  it.each([
    [true, 200],
    [false, 202],
  ])("settled %s is %i", async (settled, status) => {
    const answer = { settled, value: SHOWN } as Answer;
    const params = { orderId };
    const pay = { params, body: { payMethod: "WALLET", amount: 1n } };

    const paid = await call("/api/orders/:orderId/payment", pay, answer);
    const cancelled = await call("/api/orders/:orderId/cancellation", { params, body: {} }, answer);

    expect(paid.answered).toMatchObject({ status, body: SHOWN });
    expect(cancelled.answered).toMatchObject({ status, body: SHOWN });
    expect(cancelled.sent[0]?.body).toEqual({ orderId, memberId: MINA });
  });

  it("an operator cancels anybody's order, with a reason", async () => {
    const path = "/api/orders/:orderId/cancellation";
    const cancel = (given: object) =>
      call(path, { params: { orderId }, body: given }, { settled: true, value: SHOWN }, "operator");

    expect((await cancel({ reason: "fraud" })).sent[0]?.body).toEqual({ orderId, reason: "fraud" });
    expect((await cancel({})).answered).toMatchObject({
      refusal: "COMMON_INVALID_PARAMETER",
      details: [{ field: "reason" }],
    });
  });

  it("money and stock move only under a key", () => {
    const keyed = routes(seal).filter(({ idempotency }) => idempotency === "required");

    expect(keyed.map(({ path }) => path)).toEqual([
      "/api/orders",
      "/api/orders/:orderId/payment",
      "/api/orders/:orderId/cancellation",
      "/api/orders/:orderId/line-cancellations",
    ]);
  });
});
