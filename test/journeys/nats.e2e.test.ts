/** The main roads once more, where all that processes hear of each other comes over a message broker. */
import { afterAll, describe } from "vitest";
import { over } from "#test/brokers/all.ts";
import type { TestBroker } from "#test/brokers/broker.ts";
import { hasNats, openNats } from "#test/brokers/nats.ts";
import { mainRoadsAmid } from "./journeys.ts";

describe.skipIf(!hasNats)("over NATS (needs nats-server)", () => {
  let nats: TestBroker | undefined;
  afterAll(() => nats?.close());

  mainRoadsAmid("split", async () => {
    nats = await openNats();
    return over(nats);
  });
});
