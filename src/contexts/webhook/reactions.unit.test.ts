import { describe, expect, test } from "vitest";
import type { BodyOf, Draft } from "#kernel/message.ts";
import { orderLinesCancelled, orderPaid, orderPlaced } from "#contexts/order/contract.ts";
import { NOON, type Stage, stageOf, type Told } from "#test/stage.ts";
import { deliveries, subscribers, toldOrders, webhooks } from "./collections.ts";
import {
  change,
  deliveryDue,
  enqueue,
  type EventType,
  noteAttempt,
  type post,
  redeliver,
  register,
  remove,
  rotateSecret,
} from "./contract.ts";
import { reactions } from "./reactions.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const haneul = "ptn_0000000000000001";
const dal = "ptn_0000000000000002";
const orderId = "ord_0000000000000001";
const hook = (no: number): string => `whk_000000000000000${no}`;
const url = "https://shop.example/hooks";

const of = {
  orderId,
  orderNumber: "ORD-20260302-000001",
  memberId: "mem_0000000000000001",
  serviceType: "STANDARD",
  payMethod: "WALLET",
} as const;
const line = (lineNo: number, partnerId: string) => ({
  lineNo,
  itemId: `itm_000000000000000${lineNo}`,
  partnerId,
  itemName: "Tea",
  size: "M",
  options: [],
  quantity: lineNo,
  unitItemPriceMinor: 1_000n,
  unitListPriceMinor: 1_000n,
  memberCouponIds: [],
});
const placed = orderPlaced({
  ...of,
  orderStatus: "PLACED",
  orderVersion: 1,
  autoPay: false,
  orderer: { name: "Mina", phone: "010-1234-5678", email: "mina@people.example" },
  lines: [line(1, haneul), line(2, dal)],
  awaits: ["stock", "payment"],
});
const paid = orderPaid({ ...of, orderStatus: "PAID", orderVersion: 3, payableAmountMinor: 3_000n });

const registers = (
  no: number,
  ownerId: string,
  eventTypes: EventType[] = ["order.placed", "order.paid"],
): Draft => register({ webhookId: hook(no), ownerId, url, eventTypes });

function stageWith(...drafts: readonly Draft[]): Stage {
  const stage = stageOf(reactions);
  for (const draft of drafts) stage.tell(draft);
  return stage;
}
type Queued = BodyOf<typeof enqueue>;
const queuedIn = ({ emitted }: Told): readonly Queued[] =>
  emitted
    .filter(({ definition }) => definition.type === enqueue.type)
    .map(({ body }) => body as Queued);

describe("S3.16 what shops' own systems hear of an order", () => {
  const both = () => stageWith(registers(1, haneul), registers(2, dal), registers(3, "operator"));

  test("each seller of the own lines, operators of all, and nobody of people", () => {
    const told = both().tell(placed);
    const data = queuedIn(told).map(({ webhookId, data: text }) => [
      webhookId,
      (JSON.parse(text) as { lines: readonly { lineNo: number }[] }).lines.map(
        ({ lineNo }) => lineNo,
      ),
    ]);
    expect(data.toSorted()).toEqual([
      [hook(1), [1]],
      [hook(2), [2]],
      [hook(3), [1, 2]],
    ]);
    expect(JSON.stringify(told.emitted.map(({ body }) => body))).not.toMatch(
      /010-|people\.example|Mina|mem_/,
    );
  });

  test("each event once, however often and in whatever order its fact comes", () => {
    const stage = both();
    expect(queuedIn(stage.tell(placed))).toHaveLength(3);
    expect(queuedIn(stage.tell(paid))).toHaveLength(3);
    for (const again of [placed, paid]) {
      const { emitted, changedRows } = stage.tell(again);
      expect([emitted, changedRows]).toEqual([[], false]);
    }
  });

  test("every cancel of lines, once each, by those whose lines went", () => {
    const owners = [haneul, dal, "operator"];
    const stage = stageWith(
      ...owners.map((owner, index) => registers(index + 1, owner, ["order.lines-cancelled"])),
      placed,
    );
    const cancelled = (cancelNo: number) =>
      orderLinesCancelled({
        ...of,
        orderStatus: "PREPARED",
        orderVersion: 4 + cancelNo,
        cancelNo,
        lineNos: [cancelNo],
        refundMinor: 1_000n,
      });
    const told = [1, 2, 1].map((cancelNo) =>
      queuedIn(stage.tell(cancelled(cancelNo))).map(({ webhookId, data }) => [
        webhookId,
        (JSON.parse(data) as { lines: readonly { lineNo: number }[] }).lines.map(
          ({ lineNo }) => lineNo,
        ),
      ]),
    );
    expect(told.map((queued) => queued.toSorted())).toEqual([
      [
        [hook(1), [1]],
        [hook(3), [1]],
      ],
      [
        [hook(2), [2]],
        [hook(3), [2]],
      ],
      [],
    ]);
  });

  test("only what was subscribed to, and only while it is", () => {
    const stage = stageWith(registers(1, haneul, ["order.paid"]), registers(2, haneul));
    expect(queuedIn(stage.tell(placed)).map(({ webhookId }) => webhookId)).toEqual([hook(2)]);
    stage.tell(change({ webhookId: hook(1), ownerId: haneul, enabled: false }));
    stage.tell(remove({ webhookId: hook(2), ownerId: haneul }));
    expect(queuedIn(stage.tell(paid))).toEqual([]);
  });

  test("nothing is kept of an order that nobody wants to hear of", () => {
    const stage = stageWith(registers(1, "ptn_0000000000000009"));
    expect(stage.tell(placed).changedRows).toBe(false);
    expect(stage.tell(paid).changedRows).toBe(false);
    expect(stage.rows(toldOrders)).toEqual([]);
  });
});

const key = `${hook(1)}/${orderId}/order.paid`;
const ofDelivery = { webhookId: hook(1), deliveryKey: key };
const queue = enqueue({ ...ofDelivery, eventType: "order.paid", at: NOON, data: "{}" });
const note = (attempt: number, status?: number, retryAfterMs?: number): Draft =>
  noteAttempt({
    ...ofDelivery,
    attempt,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
const sent = () => stageWith(registers(1, haneul), queue);
const deliveryIn = (stage: Stage) => stage.row(deliveries, key);
const webhookIn = (stage: Stage) => stage.row(webhooks, hook(1));

/** Fails every attempt until it is given up; answers the pauses. */
function failAll(stage: Stage, status?: number): readonly number[] {
  const pauses: number[] = [];
  let at = NOON;
  for (let attempt = 1; deliveryIn(stage)?.status === "PENDING" && attempt < 30; attempt++) {
    stage.tell(note(attempt, status), { at });
    const next = deliveryIn(stage)?.nextAt;
    if (next === undefined) break;
    pauses.push(next - at);
    at = next;
    stage.tell(deliveryDue(ofDelivery), { at });
  }
  return pauses;
}

describe("an event on its way", () => {
  test("is queued once, and sent with the valid secrets", () => {
    const stage = stageWith(registers(1, haneul));
    const { tasks } = stage.tell(queue);
    expect(tasks.map(({ id }) => id)).toEqual([`${key} 1`]);
    const sending = tasks[0]?.command.body as BodyOf<typeof post>;
    expect(sending).toMatchObject({ url, secretNos: [1], attempt: 1 });
    expect(JSON.parse(sending.body)).toMatchObject({ type: "order.paid", data: {} });
    expect(stage.tell(queue)).toMatchObject({ tasks: [], changedRows: false });
  });

  test("arrives once", () => {
    const stage = sent();
    stage.tell(note(1, 204));
    expect(deliveryIn(stage)).toMatchObject({ status: "DELIVERED", answeredStatus: 204 });
    expect(stage.tell(note(1, 500)).changedRows).toBe(false);
  });

  test("is tried for three days with growing pauses, then its webhook is told no more", () => {
    const stage = stageWith(
      registers(1, haneul),
      registers(2, haneul, ["webhook.disabled"]),
      registers(3, "operator", ["webhook.disabled"]),
      queue,
    );
    const pauses = failAll(stage, 500);
    expect(pauses).toHaveLength(9);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    const days = pauses.reduce((sum, pause) => sum + pause, 0) / DAY_MS;
    expect(days).toBeGreaterThan(2.8);
    expect(days).toBeLessThan(3.6);
    expect(deliveryIn(stage)).toMatchObject({ status: "FAILED", attempts: 10 });
    expect(webhookIn(stage)).toMatchObject({ status: "DISABLED", disabledReason: "FAILING" });
  });

  test("that failed for three days disables its webhook, and the owner hears of it by another", () => {
    const stage = stageWith(
      registers(1, haneul),
      registers(2, haneul, ["webhook.disabled"]),
      registers(3, "operator", ["webhook.disabled"]),
      queue,
    );
    const began = NOON - 4 * DAY_MS;
    const webhook = webhookIn(stage);
    if (webhook !== undefined) stage.put(webhooks, { ...webhook, failingSince: began });
    const delivery = deliveryIn(stage);
    if (delivery !== undefined) stage.put(deliveries, { ...delivery, tries: 10 });
    const told = stage.tell(note(1));
    expect(webhookIn(stage)).toMatchObject({ status: "DISABLED", disabledReason: "FAILING" });
    expect(queuedIn(told).map(({ webhookId }) => webhookId)).toEqual([hook(2), hook(3)]);
    expect(stage.row(subscribers, haneul)?.webhooks).toContainEqual(
      expect.objectContaining({ webhookId: hook(1), isActive: false }),
    );
  });

  test("that is answered 410 disables its webhook at once", () => {
    const stage = sent();
    const { emitted } = stage.tell(note(1, 410));
    expect(emitted.map(({ definition }) => definition.type)).toEqual(["webhook.disabled"]);
    expect(webhookIn(stage)).toMatchObject({ status: "DISABLED", disabledReason: "GONE" });
    expect(deliveryIn(stage)?.status).toBe("FAILED");
  });

  test.each([
    ["a busy receiver is given twice the time", note(1, 429), 9_000, 11_000],
    ["a receiver that says when is asked then", note(1, 503, HOUR_MS), HOUR_MS, HOUR_MS],
    ["any other failure is tried soon", note(1, 500), 4_500, 5_500],
    ["a silence is a failure too", note(1), 4_500, 5_500],
    ["a redirect is a failure too", note(1, 302), 4_500, 5_500],
  ])("%s", (_, draft, least, most) => {
    const stage = sent();
    stage.tell(draft);
    const pause = (deliveryIn(stage)?.nextAt ?? 0) - NOON;
    expect(pause).toBeGreaterThanOrEqual(least);
    expect(pause).toBeLessThanOrEqual(most);
    expect(webhookIn(stage)?.failingSince).toBe(NOON);
  });

  test("one that arrives ends the failing of its webhook", () => {
    const stage = sent();
    stage.tell(note(1, 500));
    stage.tell(deliveryDue(ofDelivery));
    stage.tell(note(2, 200));
    expect(webhookIn(stage)?.failingSince).toBeUndefined();
  });

  test("is given up when its webhook is removed or disabled meanwhile", () => {
    for (const gone of [
      remove({ webhookId: hook(1), ownerId: haneul }),
      change({ webhookId: hook(1), ownerId: haneul, enabled: false }),
    ]) {
      const stage = sent();
      stage.tell(note(1, 500));
      stage.tell(gone);
      expect(stage.tell(deliveryDue(ofDelivery)).tasks).toEqual([]);
      expect(deliveryIn(stage)?.status).toBe("FAILED");
    }
  });

  test("is sent again by hand under the same id, when it arrived or was given up", () => {
    const stage = sent();
    const again = redeliver({ ...ofDelivery, ownerId: haneul });
    expect(stage.tell(again).answer).toMatchObject({
      refusal: { refusal: "COMMON_ILLEGAL_STATUS" },
    });
    const { deliveryId } = deliveryIn(stage) ?? {};
    stage.tell(note(1, 200));
    const { tasks } = stage.tell(again);
    expect(tasks[0]?.command.body).toMatchObject({ deliveryId, attempt: 2 });
    expect(stage.tell(redeliver({ ...ofDelivery, ownerId: dal })).answer).toMatchObject({
      refusal: { refusal: "COMMON_ENTITY_NOT_FOUND" },
    });
  });
});

describe("a webhook", () => {
  const OWN = { webhookId: hook(1), ownerId: haneul };
  test("is another's for everybody but its owner", () => {
    const stage = stageWith(registers(1, haneul));
    const before = webhookIn(stage);
    for (const draft of [
      change({ ...OWN, ownerId: dal, enabled: false }),
      remove({ ...OWN, ownerId: dal }),
      rotateSecret({ ...OWN, ownerId: dal }),
    ]) {
      expect(stage.tell(draft).answer).toMatchObject({
        refusal: { refusal: "COMMON_ENTITY_NOT_FOUND" },
      });
    }
    expect(webhookIn(stage)).toEqual(before);
  });

  test("is signed with the old secret as well for a day after a new one", () => {
    const stage = stageWith(registers(1, haneul), rotateSecret(OWN));
    const secretsAt = (at: number, no: number) => {
      const deliveryKey = `${hook(1)}/test/${no}`;
      const draft = enqueue({
        ...ofDelivery,
        deliveryKey,
        eventType: "webhook.test",
        at,
        data: "{}",
      });
      const [task] = stage.tell(draft, { at }).tasks;
      return (task?.command.body as BodyOf<typeof post> | undefined)?.secretNos;
    };
    expect(secretsAt(NOON + 23 * HOUR_MS, 1)).toEqual([2, 1]);
    expect(secretsAt(NOON + 25 * HOUR_MS, 2)).toEqual([2]);
  });

  test("is one of at most twenty", () => {
    const stage = stageOf(reactions);
    const id = (no: number) => `whk_${String(no).padStart(16, "0")}`;
    const registering = (no: number) =>
      register({ webhookId: id(no), ownerId: haneul, url, eventTypes: ["order.paid"] });
    for (let no = 1; no <= 20; no++) stage.tell(registering(no));
    expect(stage.tell(registering(21)).answer).toMatchObject({
      refusal: { refusal: "COMMON_ILLEGAL_STATUS" },
    });
  });
});
