import type { TokenKind } from "#kernel/ids.ts";
import { newToken, randomText } from "#kernel/ids.ts";
import type { Definition, Draft, Message } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import type { World } from "#kernel/world.ts";
import { blockedKey, type Transaction } from "#store/store.ts";
import { type ParkedMessage, type RedrivenMessage, systemTables } from "#store/system.ts";
import type { Answer, DeadlineChange, Moment, NewTask } from "./reaction.ts";
import type { Redrive, Root } from "./root.ts";
import type { Routing } from "./routing.ts";
import { type Rows, type RowsLeft, rowsOf } from "./rows.ts";

/** What a batch needs of its process. */
export type Setup = {
  readonly world: World;
  readonly policies: Policies;
  readonly routing: Routing;
  /** What is stated for a context of this process is decided in the same transaction. */
  readonly fused: () => boolean;
};

/** A message stated in this batch, by a context of this process. */
export type Stated = {
  readonly context: string;
  readonly definition: Definition;
  readonly message: Message;
};

/** All that a batch decided so far; lists only grow, so that a story can be taken back. */
export type Batch = {
  readonly setup: Setup;
  readonly transaction: Transaction;
  readonly rows: Rows;
  readonly at: number;
  readonly moment: MutableMoment;
  readonly stated: Stated[];
  readonly deadlines: {
    readonly context: string;
    readonly change: DeadlineChange;
    readonly message?: Message;
  }[];
  readonly tasks: {
    readonly context: string;
    readonly task: NewTask;
    readonly message: Message;
  }[];
  readonly answers: { readonly correlation: string; readonly answer: Answer }[];
  readonly parkedKeys: string[];
  /** Roots whose own first decision threw: the caller gets the error, nothing of them is written. */
  readonly failures: Map<Root, unknown>;
  readonly repeated: Set<Root>;
  /** The rows of parked messages that are driven again. */
  readonly redriven: Map<Root, ParkedMessage>;
  /** Keys blocked in the database, as of the latest fetch. */
  blocked: ReadonlySet<string>;
  /** Tokens made in this batch; undefined on a second try, when nothing is presumed. */
  readonly fresh: Set<string> | undefined;
  /** It takes over rows that it does not load: what is blocked must be asked for all the same. */
  readonly isBehind: boolean;
};

type MutableMoment = { -readonly [Field in keyof Moment]: Moment[Field] };

export function batchOf(
  setup: Setup,
  transaction: Transaction,
  firstTry: boolean,
  ahead?: RowsLeft,
): Batch {
  const { world, policies } = setup;
  const at = world.now();
  const fresh = firstTry ? new Set<string>() : undefined;
  return {
    setup,
    transaction,
    rows: rowsOf(transaction, ahead),
    at,
    moment: {
      at,
      message: undefined as never,
      policies,
      token: (kind: TokenKind) => {
        const token = newToken(kind, { now: () => at, random: world.random });
        fresh?.add(token);
        return token;
      },
      secret: (length) => randomText(length, world.random),
      maybe: world.maybe,
    },
    stated: [],
    deadlines: [],
    tasks: [],
    answers: [],
    parkedKeys: [],
    failures: new Map(),
    repeated: new Set(),
    redriven: new Map(),
    blocked: new Set(),
    fresh,
    isBehind: ahead !== undefined,
  };
}

/** Whether no row can stand under the key, because part of it was made in this batch. */
export function isFresh({ fresh }: Batch, key: string): boolean {
  if (fresh === undefined || fresh.size === 0) return false;
  if (fresh.has(key)) return true;
  return key.includes("/") && key.split("/").some((part) => fresh.has(part));
}

/** The message of a draft, caused by another message. */
export function messageOf(batch: Batch, draft: Draft, cause: Message): Message {
  const { definition, body } = draft;
  return {
    id: batch.setup.world.id(),
    type: definition.type,
    version: definition.version,
    at: batch.at,
    key: definition.keyOf(body),
    correlation: cause.correlation,
    cause: cause.id,
    requestId: cause.requestId,
    traceparent: cause.traceparent,
    actor: cause.actor,
    body,
  };
}

/** A message driven again passes what is parked, but not what was parked again before it. */
export function isBlocked(batch: Batch, consumer: string, key: string, redriven: boolean): boolean {
  if (batch.blocked.size === 0 && batch.parkedKeys.length === 0) return false;
  const blocked = blockedKey(consumer, key);
  return batch.parkedKeys.includes(blocked) || (!redriven && batch.blocked.has(blocked));
}

/** Keeps the message with its reason; its key now waits behind it. */
export function park(
  batch: Batch,
  consumer: string,
  parked: {
    readonly key: string;
    readonly id: string;
    readonly type: string;
    readonly text: string;
  },
  reasonClass: "threw" | "unreadable" | "waiting" | "refused_by_database",
  reason: string,
): void {
  const { parked: table } = systemTables(consumer);
  const parkedId = `${consumer}/${parked.id}`;
  batch.rows.presumeAbsent(table as never, parkedId);
  batch.rows.put(table as never, parkedId, {
    parkedId,
    consumer,
    key: parked.key,
    type: parked.type,
    reasonClass,
    reason: reason.slice(0, 2000),
    message: parked.text,
    arrived: batch.parkedKeys.length,
    parkedAt: batch.at,
  });
  batch.parkedKeys.push(blockedKey(consumer, parked.key));
}

/** It is parked no more, and it is kept who had it applied. Answers false where it was gone already. */
export function unpark(
  batch: Batch,
  root: Root,
  { context, key, redriveId, by }: Redrive,
): boolean {
  const { parked, redriven } = systemTables(context);
  const row = batch.rows.get(parked as never, key) as ParkedMessage | undefined;
  if (row === undefined) return false;
  batch.redriven.set(root, row);
  batch.rows.put(parked as never, key, undefined);
  const { consumer, type } = row;
  const tryId = tryIdOf({ redriveId, key });
  const names = { tryId, redriveId, consumer, key: row.key, type };
  const kept: RedrivenMessage = { ...names, applied: true, redrivenBy: by, redrivenAt: batch.at };
  batch.rows.presumeAbsent(redriven as never, tryId);
  batch.rows.put(redriven as never, tryId, kept);
  return true;
}

const tryIdOf = ({ redriveId, key }: Pick<Redrive, "redriveId" | "key">): string =>
  `${redriveId}/${key}`;

/** A message driven again in vain stays parked, in its place. */
export function parkAgain(batch: Batch, before: ParkedMessage, reason: string, of?: Redrive): void {
  const { parked: table, redriven } = systemTables(before.consumer);
  if (of !== undefined) {
    const tried = batch.rows.get(redriven as never, tryIdOf(of)) as RedrivenMessage;
    batch.rows.put(redriven as never, tried.tryId, { ...tried, applied: false });
  }
  batch.rows.put(table as never, before.parkedId, {
    ...before,
    reason: reason.slice(0, 2000),
  });
  batch.parkedKeys.push(blockedKey(before.consumer, before.key));
}

export const markOf = (batch: Batch) => ({
  rows: batch.rows.mark(),
  stated: batch.stated.length,
  deadlines: batch.deadlines.length,
  tasks: batch.tasks.length,
  answers: batch.answers.length,
  parkedKeys: batch.parkedKeys.length,
});

/** Everything decided since the mark is as if it had never been. */
export function takeBack(batch: Batch, mark: ReturnType<typeof markOf>): void {
  batch.rows.takeBack(mark.rows);
  batch.stated.length = mark.stated;
  batch.deadlines.length = mark.deadlines;
  batch.tasks.length = mark.tasks;
  batch.answers.length = mark.answers;
  batch.parkedKeys.length = mark.parkedKeys;
}
