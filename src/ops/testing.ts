import { SLOTS } from "#store/store.ts";
import { anyText, count, listOf, record, signedAmount, text } from "#kernel/schema.ts";
import { type RealWorldOptions } from "#kernel/world.ts";
import { type Route, routesOf } from "#http/route.ts";

const route = routesOf("ops");

/** The switches by which tests move the clock and force faults in a running process. */
export type Switches = {
  readonly world: RealWorldOptions;
  readonly routes: (lookForDue: () => Promise<number>) => readonly Route[];
};

/** Where a process stands on the logs of others, as it knows by itself, and how long its own are. */
export type Standing = {
  readonly waiting: number;
  readonly heads: readonly { readonly stream: string; readonly positions: readonly number[] }[];
  readonly seen: readonly {
    readonly consumer: string;
    readonly stream: string;
    readonly positions: readonly number[];
  }[];
};

/** `crashAt` is `point:n`: the process kills itself the n-th time it comes to that point. */
export function testSwitches(crashAt: string | undefined): Switches {
  let offsetMs = 0;
  const faults = new Map<string, number>();
  let crash = { at: crashAt, passed: 0 };
  return {
    world: {
      offsetMs: () => offsetMs,
      faults: (name) => {
        const left = faults.get(name) ?? 0;
        if (left > 0) faults.set(name, left - 1);
        return left > 0;
      },
      point: (name) => {
        const [point, nth = "1"] = crash.at?.split(":") ?? [];
        if (name !== point || ++crash.passed !== Number(nth)) return undefined;
        process.kill(process.pid, "SIGKILL");
        return new Promise<never>(() => {});
      },
    },
    routes: (lookForDue) => [
      route({
        method: "PUT",
        path: "/ops/test/clock",
        summary: "Set how far the clock of this process is ahead, and take what then is due",
        access: "guest",
        body: record({ offsetMs: signedAmount() }),
        answers: { 200: record({ due: count() }) },
        refusals: [],
        handle: async ({ body }) => {
          offsetMs = Number(body.offsetMs);
          return { status: 200, body: { due: await lookForDue() } };
        },
      }),
      route({
        method: "PUT",
        path: "/ops/test/faults",
        summary: "Force a named fault the next so many times",
        access: "guest",
        body: record({ name: text(50), times: count(0, 1_000_000) }),
        answers: { 200: record({ name: anyText(50) }) },
        refusals: [],
        handle: ({ body: { name, times } }) => {
          faults.set(name, times);
          return Promise.resolve({ status: 200, body: { name } });
        },
      }),
      crashRoute((at) => {
        const { passed } = crash;
        crash = { at, passed: 0 };
        return passed;
      }),
    ],
  };
}

/** Tests ask all processes again and again until nothing moves: `/ops/lag` costs each a question to every other's log. */
export const standingRoute = (stood: () => Promise<Standing>): Route =>
  route({
    method: "GET",
    path: "/ops/test/standing",
    summary: "Where this process stands on the logs of others, and how long its own are",
    access: "guest",
    answers: {
      200: record({
        waiting: count(),
        heads: listOf(record({ stream: text(20), positions: positions() }), 20),
        seen: listOf(record({ consumer: text(20), stream: text(20), positions: positions() }), 400),
      }),
    },
    refusals: [],
    handle: async () => ({ status: 200, body: await stood() }),
  });
const positions = () => listOf(count(), SLOTS);

/** `arm` answers how often the point named before was passed. */
const crashRoute = (arm: (at: string) => number): Route =>
  route({
    method: "PUT",
    path: "/ops/test/crash",
    summary: "Kill this process at a point of its loop, as name:n for the n-th time from now",
    access: "guest",
    body: record({ at: text(50) }),
    answers: { 200: record({ passed: count() }) },
    refusals: [],
    handle: ({ body: { at } }) => Promise.resolve({ status: 200, body: { passed: arm(at) } }),
  });
