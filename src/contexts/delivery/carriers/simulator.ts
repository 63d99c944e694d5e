/** The simulator as a carrier. */
import { Agent } from "node:http";
import { callOut, type Incoming, type Timers } from "#http/outgoing.ts";
import { signatureRefusal } from "#http/standardWebhooks.ts";
import { codecOf } from "#kernel/codec.ts";
import { invalid } from "#http/refused.ts";
import { anything, instant, record } from "#kernel/schema.ts";
import type { Carrier, RawCallback } from "../carrier.ts";
import { carrierStatus, type CarrierStatus, consignmentId, trackingNumber } from "../contract.ts";

export type SimulatorAccount = {
  readonly url: string;
  readonly secret: string;
  readonly connectWithinMs?: number;
  readonly answerWithinMs?: number;
};

export function simulatorCarrier(account: SimulatorAccount, timers: Timers): Carrier {
  const { url, secret, ...limits } = account;
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${secret}` };
  const send = (method: "GET" | "POST", path: string, signal: AbortSignal, body?: unknown) =>
    callOut(
      {
        url: `${url}${path}`,
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { ...limits, agent },
      timers,
      signal,
    );
  return {
    take: async (ask, signal) => {
      const answer = await send("POST", "/parcels", signal, ask);
      if (answer.status === 422) return undefined;
      const { trackingNumber: number } = parcelIn(answer, ask.consignmentId);
      return { trackingNumber: number };
    },
    track: async ({ consignmentId: id, trackingNumber: number }, signal) => {
      const answer = await send("GET", `/parcels/${number}`, signal);
      if (answer.status === 404) return undefined;
      const { status, at } = parcelIn(answer, id);
      return { carrierStatus: status, at };
    },
    readCallback: (callback) => readCallback(secret, callback),
  };
}

const parcel = codecOf(
  record({
    consignmentId: consignmentId(),
    trackingNumber: trackingNumber(),
    status: carrierStatus(),
    at: instant(),
  }),
);

/** What does not speak of our parcel in its plain form says nothing. */
function parcelIn({ status, text }: Incoming, id: string): ParcelSaid {
  const said: unknown = status === 200 ? JSON.parse(text) : undefined;
  if (parcel.fits(said) && (said as ParcelSaid).consignmentId === id) return said as ParcelSaid;
  throw new Error(`the carrier answers ${status} for ${id}`);
}

type ParcelSaid = {
  readonly consignmentId: string;
  readonly trackingNumber: string;
  readonly status: CarrierStatus;
  readonly at: number;
};

const moved = codecOf(
  record({ type: anything(), version: anything(), consignmentId: consignmentId() }),
);

function readCallback(
  secret: string,
  { headers, body, at }: RawCallback,
): ReturnType<Carrier["readCallback"]> {
  const refusal = signatureRefusal(secret, headers, body, at);
  if (refusal !== undefined) return refusal;
  const told = jsonIn(body);
  if (told === undefined) return invalid("body", "NOT_JSON");
  if (!moved.fits(told)) return "ignored";
  const { type, version, consignmentId: id } = told as Readonly<Record<string, unknown>>;
  return type === "parcel.moved" && version === 1 ? { consignmentId: id as string } : "ignored";
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
