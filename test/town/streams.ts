import type { Asker } from "./shop.ts";
import type { Town } from "./town.ts";

export type StreamEvent = { readonly id: string; readonly event: string; readonly data: string };

/** Listens to a live stream until an event is the last one wanted; answers with all that came. */
export async function firstEvents(
  town: Town,
  asker: Asker,
  path: string,
  isLast: (event: StreamEvent) => boolean,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly StreamEvent[]> {
  const leaving = new AbortController();
  const answer = await fetch(`${town.urlOf(path, "GET")}${path}`, {
    signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(30_000)]),
    headers: {
      accept: "text/event-stream",
      ...(asker === undefined ? {} : { authorization: `Bearer ${asker.token}` }),
      ...headers,
    },
  });
  if (answer.body === null) throw new Error(`${path}: ${answer.status}`);
  const events: StreamEvent[] = [];
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const whole = text.split("\n\n");
    text = whole.pop() ?? "";
    events.push(...whole.filter((block) => !block.startsWith(":")).map(eventIn));
    if (events.some(isLast)) break;
  }
  leaving.abort();
  return events;
}

function eventIn(block: string): StreamEvent {
  const fields = new Map(
    block.split("\n").map((line) => {
      const [name = "", ...rest] = line.split(": ");
      return [name, rest.join(": ")] as const;
    }),
  );
  const of = (name: string) => fields.get(name) ?? "";
  return { id: of("id"), event: of("event"), data: of("data") };
}
