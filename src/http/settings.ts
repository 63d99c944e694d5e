/** The limits of the HTTP front (attacks R12). */
export type HttpSettings = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where clients reach this server, without a slash at the end; makes problem types absolute. */
  readonly publicUrl: string;
  /** Host names that are served; empty serves any well-formed one. */
  readonly hosts: readonly string[];
  /** Origins of pages, besides our own, whose requests are served (attacks H5). */
  readonly origins: readonly string[];
  readonly bodyBytes: number;
  /** What those may send who sign their bodies: payment providers, carriers. */
  readonly callbackBytes: number;
  readonly urlBytes: number;
  readonly headerBytes: number;
  readonly headerFields: number;
  readonly pathValueCharacters: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** How often slow requests are looked for. */
  readonly timeoutCheckMs: number;
  /** Longer than load balancers keep a connection, so that they close first. */
  readonly keepAliveMs: number;
  readonly connections: number;
  /** Requests answered at once; more are refused with 503. Live streams count apart. */
  readonly inFlight: number;
  readonly streams: number;
  readonly heartbeatMs: number;
  /** How long `Prefer: wait` may wait, and how long a read waits for a position. */
  readonly waitSeconds: number;
  readonly positionWaitMs: number;
  /** After the stop began: how long new connections are still taken while `/readyz` says no. */
  readonly lameDuckMs: number;
  /** How long running requests may take to end after the stop began. */
  readonly drainMs: number;
  /** Connections are closed after this long without a request once the stop began. */
  readonly quietMs: number;
  /** Who may read `/metrics`: anyone, this machine only, or nobody. */
  readonly metrics: "anyone" | "loopback" | "nobody";
};

export const DEFAULT_HTTP_SETTINGS: HttpSettings = {
  host: "127.0.0.1",
  port: 8080,
  publicUrl: "",
  hosts: [],
  origins: [],
  bodyBytes: 65_536,
  callbackBytes: 262_144,
  urlBytes: 8_192,
  headerBytes: 16_384,
  headerFields: 100,
  pathValueCharacters: 200,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 30_000,
  timeoutCheckMs: 1_000,
  keepAliveMs: 75_000,
  connections: 10_000,
  inFlight: 4_000,
  streams: 1_000,
  heartbeatMs: 15_000,
  waitSeconds: 30,
  positionWaitMs: 2_000,
  lameDuckMs: 0,
  drainMs: 20_000,
  quietMs: 500,
  metrics: "loopback",
};
