import pg from "pg";
import type { World } from "#kernel/world.ts";
import type { Log } from "#runtime/log.ts";
import { type Lane, SLOTS, type StoredSegment } from "#store/store.ts";
import type { Bus, Claims, Subscription } from "../bus.ts";

/**
 * No broker at all: readers tail the logs where they lie, one statement per stream for all its
 * lanes. A NOTIFY from a connection of its own wakes those who hear what it names, one in 10 ms and a
 * few at once: NOTIFY inside a business transaction takes a global lock at commit. They poll as well,
 * since a notice may be lost with its connection.
 */
const WAKE_EVERY_MS = 10;
/** An order alone speaks several times in that time, and is not held up. */
const WAKES_AT_ONCE = 20;
/** How long what a reader does not hear may wait for what it hears: a read costs as much as a message. */
const PASS_WITHIN_MS = 25;
const POLL_EVERY_MS = 1_000;
const RETRY_AFTER_MS = 50;
const RETRY_WITHIN_MS = 2_000;
const SEGMENTS_MAX = 50;
const CHANNEL = "bojagi_log";
const CONNECT_MS = 5_000;
/** After so long without an answer the connection is taken for dead, and another is opened. */
const ANSWER_WITHIN_MS = 10_000;
/** Longer ones are not taken; readers then look for themselves. */
const NOTICE_CHARACTERS_MAX = 7_000;

export type PostgresBusOptions = {
  readonly world: World;
  readonly log: Log;
  /** Where each stream's log lies. */
  readonly urlOf: (stream: string) => string;
  /** Finds out anew where they lie: asked when one of them cannot be read. */
  readonly findLogs?: () => Promise<void>;
  readonly claims: Claims;
};

export type PostgresBus = Bus & {
  /** Tells the readers of a stream of which types there is more. */
  readonly wake: (stream: string, types: Iterable<string>) => void;
};

export function postgresBus(options: PostgresBusOptions): PostgresBus {
  const connections = new Map<string, Connection>();
  const connectionTo = (stream: string): Connection => {
    const url = options.urlOf(stream);
    let connection = connections.get(url);
    if (connection === undefined) connections.set(url, (connection = connect(url, options)));
    return connection;
  };
  const readers: { readonly close: () => Promise<void> }[] = [];
  return {
    publish: async ({ stream }) => connectionTo(stream).wake([EVERYTHING]),
    wake: (stream, types) => connectionTo(stream).wake(types),
    subscribe: async (subscription) => {
      const opened = subscription.streams.map((stream) =>
        reading(stream, () => connectionTo(stream), subscription, options),
      );
      readers.push(...opened);
      const close = async () => {
        await Promise.all(opened.map((reader) => reader.close()));
      };
      return { close };
    },
    readLog: async ({ stream, slot }, after, limit) => {
      const rows = await connectionTo(stream).query<ReadRow>(readSql(stream, limit), [
        [slot],
        [after],
      ]);
      return segmentsBySlot(rows).get(slot) ?? [];
    },
    lag: async (stream, from) => {
      const rows = await connectionTo(stream).query<{ slot: number; head: number }>(
        headsSql(stream),
        [],
      );
      return rows.reduce((lag, { slot, head }) => lag + Math.max(0, head - (from[slot] ?? 0)), 0);
    },
    health: async () => {
      await Promise.all([...connections.values()].map(({ query }) => query("select 1", [])));
    },
    close: async () => {
      await Promise.all(readers.map((reader) => reader.close()));
      await Promise.all([...connections.values()].map(({ close }) => close()));
    },
  };
}

/** In a notice: whoever reads it has something to hear. */
const EVERYTHING = "*";

type Connection = {
  readonly query: <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>;
  /** Wakes the readers of this database who hear one of these, now or within 10 ms. */
  readonly wake: (types: Iterable<string>) => void;
  /** Calls back when somebody woke the readers. */
  readonly awoken: (call: Awoken) => () => void;
  readonly close: () => Promise<void>;
};

type Awoken = (types: readonly string[]) => void;

async function openClient(url: string, awoken: Awoken, lost: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "bojagi bus",
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_WITHIN_MS,
    pipeline: true,
  } as pg.ClientConfig);
  client.on("error", lost);
  client.on("end", lost);
  client.on("notification", ({ payload }) => awoken((payload || EVERYTHING).split(" ")));
  await client.connect();
  // A notice is a commit of its own, and need not outlive a crash: readers poll as well.
  await client.query("set synchronous_commit = off");
  await client.query(`listen ${CHANNEL}`);
  return client;
}

/** Puts statements to whatever connection there is. One that does not answer is closed. */
const asking =
  (connected: () => Promise<pg.Client>): Connection["query"] =>
  async <Row extends object>(sql: string, values: readonly unknown[]) => {
    const on = await connected();
    try {
      return (await on.query<Row>(sql, [...values])).rows;
    } catch (error) {
      // What the server refuses has a code; all else is a wire that carries nothing any more.
      if ((error as { readonly code?: unknown }).code === undefined) on.connection.stream.destroy();
      throw error;
    }
  };

/** One connection to a database of logs: it reads, listens and notifies, and comes back when lost. */
function connect(url: string, { world, log }: PostgresBusOptions): Connection {
  const listeners = new Set<Awoken>();
  let client: Promise<pg.Client> | undefined;
  /** When the wakes so far would be over, at one in 10 ms. */
  let wokenUntilMs = 0;
  /** What the next notice names; it is on its way where there is any. */
  let told = new Set<string>();
  let closed = false;

  const lost = () => {
    client = undefined;
  };
  const awoken: Awoken = (types) => {
    for (const call of listeners) call(types);
  };
  const connected = (): Promise<pg.Client> => {
    if (closed) return Promise.reject(new Error("the bus is closed"));
    client ??= openClient(url, awoken, lost).catch((error: unknown) => {
      client = undefined;
      throw error;
    });
    return client;
  };
  const ask = asking(connected);
  const notify = (): void => {
    const types = [...told].join(" ");
    const notice = types.length > NOTICE_CHARACTERS_MAX ? EVERYTHING : types;
    told = new Set();
    wokenUntilMs = Math.max(wokenUntilMs, world.monotonic()) + WAKE_EVERY_MS;
    ask("select pg_notify($1, $2)", [CHANNEL, notice]).catch((error: unknown) =>
      log.warn({ err: error }, "readers could not be woken"),
    );
  };
  return {
    query: ask,
    wake: (types) => {
      if (closed) return;
      const isOnItsWay = told.size > 0;
      for (const type of types) told.add(type);
      if (isOnItsWay || told.size === 0) return;
      const waitMs = wokenUntilMs - WAKES_AT_ONCE * WAKE_EVERY_MS - world.monotonic();
      if (waitMs <= 0) notify();
      else world.after(waitMs, notify);
    },
    awoken: (call) => {
      listeners.add(call);
      return () => listeners.delete(call);
    },
    close: async () => {
      closed = true;
      await (await client?.catch(() => undefined))?.end();
    },
  };
}

const readSql = (stream: string, limit = SEGMENTS_MAX) => `
select after.slot, log.position::float8 as position, log.count, log.messages, log.applied_by
  from unnest($1::integer[], $2::bigint[]) as after (slot, position)
  cross join lateral (
    select position, count, messages, applied_by
      from "${stream}".log
     where slot = after.slot and position > after.position
     order by position
     limit ${limit}
  ) log
 order by after.slot, log.position`;

/** By the index, however long the log is: it is asked on the connection that the readers need. */
const headsSql = (stream: string) => `
select lanes.slot, log.position::float8 as head
  from generate_series(0, ${SLOTS - 1}) as lanes (slot)
  cross join lateral (
    select position from "${stream}".log where log.slot = lanes.slot order by position desc limit 1
  ) log`;

type ReadRow = {
  readonly slot: number;
  readonly position: number;
  readonly count: number;
  readonly messages: string;
  readonly applied_by: readonly string[];
};

/** Who reads a stream sleeps between two reads, unless something happened meanwhile. */
function sleeperOn({ after }: World) {
  let isWoken = false;
  let isToWake = false;
  let end: () => void = () => {};
  const wake = (): void => {
    isWoken = true;
    end();
  };
  const wakeLater = (): void => {
    if (isToWake) return;
    isToWake = true;
    after(PASS_WITHIN_MS, wake);
  };
  return {
    wake,
    /** At once by what it hears, and soon by all else. */
    wokenBy:
      (hears: (type: string) => boolean): Awoken =>
      (types) => {
        if (types.some((type) => type === EVERYTHING || hears(type))) wake();
        else wakeLater();
      },
    /** What happens from now on ends the next sleep. */
    listen: (): void => {
      isWoken = false;
      isToWake = false;
    },
    sleep: (waitMs: number): Promise<void> =>
      new Promise((resolve) => {
        if (isWoken) return resolve();
        const cancel = after(waitMs, resolve);
        end = () => {
          cancel();
          resolve();
        };
      }),
  };
}

/** Where a log lies now, and who is woken there. Positions are the same wherever it lies. */
function placeOf(
  connectionNow: () => Connection,
  awoken: Awoken,
  { log, findLogs }: PostgresBusOptions,
) {
  let connection = connectionNow();
  let leave = connection.awoken(awoken);
  return {
    connection: () => connection,
    leave: () => leave(),
    /** Asks again; whoever cannot say leaves it where it was. */
    find: async (): Promise<void> => {
      await findLogs?.().catch((error: unknown) => log.warn({ err: error }, "logs are not found"));
      if (connection === connectionNow()) return;
      leave();
      connection = connectionNow();
      leave = connection.awoken(awoken);
    },
  };
}

/** Reads one stream for ever: all claimed lanes in one statement, each handed on by itself. */
function reading(
  stream: string,
  connectionNow: () => Connection,
  { from, hears = () => true, handler }: Subscription,
  options: PostgresBusOptions,
): { readonly close: () => Promise<void> } {
  const { world, log, claims } = options;
  const sql = readSql(stream);
  /** The last position handed on, of each lane that is ours; absent where it must be asked for. */
  const reached = new Map<number, number>();
  let closed = false;
  let failures = 0;
  const sleeper = sleeperOn(world);
  const place = placeOf(connectionNow, sleeper.wokenBy(hears), options);

  const claimLanes = async (): Promise<void> => {
    const missing = [];
    for (let slot = 0; slot < SLOTS; slot++) {
      if (!(await claims.claim({ stream, slot }))) reached.delete(slot);
      else if (!reached.has(slot)) missing.push(slot);
    }
    if (missing.length === 0) return;
    const positions = await from(stream);
    for (const slot of missing) reached.set(slot, positions[slot] ?? 0);
  };

  const handOn = async (slot: number, segments: readonly StoredSegment[]): Promise<void> => {
    const lane: Lane = { stream, slot };
    try {
      await handler(lane, segments);
      reached.set(slot, segments.at(-1)?.position ?? 0);
    } catch (error) {
      log.warn({ err: error, ...lane }, "a lane is read again");
      reached.delete(slot);
    }
  };

  /** Answers whether there was anything to read. */
  const readOnce = async (): Promise<boolean> => {
    await claimLanes();
    const lanes = [...reached];
    if (lanes.length === 0) return false;
    const rows = await place
      .connection()
      .query<ReadRow>(sql, [lanes.map(([slot]) => slot), lanes.map(([, position]) => position)]);
    const bySlot = segmentsBySlot(rows);
    await Promise.all([...bySlot].map(([slot, segments]) => handOn(slot, segments)));
    return [...bySlot.keys()].some((slot) => reached.has(slot));
  };

  const read = async (): Promise<void> => {
    while (!closed) {
      sleeper.listen();
      try {
        const found = await readOnce();
        failures = 0;
        if (!found) await sleeper.sleep(POLL_EVERY_MS);
      } catch (error) {
        if (closed) return;
        // Said once for each spell of it, however long it lasts.
        if (failures++ === 0) log.warn({ err: error, stream }, "a stream cannot be read now");
        await place.find();
        sleeper.listen();
        await sleeper.sleep(Math.min(RETRY_AFTER_MS * 2 ** failures, RETRY_WITHIN_MS));
      }
    }
  };
  const running = read();
  return {
    close: async () => {
      closed = true;
      place.leave();
      sleeper.wake();
      await running;
      // Lanes that nobody here reads any more are free for other processes of the group.
      for (let slot = 0; slot < SLOTS; slot++) await claims.release({ stream, slot });
    },
  };
}

function segmentsBySlot(rows: readonly ReadRow[]): ReadonlyMap<number, readonly StoredSegment[]> {
  const bySlot = new Map<number, StoredSegment[]>();
  for (const { slot, position, count, messages, applied_by: appliedBy } of rows) {
    const segments = bySlot.get(slot) ?? [];
    bySlot.set(slot, segments);
    segments.push({ position, count, messages, appliedBy });
  }
  return bySlot;
}
