import { count, listOf, oneOf, record, text } from "#kernel/schema.ts";
import { invalid } from "#http/refused.ts";
import type { Route } from "#http/route.ts";
import { routesOf } from "#http/route.ts";
import type { Offered } from "./forwarding.ts";
import { INSTANCE_STATES, type Instances } from "./instances.ts";
import { priorityOf } from "./room.ts";

const route = routesOf("gateway");

export type Operated = {
  readonly offered: readonly Offered[];
  readonly instances: Instances;
  /** Reads the configuration again, and acts by it. */
  readonly refresh: () => Promise<void>;
};

const routes = ({ offered }: Operated): Route =>
  route({
    method: "GET",
    path: "/ops/routes",
    summary: "Every route, the context that answers it, who may call it and what gives way first",
    access: ["operator"],
    answers: {
      200: record({
        routes: listOf(
          record({
            method: text(10),
            path: text(200),
            context: text(20),
            access: listOf(text(20), 5),
            priority: text(20),
          }),
          1_000,
        ),
      }),
    },
    refusals: [],
    handle: () =>
      Promise.resolve({
        status: 200,
        body: {
          routes: offered.map(({ route: each }) => ({
            method: each.method,
            path: each.path,
            context: each.context,
            access: each.access === "guest" ? ["guest"] : [...each.access],
            priority: priorityOf(each),
          })),
        },
      }),
  });

const instanceList = record({
  instances: listOf(
    record({
      url: text(200),
      contexts: listOf(text(20), 50),
      state: oneOf(...INSTANCE_STATES),
      inFlight: count(),
      failures: count(),
    }),
    1_000,
  ),
});

const listed = (instances: Instances) => ({
  instances: instances.all().map(({ url, contexts, state, inFlight, failures }) => ({
    url,
    contexts: [...contexts],
    state,
    inFlight,
    failures,
  })),
});

const listInstances = ({ instances }: Operated): Route =>
  route({
    method: "GET",
    path: "/ops/instances",
    summary: "Every instance, and how it is",
    access: ["operator"],
    answers: { 200: instanceList },
    refusals: [],
    handle: () => Promise.resolve({ status: 200, body: listed(instances) }),
  });

const refreshes = ({ refresh, instances }: Operated): Route =>
  route({
    method: "POST",
    path: "/ops/refreshes",
    summary: "Read the configuration again, and go by it from now on",
    access: ["operator"],
    answers: { 200: instanceList },
    refusals: ["COMMON_INVALID_PARAMETER"],
    handle: async () => {
      try {
        await refresh();
      } catch {
        // The log says what; until it is put right, what was known goes on.
        return invalid("configuration", "WRONG_FORM");
      }
      return { status: 200, body: listed(instances) };
    },
  });

/** What operators may ask and do at the gateway itself. */
export const gatewayRoutes = (operated: Operated): readonly Route[] => [
  routes(operated),
  listInstances(operated),
  refreshes(operated),
];

/** What operators may ask of each context's own process: `/ops/contexts/order/lag` is `/ops/lag` there. */
export function operationsThrough(
  ops: readonly Route[],
  isContext: (name: string) => boolean,
): readonly Offered[] {
  return ops.map((each) => ({
    route: {
      ...each,
      context: "gateway",
      path: each.path.replace("/ops/", "/ops/contexts/:context/"),
      params: record({ context: text(40) }),
    },
    target: ({ params, raw: { url = "" } }) => {
      const { context } = params as { readonly context: string };
      const path = url.replace(`/ops/contexts/${context}/`, "/ops/");
      return isContext(context) ? { context, path } : undefined;
    },
  }));
}
