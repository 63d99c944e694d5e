import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { GIFT_STATUSES, type GiftStatus } from "./contract.ts";
import {
  DAY_MS,
  giftOn,
  MESSAGE_NAMES,
  type MessageName,
  messages,
  NOON,
  situations,
  stageAfter,
  timeOf,
} from "./fixtures.ts";
import { EDGES } from "./rules.ts";
import { maskedPhone } from "./rules/showing.ts";

const illegal = "COMMON_ILLEGAL_STATUS";
const notReceivable = "GIFT_NOT_RECEIVABLE_CONDITION";
const notModifiable = "GIFT_NOT_MODIFY_DELIVERY_CONDITION";

function told(status: GiftStatus, name: MessageName) {
  const stage = stageAfter(situations[status]);
  const before = giftOn(stage);
  const { emitted, answer, deadlines } = stage.tell(messages[name], { at: timeOf(name) });
  return {
    before,
    gift: giftOn(stage),
    says: emitted.map(({ definition }) => definition.type),
    refusal: answer !== undefined && "refusal" in answer ? answer.refusal.refusal : undefined,
    deadlines,
  };
}

const ON_ITS_WAY = ["ACCEPTED", "PREPARING", "SHIPPING", "DELIVERED"] as const;
const isOpen = (status: GiftStatus): boolean => status === "PAID" || status === "LINK_PUSHED";
const isChangeable = (status: GiftStatus): boolean =>
  status === "ACCEPTED" || status === "PREPARING";

/** State, message, next state, what is said. What is not in it changes nothing. */
const JOURNEY = `
REGISTERED  | startPayment   | IN_PAYMENT  | gift.payment-started
REGISTERED  | paid           | PAID        | gift.paid
REGISTERED  | giverCancels   | CANCELLED   | gift.cancelled order.cancel-gift
REGISTERED  | refusedOrder   | CANCELLED   | gift.cancelled
REGISTERED  | failed         | CANCELLED   | gift.cancelled
REGISTERED  | cancelAccepted | CANCELLED   | gift.cancelled
REGISTERED  | refunded       | CANCELLED   | gift.cancelled
IN_PAYMENT  | paid           | PAID        | gift.paid
IN_PAYMENT  | giverCancels   | CANCELLED   | gift.cancelled order.cancel-gift
IN_PAYMENT  | refusedOrder   | CANCELLED   | gift.cancelled
IN_PAYMENT  | failed         | CANCELLED   | gift.cancelled
IN_PAYMENT  | cancelAccepted | CANCELLED   | gift.cancelled
IN_PAYMENT  | refunded       | CANCELLED   | gift.cancelled
PAID        | pushed         | LINK_PUSHED | gift.link-pushed
PAID        | accept         | ACCEPTED    | gift.accepted order.update-recipient
PAID        | reject         | REJECTED    | gift.rejected order.cancel-gift
PAID        | due            | EXPIRED     | gift.expired order.cancel-gift
PAID        | giverCancels   | CANCELLED   | gift.cancelled order.cancel-gift
PAID        | refusedOrder   | CANCELLED   | gift.cancelled
PAID        | failed         | CANCELLED   | gift.cancelled
PAID        | cancelAccepted | CANCELLED   | gift.cancelled
PAID        | refunded       | CANCELLED   | gift.cancelled
LINK_PUSHED | accept         | ACCEPTED    | gift.accepted order.update-recipient
LINK_PUSHED | reject         | REJECTED    | gift.rejected order.cancel-gift
LINK_PUSHED | due            | EXPIRED     | gift.expired order.cancel-gift
LINK_PUSHED | giverCancels   | CANCELLED   | gift.cancelled order.cancel-gift
LINK_PUSHED | refusedOrder   | CANCELLED   | gift.cancelled
LINK_PUSHED | failed         | CANCELLED   | gift.cancelled
LINK_PUSHED | cancelAccepted | CANCELLED   | gift.cancelled
LINK_PUSHED | refunded       | CANCELLED   | gift.cancelled
ACCEPTED    | prepared       | PREPARING   |
ACCEPTED    | shipped        | SHIPPING    |
ACCEPTED    | delivered      | DELIVERED   |
ACCEPTED    | closed         | DELIVERED   |
ACCEPTED    | changeAddress  | ACCEPTED    | order.update-recipient
ACCEPTED    | refusedOrder   | CANCELLED   | gift.cancelled
ACCEPTED    | failed         | CANCELLED   | gift.cancelled
ACCEPTED    | cancelAccepted | CANCELLED   | gift.cancelled
ACCEPTED    | refunded       | CANCELLED   | gift.cancelled
PREPARING   | shipped        | SHIPPING    |
PREPARING   | delivered      | DELIVERED   |
PREPARING   | closed         | DELIVERED   |
PREPARING   | changeAddress  | PREPARING   | order.update-recipient
PREPARING   | refusedOrder   | CANCELLED   | gift.cancelled
PREPARING   | failed         | CANCELLED   | gift.cancelled
PREPARING   | cancelAccepted | CANCELLED   | gift.cancelled
PREPARING   | refunded       | CANCELLED   | gift.cancelled
SHIPPING    | delivered      | DELIVERED   |
SHIPPING    | closed         | DELIVERED   |
SHIPPING    | receive        | SHIPPING    | order.confirm-receipt
DELIVERED   | closed         | DELIVERED   |
DELIVERED   | receive        | DELIVERED   | order.confirm-receipt
CANCELLED   | placed         | CANCELLED   | order.cancel-gift
CANCELLED   | paid           | CANCELLED   | order.cancel-gift
`
  .trim()
  .split("\n")
  .map((row) => row.split("|").map((cell) => cell.trim()))
  .map(([from = "", name = "", to = "", says = ""]) => ({
    from: from as GiftStatus,
    name: name as MessageName,
    to,
    says,
  }));

describe("a gift", () => {
  it.each(JOURNEY)("$from, told $name: $to, says $says", ({ from, name, to, says }) => {
    const { gift, says: said } = told(from, name);
    expect([gift?.status, said.join(" ")]).toEqual([to, says]);
  });

  it("is moved by nothing else", () => {
    const listed = new Set(JOURNEY.map(({ from, name }) => `${from} ${name}`));
    const others = GIFT_STATUSES.flatMap((from) =>
      MESSAGE_NAMES.filter((name) => !listed.has(`${from} ${name}`)).map((name) => ({
        from,
        name,
        ...told(from, name),
      })),
    );
    expect(others.length).toBeGreaterThan(100);
    const moved = others.filter(({ before, gift, says }) => gift !== before || says.length > 0);
    expect(moved.map(({ from, name }) => `${from} ${name}`)).toEqual([]);
  });

  it.each<[MessageName, readonly GiftStatus[], string]>([
    ["startPayment", GIFT_STATUSES.filter((status) => status !== "REGISTERED"), illegal],
    ["accept", GIFT_STATUSES.filter((status) => !isOpen(status)), notReceivable],
    ["reject", GIFT_STATUSES.filter((status) => !isOpen(status)), notReceivable],
    ["giverCancels", [...ON_ITS_WAY, "REJECTED", "EXPIRED"], notReceivable],
    ["changeAddress", GIFT_STATUSES.filter((status) => !isChangeable(status)), notModifiable],
    ["receive", ["PAID", "ACCEPTED", "PREPARING", "REJECTED"], illegal],
  ])("S0.14 S0.21 S0.24 %s is refused in %s", (name, statuses, code) => {
    for (const status of statuses)
      expect([status, told(status, name).refusal]).toEqual([status, code]);
  });

  it("S0.21 is accepted until the last instant of its seventh day, and expires in the next", () => {
    const stage = stageAfter(situations.LINK_PUSHED);
    const last = NOON + 7 * DAY_MS;
    expect(stage.tell(messages.accept, { at: last + 1 }).answer).toMatchObject({
      refusal: { refusal: notReceivable },
    });
    const early = stage.tell(messages.due, { at: last });
    expect(early.deadlines).toMatchObject([{ name: "expiry", at: last + 1 }]);
    expect(giftOn(stage)?.status).toBe("LINK_PUSHED");
    stage.tell(messages.accept, { at: last });
    expect(giftOn(stage)?.status).toBe("ACCEPTED");
  });

  it("S0.23 has a deadline exactly while it can be accepted", () => {
    expect(told("IN_PAYMENT", "paid").deadlines).toMatchObject([
      { name: "expiry", at: NOON + 7 * DAY_MS + 1 },
    ]);
    for (const name of ["accept", "reject", "giverCancels", "failed"] as const) {
      expect(told("LINK_PUSHED", name).deadlines).toMatchObject([{ cleared: true }]);
    }
    expect(told("PAID", "pushed").deadlines).toEqual([]);
  });

  test.each([
    ["PAYMENT", NOON + 3 * DAY_MS],
    ["REGISTRATION", NOON + DAY_MS],
  ] as const)("expires counted from %s, after the days of the shop", (start, expiresAt) => {
    const policies = { "gift.expiryStart": start, "gift.expiresAfterDays": 1 } as const;
    const stage = stageAfter(situations.IN_PAYMENT, policies);
    stage.tell(messages.paid, { at: NOON + 2 * DAY_MS });
    expect(giftOn(stage)?.expiresAt).toBe(expiresAt);
  });

  it("may be kept by a shop from being taken back once it is paid", () => {
    const stage = stageAfter(situations.PAID, { "cancel.gift.until": "PAID" });
    expect(stage.tell(messages.giverCancels).answer).toMatchObject({
      refusal: { refusal: "ORDER_NOT_CANCELLABLE" },
    });
  });

  it("S0.20 answers a change of address when order or delivery did, and only then", () => {
    const asking = stageAfter(situations.PREPARING);
    expect(asking.tell(messages.changeAddress).answer).toMatchObject({ settled: false });
    expect(asking.tell(messages.changeAddress).answer).toMatchObject({
      refusal: { refusal: "REQUEST_IN_PROGRESS" },
    });
    const changed = asking.tell(messages.addressSet);
    expect(changed.emitted.map(({ definition }) => definition.type)).toEqual([
      "gift.address-changed",
    ]);
    expect(changed.answer).toMatchObject({ settled: true });
    expect(asking.tell(messages.addressSet).changedRows).toBe(false);

    const late = stageAfter([...situations.PREPARING, "changeAddress"]);
    expect(late.tell(messages.addressKept).answer).toMatchObject({
      refusal: { refusal: notModifiable },
    });
    expect(giftOn(late)?.addressAsked).toBe(false);
  });

  it("is another's to nobody but its giver", () => {
    const stage = stageAfter(situations.PAID);
    const { definition, body } = messages.giverCancels;
    const asJun = { definition, body: { ...(body as object), memberId: "mem_Jun0000000000000" } };
    expect(stage.tell(asJun).answer).toMatchObject({
      refusal: { refusal: "COMMON_ENTITY_NOT_FOUND" },
    });
  });

  it("I21 whatever is told in whatever order, it is decided once and takes only its edges", () => {
    const legal = new Set(EDGES.map(([from, to]) => `${from} ${to}`));
    const ends = ["ACCEPTED", "REJECTED", "EXPIRED", "CANCELLED"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MESSAGE_NAMES), { maxLength: 40 }), (names) => {
        const stage = stageAfter(["register", ...names]);
        const states = giftOn(stage)?.history.map(({ status }) => status) ?? [];
        states.slice(1).forEach((to, index) => expect(legal).toContain(`${states[index]} ${to}`));
        const accepted = states.indexOf("ACCEPTED");
        const decided = states.filter((status) => ends.includes(status));
        // After acceptance only the order's own end may still come.
        expect(decided.length).toBeLessThanOrEqual(accepted < 0 ? 1 : 2);
        if (accepted >= 0)
          expect(["ACCEPTED", "CANCELLED"]).toEqual(expect.arrayContaining(decided));
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ["010-8765-4321", "010-****-4321"],
  ["01087654321", "010****4321"],
  ["+82 10 8765 4321", "+82 1* **** 4321"],
  ["02-345-6789", "02-3**-6789"],
])("of %s a recipient's page shows %s", (phone, masked) => {
  expect(maskedPhone(phone)).toBe(masked);
});
