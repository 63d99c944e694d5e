import { Counter, Histogram, type Registry } from "prom-client";
import { strayChargeFound } from "#contexts/payment/contract.ts";
import type { Done } from "#runtime/committing.ts";

/** Counts what the loop does: batches, what was in them, what was said, what was parked. */
export function countCommits(registry: Registry): (done: Done) => void {
  const registers = [registry];
  const took = new Histogram({
    name: "bojagi_batch_duration_seconds",
    help: "Time from the begin of a batch to its commit",
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const roots = new Counter({
    name: "bojagi_batch_roots_total",
    help: "Requests, arrivals and deadlines that were decided and committed",
    registers,
  });
  const stated = new Counter({
    name: "bojagi_messages_stated_total",
    help: "Messages appended to the logs",
    registers,
  });
  const parked = new Counter({
    name: "bojagi_messages_parked_total",
    help: "Messages that could not be applied: each needs a person",
    registers,
  });
  const strays = new Counter({
    name: "bojagi_charges_without_order_total",
    help: "Charges a payment company took and no order is paid with: each goes back, somebody should look why",
    registers,
  });
  return (done) => {
    for (const { message } of done.stated) if (message.type === strayChargeFound.type) strays.inc();
    took.observe(done.tookMs / 1000);
    roots.inc(done.roots.length);
    stated.inc(done.stated.length);
    if (done.parked > 0) parked.inc(done.parked);
  };
}
