/** News of orders for the data platform: CloudEvents 1.0 in JSON, one to a request. */
import { rfc3339 } from "#kernel/calendar.ts";
import type { BodyOf, Message } from "#kernel/message.ts";
import { matching, optional, record, text, type ValueOf } from "#kernel/schema.ts";
import type { TaskRunner } from "#runtime/tasks.ts";
import { type FeedKind, noteTold, type tellDataPlatform } from "../contract.ts";

/** Where the data platform listens, and what it wants to be shown. */
export const feedSink = () =>
  record({ url: matching("^https?://[^\\s/@]+(/[^\\s]*)?$", 500), token: optional(text(500)) });
export type FeedSink = ValueOf<ReturnType<typeof feedSink>>;

const EVENTS = {
  COMPLETED: { name: "completed", type: "bojagi.order.completed" },
  TAKEN_BACK: { name: "taken-back", type: "bojagi.order.taken-back" },
} as const satisfies Record<FeedKind, { readonly name: string; readonly type: string }>;

/** The same news is the same event, however often it is sent: the receiver knows it by its id. */
export function eventOf({ body, traceparent }: Message<BodyOf<typeof tellDataPlatform>>) {
  const { kind, orderId, at, payableAmountMinor, lines, ...order } = body;
  const { name, type } = EVENTS[kind];
  return {
    specversion: "1.0",
    id: `${orderId}-${name}`,
    source: "/bojagi/orders",
    type,
    subject: orderId,
    time: rfc3339(at),
    datacontenttype: "application/json",
    ...(traceparent === undefined ? {} : { traceparent }),
    data: {
      orderId,
      ...order,
      currency: "KRW",
      payableAmount: Number(payableAmountMinor),
      lines: lines.map(({ lineAmountMinor, ...line }) => ({
        ...line,
        lineAmount: Number(lineAmountMinor),
      })),
    },
  };
}

/** Tells the data platform; whatever is not a 2xx is told again later. */
export const feedTo =
  ({ url, token }: FeedSink): TaskRunner =>
  async (message, signal) => {
    const news = message as Message<BodyOf<typeof tellDataPlatform>>;
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/cloudevents+json; charset=utf-8",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(eventOf(news)),
      redirect: "error",
      signal,
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the data platform answers ${answer.status}`);
    return noteTold({ orderId: news.body.orderId, kind: news.body.kind });
  };
