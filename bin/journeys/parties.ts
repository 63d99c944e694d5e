import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Context } from "#http/context.ts";
import type { Declared } from "#kernel/message.ts";
import type { Shape } from "#kernel/schema.ts";
import { contexts, messages, messagesOf } from "../messages.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Who hears whom and who asks whom, as a Mermaid graph: facts solid, commands dashed. */
export function mapOfContexts(): string {
  const edges = contexts.flatMap(({ name: from }) =>
    contexts
      .filter(({ name }) => name !== from)
      .flatMap((to) => [
        ...edge(from, "-->", to.name, heardBy(to, from, "fact")),
        ...edge(
          from,
          "-.->",
          to.name,
          sentBy(from).filter(({ context }) => context === to.name),
        ),
      ]),
  );
  return ["flowchart LR", ...edges].join("\n  ");
}

const edge = (from: string, arrow: string, to: string, said: readonly Declared[]) =>
  said.length === 0 ? [] : [`${from} ${arrow}|${said.length}| ${to}`];

/** What a context hears, answers, asks and states, from its reactions and its contract. */
export function partySection({ name }: Context): string {
  const facts = messagesOf(name, "fact").map((fact) => [
    `\`${fact.type}\``,
    hearersOf(fact).join(", ") || "–",
    fieldsOf(fact.shape),
  ]);
  const commands = messagesOf(name, "command").map((command) => [
    `\`${command.type}\``,
    sendersOf(command).join(", ") || "a request or a deadline",
    fieldsOf(command.shape),
  ]);
  return [
    `### ${name}`,
    introductionOf(name),
    lists(name).join("\n"),
    table(["States", "Heard by", "Fields"], facts),
    table(["Answers", "Asked by", "Fields"], commands),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The first sentences of its contract: "Catalog: what is for sale, …". */
function introductionOf(name: string): string {
  const contract = readFileSync(join(ROOT, `src/contexts/${name}/contract.ts`), "utf8");
  const [, docstring = ""] = /^\/\*\*([\s\S]*?)\*\//.exec(contract) ?? [];
  return docstring.replaceAll(/\s*\n\s*\*\s*/g, " ").trim();
}

const lists = (name: string): readonly string[] =>
  contexts
    .filter((other) => other.name !== name)
    .flatMap((other) => [
      ...list(`Hears from ${other.name}`, heardBy(contextNamed(name), other.name, "fact")),
      ...list(
        `Asks ${other.name}`,
        sentBy(name).filter(({ context }) => context === other.name),
      ),
    ]);

const list = (title: string, said: readonly Declared[]): readonly string[] =>
  said.length === 0 ? [] : [`- ${title}: ${said.map(nameOf).join(", ")}`];

const nameOf = ({ type }: Declared): string => `\`${type.slice(type.indexOf(".") + 1)}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

const contextNamed = (name: string): Context | undefined =>
  contexts.find((context) => context.name === name);

const heardBy = (hearer: Context | undefined, from: string, kind: Declared["kind"]) =>
  messagesOf(from, kind).filter(({ type }) =>
    hearer?.reactions.some(({ definition }) => definition.type === type),
  );

const sentBy = (name: string): readonly Declared[] => {
  const types = new Set(contextNamed(name)?.sends.map(({ type }) => type));
  return messages.filter(({ type }) => types.has(type));
};

const hearersOf = ({ context, type }: Declared): readonly string[] =>
  contexts
    .filter((hearer) => heardBy(hearer, context, "fact").some((fact) => fact.type === type))
    .map(({ name }) => name);

const sendersOf = ({ type }: Declared): readonly string[] =>
  contexts.filter(({ sends }) => sends.some((sent) => sent.type === type)).map(({ name }) => name);

type Fields = {
  readonly properties?: Readonly<Record<string, Fields>>;
  readonly required?: readonly string[];
  readonly items?: Fields;
};

/** `orderId, lines [lineNo, note?]`: what may be absent has a question mark, brackets hold a list's fields. */
export function fieldsOf(shape: Shape): string {
  const { properties = {}, required = [] } = shape as unknown as Fields;
  return Object.entries(properties)
    .map(([name, field]) => `${name}${required.includes(name) ? "" : "?"}${insideOf(field)}`)
    .join(", ");
}

function insideOf({ properties, items }: Fields): string {
  if (items !== undefined) return ` [${fieldsOf(items)}]`;
  return properties === undefined ? "" : ` {${Object.keys(properties).join(", ")}}`;
}
