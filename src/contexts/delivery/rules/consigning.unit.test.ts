import { describe, expect, test } from "vitest";
import type { Draft } from "#kernel/message.ts";
import { anOrder, haneulTea, prepared } from "#test/orders.ts";
import { NOON, type Stage, stageOf } from "#test/stage.ts";
import { consignments, orderShipments, shipments } from "../collections.ts";
import {
  callCarrier,
  cancelLines,
  cancelShipments,
  type CarrierStatus,
  changeAddress,
  handOver,
  lookAtConsignment,
  noteConsignment,
  noteTracking,
  startPreparing,
} from "../contract.ts";
import { reactionsWith } from "../reactions.ts";
import { shipmentKey } from "../rules.ts";

const orderId = anOrder;
const ofSeller = { orderId, partnerId: haneulTea };
const MINUTE_MS = 60_000;

const pack = startPreparing(ofSeller);
const call = (lineNos?: number[], carrier = "SIMULATOR"): Draft =>
  callCarrier({ ...ofSeller, carrier, ...(lineNos === undefined ? {} : { lineNos }) });
const byHand = handOver({ ...ofSeller, carrier: "Quick", trackingNumber: "605712345678" });
const cancel = cancelShipments({ orderId });
const cancelLine = cancelLines({ orderId, cancelNo: 1, lineNos: [1] });

/** A shipment of two lines that is packed, and whatever then happened to it. */
function stageAfter(...drafts: readonly ((stage: Stage) => Draft)[]): Stage {
  const stage = stageOf(reactionsWith((name) => name === "SIMULATOR"));
  stage.tell(prepared(haneulTea));
  stage.tell(pack);
  for (const draft of drafts) stage.tell(draft(stage));
  return stage;
}
const shipmentIn = (stage: Stage) => stage.row(shipments, shipmentKey(orderId, haneulTea));
const idIn = (stage: Stage, callNo = 1) => `${shipmentIn(stage)?.shipmentId}-${callNo}`;
const consignmentIn = (stage: Stage) => stage.row(consignments, idIn(stage));
const taken = (stage: Stage): Draft =>
  noteConsignment({ ...ofSeller, consignmentId: idIn(stage), trackingNumber: "SIM-1" });
const refusedFor = (stage: Stage): Draft =>
  noteConsignment({ ...ofSeller, consignmentId: idIn(stage) });
const hint = (stage: Stage): Draft =>
  lookAtConsignment({ ...ofSeller, consignmentId: idIn(stage) });
const whereabouts =
  (carrierStatus?: CarrierStatus, at = NOON) =>
  (stage: Stage): Draft =>
    noteTracking({
      ...ofSeller,
      consignmentId: idIn(stage),
      ...(carrierStatus === undefined ? {} : { carrierStatus, at }),
    });

/** The states of shipment and consignment afterwards, and what was said. */
function outcome(stage: Stage, draft: Draft): string {
  const { emitted, answer, tasks } = stage.tell(draft);
  const refusal = answer !== undefined && "refusal" in answer ? [answer.refusal.refusal] : [];
  const facts = emitted.map(({ definition }) => definition.type.replace("delivery.", ""));
  const { status = "none", look } = consignmentIn(stage) ?? {};
  return [
    shipmentIn(stage)?.status,
    `${status}${look === undefined ? "" : `/${look}`}`,
    ...refusal,
    ...facts,
    ...tasks.map(({ command }) => command.definition.type.replace("delivery.", "!")),
  ].join(" ");
}

type Prepared = readonly ((stage: Stage) => Draft)[];
const called: Prepared = [() => call()];
const under: Prepared = [...called, taken, whereabouts("IN_TRANSIT")];
const STATES: Readonly<Record<string, Prepared>> = {
  packed: [],
  called,
  "called, and a cancel waits": [...called, () => cancel],
  taken: [...called, taken],
  "taken, and called back about": [...called, taken, hint],
  "under way": under,
  refused: [...called, refusedFor],
  delivered: [...called, taken, whereabouts("DELIVERED")],
};
const NO = "COMMON_ILLEGAL_STATUS";
const MATRIX: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  packed: {
    call: "PREPARING CALLED !give-consignment",
    "by hand": "SHIPPING none started",
    cancel: "CANCELLED none shipments-cancelled",
    "cancel of a line": "PREPARING none lines-cancelled",
    taken: "PREPARING none",
    refused: "PREPARING none",
    hint: "PREPARING none",
    delivered: "PREPARING none",
  },
  called: {
    call: "PREPARING CALLED",
    "by hand": `PREPARING CALLED ${NO}`,
    cancel: "PREPARING CALLED",
    "cancel of a line": "PREPARING CALLED lines-kept",
    taken: "SHIPPING TAKEN/ASKED started !track-consignment",
    refused: "PREPARING REFUSED",
    hint: "PREPARING CALLED",
    delivered: "PREPARING CALLED",
  },
  "called, and a cancel waits": {
    call: "PREPARING CALLED",
    "by hand": `PREPARING CALLED ${NO}`,
    cancel: "PREPARING CALLED",
    "cancel of a line": "PREPARING CALLED lines-kept",
    taken: "SHIPPING TAKEN/ASKED started !track-consignment",
    refused: "CANCELLED REFUSED shipments-cancelled",
    hint: "PREPARING CALLED",
    delivered: "PREPARING CALLED",
  },
  taken: {
    call: "SHIPPING TAKEN/ASKED",
    "by hand": `SHIPPING TAKEN/ASKED ${NO}`,
    cancel: "SHIPPING TAKEN/ASKED started",
    "cancel of a line": "SHIPPING TAKEN/ASKED lines-kept",
    taken: "SHIPPING TAKEN/ASKED",
    refused: "SHIPPING TAKEN/ASKED",
    hint: "SHIPPING TAKEN/AGAIN",
    delivered: "DELIVERED DELIVERED lines-delivered",
  },
  "taken, and called back about": {
    call: "SHIPPING TAKEN/AGAIN",
    "by hand": `SHIPPING TAKEN/AGAIN ${NO}`,
    cancel: "SHIPPING TAKEN/AGAIN started",
    "cancel of a line": "SHIPPING TAKEN/AGAIN lines-kept",
    taken: "SHIPPING TAKEN/AGAIN",
    refused: "SHIPPING TAKEN/AGAIN",
    hint: "SHIPPING TAKEN/AGAIN",
    delivered: "DELIVERED DELIVERED lines-delivered",
  },
  "under way": {
    call: "SHIPPING TAKEN",
    "by hand": `SHIPPING TAKEN ${NO}`,
    cancel: "SHIPPING TAKEN started",
    "cancel of a line": "SHIPPING TAKEN lines-kept",
    taken: "SHIPPING TAKEN",
    refused: "SHIPPING TAKEN",
    hint: "SHIPPING TAKEN/ASKED !track-consignment",
    delivered: "SHIPPING TAKEN",
  },
  refused: {
    call: "PREPARING REFUSED !give-consignment",
    "by hand": "SHIPPING REFUSED started",
    cancel: "CANCELLED REFUSED shipments-cancelled",
    "cancel of a line": "PREPARING REFUSED lines-cancelled",
    taken: "PREPARING REFUSED",
    refused: "PREPARING REFUSED",
    hint: "PREPARING REFUSED",
    delivered: "PREPARING REFUSED",
  },
  delivered: {
    call: "DELIVERED DELIVERED",
    "by hand": `DELIVERED DELIVERED ${NO}`,
    cancel: "DELIVERED DELIVERED started",
    "cancel of a line": "DELIVERED DELIVERED lines-kept",
    taken: "DELIVERED DELIVERED",
    refused: "DELIVERED DELIVERED",
    hint: "DELIVERED DELIVERED",
    delivered: "DELIVERED DELIVERED",
  },
};
const MESSAGES: Readonly<Record<string, (stage: Stage) => Draft>> = {
  call: () => call(),
  "by hand": () => byHand,
  cancel: () => cancel,
  "cancel of a line": () => cancelLine,
  taken,
  refused: refusedFor,
  hint,
  delivered: whereabouts("DELIVERED", NOON + 1),
};
const CELLS = Object.entries(MATRIX).flatMap(([state, row]) =>
  Object.entries(row).map(([name, expected]) => [state, name, expected] as const),
);

describe("S2.14 a parcel that a carrier is called for", () => {
  test.each(CELLS)("%s, on %s: %s", (state, name, expected) => {
    const stage = stageAfter(...(STATES[state] ?? []));
    expect(outcome(stage, MESSAGES[name]?.(stage) as Draft)).toBe(expected);
  });

  test.each(CELLS.filter(([, name]) => name !== "hint"))(
    "%s, on %s a second time: nothing changes",
    (state, name) => {
      const stage = stageAfter(...(STATES[state] ?? []));
      const draft = MESSAGES[name]?.(stage) as Draft;
      stage.tell(draft);
      const again = stage.tell(draft);
      expect([again.changedRows, again.tasks]).toEqual([false, []]);
    },
  );

  test("is asked about again when the carrier called while it was asked", () => {
    const stage = stageAfter(() => call(), taken, hint);
    expect(outcome(stage, whereabouts("PICKED_UP")(stage))).toBe(
      "SHIPPING TAKEN/ASKED !track-consignment",
    );
    expect(outcome(stage, whereabouts("IN_TRANSIT")(stage))).toBe("SHIPPING TAKEN");
  });

  test("is looked for later and later while the carrier says nothing, and no more once it arrived", () => {
    const stage = stageAfter(() => call(), taken);
    const pauses: number[] = [];
    for (let looks = 0; looks < 12; looks++) {
      const [deadline] = stage.tell(whereabouts()(stage)).deadlines;
      pauses.push(deadline !== undefined && "at" in deadline ? deadline.at - NOON : 0);
      stage.tell(hint(stage));
    }
    expect(pauses.slice(0, 3)).toEqual([1, 2, 4].map((minutes) => minutes * MINUTE_MS));
    expect(pauses.at(-1)).toBe(6 * 60 * MINUTE_MS);
    const { deadlines } = stage.tell(whereabouts("DELIVERED")(stage));
    expect(deadlines).toMatchObject([{ cleared: true }]);
  });

  test("is delivered with its own lines alone", () => {
    const stage = stageAfter(() => call([1]), taken);
    const { emitted } = stage.tell(whereabouts("DELIVERED")(stage));
    expect(emitted[0]?.body).toMatchObject({ lineNos: [1], orderComplete: false });
    expect(shipmentIn(stage)?.lines.map(({ status }) => status)).toEqual([
      "DELIVERED",
      "PREPARING",
    ]);
  });

  test("keeps its address from the call on: the carrier may have it already", () => {
    const stage = stageAfter(() => call());
    const address = { ...(shipmentIn(stage)?.address as object), receiverName: "Sora" } as never;
    const { emitted } = stage.tell(changeAddress({ orderId, address }));
    expect(emitted.map(({ definition }) => definition.type)).toEqual(["delivery.address-kept"]);
  });

  test.each([
    ["a carrier that nobody can call", [], call([1], "Quick"), "COMMON_INVALID_PARAMETER"],
    ["a line that is not there", [], call([9]), "COMMON_INVALID_PARAMETER"],
    ["other lines while it is called", [() => call([1])], call([2]), NO],
    ["lines of which one has left", [() => call([1]), taken], call([1, 2]), NO],
  ] as const)("is refused: %s", (_, before, draft, refusal) => {
    const { answer } = stageAfter(...before).tell(draft);
    expect(answer).toMatchObject({ refusal: { refusal } });
  });

  test("that was reported from the future is as if nothing was said", () => {
    const stage = stageAfter(() => call(), taken);
    expect(outcome(stage, whereabouts("DELIVERED", NOON + 60 * MINUTE_MS)(stage))).toBe(
      "SHIPPING TAKEN",
    );
    expect(stage.row(orderShipments, orderId)?.status).toBe("OPEN");
  });
});
