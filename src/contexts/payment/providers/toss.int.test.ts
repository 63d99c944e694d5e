/** The adapter against a local server that speaks the format Toss Payments documents. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { realWorld } from "#kernel/world.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChargeAsk, Provider } from "../provider.ts";
import { tossProvider } from "./toss.ts";

const chargeKey = "ord_0000000000000001-1";
const ask: ChargeAsk = {
  chargeKey,
  payMethod: "CARD",
  amountMinor: 10_000n,
  currency: "KRW",
  payerRef: "5zJ4xY7m0kODnyRpQWGrN2xqGlNvLrKwv1M9ENjbeoPaZdL6",
};
const paid = {
  version: "2022-11-16",
  paymentKey: ask.payerRef,
  orderId: chargeKey,
  orderName: "Tea",
  status: "DONE",
  method: "카드",
  currency: "KRW",
  totalAmount: 10_000,
  balanceAmount: 10_000,
  cancels: null,
};

type Seen = {
  readonly place: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
};
let server: Server;
let seen: Seen[];
let answers: Record<string, readonly [status: number, body: unknown]>;
let toss: Provider;
const { signal } = new AbortController();

beforeEach(async () => {
  seen = [];
  answers = {};
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const place = `${request.method} ${request.url}`;
      seen.push({ place, headers: request.headers, body: text === "" ? {} : JSON.parse(text) });
      const [status, body] = answers[place] ?? [404, { code: "NOT_FOUND_PAYMENT", message: "" }];
      if (status === 0) return;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  toss = tossProvider({ url, secretKey: "test_sk_of_bojagi", answerWithinMs: 200 }, realWorld());
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
});

const CONFIRM = "POST /v1/payments/confirm";
const LOOK = `GET /v1/payments/orders/${chargeKey}`;
const CANCEL = `POST /v1/payments/${ask.payerRef}/cancel`;

describe("Toss Payments", () => {
  test("S1.43 a confirmation names key, order and amount, under our own idempotency key", async () => {
    answers[CONFIRM] = [200, paid];
    expect(await toss.charge(ask, signal)).toEqual({
      finding: "CHARGED",
      amountMinor: 10_000n,
      refundedMinor: 0n,
      currency: "KRW",
      providerRef: ask.payerRef,
    });
    expect(seen).toMatchObject([
      {
        headers: {
          authorization: `Basic ${Buffer.from("test_sk_of_bojagi:").toString("base64")}`,
          "idempotency-key": chargeKey,
        },
        body: { paymentKey: ask.payerRef, orderId: chargeKey, amount: 10_000 },
      },
    ]);
  });

  test.each<[string, number, unknown, string]>([
    ["a card that is refused", 403, { code: "REJECT_CARD_PAYMENT" }, "DECLINED"],
    ["too little money", 403, { code: "REJECT_ACCOUNT_PAYMENT" }, "DECLINED"],
    ["a payment that was done before", 400, { code: "ALREADY_PROCESSED_PAYMENT" }, "UNKNOWN"],
    ["a key of ours that is wrong", 401, { code: "UNAUTHORIZED_KEY" }, "UNKNOWN"],
    ["a payment of another order", 200, { ...paid, orderId: "ord_of_another-1" }, "UNKNOWN"],
    ["an amount as text", 200, { ...paid, totalAmount: "10000" }, "UNKNOWN"],
  ])("S1.43 %s (%i) is %j: %s", async (_, status, body, finding) => {
    answers[CONFIRM] = [status, body];
    expect((await toss.charge(ask, signal)).finding).toBe(finding);
  });

  test.each<[string, number, unknown, string]>([
    ["no answer in time", 0, "", "no answer in time"],
    ["a failure of theirs", 500, { code: "FAILED_INTERNAL_SYSTEM_PROCESSING" }, "answers 500"],
    ["a web page", 200, "<html></html>", "JSON"],
    ["11 MB", 200, "x".repeat(11_000_000), "too large"],
  ])("%s says nothing: the call rejects", async (_, status, body, reason) => {
    answers[CONFIRM] = [status, body];
    await expect(toss.charge(ask, signal)).rejects.toThrow(reason);
  });

  test("a redirect is not followed", async () => {
    answers[CONFIRM] = [302, {}];
    expect((await toss.charge(ask, signal)).finding).toBe("UNKNOWN");
    expect(seen).toHaveLength(1);
  });

  test("S1.43 a payer authorises in a window that Toss opens for the charge, once more after leaving one", async () => {
    const url = "https://pay.toss.im/window?of=this-charge";
    answers["POST /v1/payments"] = [200, { ...paid, status: "READY", checkout: { url } }];
    const { payerRef: _, ...charge } = ask;
    const wanted = { ...charge, title: "Tea", returnUrl: "https://shop.example/back" };
    expect(await toss.window?.(wanted, signal)).toBe(url);
    await toss.window?.({ ...wanted, payMethod: "TOSS_PAY" }, signal);
    const common = { orderId: chargeKey, amount: 10_000, successUrl: wanted.returnUrl };
    expect(seen).toMatchObject([
      { body: { ...common, method: "CARD" } },
      { body: { ...common, method: "CARD", flowMode: "DIRECT", easyPay: "토스페이" } },
    ]);
    expect(seen[0]?.headers).not.toHaveProperty("idempotency-key");
  });

  test.each<[string, number, unknown]>([
    ["a key of ours that is wrong", 401, { code: "UNAUTHORIZED_KEY" }],
    ["no address", 200, paid],
    ["an address that is no page", 200, { ...paid, checkout: { url: "javascript:alert(1)" } }],
  ])("%s (%i) opens no window", async (_, status, body) => {
    answers["POST /v1/payments"] = [status, body];
    const opened = toss.window?.(
      { ...ask, title: "Tea", returnUrl: "https://shop.example" },
      signal,
    );
    await expect(opened).rejects.toThrow(/window|address/);
  });

  test("what the payer did not authorise is declined, and nobody is called", async () => {
    const { payerRef: _, ...unauthorised } = ask;
    expect(await toss.charge(unauthorised, signal)).toEqual({ finding: "DECLINED" });
    expect(seen).toEqual([]);
  });

  test.each([
    ["READY", 10_000, "UNKNOWN"],
    ["IN_PROGRESS", 10_000, "ABSENT"],
    ["DONE", 10_000, "CHARGED"],
    ["PARTIAL_CANCELED", 4_000, "CHARGED"],
    ["CANCELED", 0, "RETURNED"],
    ["ABORTED", 0, "DECLINED"],
    ["EXPIRED", 0, "CLOSED"],
  ])("a payment that is %s with %i left is %s", async (status, balanceAmount, finding) => {
    answers[LOOK] = [200, { ...paid, status, balanceAmount }];
    expect((await toss.look(ask, signal)).finding).toBe(finding);
    expect((await toss.close(ask, signal)).finding).toBe(finding);
  });

  test("a payment nobody knows there is absent, which is not a no", async () => {
    expect(await toss.look(ask, signal)).toEqual({ finding: "ABSENT" });
  });

  test("a part goes back by a cancel of its amount, under the refund's own key", async () => {
    answers[LOOK] = [200, paid];
    answers[CANCEL] = [200, { ...paid, status: "PARTIAL_CANCELED", balanceAmount: 7_000 }];
    await toss.refund(ask, { refundKey: "rfd_0000000000000001", amountMinor: 3_000n }, signal);
    expect(seen.at(-1)).toMatchObject({
      place: CANCEL,
      headers: { "idempotency-key": "rfd_0000000000000001" },
      body: { cancelAmount: 3_000 },
    });
    answers[CANCEL] = [403, { code: "NOT_CANCELABLE_PAYMENT" }];
    const whole = { refundKey: "rfd_0000000000000002", amountMinor: 7_000n };
    await expect(toss.refund(ask, whole, signal)).rejects.toThrow("403");
  });

  test("a callback names the order it hints at, and proves nothing", () => {
    const read = (told: unknown) =>
      toss.readCallback({ headers: {}, body: Buffer.from(JSON.stringify(told)), at: 0 });
    const changed = { eventType: "PAYMENT_STATUS_CHANGED", data: paid };
    expect(read(changed)).toEqual({ orderId: "ord_0000000000000001", attempt: 1 });
    expect(read({ ...changed, data: { ...paid, orderId: "of somebody else" } })).toBe("ignored");
    expect(read({ eventType: "CANCEL_STATUS_CHANGED" })).toBe("ignored");
    expect(read([])).toMatchObject({ refusal: "COMMON_INVALID_PARAMETER" });
  });
});
