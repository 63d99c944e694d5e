import type { Declared, Definition } from "#kernel/message.ts";
import { impossible } from "#kernel/refusal.ts";
import type { Reaction } from "./reaction.ts";

/** What the runtime needs to know of a context. */
export type Party = {
  readonly name: string;
  readonly reactions: readonly Reaction[];
  /** The commands it may send to other contexts: they lie in its log. */
  readonly sends: readonly Declared[];
};

/** Who reacts to what, among the contexts of this process. */
export type Routing = {
  readonly contexts: readonly string[];
  readonly isLocal: (context: string) => boolean;
  readonly reactionsTo: (type: string) => readonly Reaction[];
  /** The definition by which a message from outside is read; undefined when nobody here hears it. */
  readonly definitionOf: (type: string) => Definition | undefined;
  /** The contexts of this process that hear anything of a stream. */
  readonly consumersOf: (stream: string) => readonly string[];
  /** The streams of other processes that somebody here hears. */
  readonly outsideStreams: readonly string[];
  readonly maySend: (context: string, type: string) => boolean;
};

const NOBODY: readonly Reaction[] = [];

/** `local` names the contexts of this process; `parties` are all contexts of the platform. */
export function routingOf(local: readonly string[], parties: readonly Party[]): Routing {
  const names = new Set(local);
  const here = parties.filter(({ name }) => names.has(name));
  const byType = reactionsByType(here);
  const sends = new Map(parties.map(({ name, sends: sent }) => [name, typesOf(sent)]));
  const hears = ({ reactions }: Party, stream: string): boolean =>
    reactions.some(({ definition: { kind, context, type } }) =>
      kind === "fact" ? context === stream : (sends.get(stream)?.has(type) ?? false),
    );
  const consumersOf = (stream: string) =>
    here.filter((party) => hears(party, stream)).map(({ name }) => name);
  return {
    contexts: here.map(({ name }) => name),
    isLocal: (context) => names.has(context),
    reactionsTo: (type) => byType.get(type) ?? NOBODY,
    definitionOf: (type) => byType.get(type)?.[0]?.definition,
    consumersOf,
    outsideStreams: parties
      .map(({ name }) => name)
      .filter((stream) => !names.has(stream) && consumersOf(stream).length > 0),
    maySend: (context, type) => sends.get(context)?.has(type) ?? false,
  };
}

const typesOf = (definitions: readonly Declared[]) => new Set(definitions.map(({ type }) => type));

function reactionsByType(parties: readonly Party[]): ReadonlyMap<string, readonly Reaction[]> {
  const byType = new Map<string, Reaction[]>();
  for (const reaction of parties.flatMap(({ reactions }) => reactions)) {
    const { type, kind, context } = reaction.definition;
    if (kind === "command" && context !== reaction.context) {
      impossible(`${reaction.context} reacts to ${type}, a command addressed to ${context}`);
    }
    const sofar = byType.get(type);
    if (sofar?.some((other) => other.context === reaction.context)) {
      impossible(`${reaction.context} reacts to ${type} twice`);
    }
    if (sofar === undefined) byType.set(type, [reaction]);
    else sofar.push(reaction);
  }
  return byType;
}
