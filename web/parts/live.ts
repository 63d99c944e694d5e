import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Language, useLanguage } from "./language.ts";
import { renewed, tokenNow } from "./session.ts";

const AGAIN_MS = 1_500;

/**
 * Follows a stream of server-sent events: each replaces the answer of the query with that key. Answers
 * whether the stream is open; it opens again by itself.
 */
export function useLive(path: string, queryKey: QueryKey): boolean {
  const client = useQueryClient();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const name = JSON.stringify(queryKey);
  useEffect(() => {
    const ending = new AbortController();
    void follow({ path, language }, ending.signal, setOpen, (data) =>
      client.setQueryData(JSON.parse(name) as QueryKey, data),
    );
    return () => ending.abort();
  }, [client, path, name, language]);
  return isOpen;
}

type Heard = (data: unknown) => void;
type Stream = { readonly path: string; readonly language: Language };

async function follow(
  stream: Stream,
  signal: AbortSignal,
  opened: (isOpen: boolean) => void,
  heard: Heard,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await read(stream, signal, opened, heard);
    } catch {
      // The connection went: it is opened again.
    }
    if (signal.aborted) return;
    opened(false);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Until the stream ends. It begins with how things stand, so nothing is missed between two streams. */
async function read(
  { path, language }: Stream,
  signal: AbortSignal,
  opened: (isOpen: boolean) => void,
  heard: Heard,
): Promise<void> {
  const token = tokenNow();
  const response = await fetch(path, {
    signal,
    headers: {
      accept: "text/event-stream",
      "accept-language": language,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  if (response.status === 401) await renewed(token);
  if (!response.ok || response.body === null) return;
  opened(true);
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) hear(event, heard);
  }
}

const DATA = /^data: (.*)$/m;

/** Hands on the data of one event. */
function hear(event: string, heard: Heard): void {
  const [, data] = DATA.exec(event) ?? [];
  if (data !== undefined) heard(JSON.parse(data));
}
