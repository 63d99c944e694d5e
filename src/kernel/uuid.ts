import { v7 } from "uuid";
import type { RandomBytes } from "./ids.ts";

/** A UUIDv7 of the given instant, from the given randomness. */
export const uuidv7 = (now: number, random: RandomBytes): string =>
  v7({ msecs: now, random: random(16) });
