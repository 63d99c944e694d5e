import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Language, useLanguage } from "./language.ts";
import { renewed, tokenNow } from "./session.ts";

const AGAIN_MS = 1_500;

/**
 * Follows a stream of server-sent events: each replaces the answer of the query with that key. Answers
 * whether the stream is open; it opens again by itself, from where it was.
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
  let lastId: string | undefined;
  while (!signal.aborted) {
    try {
      lastId = await read(stream, lastId, signal, opened, heard);
    } catch {
      // The connection went: it is opened again.
    }
    if (signal.aborted) return;
    opened(false);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Until the stream ends; answers with the id of the last event. */
async function read(
  { path, language }: Stream,
  lastId: string | undefined,
  signal: AbortSignal,
  opened: (isOpen: boolean) => void,
  heard: Heard,
): Promise<string | undefined> {
  const token = tokenNow();
  const response = await fetch(path, {
    signal,
    headers: {
      accept: "text/event-stream",
      "accept-language": language,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(lastId === undefined ? {} : { "last-event-id": lastId }),
    },
  });
  if (response.status === 401) await renewed(token);
  if (!response.ok || response.body === null) return lastId;
  opened(true);
  let id = lastId;
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return id;
    const events = (rest + value).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) id = hear(event, heard) ?? id;
  }
}

/** Hands on the data of one event; answers with its id. */
function hear(event: string, heard: Heard): string | undefined {
  const fields = new Map(
    event.split("\n").map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at), line.slice(at + 1).trim()] as const;
    }),
  );
  const data = fields.get("data");
  if (data !== undefined) heard(JSON.parse(data));
  return fields.get("id");
}
