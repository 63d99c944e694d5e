/** What a browser keeps for us as JSON; a browser that keeps nothing (private windows) is no failure. */
export type Kept<T> = {
  readonly read: () => T | undefined;
  readonly write: (value: T | undefined) => void;
};

/** Kept for good (`local`), or as long as the tab (`session`). Never for tokens of a session. */
export function kept<T>(where: "local" | "session", name: string): Kept<T> {
  const key = `bojagi.${name}`;
  return {
    read: () => {
      try {
        const text = storageOf(where).getItem(key);
        return text === null ? undefined : (JSON.parse(text) as T);
      } catch {
        return undefined;
      }
    },
    write: (value) => {
      try {
        if (value === undefined) storageOf(where).removeItem(key);
        else storageOf(where).setItem(key, JSON.stringify(value));
      } catch {
        // It is asked for again the next time.
      }
    },
  };
}

const storageOf = (where: "local" | "session"): Storage =>
  where === "local" ? localStorage : sessionStorage;
