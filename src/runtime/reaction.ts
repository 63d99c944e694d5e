import type { TokenKind } from "#kernel/ids.ts";
import type { Definition, Draft, Message } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import type { Refusal } from "#kernel/refusal.ts";
import type { Addition, Collection, Many, One, Selection } from "#store/collection.ts";

/**
 * How a context answers one message: the rows it must see, and a pure decision on them.
 * `needs` names rows by the message alone; `thenNeeds` those that only loaded rows can name ("the
 * reservation, then the stock rows its lines name"), or the time at which the message was stated.
 */
export type Reaction = {
  readonly context: string;
  readonly definition: Definition;
  readonly needs?: (body: never) => Needs;
  readonly thenNeeds?: (body: never, loaded: never, at: number) => Needs;
  readonly decide: (body: never, state: never, moment: Moment) => Decision<never>;
};

export type Needs = Readonly<Record<string, Selection | One<never> | Many<never>>>;

/** What was loaded, under the names `needs` gave: a row or undefined, or rows by key. */
export type StateOf<N> = {
  readonly [Name in keyof N]: N[Name] extends {
    readonly shape: "one";
    readonly collection: Collection<infer Row>;
  }
    ? Row | undefined
    : N[Name] extends {
          readonly shape: "many";
          readonly collection: Collection<infer Row>;
        }
      ? ReadonlyMap<string, Row>
      : never;
};

/** Time, chance and settings of a decision. */
export type Moment = {
  /** The clock reading of the batch, in milliseconds since 1970. */
  readonly at: number;
  readonly message: Message;
  readonly policies: Policies;
  /** A new public token. */
  readonly token: (kind: TokenKind) => string;
  /** A new secret text of letters and digits. */
  readonly secret: (length: number) => string;
  /** True when this rare path is to be forced; always false in production. */
  readonly maybe: (name: string) => boolean;
};

/** What a reaction decided. The runtime commits all of it or nothing. */
export type Decision<N = Needs> = {
  /** Rows that replace the loaded ones, under the names of `needs`; null removes a row. */
  readonly changed?: {
    readonly [Name in keyof N]?: N[Name] extends {
      readonly shape: "one";
      readonly collection: Collection<infer Row>;
    }
      ? Row | null
      : N[Name] extends {
            readonly shape: "many";
            readonly collection: Collection<infer Row>;
          }
        ? readonly Row[]
        : never;
  };
  /** Ledger rows. */
  readonly added?: readonly Addition[];
  /** Facts of this context, and commands to others. */
  readonly emitted?: readonly Draft[];
  readonly deadlines?: readonly DeadlineChange[];
  readonly tasks?: readonly NewTask[];
  /**
   * The answer for whoever waits for the request that began it all; a later one in the same story
   * replaces it. `settled` says that the outcome is known.
   */
  readonly answer?: Answer;
  /**
   * An expected no to the request itself. When that request is decided in this very transaction, its
   * whole story is undone: no row of it is left, and the caller gets the refusal. Otherwise (the
   * request was committed before, perhaps in another process) the rest of this decision applies.
   */
  readonly refusesStory?: Refusal;
};

export type Answer =
  | { readonly settled: boolean; readonly value: unknown }
  | { readonly settled: true; readonly refusal: Refusal };

/** Setting a deadline again replaces it. `name` and `key` name it; due, its command is given to this context. */
export type DeadlineChange =
  | {
      readonly name: string;
      readonly key: string;
      readonly at: number;
      readonly command: Draft;
    }
  | { readonly name: string; readonly key: string; readonly cleared: true };

/** A call to the outside world, run after the commit by the runner of its kind. `id` makes it one effect. */
export type NewTask = {
  readonly kind: string;
  readonly id: string;
  readonly command: Draft;
};

type None = Record<never, never>;

/** Declares a reaction of `context`. */
export function reactionsOf(context: string) {
  return function on<Body, N extends Needs = None, M extends Needs = None>(
    definition: Definition<Body>,
    reaction: {
      readonly needs?: (body: Body) => N;
      readonly thenNeeds?: (body: Body, loaded: StateOf<N>, at: number) => M;
      readonly decide: (
        body: Body,
        state: StateOf<NoInfer<N & M>>,
        moment: Moment,
      ) => Decision<NoInfer<N & M>>;
    },
  ): Reaction {
    return {
      context,
      definition: definition as never,
      ...reaction,
    } as unknown as Reaction;
  };
}

/** Nothing changes and nothing is said: the message was already applied, or does not matter here. */
export const unchanged: Decision<never> = {};
/** The request is refused and nothing is written. */
export const refused = (refusal: Refusal): Decision<never> => ({
  answer: { settled: true, refusal },
});
