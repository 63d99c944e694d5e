import {
  collection,
  countColumn,
  instantColumn,
  jsonColumn,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { type ChannelName, noticeData, type NoticeData, type Template } from "./contract.ts";
import type { Letter, Notice, NoticeStatus } from "./rules.ts";

export const notices = collection<Notice>("notification.notices", "dedupeKey", {
  dedupeKey: textColumn(),
  noticeId: textColumn(),
  subjectId: textColumn(),
  template: textColumn<Template>(),
  number: maybeColumn(countColumn()),
  channel: textColumn<ChannelName>(),
  language: textColumn<Notice["language"]>(),
  recipientName: textColumn(),
  recipientPhone: maybeColumn(textColumn()),
  recipientEmail: maybeColumn(textColumn()),
  data: jsonColumn<NoticeData>(noticeData()),
  status: textColumn<NoticeStatus>(),
  attempts: countColumn(),
  sentAt: maybeColumn(instantColumn()),
});

export const letters = collection<Letter>("notification.letters", "letterId", {
  letterId: textColumn(),
  subjectId: textColumn(),
  template: textColumn<Template>(),
  data: jsonColumn<NoticeData>(noticeData()),
});
