import { listOf, optional, text } from "#kernel/schema.ts";

/** Told where several processes were asked: the contexts of which nobody answered in time. */
export const awayShape = () => ({ away: optional(listOf(text(20), 100)) });
