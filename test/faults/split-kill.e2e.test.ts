import { afterAll, beforeAll, expect, test } from "vitest";
import { onceOnly } from "../town/people.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { disagreements } from "./books.ts";
import { chanceOf, drawn, SEED, TRIES_ALL } from "./chance.ts";
import {
  arm,
  type Crash,
  CRASH_POINTS,
  disarm,
  duringCrashes,
  nameOf,
  settled,
} from "./crashing.ts";
import { print } from "./figures.ts";
import {
  issueCoupon,
  openShop,
  payAndPrepare,
  placeAndVerify,
  reaches,
  type Shop,
  statusOf,
  wholeJourney,
} from "./journey.ts";
import { everyRow } from "./rows.ts";
import { unread } from "./unread.ts";

/**
 * Two processes that never speak to each other may die in one journey: what one of them does not
 * survive, the other neither causes nor hides. This halves the time of the proof.
 */
const PAIRS = [
  ["order", "wallet"],
  ["query", "catalog"],
  ["delivery", "coupon"],
  ["payment", "identity"],
] as const;
const SAMPLED_JOURNEYS = 6;
const WHOLE_PROOF_MS = 15 * 60_000;

let town: Town;
let shop: Shop;

beforeAll(async () => {
  town = await openTown("split", WITHOUT_NOTICES);
  shop = await openShop(town);
});
afterAll(() => town.close());

test(
  `Split: killing any one process at any moment of a journey and starting it again leaves every invariant true and the order finished (${TRIES_ALL ? "at each commit" : `seed ${SEED}`})`,
  async () => {
    const commits = await commitsOfOneJourney();
    const tried = TRIES_ALL ? await tryAll() : await trySample(commits);

    const reached = tried.filter(({ wasReached }) => wasReached);
    print(`killed ${reached.length} times: ${reached.map(({ name }) => name).join(", ")}`);
    expect(reached.length).toBeGreaterThanOrEqual(TRIES_ALL ? 120 : SAMPLED_JOURNEYS);
    expect(await disagreements(town.sql)).toEqual([]);
  },
  WHOLE_PROOF_MS,
);

test(
  `Split: a process that dies again while it recovers loses nothing (${TRIES_ALL ? "each" : `seed ${SEED}`})`,
  async () => {
    const commits = await commitsOfOneJourney();
    const contexts = [...commits].filter(([, count]) => count > 0).map(([context]) => context);
    const tried = TRIES_ALL ? contexts : [contexts[SEED % contexts.length] ?? "order"];
    for (const context of tried) {
      // The first commit is the only one that is sure: what comes later may be one batch, or two.
      const crash = { ...crashOf(context, "before-commit", 1), again: true };
      expect(await journeyWith([crash]), context).toEqual([crash]);
    }
  },
  WHOLE_PROOF_MS,
);

type Tried = { readonly name: string; readonly wasReached: boolean };

/** One order while these processes die; it is finished, and every book agrees. */
async function journeyWith(crashes: readonly Crash[]): Promise<readonly Crash[]> {
  const memberCouponId = await issueCoupon(shop);
  await settled(town);
  let orderId = "";
  const reached = await duringCrashes(town, crashes, async () => {
    orderId = await wholeJourney(shop, memberCouponId);
  });
  const where = crashes.map(nameOf).join(" and ");
  expect.soft(await statusOf(town, orderId), where).toBe("CLOSED");
  expect.soft(await town.brokenPromises(), where).toEqual([]);
  expect.soft(await disagreements(town.sql), where).toEqual([]);
  expect.soft(await unread(town.sql), where).toEqual([]);
  return reached;
}

/** How many transactions each process commits for one order, when nobody dies. */
async function commitsOfOneJourney(): Promise<ReadonlyMap<string, number>> {
  const memberCouponId = await issueCoupon(shop);
  await settled(town);
  await Promise.all(town.processes.map((process) => arm(process, "before-commit:Infinity")));
  await wholeJourney(shop, memberCouponId);
  await settled(town);
  const counted = town.processes.map(async (process) => {
    return [process.contexts.join(), await disarm(process)] as const;
  });
  return new Map(await Promise.all(counted));
}

const crashOf = (context: string, point: Crash["point"], nth: number): Crash => ({
  process: town.processOf(context),
  point,
  nth,
});

/** Each commit of each process, before it and after it, until a journey ends without reaching it. */
async function tryAll(): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const pair of PAIRS) {
    for (const point of CRASH_POINTS) {
      let left: readonly string[] = pair;
      for (let nth = 1; left.length > 0; nth++) {
        const crashes = left.map((context) => crashOf(context, point, nth));
        const reached = await journeyWith(crashes);
        tried.push(...crashes.map((crash) => triedAs(crash, reached)));
        left = left.filter((_, index) => reached.includes(crashes[index] as Crash));
      }
    }
  }
  return tried;
}

async function trySample(commits: ReadonlyMap<string, number>): Promise<readonly Tried[]> {
  const chance = chanceOf(SEED);
  const tried: Tried[] = [];
  for (let journey = 0; journey < SAMPLED_JOURNEYS; journey++) {
    const pair = PAIRS[(SEED + journey) % PAIRS.length] ?? [];
    const crashes = pair.map((context) => {
      const point = CRASH_POINTS[drawn(chance, CRASH_POINTS.length) - 1] ?? "before-commit";
      return crashOf(context, point, drawn(chance, commits.get(context) ?? 1));
    });
    const reached = await journeyWith(crashes);
    tried.push(...crashes.map((crash) => triedAs(crash, reached)));
  }
  return tried;
}

const triedAs = (crash: Crash, reached: readonly Crash[]): Tried => ({
  name: nameOf(crash),
  wasReached: reached.includes(crash),
});

test(
  "S1.38 Split: every fact and command of all logs is applied again: no row anywhere is changed",
  async () => {
    const undone = await placeAndVerify(shop, await issueCoupon(shop));
    await payAndPrepare(shop, undone);
    await cancel(undone.orderId);
    await reaches(town, undone.orderId, "REFUNDED");
    await placeAndVerify(shop, await issueCoupon(shop));
    await settled(town);
    const before = await everyRow(town);

    await Promise.all(town.processes.map(({ stop }) => stop()));
    expect(await forgetWhatWasRead()).toBeGreaterThan(200);
    await Promise.all(town.processes.map(({ start }) => start()));
    await settled(town);

    expect(await unread(town.sql)).toEqual([]);
    expect(await everyRow(town)).toEqual(before);
    expect(await town.brokenPromises()).toEqual([]);
    expect(await disagreements(town.sql)).toEqual([]);
  },
  WHOLE_PROOF_MS,
);

const cancel = (orderId: string) =>
  town.request("POST", `/api/orders/${orderId}/cancellation`, {
    body: {},
    token: shop.mina.token,
    headers: onceOnly(),
  });

/** Every process begins every stream anew; answers how many messages that is. */
async function forgetWhatWasRead(): Promise<number> {
  const forgotten = await Promise.all(
    town.processes.map(({ contexts: [context = ""] }) => {
      const sql = `delete from "${context}".inbox returning position::int`;
      return town.sql<{ position: number }>(context, sql);
    }),
  );
  return forgotten.flat().reduce((sum, { position }) => sum + position, 0);
}
