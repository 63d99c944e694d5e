import { afterAll, beforeAll, describe } from "vitest";
import { silent } from "#runtime/log.ts";
import type { TestBroker } from "#test/brokers/broker.ts";
import { type Bench, benchOf } from "./bench.fixture.ts";
import { brokerBus } from "./brokerBus.ts";
import { brokerAddress, openBroker } from "./brokers.ts";
import { busSuite } from "./bus.suite.ts";

/** How a broker of a test's own is come by. */
export type Brokerage = {
  readonly needs: string;
  readonly isThere: boolean;
  readonly open: () => Promise<TestBroker>;
};

/** The promise of `broker.ts`, for every adapter, against the real broker. */
export function brokerSuite(name: string, { needs, isThere, open }: Brokerage): void {
  describe.skipIf(!isThere)(`over ${name} (needs ${needs})`, () => {
    let broker: TestBroker;
    let benches = 0;
    beforeAll(async () => {
      broker = await open();
    });
    afterAll(() => broker.close());
    /** Each with streams of its own. */
    const bench = (): Promise<Bench> => benchAt(`${broker.url}?prefix=bench${++benches}`);

    busSuite(name, bench);
  });
}

async function benchAt(url: string): Promise<Bench> {
  const address = brokerAddress(url);
  if (address === undefined) throw new Error(`${url} is no broker`);
  return benchOf(async ({ world, claims }) =>
    brokerBus({ broker: await openBroker(address), world, log: silent, claims }),
  );
}
