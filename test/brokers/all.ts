import type { TestBroker } from "./broker.ts";
import { hasNats, openNats } from "./nats.ts";

/** Every broker that the platform can speak with, and what has to be installed to try it. */
export const BROKERS: readonly {
  readonly name: string;
  readonly needs: string;
  readonly isThere: boolean;
  readonly open: () => Promise<TestBroker>;
}[] = [{ name: "NATS", needs: "nats-server", isThere: hasNats, open: openNats }];

/** What every process of a split town is told: all it hears comes over the broker. */
export const over = ({ url }: TestBroker) => ({ BOJAGI_BUS: url, BOJAGI_STREAMS: "{}" });
