import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RefusalCode } from "#kernel/refusal.ts";

export type Metrics = {
  /** The runtime may add its own gauges. */
  readonly registry: Registry;
  readonly answered: (method: string, route: string, statusClass: string, tookMs: number) => void;
  readonly refused: (code: RefusalCode) => void;
  /** A read that may be kept for a moment. */
  readonly cached: (wasThere: boolean) => void;
  /** A 500: somebody should look. */
  readonly failed: () => void;
};

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the HTTP front counts. `inFlight` and `streams` are asked for when the metrics are read. */
export function httpMetrics(
  load: { readonly inFlight: number; readonly streams: number },
  registry = new Registry(),
): Metrics {
  const registers = [registry];
  const durations = new Histogram({
    name: "bojagi_http_request_duration_seconds",
    help: "Time from the first check to the end of the answer",
    labelNames: ["method", "route", "status"],
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: "bojagi_http_refusals_total",
    help: "Expected refusals by code",
    labelNames: ["code"],
    registers,
  });
  const failures = new Counter({
    name: "bojagi_http_failures_total",
    help: "Answers with 500: each is a bug",
    registers,
  });
  const cachedReads = new Counter({
    name: "bojagi_http_cached_reads_total",
    help: "Reads of what everybody sees alike, by whether the answer was there",
    labelNames: ["there"],
    registers,
  });
  gauge("bojagi_http_in_flight", "Requests being answered", () => load.inFlight, registry);
  gauge("bojagi_http_streams", "Live streams open", () => load.streams, registry);
  if (registry.getSingleMetric("process_cpu_seconds_total") === undefined) {
    collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  }
  return {
    registry,
    answered: (method, route, status, tookMs) =>
      durations.observe({ method, route, status }, tookMs / 1000),
    refused: (code) => refusals.inc({ code }),
    cached: (wasThere) => cachedReads.inc({ there: wasThere ? "yes" : "no" }),
    failed: () => failures.inc(),
  };
}

function gauge(name: string, help: string, value: () => number, registry: Registry): void {
  const asked = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(value());
    },
  });
  registry.registerMetric(asked);
}
