/** A card and pay company to try things with: a real HTTP server with a book and faults on request. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { codecOf } from "#kernel/codec.ts";
import type { World } from "#kernel/world.ts";
import { type Calling, callingOf } from "../calling.ts";
import { signedHeaders } from "../signing.ts";
import { type Book, bookAt, type BookedCharge, refundedOf, type Wanted } from "./book.ts";
import { type FaultBox, faultBox, type Operation, type Switches, switches } from "./faults.ts";

export type SimulatorOptions = {
  /** What callers must show, and what callbacks are signed with: `whsec_` and base64. */
  readonly secret: string;
  readonly port?: number;
  /** Where the book is kept; in memory without. */
  readonly file?: string;
  readonly world: Pick<World, "now" | "after">;
};

/** A call that reached the simulator. */
export type SeenCall = {
  readonly operation: Operation;
  readonly chargeKey: string;
  readonly payMethod?: string;
};

export type Simulator = {
  readonly url: string;
  readonly book: Book;
  readonly calls: () => readonly SeenCall[];
  readonly set: (switches: Switches) => void;
  readonly left: FaultBox["left"];
  /** A callback of that charge as it would be sent now. */
  readonly callbackOf: (
    chargeKey: string,
    at?: number,
  ) => { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly close: () => Promise<void>;
};

type Desk = {
  readonly book: Book;
  readonly faults: FaultBox;
  readonly calls: SeenCall[];
  readonly callbackOf: Simulator["callbackOf"];
  readonly world: SimulatorOptions["world"];
  /** Who calls back, by address. */
  readonly callers: Map<string, Calling>;
};
type Reply = { readonly status: number; readonly body: unknown };

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { secret, port = 0, file, world } = options;
  const book = bookAt(file);
  const faults = faultBox();
  const calls: SeenCall[] = [];
  let sent = 0;
  const callbackOf: Simulator["callbackOf"] = (chargeKey, at = world.now()) => {
    const body = JSON.stringify({ type: "charge.changed", version: 1, chargeKey });
    return { body, headers: signedHeaders(secret, { id: `sim_${++sent}`, at, body }) };
  };
  const desk = { book, faults, calls, callbackOf, world, callers: new Map() };
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${secret}`)
      return reply(response, { status: 401, body: {} });
    serve(desk, request, response).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    book,
    calls: () => calls,
    set: faults.set,
    left: faults.left,
    callbackOf,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const place = `${request.method} ${request.url}`;
  const body = JSON.parse((await textOf(request)) || "{}") as Record<string, unknown>;
  if (place === "GET /book") return reply(response, { status: 200, body: desk.book.charges() });
  if (place === "PUT /switches") {
    if (!codecOf(switches()).fits(body)) return reply(response, { status: 400, body: {} });
    desk.faults.set(body);
    return reply(response, { status: 200, body: {} });
  }
  const asked = askedIn(place, body);
  if (asked === undefined) return reply(response, { status: 404, body: {} });
  desk.calls.push(asked.call);
  await act(desk, asked, response);
}

type Asked = { readonly call: SeenCall; readonly act: (book: Book, isDeclined: boolean) => Reply };
const PLACES: readonly (readonly [RegExp, Operation])[] = [
  [/^POST \/charges$/, "charge"],
  [/^GET \/charges\/([\w-]+)$/, "look"],
  [/^POST \/charges\/([\w-]+)\/closure$/, "close"],
  [/^POST \/charges\/([\w-]+)\/refunds$/, "refund"],
];

function askedIn(place: string, body: Readonly<Record<string, unknown>>): Asked | undefined {
  const found = PLACES.find(([form]) => form.test(place));
  if (found === undefined) return undefined;
  const [form, operation] = found;
  const chargeKey = form.exec(place)?.[1] ?? String(body["chargeKey"]);
  const wanted = { ...body, chargeKey } as unknown as Wanted;
  const call = { operation, chargeKey };
  switch (operation) {
    case "charge":
      return {
        call: { ...call, payMethod: wanted.payMethod },
        act: (book, isDeclined) => shown(book.enter(wanted, isDeclined ? "DECLINED" : "CHARGED")),
      };
    case "look":
      return { call, act: (book) => shown(book.find(chargeKey)) };
    case "close":
      return { call, act: (book) => shown(book.enter(wanted, "CLOSED")) };
    case "refund": {
      const refund = { refundKey: String(body["refundKey"]), amount: Number(body["amount"]) };
      return { call, act: (book) => shown(book.refund(chargeKey, refund), 409) };
    }
  }
}

const shown = (charge: BookedCharge | undefined, otherwise = 404): Reply =>
  charge === undefined
    ? { status: otherwise, body: {} }
    : { status: 200, body: { ...charge, refunded: refundedOf(charge) } };

/** Does what was asked, rightly or with the fault whose turn it is. */
async function act(desk: Desk, { call, act: take }: Asked, response: ServerResponse) {
  const { book, faults } = desk;
  const fault = faults.take(call.operation);
  if (fault === "time-out") return;
  if (fault === "server-error") return reply(response, { status: 500, body: {} });
  if (fault === "slow") await waited(desk, faults.slowMs());
  const before = book.find(call.chargeKey);
  const done = take(wrong(book, fault), fault === "decline");
  const isNews = book.find(call.chargeKey) !== before;
  const { isFirst } = faults.callback();
  if (isNews && isFirst) await callBack(desk, call.chargeKey);
  if (fault === "act-then-server-error") reply(response, { status: 503, body: {} });
  else if (fault === "garbage") response.end("<html>all is well</html>");
  else if (fault !== "act-then-time-out") reply(response, done);
  if (isNews && !isFirst) await callBack(desk, call.chargeKey);
}

/** Takes something else than what was asked for. */
function wrong(book: Book, fault: string | undefined): Book {
  if (fault !== "wrong-amount" && fault !== "wrong-currency") return book;
  const other = fault === "wrong-amount" ? { amount: 1 } : { currency: "USD" };
  return { ...book, enter: (wanted, status) => book.enter({ ...wanted, ...other }, status) };
}

async function callBack(desk: Desk, chargeKey: string): Promise<void> {
  const { faults, callbackOf, world, callers } = desk;
  const { url, copies } = faults.callback();
  if (url === undefined) return;
  const call = callers.get(url) ?? callingOf({ url }, world);
  callers.set(url, call);
  await Promise.all(
    Array.from({ length: copies }, async () => {
      const callback = { method: "POST", path: url, ...callbackOf(chargeKey) } as const;
      // Whoever does not listen now hears of it when they ask.
      await call(callback, new AbortController().signal).catch(() => undefined);
    }),
  );
}

function reply(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const waited = ({ world }: Desk, waitMs: number): Promise<void> =>
  new Promise((resolve) => void world.after(waitMs, resolve));

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
