import type { Actor, Draft, Message } from "#kernel/message.ts";
import { impossible, type Refusal } from "#kernel/refusal.ts";
import type { Collection, Many, One } from "#store/collection.ts";
import { Passing } from "#store/store.ts";
import {
  type Batch,
  isBlocked,
  isFresh,
  markOf,
  messageOf,
  park,
  parkAgain,
  takeBack,
} from "./batch.ts";
import type { Decision, Needs, Reaction } from "./reaction.ts";
import type { Root } from "./root.ts";
import type { Want } from "./rows.ts";

/** A cascade deeper than this is a circle: its last messages are parked. */
const DEPTH_MAX = 64;
/** What falls due is nobody's request any more. */
const SYSTEM: Actor = { role: "system" };

/** A message on its way to one reaction. */
export type Delivery = {
  readonly root: Root;
  readonly reaction: Reaction;
  readonly message: Message;
  /** Named by the message alone, so named once. */
  needs: Needs | undefined;
  /** All rows that it can ever need are known: a batch forgets none. */
  isReady: boolean;
};

export const delivery = (root: Root, reaction: Reaction, message: Message): Delivery => ({
  root,
  reaction,
  message,
  needs: undefined,
  isReady: false,
});

/**
 * Decides the deliveries, then what they stated for contexts of this process, and so on, until
 * nothing is left. Answers with the requests that were refused on the way: their stories must be
 * taken back.
 */
export async function decideInWaves(
  batch: Batch,
  first: readonly Delivery[],
): Promise<ReadonlyMap<Root, Refusal>> {
  const refused = new Map<Root, Refusal>();
  let wave = first;
  for (let depth = 0; wave.length > 0; depth++) {
    if (depth === DEPTH_MAX) {
      for (const of of wave) parkDelivery(batch, of, "threw", "the cascade is too deep");
      break;
    }
    await fetchNeeds(batch, wave);
    wave = decideWave(batch, wave, refused);
  }
  return refused;
}

/** Loads every row the deliveries name, and those that only loaded rows can name. */
async function fetchNeeds(batch: Batch, wave: readonly Delivery[]): Promise<void> {
  for (;;) {
    const want: Want = new Map();
    for (const of of wave) collectNeeds(batch, of, want);
    if (want.size === 0) return;
    await fetchRows(batch, want);
  }
}

/** Blocked keys are read after the rows are locked: what another process parked before is seen. */
export async function fetchRows(batch: Batch, want: Want): Promise<void> {
  const rows = batch.rows.fetch(want);
  const blocked = batch.transaction.blockedKeys(batch.setup.routing.contexts);
  await Promise.all([rows, blocked]);
  batch.blocked = await blocked;
}

/** A `needs` that throws is left to `decide`, where the message is parked. */
export function collectNeeds(batch: Batch, of: Delivery, want: Want): void {
  try {
    if (of.isReady) return;
    const needs = needsOf(of);
    if (!collectMissing(batch, needs, want)) return;
    const more = moreNeeds(batch, of, needs);
    if (more !== undefined) collectMissing(batch, more, want);
    of.isReady = of.reaction.thenNeeds === undefined;
  } catch {
    return;
  }
}

const NOTHING: Needs = {};

function needsOf(of: Delivery): Needs {
  return (of.needs ??= of.reaction.needs?.(of.message.body as never) ?? NOTHING);
}

const moreNeeds = (batch: Batch, of: Delivery, needs: Needs): Needs | undefined =>
  of.reaction.thenNeeds?.(of.message.body as never, stateOf(batch, needs) as never, of.message.at);

/** Adds what is not known yet to `want`; answers whether everything was known. */
function collectMissing(batch: Batch, needs: Needs, want: Want): boolean {
  let known = true;
  for (const name in needs) {
    const selection = needs[name] as One<unknown> | Many<unknown>;
    const { collection } = selection;
    if (selection.shape === "one") {
      if (!isKnown(batch, collection, selection.key))
        known = wantKey(want, collection, selection.key);
    } else {
      for (const key of selection.keys) {
        if (!isKnown(batch, collection, key)) known = wantKey(want, collection, key);
      }
    }
  }
  return known;
}

function isKnown(batch: Batch, collection: Collection, key: string): boolean {
  if (batch.rows.has(collection, key)) return true;
  if (!isFresh(batch, key)) return false;
  batch.rows.presumeAbsent(collection, key);
  return true;
}

export function wantKey(want: Want, collection: Collection, key: string): false {
  const keys = want.get(collection);
  if (keys === undefined) want.set(collection, new Set([key]));
  else keys.add(key);
  return false;
}

function stateOf(batch: Batch, needs: Needs): Record<string, unknown> {
  const state: Record<string, unknown> = {};
  for (const name in needs) {
    const selection = needs[name] as One<unknown> | Many<unknown>;
    state[name] =
      selection.shape === "one"
        ? batch.rows.get(selection.collection, selection.key)
        : presentRows(batch, selection);
  }
  return state;
}

function presentRows(batch: Batch, { collection, keys }: Many<unknown>): Map<string, unknown> {
  const rows = new Map<string, unknown>();
  for (const key of keys) {
    const row = batch.rows.get(collection, key);
    if (row !== undefined) rows.set(key, row);
  }
  return rows;
}

function decideWave(
  batch: Batch,
  wave: readonly Delivery[],
  refused: Map<Root, Refusal>,
): readonly Delivery[] {
  const next: Delivery[] = [];
  const postponed = new Set<string>();
  for (const of of wave) {
    if (refused.has(of.root)) continue;
    const place = `${of.reaction.context} ${of.message.key}`;
    if (isBlocked(batch, of.reaction.context, of.message.key, isOfRedrivenKey(of))) {
      holdBack(batch, of);
    } else if (postponed.has(place) || !decideOne(batch, of, next, refused)) {
      // A decision of this wave changed what it needs: asked again in the next, with its key behind it.
      postponed.add(place);
      next.push(of);
    }
  }
  return next;
}

/** What a message driven again leads to passes the parked ones of its own key, and of no other consumer's. */
const isOfRedrivenKey = ({ root: { redrive, message: first }, reaction, message }: Delivery) =>
  redrive?.context === reaction.context && first?.key === message.key;

/** What is blocked waits in its place; a request does not wait unseen: its caller may come again. */
function holdBack(batch: Batch, of: Delivery): void {
  const reason = "waits behind a parked message of its key";
  if (of.root.request === undefined || of.message !== of.root.message) {
    parkDelivery(batch, of, "waiting", reason);
  } else {
    batch.failures.set(of.root, new Passing("unavailable", new Error(reason)));
  }
}

/** Answers false when rows are missing; else the message was decided, refused or parked. */
function decideOne(
  batch: Batch,
  of: Delivery,
  next: Delivery[],
  refused: Map<Root, Refusal>,
): boolean {
  const mark = markOf(batch);
  const nextLength = next.length;
  try {
    const needs = needsOf(of);
    const more = of.isReady ? undefined : moreNeeds(batch, of, needs);
    if (more !== undefined && !collectMissing(batch, more, new Map())) return false;
    const all = more === undefined ? needs : { ...needs, ...more };
    batch.moment.message = of.message;
    const decision = of.reaction.decide(
      of.message.body as never,
      stateOf(batch, all) as never,
      batch.moment,
    ) as Decision;
    if (decision.refusesStory !== undefined && of.root.request !== undefined) {
      refused.set(of.root, decision.refusesStory);
    } else {
      apply(batch, of, all, decision, next);
    }
  } catch (error) {
    takeBack(batch, mark);
    next.length = nextLength;
    if (of.root.request !== undefined && of.message === of.root.message) {
      batch.failures.set(of.root, error);
    } else {
      parkDelivery(batch, of, "threw", error instanceof Error ? error.message : String(error));
    }
  }
  return true;
}

function apply(
  batch: Batch,
  of: Delivery,
  needs: Needs,
  decision: Decision,
  next: Delivery[],
): void {
  const { context } = of.reaction;
  const { changed, added, emitted, deadlines, tasks, answer } = decision;
  if (changed !== undefined) putRows(batch, needs, changed);
  if (added !== undefined) for (const addition of added) batch.rows.add(addition);
  if (emitted !== undefined) for (const draft of emitted) state(batch, of, draft, next);
  if (deadlines !== undefined) {
    for (const change of deadlines) {
      if ("cleared" in change) batch.deadlines.push({ context, change });
      else
        batch.deadlines.push({
          context,
          change,
          message: { ...messageOf(batch, change.command, of.message), actor: SYSTEM },
        });
    }
  }
  if (tasks !== undefined) {
    for (const task of tasks) {
      batch.tasks.push({
        context,
        task,
        message: messageOf(batch, task.command, of.message),
      });
    }
  }
  if (answer !== undefined) batch.answers.push({ correlation: of.message.correlation, answer });
}

function putRows(batch: Batch, needs: Needs, changed: Readonly<Record<string, unknown>>): void {
  for (const name in changed) {
    const selection = needs[name] as One<unknown> | Many<unknown> | undefined;
    if (selection === undefined) impossible(`${name} was changed without being needed`);
    const row = changed[name];
    if (row === undefined) continue;
    if (selection.shape === "one") putRow(batch, selection.collection, selection.key, row);
    else {
      for (const each of row as readonly unknown[]) {
        putRow(batch, selection.collection, selection.collection.keyOf(each), each);
      }
    }
  }
}

function putRow(batch: Batch, collection: Collection, key: string, row: unknown): void {
  if (row === null) return batch.rows.put(collection, key, undefined);
  if (collection.keyOf(row) !== key) impossible(`${collection.table} ${key} was given another key`);
  batch.rows.put(collection, key, row);
}

/** A stated message goes to the log, and to the reactions of this process in the next wave. */
function state(batch: Batch, of: Delivery, draft: Draft, next: Delivery[]): void {
  const { definition } = draft;
  const { context } = of.reaction;
  if (definition.kind === "fact" && definition.context !== context) {
    impossible(`${context} stated ${definition.type}, a fact of ${definition.context}`);
  }
  if (definition.kind === "command" && definition.context !== context) {
    if (!batch.setup.routing.maySend(context, definition.type)) {
      impossible(`${context} sent ${definition.type}, which it does not declare to send`);
    }
  }
  const message = messageOf(batch, draft, of.message);
  batch.stated.push({ context, definition, message });
  if (!batch.setup.fused()) return;
  for (const reaction of batch.setup.routing.reactionsTo(definition.type)) {
    next.push(delivery(of.root, reaction, message));
  }
}

function parkDelivery(
  batch: Batch,
  { reaction, message, root }: Delivery,
  reasonClass: "threw" | "waiting",
  reason: string,
): void {
  const { key, id, type } = message;
  const before = root.message === message ? batch.redriven.get(root) : undefined;
  // Driven again in vain: it keeps its place among the parked messages of its key.
  if (before !== undefined) return parkAgain(batch, before, reason, root.redrive);
  const text = reaction.definition.encode(message);
  park(batch, reaction.context, { key, id, type, text }, reasonClass, reason);
}
