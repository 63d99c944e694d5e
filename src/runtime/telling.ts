import { refuse, type Refusal } from "#kernel/refusal.ts";
import {
  type DroppedMessage,
  type ParkedMessage,
  type StoredAnswer,
  systemTables,
} from "#store/system.ts";
import { type Batch, markOf, park, takeBack, unpark } from "./batch.ts";
import { ANSWERS_KEPT_MS } from "./forgetting.ts";
import type { Answer } from "./reaction.ts";
import type { Drop, Root } from "./root.ts";
import type { Want } from "./rows.ts";
import {
  collectNeeds,
  decideInWaves,
  type Delivery,
  delivery,
  fetchRows,
  wantKey,
} from "./wave.ts";

/** Decides the stories of all roots, in order, with everything they cause in this process. */
export async function tellStories(batch: Batch, roots: readonly Root[]): Promise<void> {
  await fetchFirstRows(batch, roots);
  for (const root of roots) parkUnreadable(batch, root);
  await tell(
    batch,
    roots.filter((root) => isLive(batch, root)),
  );
}

/** The deliveries of a single root that is not to be decided; its system rows are used up. */
export async function openAlone(batch: Batch, root: Root): Promise<readonly Delivery[]> {
  const want: Want = new Map();
  for (const [table, key] of systemRowsOf(root)) wantKey(want, table as never, key);
  if (want.size > 0) await fetchRows(batch, want);
  return isLive(batch, root) ? deliveriesOf(batch, root) : [];
}

function parkUnreadable(batch: Batch, { unreadable, consumers }: Root): void {
  if (unreadable === undefined || consumers === undefined) return;
  for (const consumer of consumers) {
    park(batch, consumer, unreadable, "unreadable", unreadable.reason);
  }
}

/** What the first wave names and what the roots themselves use up, in one round trip. */
async function fetchFirstRows(batch: Batch, roots: readonly Root[]): Promise<void> {
  const want: Want = new Map();
  for (const root of roots) {
    if (root.request?.fresh !== undefined) batch.fresh?.add(root.request.fresh);
    for (const [table, key] of systemRowsOf(root)) wantKey(want, table as never, key);
    for (const of of deliveriesOf(batch, root)) collectNeeds(batch, of, want);
  }
  if (want.size > 0 || batch.isBehind) await fetchRows(batch, want);
}

function systemRowsOf(root: Root): readonly (readonly [unknown, string])[] {
  const { request, message, deadline, task, redrive, drop } = root;
  if (request?.idempotency !== undefined && message !== undefined) {
    return [[answersOf(root), request.idempotency.answerId]];
  }
  if (deadline !== undefined) return [[systemTables(deadline.context).deadlines, deadline.key]];
  if (task !== undefined) return [[systemTables(task.context).tasks, task.key]];
  const unparked = redrive ?? drop;
  if (unparked !== undefined) return [[systemTables(unparked.context).parked, unparked.key]];
  return [];
}

/** A request's answer is kept by the context it was addressed to. */
const answersOf = ({ definition }: Root) => systemTables(definition?.context ?? "").answers;

function deliveriesOf(batch: Batch, root: Root): readonly Delivery[] {
  const { message, consumers } = root;
  if (message === undefined) return [];
  const reactions = batch.setup.routing.reactionsTo(message.type);
  const heard =
    consumers === undefined
      ? reactions
      : reactions.filter((reaction) => consumers.has(reaction.context));
  return heard.map((reaction) => delivery(root, reaction, message));
}

/** Repeated requests have their answer already; a deadline may have been cleared or moved. */
function isLive(batch: Batch, root: Root): boolean {
  const { request, deadline, task, redrive, drop } = root;
  if (request?.idempotency !== undefined) return !answerAgain(batch, root, request.idempotency);
  if (deadline !== undefined) {
    const { deadlines } = systemTables(deadline.context);
    const row = batch.rows.get(deadlines as never, deadline.key) as { at: number } | undefined;
    if (row === undefined || row.at > batch.at) return false;
    batch.rows.put(deadlines as never, deadline.key, undefined);
  }
  if (task !== undefined) return useUp(batch, systemTables(task.context).tasks, task.key);
  if (redrive !== undefined) return unpark(batch, root, redrive);
  return drop === undefined || giveUp(batch, root, drop);
}

/** It moves from one table to the other; what waits behind it is for the operator to drive again. */
function giveUp(batch: Batch, root: Root, { context, key, by, why }: Drop): boolean {
  const { parked, dropped } = systemTables(context);
  const row = batch.rows.get(parked as never, key) as ParkedMessage | undefined;
  if (row === undefined) return false;
  batch.redriven.set(root, row);
  batch.rows.put(parked as never, key, undefined);
  const { reasonClass: _, arrived: __, parkedAt: ___, ...named } = row;
  const kept: DroppedMessage = { ...named, droppedBy: by, why, droppedAt: batch.at };
  batch.rows.presumeAbsent(dropped as never, key);
  batch.rows.put(dropped as never, key, kept);
  return true;
}

function useUp(batch: Batch, table: unknown, key: string): boolean {
  const there = batch.rows.get(table as never, key) !== undefined;
  if (there) batch.rows.put(table as never, key, undefined);
  return there;
}

function answerAgain(
  batch: Batch,
  root: Root,
  { answerId, bodyHash }: { readonly answerId: string; readonly bodyHash: string },
): boolean {
  const stored = batch.rows.get(answersOf(root) as never, answerId) as StoredAnswer | undefined;
  if (stored === undefined || stored.storedAt < batch.at - ANSWERS_KEPT_MS) return false;
  batch.repeated.add(root);
  const answer: Answer =
    stored.bodyHash === bodyHash
      ? (JSON.parse(stored.answer) as Answer)
      : { settled: true, refusal: refuse("IDEMPOTENCY_KEY_REUSED") };
  batch.answers.push({ correlation: correlationOf(root), answer });
  return true;
}

const correlationOf = (root: Root): string => root.message?.correlation ?? "";

/**
 * A refused request leaves nothing: all is taken back and told again without it, and the refused
 * ones after that, one by one, so that nobody is refused for what somebody refused had held.
 */
async function tell(batch: Batch, roots: readonly Root[]): Promise<void> {
  const mark = markOf(batch);
  const refused = await decideInWaves(
    batch,
    roots.flatMap((root) => deliveriesOf(batch, root)),
  );
  if (refused.size === 0) return;
  takeBack(batch, mark);
  const [only] = roots;
  if (roots.length === 1 && only !== undefined) return answerRefusal(batch, only, refused);
  // Told again, what threw may do: on what another had changed that is now taken back.
  for (const root of roots) batch.failures.delete(root);
  const others = roots.filter((root) => !refused.has(root));
  if (others.length > 0) await tell(batch, others);
  for (const root of refused.keys()) await tell(batch, [root]);
}

function answerRefusal(batch: Batch, root: Root, refused: ReadonlyMap<Root, Refusal>): void {
  const refusal = refused.get(root);
  if (refusal === undefined) return;
  batch.answers.push({
    correlation: correlationOf(root),
    answer: { settled: true, refusal },
  });
}

/** Keeps the answers of requests that may be repeated, in the transaction of their effect. */
export function storeAnswers(
  batch: Batch,
  roots: readonly Root[],
  answers: ReadonlyMap<string, Answer>,
): void {
  for (const root of roots) {
    const idempotency = root.request?.idempotency;
    const answer = answers.get(correlationOf(root));
    if (idempotency === undefined || answer === undefined || batch.repeated.has(root)) continue;
    if (batch.failures.has(root)) continue;
    const { answerId, bodyHash } = idempotency;
    batch.rows.put(answersOf(root) as never, answerId, {
      answerId,
      bodyHash,
      answer: answerText(answer),
      storedAt: batch.at,
    });
  }
}

/** Amounts are integers in JSON, as everywhere. */
const answerText = (answer: Answer): string =>
  JSON.stringify(answer, (_, value: unknown) =>
    typeof value === "bigint" ? Number(value) : value,
  );
