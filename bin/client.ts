import openapiTypescript, { astToString } from "openapi-typescript";
import { contextsWith } from "#contexts/all.ts";
import { DEFAULT_HTTP_SETTINGS } from "#http/settings.ts";
import { openApiText } from "#http/openapi.ts";
import { gatewayRoutes } from "#src/gateway/operating.ts";
import { opsRoutes } from "#src/ops/routes.ts";

/** All routes of the platform, for documents: nothing here is ever called. */
export const routes = () => [
  ...contextsWith({ sign: () => Promise.resolve(""), seal: () => "", jwks: { keys: [] } }).flatMap(
    (context) => context.routes,
  ),
  ...opsRoutes({
    contexts: [],
    group: undefined as never,
    reads: undefined as never,
    rebuild: () => Promise.reject(new Error("not here")),
    lags: () => Promise.resolve([]),
    parties: [],
    now: () => 0,
    arrows: [],
    traffic: undefined as never,
    readLog: () => Promise.resolve([]),
    simulators: {},
  }),
];

/** The OpenAPI document of one process with every context. */
export const openApiDocument = (): string =>
  `${JSON.stringify(JSON.parse(openApiText(routes(), DEFAULT_HTTP_SETTINGS)), null, 2)}\n`;

/** What a path or an operation does not have goes without saying. */
const ABSENT = /^ +\w+\?: never;\n/gm;
const EMPTY_PARAMETERS = /^ {8}parameters: \{\n {8}\};\n/gm;

/** What the gateway of a fleet answers besides. */
const ofGateway = () =>
  gatewayRoutes({ offered: [], instances: undefined as never, refresh: () => Promise.resolve() });

/** The types of the client, generated from the document. */
export async function clientTypes(): Promise<string> {
  const all = openApiText([...routes(), ...ofGateway()], DEFAULT_HTTP_SETTINGS);
  const nodes = await openapiTypescript(JSON.parse(all));
  const types = astToString(nodes).replaceAll(ABSENT, "").replaceAll(EMPTY_PARAMETERS, "");
  return `// Generated from the OpenAPI document by \`npm run docs\`. Do not edit.\n${types}`;
}
