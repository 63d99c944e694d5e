import { pino } from "pino";
import { Agent } from "undici";
import { expect, test } from "vitest";
import { realWorld, type World } from "#kernel/world.ts";
import { instancesOf } from "./instances.ts";

test("who waits for a context that does not come back in 15 seconds is told, and holds nothing up", async () => {
  const timers: { readonly waitMs: number; readonly call: () => void }[] = [];
  const after: World["after"] = (waitMs, call) => {
    timers.push({ waitMs, call });
    return () => undefined;
  };
  const world = { ...realWorld(), after };
  const dispatcher = new Agent();
  const instances = instancesOf({}, { world, log: pino({ level: "silent" }), dispatcher });
  instances.replace({}, ["order"]);
  const outcomes: string[] = [];
  const back = instances.back("order").then(() => outcomes.push("order"));
  await instances.back("wallet").then(() => outcomes.push("wallet"));
  instances.replace({}, ["order"]);
  await Promise.resolve();
  expect(outcomes).toEqual(["wallet"]);
  timers.find(({ waitMs }) => waitMs === 15_000)?.call();
  await back;
  expect(instances.choose("order", new Set())).toBeUndefined();
  instances.close();
  await dispatcher.close();
});
