import {
  type Collection,
  collection,
  countColumn,
  flagColumn,
  instantColumn,
  jsonTextColumn,
  maybeColumn,
  textColumn,
} from "./collection.ts";

/** The runtime's own tables, the same in every context's schema. Their columns are in `migrations/`. */

/** A message that could not be applied, kept with its reason while its key waits behind it. */
export type ParkedMessage = {
  /** `consumer/message id`. */
  readonly parkedId: string;
  readonly consumer: string;
  readonly key: string;
  readonly type: string;
  /** `threw`: deciding failed. `unreadable`: not a message we know. `waiting`: behind another of its key. */
  readonly reasonClass: "threw" | "unreadable" | "waiting" | "refused_by_database";
  readonly reason: string;
  /** The whole message as JSON text. */
  readonly message: string;
  /** Order of arrival among the parked messages of its key. */
  readonly arrived: number;
  readonly parkedAt: number;
};

/** A parked message that an operator gave up: never applied, and kept with who did so and why. */
export type DroppedMessage = Pick<
  ParkedMessage,
  "parkedId" | "consumer" | "key" | "type" | "reason" | "message"
> & {
  readonly droppedBy: string;
  readonly why: string;
  readonly droppedAt: number;
};

/** One try of an operator to have a parked message applied, in vain where it was parked again. */
export type RedrivenMessage = Pick<ParkedMessage, "consumer" | "key" | "type"> & {
  /** `redrive/parked id`. */
  readonly tryId: string;
  /** Those that were driven together share it. */
  readonly redriveId: string;
  readonly applied: boolean;
  readonly redrivenBy: string;
  readonly redrivenAt: number;
};

/** The instant by which a state must be left, and the command that then falls due. */
export type Deadline = {
  /** `name/key`. */
  readonly deadlineId: string;
  readonly at: number;
  /** The whole message as JSON text. */
  readonly message: string;
};

/** A call to the outside world: written with the state, run after commit. */
export type Task = {
  readonly taskId: string;
  readonly kind: string;
  readonly at: number;
  readonly attempts: number;
  /** The whole message as JSON text. */
  readonly message: string;
  readonly deadReason?: string | undefined;
};

/** The first answer to a write, kept for a repetition of it. */
export type StoredAnswer = {
  /** Hash of caller, route and key. */
  readonly answerId: string;
  readonly bodyHash: string;
  /** The answer as JSON text. */
  readonly answer: string;
  readonly storedAt: number;
};

export type SystemTables = {
  readonly parked: Collection<ParkedMessage>;
  readonly dropped: Collection<DroppedMessage>;
  readonly redriven: Collection<RedrivenMessage>;
  readonly deadlines: Collection<Deadline>;
  readonly tasks: Collection<Task>;
  readonly answers: Collection<StoredAnswer>;
};

const tables = new Map<string, SystemTables>();

/** The system tables of a context. */
export function systemTables(context: string): SystemTables {
  const known = tables.get(context);
  if (known !== undefined) return known;
  const made: SystemTables = {
    parked: collection<ParkedMessage>(`${context}.parked`, "parkedId", {
      parkedId: textColumn(),
      consumer: textColumn(),
      key: textColumn(),
      type: textColumn(),
      reasonClass: textColumn<ParkedMessage["reasonClass"]>(),
      reason: textColumn(),
      message: jsonTextColumn(),
      arrived: countColumn(),
      parkedAt: instantColumn(),
    }),
    dropped: collection<DroppedMessage>(`${context}.dropped`, "parkedId", {
      parkedId: textColumn(),
      consumer: textColumn(),
      key: textColumn(),
      type: textColumn(),
      reason: textColumn(),
      message: jsonTextColumn(),
      droppedBy: textColumn(),
      why: textColumn(),
      droppedAt: instantColumn(),
    }),
    redriven: collection<RedrivenMessage>(`${context}.redriven`, "tryId", {
      tryId: textColumn(),
      redriveId: textColumn(),
      consumer: textColumn(),
      key: textColumn(),
      type: textColumn(),
      applied: flagColumn(),
      redrivenBy: textColumn(),
      redrivenAt: instantColumn(),
    }),
    deadlines: collection<Deadline>(`${context}.deadlines`, "deadlineId", {
      deadlineId: textColumn(),
      at: instantColumn(),
      message: jsonTextColumn(),
    }),
    tasks: collection<Task>(`${context}.tasks`, "taskId", {
      taskId: textColumn(),
      kind: textColumn(),
      at: instantColumn(),
      attempts: countColumn(),
      message: jsonTextColumn(),
      deadReason: maybeColumn(textColumn()),
    }),
    answers: collection<StoredAnswer>(`${context}.answers`, "answerId", {
      answerId: textColumn(),
      bodyHash: textColumn(),
      answer: jsonTextColumn(),
      storedAt: instantColumn(),
    }),
  };
  tables.set(context, made);
  return made;
}
