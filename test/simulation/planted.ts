import { decisionBugs } from "./planted/reactions.ts";
import { storeBugs } from "./planted/stores.ts";
import type { Plant } from "./run.ts";

/**
 * Bugs of faults.md §3.4, each put into the pieces that a run is built of; the product has no switch
 * for them. The simulation must find every one: this is the proof of the prover.
 */
export const PLANTED: Readonly<Record<string, Plant>> = {
  ...storeBugs,
  ...decisionBugs,
  "B39 two writes of one key are let in at once": { unguardedFront: true },
};
