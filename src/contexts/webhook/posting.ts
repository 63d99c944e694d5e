/** Sends events to the systems of shops. Whatever happens there is an answer, and never a failure of ours. */
import type { BodyOf, Message } from "#kernel/message.ts";
import type { World } from "#kernel/world.ts";
import type { Destinations } from "#http/destinations.ts";
import { callOut, type Incoming } from "#http/outgoing.ts";
import { signedHeaders } from "#http/standardWebhooks.ts";
import type { TaskRunner } from "#runtime/tasks.ts";
import { noteAttempt, type post } from "./contract.ts";
import type { WebhookSecrets } from "./secrets.ts";

/** What is needed to reach shops' systems. */
export type Posting = {
  readonly secrets: WebhookSecrets;
  readonly destinations: Destinations;
  readonly world: Pick<World, "now" | "after">;
};

const ANSWER_WITHIN_MS = 15_000;
const CONNECT_WITHIN_MS = 5_000;
const RETRY_AFTER_MAX_MS = 86_400_000;

export const postingOf =
  (posting: Posting): TaskRunner =>
  async (message, signal) => {
    const event = (message as Message<BodyOf<typeof post>>).body;
    const { webhookId, deliveryKey, attempt } = event;
    const incoming = await send(posting, event, signal).catch(() => undefined);
    return noteAttempt({ webhookId, deliveryKey, attempt, ...answerIn(incoming) });
  };

/** No more than the status and a few headers is read of an answer, and no redirect is followed. */
async function send(
  { secrets, destinations, world }: Posting,
  { url, webhookId, deliveryId: id, secretNos, body }: BodyOf<typeof post>,
  signal: AbortSignal,
): Promise<Incoming | undefined> {
  if (!(await destinations.allows(url))) return undefined;
  const keys = secretNos.map((secretNo) => secrets.secretOf(webhookId, secretNo));
  const headers = { ...signedHeaders(keys, { id, at: world.now(), body }) };
  const limits = {
    connectWithinMs: CONNECT_WITHIN_MS,
    answerWithinMs: ANSWER_WITHIN_MS,
    answerBytesMax: 0,
    lookup: destinations.lookup,
  };
  return callOut({ url, method: "POST", headers, body }, limits, world, signal);
}

function answerIn(incoming: Incoming | undefined) {
  if (incoming === undefined) return {};
  const { status, headers } = incoming;
  const seconds = Number(headers["retry-after"]);
  return Number.isInteger(seconds) && seconds > 0
    ? { status, retryAfterMs: Math.min(seconds * 1_000, RETRY_AFTER_MAX_MS) }
    : { status };
}
