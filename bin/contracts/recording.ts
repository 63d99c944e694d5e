import type { Reaction } from "#runtime/reaction.ts";

/** Told of each field that was read: `lines[].itemId`. */
export type Note = (path: string) => void;

/** The reaction itself, on a body of which every field that it reads is noted. */
export function readingNoted(reaction: Reaction, note: Note): Reaction {
  const { needs, thenNeeds, decide } = reaction;
  const noted = (body: never) => recorded(body, "", note) as never;
  return {
    ...reaction,
    ...(needs === undefined ? {} : { needs: (body: never) => needs(noted(body)) }),
    ...(thenNeeds === undefined
      ? {}
      : {
          thenNeeds: (body: never, loaded: never, at: number) => thenNeeds(noted(body), loaded, at),
        }),
    decide: (body, state, moment) => decide(noted(body), state, moment),
  };
}

/** A copy whose fields tell when they are read. What is kept of it tells when the copy is read. */
function recorded(value: unknown, path: string, note: Note): unknown {
  if (Array.isArray(value)) return value.map((item) => recorded(item, `${path}[]`, note));
  if (typeof value !== "object" || value === null) return value;
  const copy = {};
  for (const [name, field] of Object.entries(value)) {
    const place = path === "" ? name : `${path}.${name}`;
    const get = () => {
      note(place);
      return recorded(field, place, note);
    };
    Object.defineProperty(copy, name, { enumerable: true, get });
  }
  return copy;
}
