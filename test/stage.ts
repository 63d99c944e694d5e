import { newToken, randomText } from "#kernel/ids.ts";
import type { Definition, Draft, Message } from "#kernel/message.ts";
import { DEFAULT_POLICIES, type Policies } from "#kernel/policies.ts";
import type {
  Answer,
  Decision,
  Moment,
  Needs,
  NewTask,
  DeadlineChange,
  Reaction,
} from "#runtime/reaction.ts";
import type { Refusal } from "#kernel/refusal.ts";
import type { Collection, Ledger, Many, One } from "#store/collection.ts";

/** What the reactions to one message decided. */
export type Told = {
  readonly emitted: readonly Draft[];
  readonly answer?: Answer | undefined;
  readonly refusesStory?: Refusal | undefined;
  readonly deadlines: readonly DeadlineChange[];
  readonly tasks: readonly NewTask[];
  /** Whether any row or ledger changed. */
  readonly changedRows: boolean;
};

export type TellOptions = {
  readonly at?: number;
  /** Rare paths to force. */
  readonly forced?: readonly string[];
};

/**
 * Plays messages to reactions on rows in memory, one at a time, without runtime or store: for tests
 * of decisions. What a decision says must fit the shape of its message. Emitted messages are handed
 * back and not played on: a test decides when, how often and in what order they arrive.
 */
export type Stage = {
  readonly tell: (draft: Draft, options?: TellOptions) => Told;
  readonly row: <Row>(collection: Collection<Row>, key: string) => Row | undefined;
  readonly rows: <Row>(collection: Collection<Row>) => readonly Row[];
  readonly put: <Row>(collection: Collection<Row>, row: Row) => void;
  readonly added: <Row>(ledger: Ledger<Row>) => readonly Row[];
};

export const NOON = Date.parse("2026-03-02T12:00:00+09:00");

export function stageOf(reactions: readonly Reaction[], policies: Partial<Policies> = {}): Stage {
  const tables = new Map<unknown, Map<string, unknown>>();
  const ledgers = new Map<unknown, unknown[]>();
  let drawn = 0;
  const random = (length: number) =>
    Uint8Array.from(
      { length },
      () => (drawn = (drawn * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16,
    );

  const tableOf = (collection: unknown): Map<string, unknown> => {
    const table = tables.get(collection) ?? new Map<string, unknown>();
    tables.set(collection, table);
    return table;
  };
  const stateOf = (needs: Needs): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(needs).map(([name, selection]) => [name, selected(selection as Selected)]),
    );
  const selected = (selection: Selected): unknown => {
    const table = tableOf(selection.collection);
    if (selection.shape === "one") return table.get(selection.key);
    const present = selection.keys.filter((key) => table.has(key));
    return new Map(present.map((key) => [key, table.get(key)]));
  };
  const put = (selection: Selected, changed: unknown): void => {
    const { collection } = selection;
    const rows = selection.shape === "many" ? (changed as readonly unknown[]) : [changed];
    for (const row of rows) {
      const keys = selection.shape === "many" ? selection.keys : [selection.key];
      const key = row === null ? (keys[0] as string) : collection.keyOf(row);
      if (!keys.includes(key)) throw new Error(`${collection.table} ${key} was not needed`);
      if (row === null) tableOf(collection).delete(key);
      else tableOf(collection).set(key, row);
    }
  };

  const decide = (reaction: Reaction, draft: Draft, moment: Moment): Decision => {
    const body = draft.body as never;
    const needs = reaction.needs?.(body) ?? {};
    const more = reaction.thenNeeds?.(body, stateOf(needs) as never, moment.message.at) ?? {};
    const all = { ...needs, ...more } as Record<string, Selected>;
    const decision = reaction.decide(body, stateOf(all) as never, moment) as Decision;
    for (const [name, changed] of Object.entries(decision.changed ?? {})) {
      const selection = all[name];
      if (selection === undefined) throw new Error(`${name} was changed without being needed`);
      if (changed !== undefined) put(selection, changed);
    }
    for (const { ledger, row } of decision.added ?? []) {
      const rows = ledgers.get(ledger) ?? [];
      ledgers.set(ledger, [...rows, row]);
    }
    for (const said of decision.emitted ?? []) requireFit(said);
    return decision;
  };

  return {
    tell: (draft, { at = NOON, forced = [] } = {}) => {
      requireFit(draft);
      const moment: Moment = {
        at,
        message: messageOf(draft, at),
        policies: { ...DEFAULT_POLICIES, ...policies },
        token: (kind) => newToken(kind, { now: () => at, random }),
        secret: (length) => randomText(length, random),
        maybe: (name) => forced.includes(name),
      };
      const decisions = reactions
        .filter(({ definition }) => definition.type === draft.definition.type)
        .map((reaction) => decide(reaction, draft, moment));
      return {
        emitted: decisions.flatMap(({ emitted = [] }) => emitted),
        answer: decisions.findLast(({ answer }) => answer !== undefined)?.answer,
        refusesStory: decisions.find(({ refusesStory }) => refusesStory)?.refusesStory,
        deadlines: decisions.flatMap(({ deadlines = [] }) => deadlines),
        tasks: decisions.flatMap(({ tasks = [] }) => tasks),
        changedRows: decisions.some(
          ({ changed, added = [] }) => changed !== undefined || added.length > 0,
        ),
      };
    },
    row: (collection, key) => tableOf(collection).get(key) as never,
    rows: (collection) => [...tableOf(collection).values()] as never,
    put: (collection, row) => void tableOf(collection).set(collection.keyOf(row), row),
    added: (ledger) => (ledgers.get(ledger) ?? []) as never,
  };
}

type Selected = One<unknown> | Many<unknown>;

function requireFit({ definition, body }: Draft): void {
  const { codec, type } = definition as Definition;
  if (!codec.fits(JSON.parse(codec.encode(body))))
    throw new Error(`the body does not fit ${type}: ${codec.encode(body)}`);
}

const messageOf = ({ definition, body }: Draft, at: number): Message => ({
  id: "test",
  type: definition.type,
  version: definition.version,
  at,
  key: definition.keyOf(body),
  correlation: "test",
  cause: "test",
  actor: { role: "system" },
  body,
});
