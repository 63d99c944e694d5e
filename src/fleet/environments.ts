/** What each process of a fleet is told: no more than it needs. */
import type { JSONWebKeySet, JWK } from "jose";
import { WITHOUT_RATE_LIMITS } from "#kernel/policies.ts";
import { type MemberDatabase, urlAs } from "./databases.ts";
import type { Member } from "./plan.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that only the process of one context is told: they hold what is secret. */
const ONLY_FOR: Readonly<Record<string, string>> = {
  BOJAGI_CARRIERS: "delivery",
  BOJAGI_CHANNELS: "notification",
  BOJAGI_FEED: "query",
  BOJAGI_OPERATOR: "identity",
  BOJAGI_PAYMENT: "payment",
  BOJAGI_RANKING: "query",
};
/** Those of the gateway, and of the supervisor. */
const OF_OTHERS = new Set(["BOJAGI_HOSTS", "BOJAGI_ORIGINS", "BOJAGI_BUILDS", "BOJAGI_STREAMS"]);
const OF_THE_SYSTEM = ["PATH", "TMPDIR", "TZ", "LANG", "NODE_ENV", "NODE_OPTIONS"];

const systemOf = (given: Environment): Environment =>
  Object.fromEntries(OF_THE_SYSTEM.map((name) => [name, given[name]]));

export type FleetSecrets = {
  readonly admin: string;
  readonly databases: readonly MemberDatabase[];
  readonly passportKeys: JSONWebKeySet;
};

/** Where each log lies, for those who may read it and nothing else. */
export const streamsOf = ({ admin, databases }: FleetSecrets): Readonly<Record<string, string>> =>
  Object.fromEntries(
    databases.flatMap(({ contexts, database, reader }) =>
      contexts.map((name) => [name, urlAs(admin, database, reader)] as const),
    ),
  );

/** It has its own database. Where the logs lie may change while it runs, and is in the file. */
export function memberEnvironment(
  given: Environment,
  { contexts, database }: Member,
  { admin, databases, passportKeys }: FleetSecrets,
  { gatewayUrl, file }: { readonly gatewayUrl: string; readonly file: string },
): Environment {
  const own = databases.find((each) => each.database === database);
  const settings = Object.entries(given).filter(([name]) => {
    const only = ONLY_FOR[name];
    if (only !== undefined) return contexts.includes(only);
    return name.startsWith("BOJAGI_") && !OF_OTHERS.has(name);
  });
  const policies = JSON.parse(given["BOJAGI_POLICIES"] || "{}") as object;
  return {
    ...systemOf(given),
    ...Object.fromEntries(settings),
    HOST: "127.0.0.1",
    PORT: "0",
    BOJAGI_SEED: "none",
    BOJAGI_CONTEXTS: contexts.join(","),
    DATABASE_URL: own === undefined ? undefined : urlAs(admin, own.database, own.owner),
    BOJAGI_CONFIG: file,
    BOJAGI_JWKS_URL: `${gatewayUrl}/.well-known/jwks.json`,
    BOJAGI_PASSPORT_KEYS: JSON.stringify(passportKeys),
    // The gateway counts for all; to a context everybody comes from one address.
    BOJAGI_POLICIES: JSON.stringify({ ...policies, ...WITHOUT_RATE_LIMITS }),
  };
}

/** It has no database. What may change while it runs is in the file. */
export const gatewayEnvironment = (
  given: Environment,
  passportKey: JWK,
  file: string,
): Environment => ({
  ...systemOf(given),
  HOST: given["HOST"],
  PORT: given["PORT"],
  BOJAGI_SEED: "none",
  BOJAGI_LOG: given["BOJAGI_LOG"],
  BOJAGI_WEB: given["BOJAGI_WEB"],
  BOJAGI_HOSTS: given["BOJAGI_HOSTS"],
  BOJAGI_ORIGINS: given["BOJAGI_ORIGINS"],
  BOJAGI_TEST_HOOKS: given["BOJAGI_TEST_HOOKS"],
  BOJAGI_PASSPORT_KEY: JSON.stringify(passportKey),
  BOJAGI_CONFIG: file,
});
