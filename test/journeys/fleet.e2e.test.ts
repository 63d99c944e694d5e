/** Journeys by the one entry of a fleet, whose processes hear each other over each of the buses. */
import { afterAll, describe } from "vitest";
import { BROKERS, over } from "#test/brokers/all.ts";
import type { TestBroker } from "#test/brokers/broker.ts";
import { firstRoadsAmid, roadsAmid } from "./journeys.ts";

type Environment = () => Promise<Readonly<Record<string, string>>>;

/**
 * The first roads, by a process for each context on one bus and by two for all on the others: that is
 * what a change has to pass. On request all roads by a process for each, which takes long.
 */
const takeRoads = (environment: Environment, isWhole = false): void =>
  process.env["BOJAGI_JOURNEYS_ALL"] === "1"
    ? roadsAmid("fleet", environment)
    : firstRoadsAmid(isWhole ? "fleet" : "mixed fleet", environment);

describe("a fleet over PostgreSQL", () => {
  takeRoads(() => Promise.resolve({}));
});

for (const { name, needs, isThere, isQuick, open } of BROKERS) {
  describe.skipIf(!isThere)(`a fleet over ${name} (needs ${needs})`, () => {
    let broker: TestBroker | undefined;
    afterAll(() => broker?.close());

    takeRoads(async () => {
      broker = await open();
      return over(broker);
    }, isQuick);
  });
}
