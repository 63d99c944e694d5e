/** A small shop behind the HTTP front: routes of its own, and a group that keeps its rows in memory. */
import { DEFAULT_POLICIES, WITHOUT_RATE_LIMITS } from "#kernel/policies.ts";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { Writable } from "node:stream";
import { command } from "#kernel/message.ts";
import { impossible, refuse } from "#kernel/refusal.ts";
import {
  amount,
  anyText,
  count,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  text,
  token,
} from "#kernel/schema.ts";
import { realWorld, type World } from "#kernel/world.ts";
import type { Answer } from "#runtime/reaction.ts";
import { Overloaded, type Position, type Send } from "#runtime/sending.ts";
import { Passing } from "#store/store.ts";
import { ACCESS_TOKEN } from "./claims.ts";
import type { Group, Reads } from "./group.ts";
import { httpLog } from "./logging.ts";
import { answered, type Role, type Route, routesOf, type ServerEvent } from "./route.ts";
import { type HttpServer, httpServer, type HttpServerOptions } from "./server.ts";
import type { HttpSettings } from "./settings.ts";
import { keysOf } from "./tokens.ts";

export const placeParcel = command("parcel.place", "parcelId", {
  parcelId: token("ord"),
  priceMinor: amount(1),
  note: optional(anyText(100)),
});

type Row = { readonly parcelId: string; readonly priceMinor: bigint; readonly settled: boolean };

/** What the shop does on purpose when a test wants it. */
export type Mood = {
  overloaded: boolean;
  full: boolean;
  unavailable: boolean;
  broken: boolean;
  ready: boolean;
  /** Commands wait for this before they are decided. */
  gate: Promise<void>;
};

export type Shop = {
  readonly rows: Map<string, Row>;
  readonly mood: Mood;
  readonly group: Group;
  readonly sent: Parameters<Send>[1][];
  /** Makes the outcome of a parcel known. */
  readonly settle: (parcelId: string) => void;
};

const SLOT = { stream: "parcel", slot: 3 };

/** Decides in memory, keeps first answers by their id, tells watchers: what a group promises to HTTP. */
export function shopInMemory(): Shop {
  const rows = new Map<string, Row>();
  const answers = new Map<string, { readonly bodyHash: string; readonly answer: Answer }>();
  const watchers = new Set<(key: string) => void>();
  const sent: Parameters<Send>[1][] = [];
  const mood: Mood = {
    overloaded: false,
    full: false,
    unavailable: false,
    broken: false,
    ready: true,
    gate: Promise.resolve(),
  };
  let position = 0;
  const changed = () => watchers.forEach((tell) => tell(""));

  const send: Send = async (draft, options) => {
    sent.push(options);
    if (mood.full) throw new Overloaded(3);
    if (mood.unavailable) throw new Passing("unavailable", new Error("no connection"));
    if (mood.broken) throw new Error("secret detail of a bug");
    await mood.gate;
    const { idempotency, waitMs = 0 } = options;
    const kept = idempotency && answers.get(idempotency.answerId);
    if (kept !== undefined) {
      const answer: Answer =
        kept.bodyHash === idempotency?.bodyHash
          ? kept.answer
          : { settled: true, refusal: refuse("IDEMPOTENCY_KEY_REUSED") };
      return { answer, position: undefined, repeated: true };
    }
    const { parcelId, priceMinor } = draft.body as { parcelId: string; priceMinor: bigint };
    const answer: Answer =
      priceMinor === 999n
        ? { settled: true, refusal: refuse("STOCK_INSUFFICIENT", [{ line: 1, code: "SHORT" }]) }
        : { settled: waitMs > 0, value: { parcelId, price: priceMinor, secret: "never shown" } };
    if (!("refusal" in answer)) rows.set(parcelId, { parcelId, priceMinor, settled: waitMs > 0 });
    if (idempotency) answers.set(idempotency.answerId, { ...idempotency, answer });
    position++;
    changed();
    return { answer, position: { ...SLOT, position }, repeated: false };
  };

  return {
    rows,
    mood,
    sent,
    settle: (parcelId) => {
      const row = rows.get(parcelId);
      if (row !== undefined) rows.set(parcelId, { ...row, settled: true });
      changed();
    },
    group: {
      send,
      watch: (_table, _key, tell) => {
        watchers.add(tell);
        return () => void watchers.delete(tell);
      },
      caughtUp: async (wanted: Position) => wanted.position <= position,
      ready: () => mood.ready,
      overloaded: () => mood.overloaded,
    },
  };
}

const parcelParams = record({ parcelId: token("ord") });
const parcel = record({ parcelId: token("ord"), price: amount(), note: optional(anyText(100)) });

const route = routesOf("parcel");

const unoffered = route({
  method: "GET",
  path: "/api/unoffered",
  summary: "Answers where a policy is on, which is off here",
  access: ["member"],
  offeredWith: "order.autoPay",
  query: record({ known: optional(text(1)) }),
  answers: { 200: parcel },
  refusals: [],
  handle: async () => impossible("a policy is off"),
});

/** The routes of the shop. Reads come from its rows. */
export function shopRoutes({ rows, group, mood }: Shop): Route[] {
  return [
    route({
      method: "POST",
      path: "/api/parcels",
      summary: "Place a parcel",
      access: ["member"],
      body: record({
        price: amount(1),
        note: optional(anyText(100)),
        lines: optional(listOf(record({ name: text(20), quantity: count(1, 99) }), 200)),
      }),
      answers: { 201: parcel },
      refusals: ["STOCK_INSUFFICIENT"],
      idempotency: "required",
      handle: async ({ body }, tools) => {
        const parcelId = tools.token("order");
        const draft = placeParcel({ parcelId, priceMinor: body.price });
        const sent = await tools.send(draft, { fresh: parcelId });
        return answered(sent, 201, { location: `/api/parcels/${parcelId}` });
      },
    }),
    route({
      method: "PATCH",
      path: "/api/parcels/:parcelId",
      summary: "Change a note",
      access: ["member"],
      params: parcelParams,
      body: record({ note: anyText(100) }),
      answers: { 204: null },
      refusals: ["COMMON_ENTITY_NOT_FOUND"],
      handle: async ({ params }) =>
        rows.has(params.parcelId) ? { status: 204 } : refuse("COMMON_ENTITY_NOT_FOUND"),
    }),
    route({
      method: "GET",
      path: "/api/parcels/:parcelId",
      summary: "Read a parcel",
      access: ["member"],
      params: parcelParams,
      answers: { 200: parcel },
      refusals: ["COMMON_ENTITY_NOT_FOUND"],
      handle: async ({ params }) => {
        const row = rows.get(params.parcelId);
        return row === undefined
          ? refuse("COMMON_ENTITY_NOT_FOUND")
          : { status: 200, body: { ...row, price: row.priceMinor, owner: "never shown" } };
      },
    }),
    route({
      method: "GET",
      path: "/api/parcels",
      summary: "List parcels",
      access: "guest",
      query: record({
        page: optional(count(1, 1000)),
        size: optional(count(1, 100)),
        settled: optional(flag()),
        sort: optional(oneOf("RECENT", "PRICE")),
        names: optional(listOf(text(20), 3)),
        q: optional(anyText(50)),
      }),
      answers: { 200: record({ seen: anyText(500), who: anyText(20) }) },
      refusals: [],
      handle: async ({ query, language }, { caller }) => ({
        status: 200,
        body: { seen: JSON.stringify(query) + language, who: caller?.memberId ?? "guest" },
      }),
    }),
    route({
      method: "POST",
      path: "/api/parcels/:parcelId/confirmation",
      summary: "Confirm a parcel",
      access: ["seller", "operator"],
      params: parcelParams,
      answers: { 204: null },
      refusals: [],
      handle: async () => ({ status: 204 }),
    }),
    route({
      method: "POST",
      path: "/api/gates",
      summary: "Wait for the gate",
      access: ["member"],
      body: record({ name: text(100) }),
      answers: { 204: null },
      refusals: [],
      handle: async () => {
        await mood.gate;
        return { status: 204 };
      },
    }),
    route({
      method: "GET",
      path: "/api/undeclared",
      summary: "Answers what it does not declare",
      access: "guest",
      answers: { 200: parcel },
      refusals: [],
      handle: async () => ({ status: 203, body: { secret: "never shown" } }),
    }),
    route({
      method: "GET",
      path: "/api/parcels/:parcelId/events",
      summary: "Follow a parcel",
      access: ["member"],
      params: parcelParams,
      answers: { 200: record({ settled: flag() }) },
      refusals: ["COMMON_ENTITY_NOT_FOUND"],
      streams: true,
      handle: async ({ params, headers }, { signal }) =>
        rows.has(params.parcelId)
          ? { events: following(rows, group, params.parcelId, headers["last-event-id"], signal) }
          : refuse("COMMON_ENTITY_NOT_FOUND"),
    }),
  ];
}

async function* following(
  rows: Shop["rows"],
  group: Group,
  parcelId: string,
  last: string | string[] | undefined,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  let wake = () => {};
  const stop = group.watch("parcel.parcels", parcelId, () => wake());
  signal.addEventListener("abort", () => wake(), { once: true });
  let number = Number(last ?? 0);
  try {
    while (!signal.aborted) {
      const settled = rows.get(parcelId)?.settled === true;
      yield { id: String(++number), event: "status", data: { settled, hidden: true } };
      if (settled) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
  }
}

export const MINA = "mem_0000000000000000";
export const JUN = "mem_1111111111111111";

export type Sign = (
  claims?: Readonly<Record<string, unknown>>,
  header?: Record<string, unknown>,
) => Promise<string>;

/** A signer of tokens with one key, and the key set that verifies them. */
export async function signer(world: World) {
  const { publicKey, privateKey } = await generateKeyPair(ACCESS_TOKEN.algorithm);
  const keySet = { keys: [{ ...(await exportJWK(publicKey)), kid: "key-1", use: "sig" }] };
  const now = () => Math.floor(world.now() / 1000);
  const sign: Sign = (claims = {}, header = {}) =>
    new SignJWT({
      iss: ACCESS_TOKEN.issuer,
      aud: ACCESS_TOKEN.audience,
      sub: MINA,
      name: "Mina",
      email: "mina@example.com",
      role: "member",
      iat: now(),
      exp: now() + 3600,
      ...claims,
    })
      .setProtectedHeader({ alg: "EdDSA", typ: ACCESS_TOKEN.typ, kid: "key-1", ...header })
      .sign(privateKey);
  const tokenOf = (role: Role, sub = MINA) =>
    sign({ role, sub, ...(role === "seller" ? { partnerId: "ptn_0000000000000000" } : {}) });
  return { keySet, sign, tokenOf, privateKey };
}

export type Running = {
  readonly shop: Shop;
  readonly server: HttpServer;
  readonly url: string;
  readonly sign: Sign;
  readonly tokenOf: (role: Role, sub?: string) => Promise<string>;
  /** Every line that was logged. */
  readonly lines: Record<string, unknown>[];
  readonly read: Reads["query"];
};

export const readsOf = (mood: Mood): Reads => ({
  query: async () => {
    if (mood.unavailable) throw new Passing("unavailable", new Error("no connection"));
    return [];
  },
});

/** Starts the shop on a free port. */
export async function startShop(
  settings: Partial<HttpSettings> = {},
  more: Partial<HttpServerOptions> = {},
): Promise<Running> {
  const shop = shopInMemory();
  const world = more.world ?? realWorld();
  const { keySet, sign, tokenOf } = await signer(world);
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const reads = readsOf(shop.mood);
  const server = await httpServer({
    routes: [...shopRoutes(shop), unoffered],
    group: shop.group,
    reads,
    world,
    tokens: { keys: keysOf(keySet) },
    log: httpLog("info", destination),
    policies: { ...DEFAULT_POLICIES, ...WITHOUT_RATE_LIMITS },
    ...more,
    settings: { port: 0, quietMs: 50, ...settings },
  });
  await server.listen();
  return { shop, server, url: server.address(), sign, tokenOf, lines, read: reads.query };
}
