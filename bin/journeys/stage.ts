import type { Context } from "#http/context.ts";
import type { Draft, Message } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { impossible } from "#kernel/refusal.ts";
import { type Group, groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import type { Answer, Decision, Needs, Reaction } from "#runtime/reaction.ts";
import { routingOf } from "#runtime/routing.ts";
import type { Collection, Many, One } from "#store/collection.ts";
import { SLOTS, type Store } from "#store/store.ts";
import { memoryDatabase, memoryStore, tableOf } from "#store/stores/memory.ts";
import { contexts } from "../messages.ts";
import { stillWorld } from "./world.ts";

/** A message as one context heard it. */
export type Hearing = {
  readonly message: Message;
  readonly kind: "fact" | "command";
  readonly by: string;
  /** It did something about it, other than to keep a copy that a replay rebuilds. */
  readonly acted: boolean;
  /** The types of what it said then. */
  readonly said: readonly string[];
};

/** What happened on the stage, in order. */
export type Scene =
  | { readonly asked: string; readonly type: string }
  | { readonly passed: string }
  | {
      /** The contexts of the process. */
      readonly process: readonly string[];
      readonly heard: readonly Hearing[];
      /** What it wrote to the logs; nothing where the story was refused and taken back. */
      readonly stated: readonly Message[];
      readonly undone: boolean;
    }
  | { readonly answered: string; readonly by: string; readonly answer: Answer };

export type Person = { readonly name: string; readonly actor: Message["actor"] };

/** The platform in memory, as one process for each group of contexts. */
export type Stage = {
  /** Everything since the curtain was raised. */
  readonly scenes: readonly Scene[];
  readonly raise: () => void;
  /** A person asks for something, and everything follows that follows from it. */
  readonly ask: (person: Person, draft: Draft) => Promise<Answer>;
  /** Lets time pass, and what falls due happen. */
  readonly pass: (said: string, waitMs: number) => Promise<void>;
  readonly now: () => number;
  readonly row: <Row>(collection: Collection<Row>, key: string) => Row | undefined;
};

type Process = {
  readonly contexts: readonly string[];
  readonly group: Group;
  readonly store: Store;
  readonly row: Stage["row"];
};

/** How the reactions are put on the stage, for somebody who wants to see more than the scenes. */
export type Cast = (reaction: Reaction) => Reaction;

/** Starts the groups. What is told before `raise` is not kept. */
export async function stageOf(
  groups: readonly (readonly string[])[],
  cast: Cast = (reaction) => reaction,
): Promise<Stage> {
  const world = stillWorld();
  const scenes: Scene[] = [];
  let heard: Hearing[] = [];
  const parties = audible(cast, (hearing) => heard.push(hearing));
  const processes = groups.map((names): Process => {
    const database = memoryDatabase();
    const store = memoryStore(database);
    const routing = routingOf(names, parties);
    const group = groupOf({
      world,
      policies: DEFAULT_POLICIES,
      routing,
      store,
      log: silent,
      committed: ({ stated, answers }) => {
        const undone = stated.length === 0 && [...answers.values()].some((of) => "refusal" in of);
        const messages = stated.map(({ message }) => message);
        scenes.push({ process: names, heard, stated: messages, undone });
        heard = [];
      },
    });
    const row: Stage["row"] = (collection, key) =>
      tableOf(database, collection).get(key)?.row as never;
    return { contexts: names, group, store, row };
  });
  for (const { group } of processes) await group.start();

  const processOf = (context: string): Process =>
    processes.find(({ contexts: names }) => names.includes(context)) ??
    impossible(`nobody runs ${context}`);
  return {
    scenes,
    raise: () => void (scenes.length = 0),
    ask: async ({ name, actor }, draft) => {
      const { context, type } = draft.definition;
      scenes.push({ asked: name, type });
      const sent = await processOf(context).group.send(draft, { actor, requestId: type });
      scenes.push({ answered: name, by: context, answer: sent.answer });
      await carry(processes);
      return sent.answer;
    },
    pass: async (said, waitMs) => {
      world.pass(waitMs);
      scenes.push({ passed: said });
      for (const { group } of processes) await group.lookForDue();
      await followed();
      await carry(processes);
    },
    now: world.now,
    row: (collection, key) => processOf(collection.context).row(collection, key),
  };
}

/** The contexts, and whoever listens hears all that they are told. */
const audible = (cast: Cast, hear: (hearing: Hearing) => void): readonly Context[] =>
  contexts.map((context) => ({
    ...context,
    reactions: context.reactions.map((reaction) => overheard(cast(reaction), context, hear)),
  }));

/** The reaction itself, and whoever listens hears what it was told and what it made of it. */
function overheard(
  reaction: Reaction,
  { replicas = [] }: Context,
  hear: (hearing: Hearing) => void,
): Reaction {
  const { context: by, definition } = reaction;
  const copies: readonly unknown[] = replicas;
  return {
    ...reaction,
    decide: (body, state, moment) => {
      const decision = reaction.decide(body, state, moment);
      const needs = {
        ...reaction.needs?.(body),
        ...reaction.thenNeeds?.(body, state, moment.message.at),
      };
      const { added = [], emitted = [], deadlines = [], tasks = [] } = decision;
      hear({
        message: moment.message,
        kind: definition.kind,
        by,
        acted:
          changedIn(decision, needs).some((collection) => !copies.includes(collection)) ||
          [added, emitted, deadlines, tasks].some(({ length }) => length > 0),
        said: emitted.map((draft) => draft.definition.type),
      });
      return decision;
    },
  };
}

const changedIn = ({ changed = {} }: Decision, needs: Needs): readonly unknown[] =>
  Object.entries(changed).flatMap(([name, row]) =>
    row === undefined ? [] : [(needs[name] as One<unknown> | Many<unknown>).collection],
  );

/** Carries the logs from process to process, segment by segment, until nobody has more to say. */
async function carry(processes: readonly Process[]): Promise<void> {
  for (let moved = true; moved;) {
    moved = false;
    for (const { contexts: stated, store } of processes) {
      for (const stream of stated) {
        for (const { group } of processes) {
          if (group.routing.outsideStreams.includes(stream))
            moved = (await carryStream(stream, store, group)) || moved;
        }
      }
    }
  }
}

async function carryStream(stream: string, from: Store, to: Group): Promise<boolean> {
  const positions = await to.readFrom(stream);
  let moved = false;
  for (let slot = 0; slot < SLOTS; slot++) {
    const lane = { stream, slot };
    const [segment] = await from.readLog(lane, positions[slot] ?? 0, 1);
    if (segment === undefined) continue;
    await to.deliver(lane, [segment]);
    moved = true;
  }
  return moved;
}

/** In memory everything follows at once: the next turn of the event loop finds it done. */
const followed = () => new Promise<void>((resolve) => void setImmediate(resolve));
