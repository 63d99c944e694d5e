/** A carrier to try things with: a real HTTP server that takes parcels and moves them, with faults on request. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { callOut } from "#http/outgoing.ts";
import { type SignedHeaders, signedHeaders } from "#http/standardWebhooks.ts";
import { codecOf } from "#kernel/codec.ts";
import type { World } from "#kernel/world.ts";
import type { CarrierStatus } from "../../contract.ts";
import { type BookedParcel, nextStop, type ParcelBook, parcelBookAt } from "./book.ts";
import { type Fault, type FaultBox, faultBox, type Switches, switches } from "./faults.ts";

export type CarrierSimulatorOptions = {
  /** What callers must show, and what callbacks are signed with: `whsec_` and base64. */
  readonly secret: string;
  /** Where the book is kept; in memory without. */
  readonly file?: string;
  /** How long a parcel stays at each stop; without it, each is moved by hand. */
  readonly stepMs?: number;
  readonly world: Pick<World, "now" | "after">;
};

export type CarrierCallback = { readonly headers: SignedHeaders; readonly body: string };
export type CarrierSimulator = {
  readonly url: string;
  readonly book: ParcelBook;
  /** How often it was asked, for one thing or for all. */
  readonly asked: (place?: string) => number;
  readonly set: (switches: Switches) => void;
  readonly left: FaultBox["left"];
  /** The parcel is there now, and whoever listens is called back. */
  readonly move: (consignmentId: string, to: CarrierStatus) => Promise<void>;
  /** A callback of that parcel as it would be sent at that time. */
  readonly callbackOf: (consignmentId: string, at?: number) => CarrierCallback;
  readonly close: () => Promise<void>;
};

type Desk = Omit<CarrierSimulatorOptions, "file" | "secret"> & {
  readonly book: ParcelBook;
  readonly faults: FaultBox;
  readonly places: string[];
  readonly callbackOf: CarrierSimulator["callbackOf"];
  readonly waiting: Set<() => void>;
};

export async function startCarrierSimulator(
  options: CarrierSimulatorOptions,
): Promise<CarrierSimulator> {
  const { secret, file, world } = options;
  const desk = { ...options, ...deskOf(secret, file, world) };
  const { book, faults, places, callbackOf } = desk;
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${secret}`) return reply(response, 401, {});
    serve(desk, request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  for (const parcel of book.parcels()) travel(desk, parcel);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    book,
    asked: (place) => places.filter((one) => place === undefined || one === place).length,
    set: faults.set,
    left: faults.left,
    move: (consignmentId, to) => move(desk, consignmentId, to),
    callbackOf,
    close: async () => {
      for (const cancel of desk.waiting) cancel();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function deskOf(secret: string, file: string | undefined, world: Pick<World, "now">) {
  let sent = 0;
  return {
    book: parcelBookAt(file),
    faults: faultBox(),
    places: [] as string[],
    waiting: new Set<() => void>(),
    callbackOf: (consignmentId: string, at = world.now()): CarrierCallback => {
      const body = JSON.stringify({ type: "parcel.moved", version: 1, consignmentId });
      return { body, headers: signedHeaders([secret], { id: `sim_${++sent}`, at, body }) };
    },
  };
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const place = `${request.method} ${request.url}`;
  const body = JSON.parse((await textOf(request)) || "{}") as Readonly<Record<string, unknown>>;
  if (place === "PUT /switches") {
    if (!codecOf(switches()).fits(body)) return reply(response, 400, {});
    desk.faults.set(body);
    return reply(response, 200, {});
  }
  desk.places.push(place);
  if (place === "POST /parcels") return take(desk, String(body["consignmentId"]), response);
  const [, trackingNumber] = /^GET \/parcels\/([\w-]+)$/.exec(place) ?? [];
  if (trackingNumber === undefined) return reply(response, 404, {});
  const fault = desk.faults.take("track");
  return answer(desk, fault, response, () => desk.book.find(trackingNumber));
}

async function take(desk: Desk, consignmentId: string, response: ServerResponse) {
  const { book, faults, world } = desk;
  const fault = faults.take("take");
  if (fault === "refuse") return reply(response, 422, {});
  const wasThere = book.of(consignmentId) !== undefined;
  const isFirst = faults.settings().callbackFirst === true;
  const takeIt = async (): Promise<BookedParcel> => {
    const parcel = book.enter(consignmentId, world.now());
    if (!wasThere) travel(desk, parcel);
    if (!wasThere && isFirst) await callBack(desk, consignmentId);
    return parcel;
  };
  await answer(desk, fault, response, takeIt);
  if (!wasThere && !isFirst && book.of(consignmentId) !== undefined)
    await callBack(desk, consignmentId);
}

/** Does what was asked, and answers rightly or with the fault whose turn it is. */
async function answer(
  desk: Desk,
  fault: Fault | undefined,
  response: ServerResponse,
  act: () => BookedParcel | undefined | Promise<BookedParcel>,
): Promise<void> {
  if (fault === "time-out") return;
  if (fault === "server-error") return reply(response, 500, {});
  if (fault === "slow") await waited(desk, desk.faults.left().slowMs);
  const parcel = await act();
  if (fault === "act-then-time-out") return;
  if (fault === "act-then-server-error") return reply(response, 503, {});
  if (fault === "garbage") return void response.end("<html>all is well</html>");
  reply(response, parcel === undefined ? 404 : 200, parcel ?? {});
}

/** Moves on by itself, stop by stop, where nobody moves it by hand. */
function travel(desk: Desk, parcel: BookedParcel): void {
  const { stepMs, book, world, waiting } = desk;
  if (stepMs === undefined || nextStop(parcel) === undefined) return;
  const cancel = world.after(stepMs, () => {
    waiting.delete(cancel);
    const now = book.of(parcel.consignmentId) ?? parcel;
    const to = nextStop(now);
    if (to === undefined) return;
    travel(desk, book.move(now, to, world.now()));
    void callBack(desk, now.consignmentId);
  });
  waiting.add(cancel);
}

async function move(desk: Desk, consignmentId: string, to: CarrierStatus): Promise<void> {
  const parcel = desk.book.of(consignmentId);
  if (parcel === undefined) throw new Error(`no parcel ${consignmentId}`);
  desk.book.move(parcel, to, desk.world.now());
  await callBack(desk, consignmentId);
}

async function callBack({ faults, callbackOf, world }: Desk, consignmentId: string) {
  const { callbackUrl: url, callbackCopies: copies = 1 } = faults.settings();
  if (url === undefined) return;
  await Promise.all(
    Array.from({ length: copies }, async () => {
      const call = { method: "POST", url, ...callbackOf(consignmentId) } as const;
      // Whoever does not listen now hears of it when they ask.
      await callOut(call, {}, world, new AbortController().signal).catch(() => undefined);
    }),
  );
}

const waited = ({ world, waiting }: Desk, waitMs: number): Promise<void> =>
  new Promise((resolve) => {
    const cancel = world.after(waitMs, () => {
      waiting.delete(cancel);
      resolve();
    });
    waiting.add(cancel);
  });

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
