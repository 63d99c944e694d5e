/** A gateway to all contexts, with upstreams in their place, and people with tokens. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { pino } from "pino";
import { signingKeysAt } from "#contexts/identity/keys.ts";
import { type Gateway, type GatewaySettings, openGateway } from "#src/gateway/gateway.ts";
import { TOGETHER } from "#src/ops/together.ts";
import { DEFAULT_POLICIES, WITHOUT_RATE_LIMITS } from "#kernel/policies.ts";
import { realWorld } from "#kernel/world.ts";
import { routes } from "../../bin/client.ts";
import { rawRequest, type RawAnswer, type RawRequest } from "../town/requests.ts";
import { type Claimed, tokensSignedIn } from "../town/tokens.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

export type Stage = {
  readonly gateway: Gateway;
  /** One process for all contexts, and another for those that a test moves there. */
  readonly upstreams: readonly [Upstream, Upstream];
  readonly passportKey: JWK;
  readonly ask: (method: string, path: string, request?: RawRequest) => Promise<RawAnswer>;
  readonly tokenOf: (claimed?: Claimed) => Promise<string>;
  /** Changes the configuration; the gateway goes by it once it is refreshed. */
  readonly configure: (changed: Partial<GatewaySettings>) => void;
  readonly close: () => Promise<void>;
};

export const offered = routes().filter(({ context }) => context !== "ops");
const operations = routes().filter(({ context }) => context === "ops");
export const contexts = [...new Set(offered.map(({ context }) => context))];

/** Where every context is, in one process or in more. */
export const allAt = (...urls: readonly string[]) =>
  Object.fromEntries(contexts.map((context) => [context, urls]));

export async function openStage(given: Partial<GatewaySettings> = {}): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), "bojagi-gateway-"));
  const { jwks } = await signingKeysAt(join(directory, "keys", "signing.json"));
  const upstreams = [await startUpstream(jwks), await startUpstream(jwks)] as const;
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const passportKey = await exportJWK(privateKey);
  let settings: GatewaySettings = {
    host: "127.0.0.1",
    port: 0,
    hosts: [],
    origins: ["https://shop.example"],
    instances: allAt(upstreams[0].url),
    awaited: [],
    jwksUrl: undefined,
    passportKey,
    policies: { ...DEFAULT_POLICIES, ...WITHOUT_RATE_LIMITS, "catalog.features": true },
    ...given,
  };
  const gateway = await openGateway({
    routes: offered,
    operations,
    gatherings: TOGETHER,
    settings,
    configure: () => Promise.resolve(settings),
    world: realWorld(),
    log: pino({ level: "silent" }),
  });
  const tokens = (await tokensSignedIn(directory))(Date.now);
  return {
    gateway,
    upstreams,
    passportKey,
    ask: (method, path, request) => rawRequest(gateway.address, method, path, request),
    tokenOf: async (claimed) => (await tokens(claimed)).token,
    configure: (changed) => {
      settings = { ...settings, ...changed };
    },
    close: async () => {
      await gateway.stop();
      await Promise.all(upstreams.map((upstream) => upstream.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** An address of the route. */
export const addressOf = (path: string): string => path.replaceAll(/:\w+/g, "x");
