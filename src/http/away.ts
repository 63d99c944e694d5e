import { listOf, optional, text } from "#kernel/schema.ts";

/** Contexts that could not be asked in time: whoever runs them, or where their log lies, is away. */
export const awayShape = () => ({ away: optional(listOf(text(20), 100)) });

/** Absent where everybody answered. */
export const namingAway = (away: Iterable<string>): { readonly away?: string[] } => {
  const names = [...new Set(away)];
  return names.length === 0 ? {} : { away: names };
};
