import { describe, expect, test } from "vitest";
import type { Draft } from "#kernel/message.ts";
import { anOrder, dalPottery, haneulTea, prepared } from "#test/orders.ts";
import { NOON, type Stage, stageOf, type TellOptions } from "#test/stage.ts";
import { carrierEvents, orderShipments, shipments } from "./collections.ts";
import {
  cancelShipments,
  type CarrierStatus,
  handOver,
  recordCarrierStatus,
  startPreparing,
} from "./contract.ts";
import { reactionsWith } from "./reactions.ts";
import { shipmentKey } from "./rules.ts";

const reactions = reactionsWith(() => false);
const orderId = anOrder;
const MINUTE_MS = 60_000;
const POST = { carrier: "Korea Post", trackingNumber: "6012345678901" };

const pack = (partnerId = haneulTea): Draft => startPreparing({ orderId, partnerId });
const send = (lineNos?: number[], partnerId = haneulTea, parcel = POST): Draft =>
  handOver({ orderId, partnerId, ...parcel, ...(lineNos === undefined ? {} : { lineNos }) });
const report = (
  carrierStatus: CarrierStatus,
  afterMinutes = 0,
  lineNos?: number[],
  partnerId = haneulTea,
): Draft =>
  recordCarrierStatus({
    orderId,
    partnerId,
    carrierStatus,
    at: NOON + afterMinutes * MINUTE_MS,
    ...(lineNos === undefined ? {} : { lineNos }),
  });
const cancel = (): Draft => cancelShipments({ orderId });

const stageAfter = (...drafts: readonly Draft[]): Stage => {
  const stage = stageOf(reactions);
  for (const draft of drafts) stage.tell(draft);
  return stage;
};
const shipmentIn = (stage: Stage, partnerId = haneulTea) =>
  stage.row(shipments, shipmentKey(orderId, partnerId));
const linesIn = (stage: Stage, partnerId = haneulTea) =>
  shipmentIn(stage, partnerId)?.lines.map(({ status }) => status);

/** The shipment's state afterwards, and what was said: a refusal, or facts. */
function outcome(stage: Stage, draft: Draft, options?: TellOptions): string {
  const { emitted, answer } = stage.tell(draft, options);
  const refusal = answer !== undefined && "refusal" in answer ? [answer.refusal.refusal] : [];
  const facts = emitted.map(({ definition }) => definition.type.replace("delivery.", ""));
  const state = shipmentIn(stage)?.status ?? stage.row(orderShipments, orderId)?.status ?? "none";
  return [state, ...refusal, ...facts].join(" ");
}

const STATES: Readonly<Record<string, readonly Draft[]>> = {
  none: [],
  "CANCELLED before it was made": [cancel()],
  BEFORE: [prepared(haneulTea)],
  PREPARING: [prepared(haneulTea), pack()],
  "SHIPPING in part": [prepared(haneulTea), pack(), send([1])],
  SHIPPING: [prepared(haneulTea), pack(), send()],
  DELIVERED: [prepared(haneulTea), pack(), send(), report("DELIVERED")],
  CANCELLED: [prepared(haneulTea), cancel()],
};
const MESSAGES = {
  prepared: prepared(haneulTea),
  pack: pack(),
  "send all": send(),
  "send line 2": send([2]),
  "in transit": report("IN_TRANSIT", 1),
  delivered: report("DELIVERED", 2),
  cancel: cancel(),
} as const satisfies Record<string, Draft>;
type MessageName = keyof typeof MESSAGES;

const NO = "COMMON_ILLEGAL_STATUS";
const UNKNOWN = "COMMON_ENTITY_NOT_FOUND";
const MATRIX: Readonly<Record<string, Readonly<Record<MessageName, string>>>> = {
  none: {
    prepared: "BEFORE shipment-created",
    pack: `none ${UNKNOWN}`,
    "send all": `none ${UNKNOWN}`,
    "send line 2": `none ${UNKNOWN}`,
    "in transit": `none ${UNKNOWN}`,
    delivered: `none ${UNKNOWN}`,
    cancel: "CANCELLED shipments-cancelled",
  },
  "CANCELLED before it was made": {
    prepared: "CANCELLED",
    pack: `CANCELLED ${UNKNOWN}`,
    "send all": `CANCELLED ${UNKNOWN}`,
    "send line 2": `CANCELLED ${UNKNOWN}`,
    "in transit": `CANCELLED ${UNKNOWN}`,
    delivered: `CANCELLED ${UNKNOWN}`,
    cancel: "CANCELLED shipments-cancelled",
  },
  BEFORE: {
    prepared: "BEFORE",
    pack: "PREPARING shipment-prepared",
    "send all": `BEFORE ${NO}`,
    "send line 2": `BEFORE ${NO}`,
    "in transit": `BEFORE ${NO}`,
    delivered: `BEFORE ${NO}`,
    cancel: "CANCELLED shipments-cancelled",
  },
  PREPARING: {
    prepared: "PREPARING",
    pack: "PREPARING",
    "send all": "SHIPPING started",
    "send line 2": "SHIPPING started",
    "in transit": `PREPARING ${NO}`,
    delivered: `PREPARING ${NO}`,
    cancel: "CANCELLED shipments-cancelled",
  },
  "SHIPPING in part": {
    prepared: "SHIPPING",
    pack: `SHIPPING ${NO}`,
    "send all": "SHIPPING started",
    "send line 2": "SHIPPING started",
    "in transit": "SHIPPING",
    delivered: "SHIPPING lines-delivered",
    cancel: "SHIPPING started",
  },
  SHIPPING: {
    prepared: "SHIPPING",
    pack: `SHIPPING ${NO}`,
    "send all": "SHIPPING",
    "send line 2": "SHIPPING",
    "in transit": "SHIPPING",
    delivered: "DELIVERED lines-delivered",
    cancel: "SHIPPING started",
  },
  DELIVERED: {
    prepared: "DELIVERED",
    pack: `DELIVERED ${NO}`,
    "send all": "DELIVERED",
    "send line 2": "DELIVERED",
    "in transit": "DELIVERED",
    delivered: "DELIVERED",
    cancel: "DELIVERED started",
  },
  CANCELLED: {
    prepared: "CANCELLED",
    pack: `CANCELLED ${NO}`,
    "send all": `CANCELLED ${NO}`,
    "send line 2": `CANCELLED ${NO}`,
    "in transit": `CANCELLED ${NO}`,
    delivered: `CANCELLED ${NO}`,
    cancel: "CANCELLED shipments-cancelled",
  },
};
const CELLS = Object.entries(MATRIX).flatMap(([state, row]) =>
  Object.entries(row).map(([name, expected]) => [state, name as MessageName, expected] as const),
);

describe("S0.26 a shipment takes no step twice and skips none", () => {
  test.each(CELLS)("that is %s, on %s: %s", (state, name, expected) => {
    const stage = stageAfter(...(STATES[state] ?? []));
    expect(outcome(stage, MESSAGES[name])).toBe(expected);
  });

  test.each(CELLS)("that was %s, on %s a second time: nothing changes", (state, name) => {
    const stage = stageAfter(...(STATES[state] ?? []));
    stage.tell(MESSAGES[name]);
    expect(stage.tell(MESSAGES[name]).changedRows).toBe(false);
  });
});

describe("S0.26 lines may differ", () => {
  test("one line of two is sent, then the other in a parcel of its own", () => {
    const stage = stageAfter(prepared(haneulTea), pack(), send([1]));
    expect(linesIn(stage)).toEqual(["SHIPPING", "PREPARING"]);
    const { emitted } = stage.tell(send([2], haneulTea, { ...POST, trackingNumber: "777" }));
    expect(emitted[0]?.body).toMatchObject({ lineNos: [2], trackingNumber: "777" });
    expect(linesIn(stage)).toEqual(["SHIPPING", "SHIPPING"]);
  });

  test("what has not gone keeps the shipment from being delivered", () => {
    const stage = stageAfter(prepared(haneulTea), pack(), send([1]));
    const { emitted } = stage.tell(report("DELIVERED"));
    expect(emitted[0]?.body).toMatchObject({ lineNos: [1], orderComplete: false });
    expect([shipmentIn(stage)?.status, linesIn(stage)]).toEqual([
      "SHIPPING",
      ["DELIVERED", "PREPARING"],
    ]);
  });

  test("a line is not sent twice, and an unknown one not at all", () => {
    const stage = stageAfter(prepared(haneulTea), pack(), send([1]));
    const other = { ...POST, trackingNumber: "777" };
    expect(outcome(stage, send([1], haneulTea, other))).toBe(`SHIPPING ${NO}`);
    expect(outcome(stage, send([1, 2], haneulTea, other))).toBe(`SHIPPING ${NO}`);
    expect(outcome(stage, send([3]))).toBe("SHIPPING COMMON_INVALID_PARAMETER");
    expect(outcome(stage, report("DELIVERED", 0, [2]))).toBe(`SHIPPING ${NO}`);
  });

  test("a cancel that comes too late is told of every parcel that left, as it left", () => {
    const other = { ...POST, trackingNumber: "777" };
    const stage = stageAfter(prepared(haneulTea), pack());
    const starts = [send([1]), send([2], haneulTea, other)].flatMap(
      (draft) => stage.tell(draft).emitted,
    );
    const again = stage.tell(cancel());
    expect(again.emitted.map(({ body }) => body)).toEqual(starts.map(({ body }) => body));
    expect(again.changedRows).toBe(false);
  });
});

describe("an order of two sellers", () => {
  test("gets a shipment for each, with their own lines", () => {
    const stage = stageOf(reactions);
    const { emitted } = stage.tell(prepared(haneulTea, dalPottery));
    expect(emitted.map(({ body }) => body)).toEqual([
      expect.objectContaining({ partnerId: haneulTea, lineNos: [1] }),
      expect.objectContaining({ partnerId: dalPottery, lineNos: [2] }),
    ]);
    expect(stage.rows(shipments).length).toBe(2);
  });

  test("is complete with the last line of the last shipment, not before", () => {
    const stage = stageAfter(
      prepared(haneulTea, dalPottery),
      pack(),
      pack(dalPottery),
      send(),
      send([2], dalPottery),
    );
    const complete = [haneulTea, dalPottery].map(
      (partnerId) => stage.tell(report("DELIVERED", 0, undefined, partnerId)).emitted[0]?.body,
    );
    expect(complete).toEqual([
      expect.objectContaining({ orderComplete: false }),
      expect.objectContaining({ orderComplete: true }),
    ]);
  });

  test("is cancelled whole or not at all", () => {
    const untouched = stageAfter(prepared(haneulTea, dalPottery), pack());
    expect(outcome(untouched, cancel())).toBe("CANCELLED shipments-cancelled");
    expect(shipmentIn(untouched, dalPottery)?.status).toBe("CANCELLED");

    const underWay = stageAfter(prepared(haneulTea, dalPottery), pack(), send());
    expect(outcome(underWay, cancel())).toBe("SHIPPING started");
    expect(shipmentIn(underWay, dalPottery)?.status).toBe("BEFORE");
  });
});

describe("the carrier's word", () => {
  test.each<[string, Draft, Draft, CarrierStatus]>([
    ["newer", report("PICKED_UP", 1), report("IN_TRANSIT", 2), "IN_TRANSIT"],
    ["older", report("IN_TRANSIT", 2), report("PICKED_UP", 1), "IN_TRANSIT"],
    ["older, though farther", report("PICKED_UP", 2), report("DELIVERED", 1), "PICKED_UP"],
    ["of the same instant, and farther", report("ACCEPTED"), report("PICKED_UP"), "PICKED_UP"],
    ["of the same instant, and behind", report("PICKED_UP"), report("ACCEPTED"), "PICKED_UP"],
    [
      "newer, and back at the depot",
      report("OUT_FOR_DELIVERY", 1),
      report("IN_TRANSIT", 2),
      "IN_TRANSIT",
    ],
    ["after the last", report("DELIVERED", 1), report("IN_TRANSIT", 2), "DELIVERED"],
  ])("that is %s is taken or ignored", (_, first, second, told) => {
    const stage = stageAfter(prepared(haneulTea), pack(), send(), first, second);
    expect(shipmentIn(stage)?.lines.map(({ carrierStatus }) => carrierStatus)).toEqual([
      told,
      told,
    ]);
  });

  test("is kept where it was news, with the lines it was news for", () => {
    const stage = stageAfter(prepared(haneulTea), pack(), send());
    stage.tell(report("IN_TRANSIT", 1, [1]));
    stage.tell(report("IN_TRANSIT", 1));
    stage.tell(report("IN_TRANSIT", 1));
    expect(stage.added(carrierEvents).map(({ lineNos }) => lineNos)).toEqual([[1], [2]]);
  });

  test("from the future is refused: it would silence all that come later", () => {
    const stage = stageAfter(prepared(haneulTea), pack(), send());
    expect(outcome(stage, report("IN_TRANSIT", 60))).toBe("SHIPPING COMMON_INVALID_PARAMETER");
    expect(outcome(stage, report("IN_TRANSIT", 60), { at: NOON + 56 * MINUTE_MS })).toBe(
      "SHIPPING",
    );
  });
});

describe("W24 a shipment that must not be", () => {
  test("a cancel that overtook the order leaves a tombstone", () => {
    const stage = stageAfter(cancel(), prepared(haneulTea));
    expect(stage.rows(shipments)).toEqual([]);
    expect(outcome(stage, cancel())).toBe("CANCELLED shipments-cancelled");
  });

  test("a delivery that cannot create it says so, for good", () => {
    const stage = stageOf(reactions);
    const fault = { forced: ["delivery.create"] };
    expect(outcome(stage, prepared(haneulTea), fault)).toBe("REFUSED shipment-refused");
    expect(outcome(stage, prepared(haneulTea))).toBe("REFUSED shipment-refused");
    expect(outcome(stage, cancel())).toBe("REFUSED shipments-cancelled");
    expect(stage.rows(shipments)).toEqual([]);
  });
});

test("P36 AUTO: the system takes every step itself, and tells of each", () => {
  const stage = stageOf(reactions, { "delivery.start.prepaid": "AUTO" });
  expect(outcome(stage, prepared(haneulTea))).toBe(
    "SHIPPING shipment-created shipment-prepared started",
  );
  expect(shipmentIn(stage)).toMatchObject({ preparedAt: NOON, shippedAt: NOON });
  expect(outcome(stage, cancel())).toBe("SHIPPING started");
});
