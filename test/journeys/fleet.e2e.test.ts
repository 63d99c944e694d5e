/** The first roads by the one entry of a fleet, whose processes hear each other over a message broker. */
import { afterAll, describe } from "vitest";
import { over } from "#test/brokers/all.ts";
import type { TestBroker } from "#test/brokers/broker.ts";
import { hasNats, openNats } from "#test/brokers/nats.ts";
import { firstRoadsAmid } from "./journeys.ts";

describe.skipIf(!hasNats)("a fleet over NATS (needs nats-server)", () => {
  let nats: TestBroker | undefined;
  afterAll(() => nats?.close());

  firstRoadsAmid("fleet", async () => {
    nats = await openNats();
    return over(nats);
  });
});
