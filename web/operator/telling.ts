/** One order's story, told by causes. */
import type { Story, StoryMessage } from "./reads.ts";

export type Told = StoryMessage & {
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
  readonly contexts: readonly string[];
};

export function wholeStory(story: Story): WholeStory {
  const chapters = chaptersOf(story).toSorted(
    (a, b) => compare(a.at, b.at) || compare(a.name, b.name),
  );
  const messages = chapters.flatMap((chapter) => chapter.messages);
  return {
    chapters,
    contexts: [...new Set([...messages, ...story.rows].map(({ context }) => context))],
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function chaptersOf(story: Story): readonly Chapter[] {
  const byTransaction = new Map<string, StoryMessage[]>();
  for (const message of story.messages) {
    const before = byTransaction.get(message.transaction);
    if (before === undefined) byTransaction.set(message.transaction, [message]);
    else before.push(message);
  }
  return [...byTransaction].map(([transaction, stated]) => ({
    name: transaction,
    at: stated[0]?.at ?? "",
    messages: inOrder(stated).map(({ message, depth }) => ({
      ...message,
      depth,
      causedBy: story.messages.find(({ name }) => name === message.cause),
      hearers: hearersOf(message, story),
    })),
    rows: story.rows.filter((row) => row.transaction === transaction),
  }));
}

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
function hearersOf({ heardBy, appliedBy, context, place }: StoryMessage, { marks }: Story) {
  const position = Number(place.split(":")[1]);
  return heardBy.map((name) => {
    const mark = marks.find((one) => one.context === name && one.stream === context);
    return { name, hasApplied: appliedBy.includes(name) || (mark?.applied ?? 0) >= position };
  });
}
