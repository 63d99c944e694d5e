import type { World } from "#kernel/world.ts";
import type { Log } from "#runtime/log.ts";
import { SLOTS, type StoredSegment } from "#store/store.ts";
import type { Broker } from "./broker.ts";
import type { Claims, Subscription } from "./bus.ts";
import { following } from "./following.ts";

export type BrokerBusOptions = {
  readonly broker: Broker;
  readonly world: World;
  readonly log: Log;
  readonly claims: Claims;
};

/** How often lanes that nobody reads any more are looked for. */
const CLAIM_EVERY_MS = 500;
const RETRY_AFTER_MS = 50;
const RETRY_WITHIN_MS = 2_000;
/** Segments of a lane handed on at once, and of a stream kept waiting for it. */
const SEGMENTS_MAX = 50;
const WAITING_MAX = 500;

type LaneReader = { readonly waiting: StoredSegment[]; handing?: Promise<void> | undefined };

/**
 * Reads one stream for ever: one connection's worth of it for all lanes that this process claimed,
 * handed on lane by lane. Whatever goes wrong, all of it is read again from what the group's
 * database says.
 */
export function readingFrom(
  stream: string,
  { from, handler }: Subscription,
  { broker, world, log, claims }: BrokerBusOptions,
): { readonly close: () => Promise<void> } {
  const lanes = new Map<number, LaneReader>();
  let leaving = new AbortController();
  let closed = false;
  let failures = 0;
  let wakeUp: () => void = () => {};

  const sleep = (waitMs: number) =>
    new Promise<void>((resolve) => {
      if (closed) return resolve();
      const cancel = world.after(waitMs, resolve);
      wakeUp = () => {
        cancel();
        resolve();
      };
    });
  const settled = () => Promise.all([...lanes.values()].map(async ({ handing }) => handing));

  /** Claims what it can; the lanes that are ours begin anew. Answers their positions. */
  const begin = async (): Promise<ReadonlyMap<number, number>> => {
    await settled();
    lanes.clear();
    leaving = new AbortController();
    if (closed) leaving.abort();
    for (let slot = 0; slot < SLOTS; slot++) {
      if (await claims.claim({ stream, slot })) lanes.set(slot, { waiting: [] });
    }
    const positions = lanes.size === 0 ? [] : await from(stream);
    return new Map([...lanes.keys()].map((slot) => [slot, positions[slot] ?? 0]));
  };

  /** Leaves when there is a lane more to read, or one that is not ours any more. */
  const watchClaims = (signal: AbortSignal): (() => void) => {
    let cancel = () => {};
    const look = async () => {
      for (let slot = 0; slot < SLOTS && !signal.aborted; slot++) {
        if ((await claims.claim({ stream, slot })) !== lanes.has(slot)) leaving.abort();
      }
    };
    const again = () => {
      cancel = world.after(CLAIM_EVERY_MS, () => {
        look()
          .catch(() => leaving.abort())
          .finally(() => {
            if (!signal.aborted) again();
          });
      });
    };
    again();
    return () => cancel();
  };

  const handOn = (slot: number, lane: LaneReader, signal: AbortSignal): void => {
    if (lane.handing !== undefined || lane.waiting.length === 0 || signal.aborted) return;
    lane.handing = handed(slot, lane.waiting.splice(0, SEGMENTS_MAX)).finally(() => {
      lane.handing = undefined;
      wakeUp();
      handOn(slot, lane, signal);
    });
  };

  const handed = async (slot: number, segments: readonly StoredSegment[]): Promise<void> => {
    try {
      await handler({ stream, slot }, segments);
      failures = 0;
    } catch (error) {
      failures++;
      log.warn({ err: error, stream, slot }, "a lane is read again");
      leaving.abort();
    }
  };

  /** Resolves when the lane has room again. */
  const room = async (lane: LaneReader, signal: AbortSignal): Promise<void> => {
    while (lane.waiting.length > WAITING_MAX && !signal.aborted) await sleep(CLAIM_EVERY_MS);
  };

  const torn = (slot: number, expected: number, found: number) => {
    const said = { stream, slot, expected, found };
    log.warn(said, "the broker lacks messages of a lane; it waits until they are published again");
  };

  const follow = async (positions: ReadonlyMap<number, number>): Promise<void> => {
    const { signal } = leaving;
    const forget = watchClaims(signal);
    try {
      for await (const { slot, segments } of following(broker, stream, positions, signal, torn)) {
        const lane = lanes.get(slot);
        if (lane === undefined || signal.aborted) continue;
        lane.waiting.push(...segments);
        handOn(slot, lane, signal);
        await room(lane, signal);
      }
    } finally {
      leaving.abort();
      forget();
    }
  };

  const read = async (): Promise<void> => {
    while (!closed) {
      try {
        const positions = await begin();
        if (positions.size > 0) await follow(positions);
        if (positions.size === 0) await sleep(CLAIM_EVERY_MS);
        else if (failures > 0) await sleep(pauseMs(failures));
      } catch (error) {
        if (closed) return;
        // Said once for each spell of it, however long it lasts.
        if (failures++ === 0) log.warn({ err: error, stream }, "a stream cannot be read now");
        await sleep(pauseMs(failures));
      }
    }
  };
  const running = read();
  return {
    close: async () => {
      closed = true;
      leaving.abort();
      wakeUp();
      await running;
      await settled();
      // Lanes that nobody here reads any more are free for other processes of the group.
      for (let slot = 0; slot < SLOTS; slot++) await claims.release({ stream, slot });
    },
  };
}

const pauseMs = (failures: number) => Math.min(RETRY_AFTER_MS * 2 ** failures, RETRY_WITHIN_MS);
