import { Client, type ClientConfig, type CustomTypesConfig } from "pg";
import type { Cell } from "./cells.ts";
import { unavailable } from "./failure.ts";
import type { Statement } from "./statements.ts";

export type ConnectionOptions = {
  readonly url: string;
  readonly applicationName: string;
  /** Off behind a transaction pooler: no prepared statements, no settings kept by the session. */
  readonly sessions: boolean;
  readonly log: (what: string, error: unknown) => void;
};

export type Answer = { readonly command: string; readonly rows: readonly (readonly Cell[])[] };

/** What went wrong first; the statements after it failed with it. `last`: only the last one failed. */
export type Failure = { readonly error: unknown; readonly last: boolean };

export type Answers = {
  readonly answers: readonly Answer[];
  readonly failure: Failure | undefined;
};

/** One connection to the server. After any failure it is good for nothing but `destroy`. */
export type Connection = {
  /** `opening` is said first; its answer is not among the answers. */
  readonly burst: (opening?: string) => Burst;
  readonly broken: () => boolean;
  readonly destroy: () => void;
  readonly end: () => Promise<void>;
  /** What this connection is called in the table of writers, and how often it has committed. */
  writer: string | undefined;
  commits: number;
};

const CONNECT_MS = 5_000;
/** No answer at all for so long: the connection is half open, or the server stands still. */
const SILENT_MS = 30_000;
const FAREWELL_MS = 1_000;
const FLUSHED_BYTES = 64 * 1024;

/** Each statement here finds rows by key. A plan made while a table was small must not outlive that. */
const SETTINGS: Readonly<Record<string, string>> = {
  TimeZone: "UTC",
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  jit: "off",
  lock_timeout: "5s",
  statement_timeout: "20s",
  idle_in_transaction_session_timeout: "5s",
};

/** The first statement of a transaction. */
export const beginText = (sessions: boolean): string =>
  ["begin isolation level read committed"]
    .concat(sessions ? [] : settings((name, value) => `set local ${name} = '${value}'`))
    .join("; ");

const settings = (write: (name: string, value: string) => string): string[] =>
  Object.entries(SETTINGS).map(([name, value]) => write(name, value));

type Wire = {
  readonly client: Client;
  readonly prepare: boolean;
  readonly destroy: () => void;
};

/** Connects. Rejects with `Passing`. */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const client = new Client(configOf(options));
  let broken = false;
  let wanted = true;
  client.on("error", (error) => {
    if (wanted) options.log("a database connection was lost", error);
    broken = true;
  });
  client.on("end", () => (broken = true));
  const destroy = (): void => {
    wanted = false;
    broken = true;
    client.connection.stream.destroy();
  };
  await client.connect().catch((error: unknown) => {
    destroy();
    throw unavailable(error);
  });
  const wire: Wire = { client, prepare: options.sessions, destroy };
  return {
    burst: (opening) => new Burst(wire, opening),
    broken: () => broken,
    destroy,
    end: () => endOf(wire),
    writer: undefined,
    commits: 0,
  };
}

async function endOf({ client, destroy }: Wire): Promise<void> {
  const timer = setTimeout(destroy, FAREWELL_MS);
  await client.end();
  clearTimeout(timer);
}

const asItIs = (text: string): string => text;
const untouched: CustomTypesConfig = { getTypeParser: () => asItIs as never };

function configOf({ url, applicationName, sessions }: ConnectionOptions) {
  const config: ClientConfig & { pipeline: boolean } = {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    pipeline: true,
    types: untouched,
  };
  if (sessions) config.options = settings((name, value) => `-c ${name}=${value}`).join(" ");
  return config;
}

/**
 * Statements that go to the server together and are answered in order. A class, because a batch of one
 * order opens three, and closures made anew for each would cost more than sending them.
 */
export class Burst {
  readonly #wire: Wire;
  /** How many answers are kept from the caller: that of the opening. */
  readonly #skipped: number;
  readonly #answers: Answer[] = [];
  #failure: Failure | undefined;
  #sent = 0;
  #answered = 0;
  #unflushedBytes = 0;
  #settle: (() => void) | undefined;

  constructor(wire: Wire, opening: string | undefined) {
    this.#wire = wire;
    wire.client.connection.stream.cork();
    if (opening !== undefined) this.say(opening);
    this.#skipped = this.#sent;
  }

  /** Sends a statement without waiting, and tells the place of its answer. */
  send({ name, text }: Statement, values: readonly unknown[]): number {
    const place = this.#query(text, this.#wire.prepare ? name : undefined, values);
    for (const value of values) this.#unflushedBytes += (value as string | Buffer).length;
    // Small bursts leave in one write; of large ones the server starts on the first part meanwhile.
    if (this.#unflushedBytes >= FLUSHED_BYTES) this.#flush();
    return place;
  }

  say(text: string): number {
    return this.#query(text);
  }

  /** Waits for all answers. Never rejects. */
  async answers(): Promise<Answers> {
    this.#wire.client.connection.stream.uncork();
    if (this.#answered < this.#sent) {
      const timer = setTimeout(this.#wire.destroy, SILENT_MS);
      await new Promise<void>((resolve) => (this.#settle = resolve));
      clearTimeout(timer);
    }
    return { answers: this.#answers.slice(this.#skipped), failure: this.#failure };
  }

  #query(text: string, name?: string, values?: readonly unknown[]): number {
    const place = this.#sent++ - this.#skipped;
    void this.#wire.client.query(
      { text, name, values, rowMode: "array" } as never,
      ((error: unknown, answer: Answer) => this.#take(error, answer)) as never,
    );
    return place;
  }

  #take(error: unknown, answer: Answer): void {
    this.#answered++;
    if (error) this.#failure ??= { error, last: this.#answered === this.#sent };
    else this.#answers.push(answer);
    if (this.#answered === this.#sent) this.#settle?.();
  }

  #flush(): void {
    const { stream } = this.#wire.client.connection;
    this.#unflushedBytes = 0;
    stream.uncork();
    stream.cork();
  }
}
