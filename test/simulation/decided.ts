import type { Moment } from "#runtime/reaction.ts";
import type { Outcome } from "#store/store.ts";
import type { ParkedMessage } from "#store/system.ts";
import { watchDecisions } from "./platform.ts";
import { appliedKey, type AppliedMessage, type Run } from "./run.ts";
import { meeting } from "./sometimes.ts";

/** What the batches that are under way in a process decided so far. */
export type Decided = {
  /** One is committed with that outcome: what it applied, once and for all. */
  readonly take: (outcome: Outcome) => readonly AppliedMessage[];
  /** That outcome was not committed. */
  readonly forget: (outcome: Outcome) => void;
};

type Attempt = {
  readonly moment: Moment;
  readonly idBefore: number;
  readonly decided: Map<string, AppliedMessage>;
};

/** Watches the decisions of the process whose World has that `maybe`. */
export function decidedBy(run: Run, maybe: Moment["maybe"]): Decided {
  // One may be decided while the one before it is committed, or tried again in vain.
  const attempts: Attempt[] = [];
  const attemptAt = (moment: Moment): Attempt => {
    const known = attempts.find((attempt) => attempt.moment === moment);
    if (known !== undefined) return known;
    const made = { moment, idBefore: run.lastId(), decided: new Map<string, AppliedMessage>() };
    attempts.push(made);
    return made;
  };
  const remove = ({ at }: Outcome): Attempt | undefined => {
    const place = attempts.findIndex(({ moment }) => moment.at === at);
    return place === -1 ? undefined : attempts.splice(0, place + 1).at(-1);
  };
  watchDecisions(maybe, {
    before: (consumer, { type }) => {
      if (!run.faults.throws()) return;
      run.tell(() => `${consumer} throws at ${type}`);
      throw new Error("planted by the simulation");
    },
    decided: (consumer, message, { isFact, state, moment }) => {
      const met = meeting(consumer, message.type, state as never);
      if (met !== undefined) run.sometimes(met);
      const { id, key } = message;
      attemptAt(moment).decided.set(appliedKey(consumer, id), {
        consumer,
        key,
        id,
        isFact,
        times: 1,
      });
    },
  });
  const take = (outcome: Outcome) => {
    const attempt = remove(outcome);
    if (attempt === undefined) return [];
    const { idBefore, decided } = attempt;
    const parked = parkedBy(outcome);
    const stated = statedIn(outcome);
    // A batch may be told again without a story that was refused: what only the first telling stated,
    // or decided and the second parks, never was.
    const was = ({ consumer, id }: AppliedMessage): boolean =>
      !parked.has(`${consumer}/${id}`) && (stated.has(id) || !isNewerThan(id, idBefore));
    const taken = [...decided.values()].filter(was);
    for (const message of taken) {
      const name = appliedKey(message.consumer, message.id);
      run.applied.set(name, { ...message, times: (run.applied.get(name)?.times ?? 0) + 1 });
    }
    return taken;
  };
  return { take, forget: (outcome) => void remove(outcome) };
}

/** Ids are `m` and a number that rises; those of the town's foundation are older than all. */
const isNewerThan = (id: string, number: number): boolean =>
  id.startsWith("m") && Number(id.slice(1)) > number;

const parkedBy = ({ changes }: Outcome): ReadonlySet<string> =>
  new Set(
    changes
      .filter(({ collection }) => collection.table === "parked")
      .flatMap(({ inserted, updated }) => [...inserted, ...updated.map(({ row }) => row)])
      .map((row) => (row as ParkedMessage).parkedId),
  );

const MESSAGE_ID = /"id":"(m\d+)"/g;
function statedIn({ segments }: Outcome): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { messages } of segments) {
    for (const [, id = ""] of messages.matchAll(MESSAGE_ID)) ids.add(id);
  }
  return ids;
}
