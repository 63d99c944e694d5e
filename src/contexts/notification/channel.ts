import type { BodyOf } from "#kernel/message.ts";
import type { TaskRunner, TaskRunners } from "#runtime/tasks.ts";
import { CHANNEL_NAMES, type ChannelName, type deliver, recordDelivery } from "./contract.ts";
import { taskKindOf } from "./reactions.ts";
import { wordsOf } from "./rules/wording.ts";

/** What is given to a channel. The key makes it one message, however often it is given. */
export type Letter = {
  readonly key: string;
  /** A phone, or for mail an address. */
  readonly to: { readonly name: string; readonly phone?: string; readonly email?: string };
  readonly title: string;
  readonly text: string;
  readonly link?: string;
};

/**
 * A way to reach people: a messenger, text messages, mail. TAKEN: the letter is theirs to deliver.
 * REFUSED: it never will be, as to a number that does not exist. Rejects when nothing is known: the
 * same letter is given again later.
 */
export type Channel = (letter: Letter, signal: AbortSignal) => Promise<"TAKEN" | "REFUSED">;
export type Channels = Readonly<Record<ChannelName, Channel | undefined>>;

/** Says where a gift's link leads, with its secret. */
export type LinkOf = (giftId: string) => string;

/** Those who give notices to their channels. The link is made here, after the commit: it is stored nowhere. */
export const runnersOn = (channels: Channels, linkOf: LinkOf): TaskRunners =>
  Object.fromEntries(
    CHANNEL_NAMES.flatMap((name) => {
      const channel = channels[name];
      return channel === undefined ? [] : [[taskKindOf(name), runnerOf(channel, linkOf)]];
    }),
  );

const runnerOf =
  (channel: Channel, linkOf: LinkOf): TaskRunner =>
  async (message, signal) => {
    const notice = message.body as Notice;
    const { subjectId, template, noticeId, attempt, number } = notice;
    const named = number === undefined ? { subjectId, template } : { subjectId, template, number };
    const taken = await channel(letterOf(notice, linkOf), signal);
    const outcome = taken === "TAKEN" ? "SENT" : "FAILED";
    return recordDelivery({ ...named, noticeId, attempt, outcome });
  };

const addressOf = ({ recipientName: name, recipientPhone, recipientEmail }: Notice) => ({
  name,
  ...(recipientPhone === undefined ? {} : { phone: recipientPhone }),
  ...(recipientEmail === undefined ? {} : { email: recipientEmail }),
});

type Notice = BodyOf<typeof deliver>;
function letterOf(notice: Notice, linkOf: LinkOf): Letter {
  const { template, data, language } = notice;
  return {
    key: `${notice.noticeId}.${notice.attempt}`,
    to: addressOf(notice),
    ...wordsOf(template, data, language),
    ...(template === "GIFT_LINK" && data.giftId !== undefined ? { link: linkOf(data.giftId) } : {}),
  };
}
