import type { Message } from "#kernel/message.ts";
import { labelOf, type Labelled } from "#contexts/query/rules/labels.ts";

/** What is not as the story says it must be. */
export class Unexpected extends Error {}

export function mustBe<T>(what: string, found: T, expected: T): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== should) throw new Unexpected(`${what} is ${is} instead of ${should}`);
}

export const both = (ko: string, en: string): string => `${ko} · ${en}`;
export const won = (amount: number): string => `${amount.toLocaleString("en-US")}원`;
export const inMs = (ms: number): string => `${Math.round(ms)} ms`;

/** Hangul and its like take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g;
const columnsOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** The text and as many blanks as it lacks to that many columns. */
export const padded = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - columnsOf(text)));

const WORDS: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  "catalog.stock-reserved": ["재고 할당", "stock set aside"],
  "catalog.stock-committed": ["재고 차감", "stock sold"],
  "catalog.undo-stock": ["재고 복구 요청", "put the stock back"],
  "catalog.stock-undone": ["재고 복구", "stock is back"],
  "coupon.redeemed": ["쿠폰 사용", "coupon used"],
  "coupon.restore": ["쿠폰 복구 요청", "give the coupon back"],
  "coupon.restored": ["쿠폰 복구", "coupon is back"],
  "payment.opened": ["결제 준비", "payment opened"],
  "payment.charge": ["결제 요청", "take the money"],
  "payment.await-deposit": ["입금 대기 요청", "wait for a transfer"],
  "payment.deposit-awaited": ["입금 안내", "where the money goes"],
  "payment.deposit-confirmed": ["입금확인", "the money came"],
  "payment.in-doubt": ["승인 여부 확인 중", "nobody knows yet whether it was taken"],
  "catalog.claim-stock": ["재고 확보 요청", "claim the stock"],
  "catalog.stock-claimed": ["재고 확보", "the stock is sold"],
  "payment.approved": ["결제 승인", "money taken"],
  "payment.refund": ["환불 요청", "give the money back"],
  "payment.refunded": ["환불 완료", "money is back"],
  "wallet.debit": ["지갑 출금 요청", "debit the wallet"],
  "wallet.debited": ["지갑 출금", "wallet debited"],
  "wallet.credit": ["지갑 입금 요청", "credit the wallet"],
  "wallet.credited": ["지갑 입금", "wallet credited"],
  "delivery.shipment-created": ["배송 등록", "a parcel for the seller"],
  "delivery.shipment-prepared": ["배송준비중", "being packed"],
  "delivery.started": ["배송 시작", "handed to the carrier"],
  "delivery.lines-delivered": ["배송완료", "the parcel has arrived"],
  "delivery.cancel-shipments": ["배송 취소 요청", "let no parcel leave"],
  "delivery.shipments-cancelled": ["배송 취소", "no parcel leaves"],
};

/** What a message says, as a person would. A fact of order says the order's new state. */
export function meaningOf({ type, body }: Message): string {
  const words = WORDS[type];
  if (words !== undefined) return both(...words);
  const { orderStatus: status, payMethod, serviceType } = body as Partial<OfOrder>;
  if (status === undefined || payMethod === undefined || serviceType === undefined) return "";
  const failed = type === "order.failed";
  const order = { status, payMethod, serviceType, failed };
  return both(labelOf(order, "ko"), labelOf(order, "en"));
}
type OfOrder = Omit<Labelled, "status" | "failed"> & { readonly orderStatus: Labelled["status"] };
