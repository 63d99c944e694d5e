/** Somewhere in a text, in any case; null where nothing is looked for. */
export const patternOf = (q: string | undefined): string | null =>
  q === undefined ? null : `%${q.normalize("NFC").replaceAll(/[\\%_]/g, "\\$&")}%`;
