import { newToken, type TokenKind } from "#kernel/ids.ts";
import type { Actor, Draft } from "#kernel/message.ts";
import type { Refusal } from "#kernel/refusal.ts";
import { Overloaded } from "#runtime/sending.ts";
import { Passing } from "#store/store.ts";
import type { Draw } from "./draw.ts";
import type { Fleet } from "./fleet.ts";
import { Down, Lost } from "./process.ts";
import type { Run } from "./run.ts";

/** What a client was told. */
export type Answered =
  { readonly value: Readonly<Record<string, unknown>> } | { readonly refusal: Refusal };

/** One write as a client remembers it, with all its tries. */
export type Write = {
  readonly route: string;
  readonly key: string;
  readonly orderIds: string[];
  readonly requestIds: string[];
  readonly answers: Answered[];
};
export type History = Write[];

/** `make` is called for each try: a route makes new tokens each time. */
export type Ask = {
  readonly route: string;
  readonly actor: Actor;
  readonly make: () => { readonly draft: Draft; readonly fresh?: string };
};

export type Client = {
  /** The answer; undefined when it gave up, and the write may be done or not. */
  readonly write: (ask: Ask) => Promise<Answered | undefined>;
  readonly think: (mostMs?: number) => Promise<void>;
  readonly token: (kind: TokenKind) => string;
  readonly draw: Draw;
};

const TRIES_MAX = 6;
const PATIENCE_MS = 2_000;

class InProgress extends Error {}
class TimedOut extends Error {}

/** Writes as a good client does: with a key, again with the same key when no answer came. */
export function clientOf(run: Run, fleet: Fleet, history: History): Client {
  const { draw, timeline, faults } = run;
  return {
    draw,
    token: (kind) => newToken(kind, { now: timeline.now, random: draw.bytes }),
    think: (mostMs = 400) => timeline.sleep(draw.below(mostMs)),
    write: async (ask) => {
      const key = `${run.newId()}-${ask.actor.memberId ?? ask.actor.role}`;
      const write = { route: ask.route, key, orderIds: [], requestIds: [], answers: [] };
      history.push(write);
      const answered = () => untilAnswered(run, fleet, ask, write);
      if (!faults.doubleClicks()) return answered();
      run.sometimes("double_click");
      const [one, other] = await Promise.all([answered(), answered()]);
      return one ?? other;
    },
  };
}

async function untilAnswered(
  run: Run,
  fleet: Fleet,
  ask: Ask,
  write: Write,
): Promise<Answered | undefined> {
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    try {
      const answered = await tryOnce(run, fleet, ask, write);
      write.answers.push(answered);
      run.tell(() => `client: ${write.key} ${write.route} → ${shownAnswer(answered)}`);
      if ("refusal" in answered) run.sometimes(`refused ${answered.refusal.refusal}`);
      return answered;
    } catch (error) {
      noteFailure(run, error);
      run.tell(() => `client: ${write.key} ${write.route} fails: ${String(error)}`);
    }
    await run.timeline.sleep(run.draw.between(20, 400) * tries);
  }
  run.sometimes("client_gave_up");
  return undefined;
}

async function tryOnce(run: Run, fleet: Fleet, ask: Ask, write: Write): Promise<Answered> {
  const answered = await new Promise<Answered>((resolve, reject) => {
    const giveUp = run.timeline.after(PATIENCE_MS, () => reject(new TimedOut(write.key)));
    sendOnce(run, fleet, ask, write).then(resolve, reject).finally(giveUp);
  });
  if (run.faults.losesAnswer()) throw new Lost("the answer was lost on its way");
  return answered;
}

/** One try at one process, behind the guard that keeps two writes of a key apart. */
async function sendOnce(run: Run, fleet: Fleet, ask: Ask, write: Write): Promise<Answered> {
  const { draft, fresh } = ask.make();
  const requestId = `${write.key}#${write.requestIds.length}`;
  write.requestIds.push(requestId);
  if (fresh !== undefined) write.orderIds.push(fresh);
  const process = run.draw.pick(fleet.cellOf(draft.definition.context).processes);
  const answerId = `${ask.actor.memberId ?? ask.actor.role}|${write.route}|${write.key}`;
  const guard = process.guard();
  if (!guard.begin(answerId) && run.plant.unguardedFront === undefined) {
    run.sometimes("same_key_together");
    throw new InProgress(write.key);
  }
  try {
    const { answer, repeated } = await process.request(draft, {
      actor: ask.actor,
      requestId,
      idempotency: { answerId, bodyHash: answerId },
      fresh,
      waitMs: run.draw.pick([0, 300]),
    });
    if (repeated) run.sometimes("answered_again");
    return "refusal" in answer
      ? { refusal: answer.refusal }
      : { value: answer.value as Readonly<Record<string, unknown>> };
  } finally {
    guard.end(answerId);
  }
}

const shownAnswer = (answered: Answered): string =>
  "refusal" in answered
    ? answered.refusal.refusal
    : `${String(answered.value["status"] ?? "done")} ${String(answered.value["orderId"] ?? "")}`;

function noteFailure(run: Run, error: unknown): void {
  if (error instanceof Lost) run.sometimes("answer_lost");
  else if (error instanceof Overloaded) run.sometimes("overloaded");
  else if (error instanceof Passing) run.sometimes("answered_503");
  else if (!(error instanceof Down || error instanceof InProgress || error instanceof TimedOut)) {
    run.sometimes("answered_500");
  }
}
