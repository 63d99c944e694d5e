/** One order's story, put together from the parts that processes tell. */
import type { Story, StoryMessage } from "./reads.ts";

export type Told = StoryMessage & {
  /** The process that stated it, by its contexts. */
  readonly process: string;
  /** Steps from the first message of its transaction. */
  readonly depth: number;
  readonly causedBy: StoryMessage | undefined;
  readonly hearers: readonly { readonly name: string; readonly hasApplied: boolean }[];
};

/** What one transaction of one process stated, in the order of its causes. */
export type Chapter = {
  readonly name: string;
  readonly at: string;
  readonly messages: readonly Told[];
  readonly rows: Story["rows"];
};

export type WholeStory = {
  readonly chapters: readonly Chapter[];
  readonly rows: Story["rows"];
  readonly waiting: Story["waiting"];
  readonly contexts: readonly string[];
  readonly isComplete: boolean;
};

/** The parts may overlap nowhere: each process tells what its own contexts stated. */
export function wholeStory(parts: readonly Story[]): WholeStory {
  const rows = parts.flatMap((part) => part.rows);
  const chapters = parts
    .flatMap((part) => chaptersOf(part, parts))
    .toSorted((a, b) => compare(a.at, b.at) || compare(a.name, b.name));
  const messages = chapters.flatMap((chapter) => chapter.messages);
  return {
    chapters,
    rows,
    waiting: parts.flatMap((part) => part.waiting).toSorted((a, b) => compare(a.at, b.at)),
    contexts: [...new Set([...messages, ...rows].map(({ context }) => context))],
    isComplete: parts.every(({ isComplete }) => isComplete),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function chaptersOf(part: Story, parts: readonly Story[]): readonly Chapter[] {
  const process = part.contexts.join(" ");
  const byTransaction = new Map<string, StoryMessage[]>();
  for (const message of part.messages) {
    const before = byTransaction.get(message.transaction);
    if (before === undefined) byTransaction.set(message.transaction, [message]);
    else before.push(message);
  }
  return [...byTransaction].map(([transaction, stated]) => {
    const at = stated[0]?.at ?? "";
    return {
      name: `${process} ${transaction}`,
      at,
      messages: inOrder(stated).map(({ message, depth }) => ({
        ...message,
        process,
        depth,
        causedBy: causeOf(message, parts),
        hearers: hearersOf(message, parts),
      })),
      rows: part.rows.filter(({ updatedAt }) => updatedAt === at),
    };
  });
}

const causeOf = ({ cause }: StoryMessage, parts: readonly Story[]): StoryMessage | undefined =>
  parts.flatMap(({ messages }) => messages).find(({ name }) => name === cause);

/** Each message behind the one that caused it, those of one cause as they were stated. */
function inOrder(
  stated: readonly StoryMessage[],
): readonly { readonly message: StoryMessage; readonly depth: number }[] {
  const names = new Set(stated.map(({ name }) => name));
  const under = (cause: string, depth: number): ReturnType<typeof inOrder> =>
    stated
      .filter((message) => message.cause === cause)
      .flatMap((message) => [{ message, depth }, ...under(message.name, depth + 1)]);
  const first = new Set(stated.map(({ cause }) => cause).filter((cause) => !names.has(cause)));
  return [...first].flatMap((cause) => under(cause, 0));
}

/** In one process with who stated it, or up to a mark of its own. */
function hearersOf({ heardBy, appliedBy, context, place }: StoryMessage, parts: readonly Story[]) {
  const marks = parts.flatMap((part) => part.marks);
  const position = Number(place.split(":")[1]);
  return heardBy.map((name) => {
    const mark = marks.find((one) => one.context === name && one.stream === context);
    return { name, hasApplied: appliedBy.includes(name) || (mark?.applied ?? 0) >= position };
  });
}
