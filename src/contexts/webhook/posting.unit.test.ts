import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { destinationsBut } from "#http/destinations.ts";
import type { BodyOf, Message } from "#kernel/message.ts";
import { realWorld } from "#kernel/world.ts";
import type { post } from "./contract.ts";
import { postingOf } from "./posting.ts";
import { type Receiver, startReceiver } from "./receiver.fixture.ts";
import { webhookSecrets } from "./secrets.ts";

const webhookId = "whk_0000000000000001";
const secrets = webhookSecrets(new Uint8Array(32).fill(7));
const world = realWorld();

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver(realWorld().now);
});
afterAll(() => receiver.close());

const event = (url: string, secretNos = [1]): BodyOf<typeof post> => ({
  webhookId,
  deliveryKey: `${webhookId}/ord_0000000000000001/order.paid`,
  deliveryId: "whd_0000000000000001",
  attempt: 1,
  url,
  secretNos,
  body: '{"type":"order.paid","timestamp":"2026-03-02T12:00:00.000+09:00","data":{}}',
});
async function send(body: BodyOf<typeof post>, hosts: readonly string[] = ["127.0.0.1"]) {
  const posting = postingOf({ secrets, destinations: destinationsBut(hosts), world });
  const said = await posting({ body } as Message, new AbortController().signal);
  return said.body as { readonly status?: number; readonly retryAfterMs?: number };
}

describe("an event for a shop's own system", () => {
  test("is signed as the library of receivers checks it, with both secrets while they change", async () => {
    expect(await send(event(receiver.urlOf("signed"), [2, 1]))).toMatchObject({ status: 204 });
    const [{ headers, text } = { headers: { "webhook-id": "" }, text: "" }] =
      receiver.received("signed");
    for (const secretNo of [1, 2]) {
      const verifier = new Webhook(secrets.secretOf(webhookId, secretNo));
      expect(verifier.verify(text, headers as Record<string, string>)).toMatchObject({
        type: "order.paid",
      });
    }
    const stranger = new Webhook(secrets.secretOf(webhookId, 3));
    expect(() => stranger.verify(text, headers as Record<string, string>)).toThrow("No matching");
    expect(headers["webhook-id"]).toBe("whd_0000000000000001");
  });

  test.each([
    ["that is taken", { status: 200 }, { status: 200 }],
    ["that is gone", { status: 410 }, { status: 410 }],
    [
      "whose receiver asks for time",
      { status: 429, headers: { "retry-after": "90" } },
      { status: 429, retryAfterMs: 90_000 },
    ],
    [
      "whose receiver asks for a year",
      { status: 503, headers: { "retry-after": "31536000" } },
      { status: 503, retryAfterMs: 86_400_000 },
    ],
    ["that is answered without end", { status: 200, body: "flood" }, { status: 200 }],
  ] as const)("%s is answered so", async (name, answering, expected) => {
    receiver.answer(encodeURIComponent(name), answering);
    const { status, retryAfterMs } = await send(event(receiver.urlOf(encodeURIComponent(name))));
    expect({ status, retryAfterMs }).toEqual({ retryAfterMs: undefined, ...expected });
  });

  test("follows no redirect, not even to itself", async () => {
    receiver.answer("moved", { status: 307, headers: { location: receiver.urlOf("there") } });
    expect(await send(event(receiver.urlOf("moved")))).toMatchObject({ status: 307 });
    expect(receiver.received("there")).toEqual([]);
  });

  test("goes to no private address, whatever was registered", async () => {
    expect(await send(event(receiver.urlOf("private")), [])).not.toHaveProperty("status");
    expect(receiver.received("private")).toEqual([]);
  });

  test("that meets nobody has no answer", async () => {
    expect(await send(event("http://127.0.0.1:1/"))).not.toHaveProperty("status");
  });
});
