import { rfc3339 } from "#kernel/calendar.ts";
import { refuse } from "#kernel/refusal.ts";
import { count, listOf, oneOf, optional, record, text, token } from "#kernel/schema.ts";
import { type Route, routesOf, type Tools } from "#http/route.ts";
import { notices } from "./collections.ts";
import { channelName, resendNotice, template } from "./contract.ts";
import type { Notice } from "./rules.ts";

const route = routesOf("notification");
const PAGE_SIZE = 20;
const status = () => oneOf("QUEUED", "SENT", "FAILED");

const shownNotice = () =>
  record({
    noticeId: token("ntf"),
    /** What it is about: an order, a coupon of a member, a partner or an item. */
    subjectId: text(20),
    orderId: optional(token("ord")),
    template: template(),
    channel: channelName(),
    /** Of the name and the address no more than tells one person from another. */
    recipient: text(80),
    status: status(),
    attempts: count(1),
    sentAt: optional(text(40)),
  });

const shown = (notice: Shown) => ({
  noticeId: notice.noticeId,
  subjectId: notice.subjectId,
  ...(notice.subjectId.startsWith("ord_") ? { orderId: notice.subjectId } : {}),
  template: notice.template,
  channel: notice.channel,
  recipient: `${notice.recipientName.slice(0, 1)}* ${endOf(notice)}`,
  status: notice.status,
  attempts: notice.attempts,
  ...(notice.sentAt === undefined || notice.sentAt === null
    ? {}
    : { sentAt: rfc3339(notice.sentAt) }),
});

/** The last digits of a phone, or the host of a mail address. */
const endOf = ({ recipientPhone, recipientEmail }: Shown): string =>
  recipientPhone?.slice(-4) ?? recipientEmail?.replace(/^.*@/, "@").slice(0, 70) ?? "";

export const routes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/notices",
    summary: "What people were told, newest first; the cursor is the last of a page",
    access: ["operator"],
    query: record({
      status: optional(status()),
      orderId: optional(token("ord")),
      subjectId: optional(text(20)),
      cursor: optional(token("ntf")),
      limit: optional(count(1, 100)),
    }),
    answers: {
      200: record({ notices: listOf(shownNotice(), 100), nextCursor: optional(token("ntf")) }),
    },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async ({ query: { cursor, limit = PAGE_SIZE, ...query } }, tools) => {
      if (cursor !== undefined && (await noticeOf(cursor, tools)) === undefined) {
        return refuse("COMMON_INVALID_PARAMETER", [{ field: "cursor", code: "unknown" }]);
      }
      const found = await noticesWhere(
        tools,
        `($1::text is null or status = $1) and ($2::text is null or subject_id = $2)
           and ($3::text is null or (created_at, notice_id) <
                (select created_at, notice_id from ${notices.sqlName} where notice_id = $3))
         order by created_at desc, notice_id desc limit $4`,
        [query.status ?? null, query.orderId ?? query.subjectId ?? null, cursor ?? null, limit + 1],
      );
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        status: 200,
        body: {
          notices: page.map(shown),
          ...(last === undefined ? {} : { nextCursor: last.noticeId }),
        },
      };
    },
  }),

  route({
    method: "POST",
    path: "/api/notices/:noticeId/resends",
    summary: "Have a notice sent once more that was sent or could not be",
    access: ["operator"],
    params: record({ noticeId: token("ntf") }),
    answers: { 200: shownNotice() },
    refusals: ["COMMON_ENTITY_NOT_FOUND", "COMMON_ILLEGAL_STATUS"],
    handle: async ({ params: { noticeId } }, tools) => {
      const notice = await noticeOf(noticeId, tools);
      if (notice === undefined) return refuse("COMMON_ENTITY_NOT_FOUND");
      const { subjectId, template: of, number } = notice;
      const numbered = number === null || number === undefined ? {} : { number };
      const command = resendNotice({ subjectId, template: of, ...numbered });
      const { answer, position } = await tools.send(command);
      if ("refusal" in answer) return answer.refusal;
      return { status: 200, body: shown(answer.value as Notice), position };
    },
  }),
];

/** A notice as it is read: what is not yet so is null. */
type Shown = Omit<Notice, "data" | "sentAt" | "number" | "recipientPhone" | "recipientEmail"> & {
  readonly recipientPhone?: string | null | undefined;
  readonly recipientEmail?: string | null | undefined;
  readonly sentAt?: number | null | undefined;
  readonly number?: number | null | undefined;
};
const COLUMNS = `dedupe_key as "dedupeKey", notice_id as "noticeId", subject_id as "subjectId",
  template, number, channel, language, recipient_name as "recipientName",
  recipient_phone as "recipientPhone", recipient_email as "recipientEmail", status, attempts, sent_at as "sentAt"`;

const noticesWhere = ({ read }: Tools, condition: string, parameters: readonly unknown[]) =>
  read<Shown>(`select ${COLUMNS} from ${notices.sqlName} where ${condition}`, parameters);

const noticeOf = async (noticeId: string, tools: Tools): Promise<Shown | undefined> =>
  (await noticesWhere(tools, "notice_id = $1", [noticeId]))[0];
