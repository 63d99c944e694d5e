import { describe, expect, test } from "vitest";
import type { BodyOf } from "#kernel/message.ts";
import { couponIssued } from "#contexts/coupon/contract.ts";
import { contactGiven, partnerRegistered } from "#contexts/identity/contract.ts";
import { giftExpired, giftPaid } from "#contexts/gift/contract.ts";
import { orderCancelled, orderFailed, orderPaid } from "#contexts/order/contract.ts";
import { anOrder, mina, placed } from "#test/orders.ts";
import { type Stage, stageOf } from "#test/stage.ts";
import { letters, notices } from "./collections.ts";
import {
  type deliver,
  recordDelivery,
  resendNotice,
  TEMPLATES,
  type Template,
} from "./contract.ts";
import { reactionsWith } from "./reactions.ts";
import { dedupeKeyOf } from "./rules.ts";
import { wordsOf } from "./rules/wording.ts";

const ofOrder = {
  orderId: anOrder,
  orderNumber: "ORD-20260302-000001",
  memberId: mina,
  serviceType: "STANDARD",
  payMethod: "WALLET",
  orderVersion: 2,
} as const;
const paid = orderPaid({ ...ofOrder, orderStatus: "PAID", payableAmountMinor: 1_234_567n });
const why = (cancelReason: string) => ({ ...ofOrder, cancelReason });
const gift = {
  orderId: anOrder,
  giftId: "gt_00000000000000001",
  buyerId: mina,
  giftStatus: "PAID",
  giftVersion: 3,
  giverName: "Mina",
  giverPhone: "010-1234-5678",
  pushType: "LMS",
  receiverName: "Jun",
  receiverPhone: "010-8765-4321",
  message: "생일 축하해!",
  expiresAt: Date.parse("2026-03-09T12:00:00+09:00"),
} as const;

const reactions = reactionsWith(() => true);

const noticeOf = (stage: Stage, template: Template) =>
  stage.row(notices, dedupeKeyOf(anOrder, template));
const said = (stage: Stage, template: Template, outcome: "SENT" | "FAILED", attempt = 1) =>
  stage.tell(
    recordDelivery({
      subjectId: anOrder,
      template,
      noticeId: noticeOf(stage, template)?.noticeId ?? "",
      attempt,
      outcome,
    }),
  );

describe("telling the member who ordered", () => {
  test("S2.12 each fact is one notice and one task, however often it is heard", () => {
    const stage = stageOf(reactions);
    for (const draft of [placed(), paid]) {
      expect(stage.tell(draft).tasks).toHaveLength(1);
      expect(stage.tell(draft)).toMatchObject({ tasks: [], changedRows: false });
    }
    expect(noticeOf(stage, "ORDER_PAID")).toMatchObject({
      channel: "KAKAO",
      status: "QUEUED",
      recipientName: "Mina Kim",
      data: { orderNumber: ofOrder.orderNumber, itemName: "Tea pot", itemCount: 2 },
    });
  });

  test("S2.11 a failed payment is told as such, another failure as a cancel", () => {
    const stage = stageOf(reactions);
    stage.tell(placed());
    const declined = why("PAYMENT_DECLINED");
    stage.tell(orderFailed({ ...declined, orderStatus: "COMPENSATING" }));
    stage.tell(orderCancelled({ ...declined, orderStatus: "CANCELLED" }));
    const told = stage.rows(notices).map(({ template }) => template);
    expect(told).toEqual(["ORDER_PLACED", "PAYMENT_FAILED"]);

    const other = stageOf(reactions);
    other.tell(placed());
    other.tell(orderFailed({ ...why("STOCK_INSUFFICIENT"), orderStatus: "COMPENSATING" }));
    other.tell(orderCancelled({ ...why("STOCK_INSUFFICIENT"), orderStatus: "CANCELLED" }));
    expect(other.rows(notices).map(({ template }) => template)).toEqual([
      "ORDER_PLACED",
      "ORDER_CANCELLED",
    ]);
  });

  test("an order whose beginning was never told has nobody to tell", () => {
    expect(stageOf(reactions).tell(paid)).toMatchObject({ tasks: [], changedRows: false });
  });
});

describe("telling of a gift", () => {
  test("S0.19 the link goes to its recipient by the chosen channel, and gift hears when it is out", () => {
    const stage = stageOf(reactions);
    const [task] = stage.tell(giftPaid(gift)).tasks;
    expect(task?.kind).toBe("notification.LMS");
    expect(JSON.stringify(task?.command.body)).not.toContain("link");
    expect(task?.command.body as BodyOf<typeof deliver>).toMatchObject({
      recipientName: "Jun",
      data: { giftId: gift.giftId, message: gift.message },
    });
    const types = said(stage, "GIFT_LINK", "SENT").emitted.map(({ definition }) => definition.type);
    expect(types).toEqual(["notification.sent", "gift.record-push"]);
    expect(said(stage, "GIFT_LINK", "SENT").emitted).toEqual([]);
  });

  test("S0.23 an expiry is told to both", () => {
    const stage = stageOf(reactions);
    expect(stage.tell(giftExpired({ ...gift, giftStatus: "EXPIRED" })).tasks).toHaveLength(2);
    expect(noticeOf(stage, "GIFT_EXPIRED")).toMatchObject({
      channel: "KAKAO",
      recipientName: "Mina",
    });
    expect(noticeOf(stage, "GIFT_GONE")).toMatchObject({ channel: "LMS", recipientName: "Jun" });
  });
});

test("S0.27 what failed is sent again by an operator, and an older try's answer no longer counts", () => {
  const stage = stageOf(reactions);
  stage.tell(giftPaid(gift));
  const resend = resendNotice({ subjectId: anOrder, template: "GIFT_LINK" });
  expect(stage.tell(resend).answer).toMatchObject({
    refusal: { refusal: "COMMON_ILLEGAL_STATUS" },
  });
  expect(said(stage, "GIFT_LINK", "FAILED").emitted[0]?.definition.type).toBe(
    "notification.failed",
  );
  expect(stage.tell(resend).tasks).toMatchObject([{ id: `${anOrder}/GIFT_LINK/2` }]);
  expect(said(stage, "GIFT_LINK", "SENT", 1).changedRows).toBe(false);
  expect(said(stage, "GIFT_LINK", "SENT", 2).changedRows).toBe(true);
  expect(noticeOf(stage, "GIFT_LINK")).toMatchObject({ status: "SENT", attempts: 2 });
});

describe("what people read", () => {
  const data = {
    orderNumber: "ORD-1",
    itemName: "녹차",
    itemCount: 3,
    amountMinor: 1_234_567n,
    giverName: "Mina",
    bank: "보자기은행",
    accountNumber: "000-0000-0000-00",
    accountHolder: "보자기",
    depositorName: "Mina",
    dueAt: gift.expiresAt,
    receiverName: "Jun",
    expiresAt: gift.expiresAt,
  };

  test("the words of the shop", () => {
    expect(wordsOf("ORDER_PAID", data, "ko")).toEqual({
      title: "주문 완료",
      text: "녹차 외 2건 결제 1,234,567원이 완료되었습니다. (ORD-1)",
    });
    expect(wordsOf("PAYMENT_FAILED", data, "ko").title).toBe("결제 실패");
    expect(wordsOf("GIFT_LINK", { ...data, message: "축하해" }, "en")).toEqual({
      title: "A gift for you",
      text: "Mina sent Jun a gift. Tell us where to send it by 2026-03-09.\n\n축하해",
    });
  });

  test.each(TEMPLATES)("%s says something in both languages, and nothing undefined", (template) => {
    const [ko, en] = (["ko", "en"] as const).map((language) => wordsOf(template, data, language));
    expect(ko?.title).not.toBe(en?.title);
    for (const words of [ko, en]) {
      expect(words?.text.length).toBeGreaterThan(10);
      expect(words?.text).not.toContain("undefined");
    }
  });
});

describe("telling whom only identity knows how to reach", () => {
  const memberCouponId = "mcp_0000000000000001";
  const issued = couponIssued({
    couponId: "cpn_0000000000000001",
    memberCouponId,
    memberId: mina,
    name: "봄맞이",
    usableUntil: Date.parse("2026-03-31T23:59:59+09:00"),
  });
  const letterId = `${memberCouponId}/COUPON_ISSUED`;

  test("the letter waits for the answer, and is one notice and one task", () => {
    const stage = stageOf(reactions);
    const asked = stage.tell(issued);
    expect(asked.emitted).toMatchObject([{ body: { letterId, memberId: mina } }]);
    expect(asked.tasks).toEqual([]);
    expect(stage.tell(issued)).toMatchObject({ emitted: [], changedRows: false });

    const answer = contactGiven({ letterId, name: "Mina", phone: "010-1234-5678" });
    expect(stage.tell(answer).tasks).toHaveLength(1);
    expect(stage.row(letters, letterId)).toBeUndefined();
    expect(stage.row(notices, letterId)).toMatchObject({
      channel: "KAKAO",
      recipientPhone: "010-1234-5678",
      data: { couponName: "봄맞이" },
    });
    expect(stage.tell(answer)).toMatchObject({ tasks: [], changedRows: false });
    expect(stage.tell(issued)).toMatchObject({ emitted: [], changedRows: false });
  });

  test("a partner is told by mail", () => {
    const stage = stageOf(reactions);
    const partnerId = "ptn_0000000000000001";
    stage.tell(partnerRegistered({ partnerId, partnerName: "하늘 상점" }));
    const letter = `${partnerId}/PARTNER_REGISTERED`;
    stage.tell(contactGiven({ letterId: letter, name: "하늘 상점", email: "shop@sky.example" }));
    expect(stage.row(notices, letter)).toMatchObject({
      channel: "EMAIL",
      recipientEmail: "shop@sky.example",
    });
  });

  test("where there is nobody to tell the letter is thrown away", () => {
    const stage = stageOf(reactions);
    stage.tell(issued);
    expect(stage.tell(contactGiven({ letterId })).tasks).toEqual([]);
    expect(stage.rows(letters)).toEqual([]);
    expect(stage.rows(notices)).toEqual([]);
  });
});

describe("a shop that is tried out", () => {
  const stage = stageOf(reactionsWith(() => false));

  test("S2.12 where nobody serves a channel the notice is sent as it is made, and calls nobody", () => {
    expect(stage.tell(placed()).tasks).toEqual([]);
    expect(noticeOf(stage, "ORDER_PLACED")).toMatchObject({ status: "SENT", attempts: 1 });
  });

  test("S0.19 gift still hears that its link is out, and an operator may send it again", () => {
    const { emitted, tasks } = stage.tell(giftPaid(gift));
    const types = emitted.map(({ definition }) => definition.type);
    expect(types).toEqual(["notification.sent", "gift.record-push"]);
    expect(tasks).toEqual([]);
    stage.tell(resendNotice({ subjectId: anOrder, template: "GIFT_LINK" }));
    expect(noticeOf(stage, "GIFT_LINK")).toMatchObject({ status: "SENT", attempts: 2 });
  });
});
