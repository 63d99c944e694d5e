import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { contextsWith } from "#contexts/all.ts";
import type { Route } from "#http/route.ts";
import type { WebPages } from "#http/web.ts";
import { realWorld } from "#kernel/world.ts";
import { configured } from "./configuration.ts";
import { type GatewaySettings, openGateway } from "./gateway/gateway.ts";
import type { Operations } from "./ops/operations.ts";
import { opsRoutes } from "./ops/routes.ts";
import { TOGETHER } from "./ops/together.ts";
import { testSwitches } from "./ops/testing.ts";
import { hindranceIn } from "./hindrance.ts";
import type { Settings } from "./settings.ts";
import { onRefresh, supervised } from "./supervised.ts";
import { builtPages } from "./web.ts";

/** Reads the settings, opens the gateway to all contexts, waits, stops. SIGHUP reads them again. */
const STOP_WITHIN_MS = 25_000;

try {
  const settings = await configured(process.env);
  const log = pino({ level: settings.BOJAGI_LOG, base: null, messageKey: "message" });
  const switches = settings.BOJAGI_TEST_HOOKS ? testSwitches(undefined) : undefined;
  const gateway = await openGateway({
    routes: contextRoutes(),
    operations: operationRoutes(),
    gatherings: TOGETHER,
    own: (switches?.routes(() => Promise.resolve(0)) ?? []).filter(
      ({ path }) => path === "/ops/test/clock",
    ),
    settings: gatewaySettings(settings),
    pages: pagesOf(settings),
    configure: async () => gatewaySettings(await configured(process.env)),
    world: realWorld(switches?.world),
    log,
  });
  const refresh = () =>
    gateway.refresh().catch((error: unknown) => log.error({ err: error }, "not refreshed"));
  process.on("SIGHUP", () => void refresh());
  onRefresh(refresh);
  const { close } = closeWithGrace(
    { delay: STOP_WITHIN_MS, logger: false, skip: ["SIGHUP"] },
    async ({ err }) => {
      if (err !== undefined) console.error(err);
      await gateway.stop();
    },
  );
  supervised(gateway.address, close);
  console.log(`Bojagi's gateway is at ${gateway.address}`);
} catch (error) {
  console.error(hindranceIn(error));
  process.exitCode = 1;
}

/** What all contexts of this build answer: none of them runs here. */
function contextRoutes(): readonly Route[] {
  const keys = { sign: () => Promise.resolve(""), seal: () => "", jwks: { keys: [] } };
  return contextsWith(keys).flatMap(({ routes }) => routes);
}

/** Of a fleet nobody's password is known: there are no demo log-ins to tell. */
function pagesOf({ BOJAGI_WEB: web, BOJAGI_POLICIES: policies }: Settings): WebPages | undefined {
  if (web === "off") return undefined;
  const catalogFeatures = policies["catalog.features"];
  return { folder: pagesBuilt(), told: { demo: [], catalogFeatures, isFleet: true } };
}

/** Built beside all else; whoever asks for a page of ours is told what went wrong. */
function pagesBuilt(): Promise<string> {
  const folder = builtPages();
  folder.catch(() => undefined);
  return folder;
}

/** What each process answers operators. None of it is answered here, so nothing stands behind it. */
function operationRoutes(): readonly Route[] {
  return opsRoutes({
    contexts: [],
    parties: [],
    arrows: [],
    simulators: {},
  } as unknown as Operations);
}

function gatewaySettings(settings: Settings): GatewaySettings {
  return {
    host: settings.HOST,
    port: settings.PORT,
    hosts: settings.BOJAGI_HOSTS,
    origins: settings.BOJAGI_ORIGINS,
    instances: settings.BOJAGI_INSTANCES,
    awaited: settings.BOJAGI_AWAITED,
    jwksUrl: settings.BOJAGI_JWKS_URL,
    passportKey: settings.BOJAGI_PASSPORT_KEY,
    policies: settings.BOJAGI_POLICIES,
  };
}
