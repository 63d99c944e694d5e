/** Notices as values: queued, then taken by their channel or refused by it. */
import { refuse, type Refusal } from "#kernel/refusal.ts";
import type { ChannelName, NoticeData, Template } from "./contract.ts";

export type NoticeStatus = "QUEUED" | "SENT" | "FAILED";
export type Notice = {
  /** What it is about and what it says: nobody is told the same twice. */
  readonly dedupeKey: string;
  readonly noticeId: string;
  readonly subjectId: string;
  readonly template: Template;
  readonly number?: number | undefined;
  readonly channel: ChannelName;
  readonly language: "ko" | "en";
  readonly recipientName: string;
  readonly recipientPhone?: string | undefined;
  /** Instead of a phone, for EMAIL. */
  readonly recipientEmail?: string | undefined;
  readonly data: NoticeData;
  readonly status: NoticeStatus;
  /** How often it was to be sent: again only when an operator says so. */
  readonly attempts: number;
  readonly sentAt?: number | undefined;
};

export const dedupeKeyOf = (subjectId: string, template: Template, number?: number): string =>
  `${subjectId}/${template}${number === undefined ? "" : `/${number}`}`;

/** Whom to tell, and where. */
export type Contact = Pick<
  Notice,
  "channel" | "recipientName" | "recipientPhone" | "recipientEmail"
>;

/** A notice that waits until it is known how to reach whom it is for. Named as the notice will be. */
export type Letter = Pick<Notice, "subjectId" | "template" | "data"> & {
  readonly letterId: string;
};

type Reached = {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
};
/** By messenger where there is a phone, else by mail; undefined where there is neither. */
export function recipientOf({ name, phone, email }: Reached): Contact | undefined {
  if (name === undefined) return undefined;
  if (phone !== undefined) return { channel: "KAKAO", recipientName: name, recipientPhone: phone };
  if (email !== undefined) return { channel: "EMAIL", recipientName: name, recipientEmail: email };
  return undefined;
}

export type NewNotice = Contact &
  Pick<Notice, "subjectId" | "template" | "number" | "language" | "data">;

export const queued = (notice: NewNotice, noticeId: string): Notice => ({
  ...notice,
  dedupeKey: dedupeKeyOf(notice.subjectId, notice.template, notice.number),
  noticeId,
  status: "QUEUED",
  attempts: 1,
});

/** The same notice: that try is answered already, or another has begun since. */
export function delivered(
  notice: Notice,
  { attempt, outcome }: { readonly attempt: number; readonly outcome: "SENT" | "FAILED" },
  at: number,
): Notice {
  if (notice.status !== "QUEUED" || notice.attempts !== attempt) return notice;
  return outcome === "SENT"
    ? { ...notice, status: "SENT", sentAt: at }
    : { ...notice, status: "FAILED" };
}

/** Once more, on purpose. What is still on its way is left alone. */
export const again = (notice: Notice): Notice | Refusal =>
  notice.status === "QUEUED"
    ? refuse("COMMON_ILLEGAL_STATUS")
    : { ...notice, status: "QUEUED", attempts: notice.attempts + 1, sentAt: undefined };

type Line = { readonly itemName: string };
/** What an order is called in a notice: its first item, and how many there are. */
export const nameOfLines = (lines: readonly Line[]): Pick<NoticeData, "itemName" | "itemCount"> => {
  const [first] = lines;
  return first === undefined ? {} : { itemName: first.itemName, itemCount: lines.length };
};
