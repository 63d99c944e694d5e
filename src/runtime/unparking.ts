import type { ParkedMessage } from "#store/system.ts";
import type { Committing } from "./committing.ts";
import type { Loop } from "./loop.ts";
import { dropping, redriving } from "./redrive.ts";
import { rehearse } from "./rehearsing.ts";

/** What is done about parked messages. */
export type Unparking = ReturnType<typeof unparking>;
export const unparking = ({ enqueue, pauseFor }: Loop, committing: Committing) => ({
  redrive: redriving(enqueue, committing.routing, committing.world),
  drop: dropping(enqueue),
  /** What would come of a parked message if it were driven again now. Nothing is written. */
  rehearse: (parked: ParkedMessage) => pauseFor(() => rehearse(committing, parked)),
});
