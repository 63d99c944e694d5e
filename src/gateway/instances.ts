/** The processes behind the gateway: who they are, how they are, whose turn it is. */
import type { Logger } from "pino";
import type { Dispatcher } from "undici";
import type { World } from "#kernel/world.ts";
import type { Addresses } from "./addresses.ts";

/** From the best to the worst: the next ones are asked only where there is nobody better. */
export const INSTANCE_STATES = ["ready", "slow", "away"] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

/** One process; it may run several contexts. */
export type Instance = {
  readonly url: string;
  readonly contexts: ReadonlySet<string>;
  state: InstanceState;
  /** Requests that it is answering for us. */
  inFlight: number;
  /** Checks and requests that failed in a row. */
  failures: number;
};

export type Instances = {
  /** The least busy instance of a context, if there is one; one of `tried` only for want of another. */
  readonly choose: (context: string, tried: ReadonlySet<Instance>) => Instance | undefined;
  /** Resolves at once, or, for a context that is away for a moment, when it is back or is not soon. */
  readonly back: (context: string) => Promise<void>;
  /** It did not answer. One that cannot even be reached is left out at once. */
  readonly failed: (instance: Instance, isGone: boolean) => void;
  readonly answered: (instance: Instance) => void;
  readonly all: () => readonly Instance[];
  /** From now on these, and those awaited; what is known of those that stay is kept. */
  readonly replace: (addresses: Addresses, awaited: readonly string[]) => void;
  readonly close: () => void;
};

const CHECK_EVERY_MS = 500;
const CHECK_WITHIN_MS = 1_500;
const FAILURES_TO_LEAVE = 2;
/** Clients wait longer than that, and a context is moved sooner. */
const BACK_WITHIN_MS = 15_000;

/** Asks each instance again and again whether it is ready. A new one is taken to be. */
export function instancesOf(
  addresses: Addresses,
  {
    world,
    log,
    dispatcher,
  }: { readonly world: World; readonly log: Logger; readonly dispatcher: Dispatcher },
): Instances {
  let all = placed(addresses, []);
  let turn = 0;
  const returning = returningTo(world, (context) => all.some((each) => each.contexts.has(context)));

  const become = (instance: Instance, state: InstanceState): void => {
    if (instance.state === state) return;
    log.warn({ instance: instance.url, state, was: instance.state }, "an instance changed");
    instance.state = state;
  };
  const failed = (instance: Instance, isGone: boolean): void => {
    instance.failures++;
    if (isGone) become(instance, "away");
    else if (instance.failures >= FAILURES_TO_LEAVE && instance.state === "ready") {
      become(instance, "slow");
    }
  };
  const check = async (instance: Instance): Promise<void> => {
    const status = await readyStatus(dispatcher, instance.url);
    if (status === "silent") return failed(instance, false);
    if (status !== 200) return become(instance, "away");
    become(instance, "ready");
    instance.failures = 0;
  };
  const stopChecking = again(world, CHECK_EVERY_MS, async () => {
    await Promise.all(all.map(check));
  });
  return {
    failed,
    answered: (instance) => {
      instance.failures = 0;
    },
    choose: (context, tried) => {
      const running = all.filter(({ contexts }) => contexts.has(context));
      // Where nobody is well, who was away a moment ago may be back.
      const best = INSTANCE_STATES.find((state) => running.some((each) => each.state === state));
      const able = running.filter(({ state }) => state === best);
      const fresh = able.filter((instance) => !tried.has(instance));
      return leastBusy(fresh.length > 0 ? fresh : able, turn++);
    },
    back: returning.back,
    all: () => all,
    replace: (next, away) => {
      all = placed(next, all);
      returning.awaits(away);
    },
    close: stopChecking,
  };
}

/** Those who wait for contexts that are away for a moment. */
function returningTo({ after }: World, isThere: (context: string) => boolean) {
  let awaited: readonly string[] = [];
  const looks = new Set<() => void>();
  const isBack = (context: string) => !awaited.includes(context) || isThere(context);
  const wait = (context: string): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        looks.delete(look);
        cancel();
        resolve();
      };
      const look = (): void => {
        if (isBack(context)) end();
      };
      const cancel = after(BACK_WITHIN_MS, end);
      looks.add(look);
    });
  return {
    back: async (context: string): Promise<void> => {
      if (!isBack(context)) await wait(context);
    },
    awaits: (contexts: readonly string[]): void => {
      awaited = contexts;
      for (const look of looks) look();
    },
  };
}

/** What a try came to when nothing was sent, so that any request may be put to another. */
const UNSENT = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);
export const isUnsent = (error: unknown): boolean =>
  UNSENT.has(String((error as { readonly code?: unknown }).code));

function placed(addresses: Addresses, known: readonly Instance[]): readonly Instance[] {
  const urls = [...new Set(Object.values(addresses).flat())];
  return urls.map((url) => {
    const contexts = Object.keys(addresses).filter((context) => addresses[context]?.includes(url));
    const before = known.find((instance) => instance.url === url);
    const instance = before ?? { url, state: "ready" as const, inFlight: 0, failures: 0 };
    return Object.assign(instance, { contexts: new Set(contexts) });
  });
}

/** Those that are equally busy take turns. */
function leastBusy(able: readonly Instance[], turn: number): Instance | undefined {
  const least = Math.min(...able.map(({ inFlight }) => inFlight));
  const idlest = able.filter(({ inFlight }) => inFlight === least);
  return idlest[turn % idlest.length];
}

/** Its status, or what came instead: nothing in time, or no connection. */
async function readyStatus(
  dispatcher: Dispatcher,
  origin: string,
): Promise<number | "silent" | "gone"> {
  try {
    const signal = AbortSignal.timeout(CHECK_WITHIN_MS);
    const asked = { origin, path: "/readyz", method: "GET", signal } as const;
    const { statusCode, body } = await dispatcher.request(asked);
    await body.dump();
    return statusCode;
  } catch (error) {
    return isUnsent(error) ? "gone" : "silent";
  }
}

/** Does it now and so long after each time that it was done, until the answer is called. */
export function again(world: World, waitMs: number, act: () => Promise<void>): () => void {
  let stopped = false;
  let cancel = () => {};
  const run = async (): Promise<void> => {
    await act();
    if (!stopped) cancel = world.after(waitMs, () => void run());
  };
  void run();
  return () => {
    stopped = true;
    cancel();
  };
}
