import { hasNats, openNats } from "#test/brokers/nats.ts";
import { brokerSuite } from "../broker.suite.ts";

brokerSuite("NATS", {
  needs: "nats-server",
  isThere: hasNats,
  open: openNats,
});
