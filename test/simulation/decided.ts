import type { Moment } from "#runtime/reaction.ts";
import type { Outcome } from "#store/store.ts";
import type { ParkedMessage } from "#store/system.ts";
import { watchDecisions } from "./platform.ts";
import { appliedKey, type AppliedMessage, type Run } from "./run.ts";
import { meeting } from "./sometimes.ts";

/** What the batch that is under way in a process decided so far. */
export type Decided = {
  /** It is committed with that outcome: what it applied, once and for all. */
  readonly take: (outcome: Outcome) => readonly AppliedMessage[];
  readonly forget: () => void;
};

/** Watches the decisions of the process whose World has that `maybe`. */
export function decidedBy(run: Run, maybe: Moment["maybe"]): Decided {
  let attempt: Moment | undefined;
  let decided = new Map<string, AppliedMessage>();
  let idBefore = 0;
  const forget = () => void (decided = new Map());
  watchDecisions(maybe, {
    before: (consumer, { type }) => {
      if (!run.faults.throws()) return;
      run.tell(() => `${consumer} throws at ${type}`);
      throw new Error("planted by the simulation");
    },
    decided: (consumer, message, { isFact, state, moment }) => {
      const met = meeting(consumer, message.type, state as never);
      if (met !== undefined) run.sometimes(met);
      if (moment !== attempt) {
        forget();
        idBefore = run.lastId();
      }
      attempt = moment;
      const { id, key } = message;
      decided.set(appliedKey(consumer, id), { consumer, key, id, isFact, times: 1 });
    },
  });
  const take = (outcome: Outcome) => {
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
    forget();
    return taken;
  };
  return { take, forget };
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
