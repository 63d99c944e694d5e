/** The seam to carriers: what delivery asks of each, and how its answers are taken. */
import type { BodyOf, Draft, Message } from "#kernel/message.ts";
import type { Refusal } from "#kernel/refusal.ts";
import type { TaskRunner, TaskRunners } from "#runtime/tasks.ts";
import {
  type CarrierStatus,
  type giveConsignment,
  noteConsignment,
  noteTracking,
  type trackConsignment,
} from "./contract.ts";
import { taskKindOf } from "./reactions/consigning.ts";
import type { DeliveryAddress } from "./rules.ts";

/** A parcel as a carrier is asked to take it. The id is the same for every try. */
export type ConsignmentAsk = {
  readonly consignmentId: string;
  readonly pieces: number;
  readonly address: DeliveryAddress;
};
/** Where a parcel is, by the carrier's clock. */
export type Whereabouts = { readonly carrierStatus: CarrierStatus; readonly at: number };
/** A callback as it came: its signature is over the bytes. */
export type RawCallback = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly at: number;
};

/**
 * One company that carries parcels. Each promise rejects when the answer does not say for sure; it is
 * asked again later, with the same id.
 */
export type Carrier = {
  /** Takes the parcel once for its id, however often it is asked; undefined: it never will. */
  readonly take: (
    ask: ConsignmentAsk,
    signal: AbortSignal,
  ) => Promise<{ readonly trackingNumber: string } | undefined>;
  /** Undefined when it knows of no such parcel. */
  readonly track: (
    of: { readonly consignmentId: string; readonly trackingNumber: string },
    signal: AbortSignal,
  ) => Promise<Whereabouts | undefined>;
  /** Which parcel a callback speaks of. Refused when it is not signed as agreed, or cannot be read. */
  readonly readCallback: (
    callback: RawCallback,
  ) => { readonly consignmentId: string } | "ignored" | Refusal;
};

export const CARRIER_NAMES = ["SIMULATOR"] as const;
export type ConnectedCarrier = (typeof CARRIER_NAMES)[number];
/** The carriers that can be called; any other is written on a parcel by hand. */
export type Carriers = Readonly<Partial<Record<ConnectedCarrier, Carrier>>>;

export const runnersOf = (carriers: Carriers): TaskRunners =>
  Object.fromEntries(
    Object.entries(carriers).map(([name, carrier]) => [taskKindOf(name), runnerOf(carrier)]),
  );

type Task = Message<BodyOf<typeof giveConsignment>> | Message<BodyOf<typeof trackConsignment>>;

const runnerOf =
  (carrier: Carrier): TaskRunner =>
  (message, signal) => {
    const { body } = message as Task;
    return "trackingNumber" in body ? found(carrier, body, signal) : given(carrier, body, signal);
  };

async function given(
  carrier: Carrier,
  { orderId, partnerId, ...ask }: BodyOf<typeof giveConsignment>,
  signal: AbortSignal,
): Promise<Draft> {
  const { consignmentId } = ask;
  const taken = await carrier.take(ask, signal);
  return noteConsignment({ orderId, partnerId, consignmentId, ...taken });
}

async function found(
  carrier: Carrier,
  { orderId, partnerId, consignmentId, trackingNumber }: BodyOf<typeof trackConsignment>,
  signal: AbortSignal,
): Promise<Draft> {
  const whereabouts = await carrier.track({ consignmentId, trackingNumber }, signal);
  return noteTracking({ orderId, partnerId, consignmentId, ...whereabouts });
}
