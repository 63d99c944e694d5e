import type { Actor, Draft } from "#kernel/message.ts";
import type { Answer } from "./reaction.ts";

/** How a request gives its command to the group of contexts in this process. */
export type Send = (draft: Draft, options: SendOptions) => Promise<Sent>;

export type SendOptions = {
  readonly actor: Actor;
  readonly requestId: string;
  readonly traceparent?: string | undefined;
  /** Names the write for repetition: the same id and body get the first answer again. */
  readonly idempotency?: { readonly answerId: string; readonly bodyHash: string } | undefined;
  /** A token that was made for this command: no row can exist under it yet, so none is looked for. */
  readonly fresh?: string | undefined;
  /** Waits that long for a settled answer; 0 takes the first. */
  readonly waitMs?: number | undefined;
};

export type Sent = {
  readonly answer: Answer;
  /** Where the context's log stood after it: a read that sends it back sees this write. */
  readonly position: Position | undefined;
  /** How long was waited, after the commit, for an outcome that other processes decide. */
  readonly waitedMs?: number;
  /** The answer is that of an earlier, equal request. */
  readonly repeated: boolean;
};

export type Position = {
  readonly stream: string;
  readonly slot: number;
  readonly position: number;
};

/** Thrown by `send` when the intake is full or draining: the caller may come back shortly. */
export class Overloaded extends Error {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super("the intake is full");
    this.name = "Overloaded";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
