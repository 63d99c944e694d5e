import { contextsWith } from "#contexts/all.ts";
import type { Context } from "#http/context.ts";
import type { Moment, Reaction } from "#runtime/reaction.ts";
import type { Message } from "#kernel/message.ts";
import { type Routing, routingOf } from "#runtime/routing.ts";

const nobodySigns = {
  sign: () => Promise.reject(new Error("nobody logs in here")),
  seal: () => "",
  jwks: { keys: [] },
};

/** Nobody in the simulated town fills a cart or gives a gift, and nobody outside is told of anything. */
const UNUSED: readonly string[] = ["cart", "gift", "notification", "webhook"];

/** The contexts as they are shipped. */
export const CONTEXTS: readonly Context[] = contextsWith(nobodySigns).filter(
  ({ name }) => !UNUSED.includes(name),
);
export const CONTEXT_NAMES: readonly string[] = CONTEXTS.map(({ name }) => name);

/** Sees every decision of a process, and may make one throw. */
export type Witness = {
  readonly before: (consumer: string, message: Message) => void;
  readonly decided: (
    consumer: string,
    message: Message,
    decision: { readonly isFact: boolean; readonly state: object; readonly moment: Moment },
  ) => void;
};

/** A process is known in a decision by the `maybe` of its World. */
const witnesses = new WeakMap<Moment["maybe"], Witness>();
export const watchDecisions = (maybe: Moment["maybe"], witness: Witness): void =>
  void witnesses.set(maybe, witness);

const watched = (reaction: Reaction): Reaction => ({
  ...reaction,
  decide: (body, state, moment) => {
    const { context, definition } = reaction;
    const witness = witnesses.get(moment.maybe);
    witness?.before(context, moment.message);
    const decision = reaction.decide(body, state, moment);
    const isFact = definition.kind === "fact";
    witness?.decided(context, moment.message, { isFact, state, moment });
    return decision;
  },
});

/** Reactions with a bug planted in them. */
export type ReactionPlant = (reaction: Reaction) => Reaction;

export type Parties = {
  readonly routingOf: (names: readonly string[]) => Routing;
  /** The contexts that hear a message of that type. */
  readonly hearersOf: (type: string) => readonly string[];
};

const plain: ReactionPlant = (reaction) => reaction;
const known = new Map<ReactionPlant, Parties>();

/** Who reacts to what, for any group of contexts. Kept between runs: routing has no state. */
export function partiesWith(plant: ReactionPlant = plain): Parties {
  const before = known.get(plant);
  if (before !== undefined) return before;
  const parties = CONTEXTS.map(({ name, reactions, sends }) => ({
    name,
    sends,
    reactions: reactions.map((reaction) => watched(plant(reaction))),
  }));
  const routings = new Map<string, Routing>();
  const hearers = new Map<string, string[]>();
  for (const { name, reactions } of parties) {
    for (const { definition } of reactions) {
      hearers.set(definition.type, [...(hearers.get(definition.type) ?? []), name]);
    }
  }
  const made: Parties = {
    routingOf: (names) => {
      const key = names.join(" ");
      const routing = routings.get(key) ?? routingOf(names, parties);
      routings.set(key, routing);
      return routing;
    },
    hearersOf: (type) => hearers.get(type) ?? [],
  };
  known.set(plant, made);
  return made;
}
