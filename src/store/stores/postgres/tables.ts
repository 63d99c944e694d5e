import { impossible } from "#kernel/refusal.ts";
import { systemTables } from "../../system.ts";
import { type InboxStatements, inboxStatements } from "./inbox.ts";
import { type LogStatements, logStatements } from "./log.ts";
import { type Statement, statement } from "./statements.ts";

/** The statements on the runtime's own tables in the schemas of one store. */
export type Tables = {
  readonly log: (context: string) => LogStatements;
  readonly inbox: (context: string) => InboxStatements;
  readonly appliedThrough: (consumer: string, stream: string) => Statement;
  /** Gives consumer and key of every parked message. */
  readonly blocked: (consumers: readonly string[]) => Statement;
};

/** A name outside `contexts` is a bug, and never becomes SQL. */
export function tablesOf(contexts: readonly string[]): Tables {
  const logs = new Map(contexts.map((context) => [context, logStatements(context)]));
  const inboxes = new Map(contexts.map((context) => [context, inboxStatements(context)]));
  const made = new Map<string, Statement>();
  const once = (name: string, make: () => Statement): Statement => {
    const statement = made.get(name) ?? make();
    made.set(name, statement);
    return statement;
  };
  const stranger = (context: string): never => impossible(`the store has no context ${context}`);
  return {
    log: (context) => logs.get(context) ?? stranger(context),
    inbox: (context) => inboxes.get(context) ?? stranger(context),
    appliedThrough: (consumer, stream) =>
      once(
        `through ${consumer} ${stream}`,
        () =>
          (inboxes.has(consumer) ? logs.get(stream) : stranger(consumer))?.appliedThrough(
            consumer,
          ) ?? stranger(stream),
      ),
    blocked: (consumers) =>
      once(`blocked ${consumers.join(" ")}`, () => {
        for (const consumer of consumers) if (!logs.has(consumer)) stranger(consumer);
        return statement(consumers.map(parkedKeysOf).join(" union all "));
      }),
  };
}

const parkedKeysOf = (consumer: string): string =>
  `select distinct consumer, key from ${systemTables(consumer).parked.sqlName}`;
