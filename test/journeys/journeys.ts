/** The journeys through the platform, all in one town of a topology. */
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { type Sink, startSink } from "#contexts/query/feeds/simulator.fixture.ts";
import { openTown, type Topology, topologyOf, type Town, type Way } from "#test/town/town.ts";
import { belonging } from "./belonging.suite.ts";
import { browsing } from "./browsing.suite.ts";
import { callingBack } from "./callingBack.suite.ts";
import { caching } from "./caching.suite.ts";
import { carrying, tracking } from "./carrying.suite.ts";
import { cancellingLines } from "./cancellingLines.suite.ts";
import { charging } from "./charging.suite.ts";
import { closing, surviving } from "./closing.suite.ts";
import { committing } from "./committing.suite.ts";
import { confirming } from "./confirming.suite.ts";
import { crowding } from "./crowding.suite.ts";
import { days } from "./days.suite.ts";
import { depositing } from "./depositing.suite.ts";
import { depositsUndone } from "./depositsUndone.suite.ts";
import { delivering } from "./delivering.suite.ts";
import { discounting } from "./discounting.suite.ts";
import { expiring } from "./expiring.suite.ts";
import { filling } from "./filling.suite.ts";
import { fronting } from "./fronting.suite.ts";
import { giving } from "./giving.suite.ts";
import { givingByCard } from "./givingByCard.suite.ts";
import { matching } from "./matching.suite.ts";
import { hooking, hookingForDays } from "./hooking.suite.ts";
import { linesAtOnce } from "./linesAtOnce.suite.ts";
import { notifying } from "./notifying.suite.ts";
import { parking } from "./parking.suite.ts";
import { paying } from "./paying.suite.ts";
import { placing } from "./placing.suite.ts";
import { ranking } from "./ranking.suite.ts";
import { reading } from "./reading.suite.ts";
import { receiving } from "./receiving.suite.ts";
import { selling } from "./selling.suite.ts";
import { settling } from "./settling.suite.ts";
import { toppingUp } from "./toppingUp.suite.ts";
import { undoing } from "./undoing.suite.ts";
import { watching } from "./watching.suite.ts";

/** From cart to doorstep, what undoes it, and what the platform itself promises. */
function mainRoads(town: () => Town): void {
  belonging(town);
  selling(town);
  placing(town);
  filling(town);
  confirming(town);
  discounting(town);
  paying(town);
  depositing(town);
  cancellingLines(town);
  delivering(town);
  giving(town);
  receiving(town);
  undoing(town);
  committing(town);
  parking(town);
  reading(town);
  crowding(town);
  fronting(town);
  watching(town);
  surviving(town);
}

/** Those of the main roads that go through every context and need nothing but its front. */
function firstRoads(town: () => Town): void {
  belonging(town);
  selling(town);
  placing(town);
  paying(town);
  delivering(town);
  giving(town);
  undoing(town);
  reading(town);
  fronting(town);
}

/** Companies, carriers, receivers and books outside, races, and roads that take days. */
function sideRoads(town: () => Town, topology: Topology, sink: () => Sink): void {
  charging(town, topology);
  toppingUp(town);
  depositsUndone(town);
  linesAtOnce(town);
  carrying(town);
  givingByCard(town);
  notifying(town);
  hooking(town);
  settling(town);
  matching(town);
  caching(town);
  browsing(town);
  days(town);
  expiring(town);
  tracking(town);
  hookingForDays(town);
  ranking(town, sink);
  callingBack(town, topology);
}

/** Fourteen processes begin at once. */
const OPEN_WITHIN_MS = 180_000;

export type Roads = "main roads" | "side roads";

/** Judged in turn, recorded at once, paid back elsewhere: these journeys end no other way for it. */
const SECOND_VALUES = {
  "saga.verification": "SEQUENTIAL",
  "coupon.firstCome.record": "SYNC",
  "gift.refundTarget": "BUYER_WALLET",
};
function roadsUnderSecondValues(town: () => Town): void {
  placing(town);
  discounting(town);
  undoing(town);
  giving(town);
  receiving(town);
  crowding(town);
}

/** Opens a town, takes those journeys in it, and sees after each that no promise is broken. */
export function journeysIn(way: Way, ...roads: readonly Roads[]): void {
  const policies = { "catalog.features": roads.includes("side roads") };
  inTown(way, policies, (town, sink, topology) => {
    if (roads.includes("main roads")) mainRoads(town);
    if (roads.includes("side roads")) sideRoads(town, topology, sink);
  });
}

/** The main roads and the side roads where every process is also told what `environment` answers. */
export const roadsAmid = (
  way: Way,
  environment: () => Promise<Readonly<Record<string, string>>>,
): void =>
  inTown(
    way,
    { "catalog.features": true },
    (town, sink, topology) => {
      mainRoads(town);
      sideRoads(town, topology, sink);
    },
    environment,
  );

/** The same for the first roads. */
export const firstRoadsAmid = (
  way: Way,
  environment: () => Promise<Readonly<Record<string, string>>>,
): void => inTown(way, {}, firstRoads, environment);

/** The same for the journeys that do not depend on these policies. */
export const journeysUnderSecondValues = (topology: Topology): void =>
  inTown(topology, SECOND_VALUES, roadsUnderSecondValues);

function inTown(
  way: Way,
  policies: object,
  journeys: (town: () => Town, sink: () => Sink, topology: Topology) => void,
  environment: () => Promise<Readonly<Record<string, string>>> = () => Promise.resolve({}),
): void {
  const topology = topologyOf(way);
  describe(`in a ${way} town`, () => {
    let opened: Town | undefined;
    let listening: Sink | undefined;
    const town = (): Town => {
      if (opened === undefined) throw new Error("the town is not open");
      return opened;
    };
    const sink = (): Sink => {
      if (listening === undefined) throw new Error("the data platform does not listen");
      return listening;
    };
    beforeAll(async () => {
      listening = await startSink("the town's token");
      const feed = { url: listening.url, token: "the town's token" };
      const told = await environment();
      opened = await openTown(way, {
        BOJAGI_FEED: JSON.stringify(feed),
        BOJAGI_POLICIES: JSON.stringify(policies),
        ...told,
      });
    }, OPEN_WITHIN_MS);
    afterEach(async () => {
      await town().quiet();
      expect(await town().brokenPromises()).toEqual([]);
    });
    afterAll(async () => {
      await opened?.close();
      await listening?.close();
    });

    journeys(town, sink, topology);
    closing(town);
  });
}
