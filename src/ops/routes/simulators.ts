import { refuse } from "#kernel/refusal.ts";
import { count, listOf, oneOf, optional, record } from "#kernel/schema.ts";
import {
  FAULTS as CARRIER_FAULTS,
  OPERATIONS as CARRIER_OPERATIONS,
} from "#contexts/delivery/carriers/simulator/faults.ts";
import {
  FAULTS as PAYMENT_FAULTS,
  OPERATIONS as PAYMENT_OPERATIONS,
} from "#contexts/payment/providers/simulator/faults.ts";
import { type Route, routesOf } from "#http/route.ts";
import type { Operations } from "../operations.ts";

const route = routesOf("ops");
const SLOW_MAX_MS = 60_000;
const TIMES_MAX = 1_000;

const faultsOf = <const O extends readonly string[], const F extends readonly string[]>(
  operations: O,
  faults: F,
) =>
  listOf(
    record({ on: oneOf(...operations), fault: oneOf(...faults), times: count(0, TIMES_MAX) }),
    50,
  );
const paymentFaults = () => faultsOf(PAYMENT_OPERATIONS, PAYMENT_FAULTS);
const carrierFaults = () => faultsOf(CARRIER_OPERATIONS, CARRIER_FAULTS);
const slowMs = () => count(0, SLOW_MAX_MS);

const board = () =>
  record({
    payment: optional(record({ faults: paymentFaults(), slowMs: slowMs() })),
    carrier: optional(record({ faults: carrierFaults(), slowMs: slowMs() })),
  });
/** Where callbacks go is not for a request to say. */
const changes = () =>
  record({
    payment: optional(record({ faults: optional(paymentFaults()), slowMs: optional(slowMs()) })),
    carrier: optional(record({ faults: optional(carrierFaults()), slowMs: optional(slowMs()) })),
  });

type Simulators = Operations["simulators"];

const shown = ({ payment, carrier }: Simulators) => ({
  ...(payment === undefined ? {} : { payment: payment.left() }),
  ...(carrier === undefined ? {} : { carrier: carrier.left() }),
});

/** Only a demo has something to switch: real companies are not told what to do wrong. */
const NOT_A_DEMO = refuse("COMMON_ILLEGAL_STATUS", [{ field: "simulators", code: "ONLY_IN_DEMO" }]);

/** The switchboard of the pretended companies of a demo. */
export function simulatorRoutes({ simulators }: Operations): readonly Route[] {
  const { payment, carrier } = simulators;
  const isDemo = payment !== undefined || carrier !== undefined;
  return [
    route({
      method: "GET",
      path: "/ops/simulators",
      summary: "What the pretended companies of a demo will still do wrong",
      access: ["operator"],
      answers: { 200: board() },
      refusals: ["COMMON_ILLEGAL_STATUS"],
      handle: () => Promise.resolve(isDemo ? { status: 200, body: shown(simulators) } : NOT_A_DEMO),
    }),
    route({
      method: "PUT",
      path: "/ops/simulators",
      summary: "Tell the pretended companies of a demo what to do wrong, and how often",
      access: ["operator"],
      body: changes(),
      answers: { 200: board() },
      refusals: ["COMMON_ILLEGAL_STATUS"],
      handle: ({ body }) => {
        if (!isDemo) return Promise.resolve(NOT_A_DEMO);
        if (body.payment !== undefined) payment?.set(body.payment);
        if (body.carrier !== undefined) carrier?.set(body.carrier);
        return Promise.resolve({ status: 200, body: shown(simulators) });
      },
    }),
  ];
}
