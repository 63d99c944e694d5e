/** Operators ask the gateway as they would ask one process that runs every context. */
import { Compile } from "typebox/compile";
import type { Dispatcher } from "undici";
import { anything } from "#kernel/schema.ts";
import { namingAway } from "#http/away.ts";
import type { Route, RouteRequest, Tools } from "#http/route.ts";
import { putTo } from "./asking.ts";
import type { Offered } from "./forwarding.ts";
import type { Instance, Instances } from "./instances.ts";
import type { Passports } from "./passports.ts";

export type Togetherness = {
  /** All of the platform, also those that no instance runs now. */
  readonly contexts: ReadonlySet<string>;
  readonly instances: Instances;
  readonly dispatcher: Dispatcher;
  readonly passports: Passports;
};

/** How the answers of several processes to one question become one. */
export type Gathering = {
  /** Each instance counts for itself, or one tells what lies in the database of all its equals. */
  readonly from: "each" | "one of equals";
  readonly withinMs: number;
  readonly putTogether: (parts: never) => object;
};
/** By the path that is asked. */
export type Gatherings = Readonly<Record<string, Gathering>>;

/** Of all processes alike: they are told the same settings, and a fleet has no pretended companies. */
const ALIKE = new Set(["/ops/policies", "/ops/simulators"]);

/**
 * What is read of all contexts at once, under the same address and in the same shape as of one
 * process. Whoever does not answer in time is named as away, and is no reason to tell nothing.
 */
export function operationsTogether(
  ops: readonly Route[],
  gatherings: Gatherings,
  togetherness: Togetherness,
): readonly Route[] {
  return ops.flatMap((route) => {
    const gathering = route.method === "GET" ? gatherings[route.path] : undefined;
    if (gathering !== undefined) return [gathered(route, gathering, togetherness)];
    return ALIKE.has(route.path) ? [{ ...route, context: "gateway" }] : [];
  });
}

/** What is done in one context goes to that which the body names. */
export function operationsInOne(
  ops: readonly Route[],
  isContext: (name: string) => boolean,
): readonly Offered[] {
  return ops
    .filter(({ method, path }) => method === "POST" && path in NAMED_BY)
    .map((route) => ({
      route: { ...route, context: "gateway" },
      target: ({ body, raw: { url = "" } }) => {
        const named = namedIn(body, NAMED_BY[route.path] ?? "");
        // Whoever names none is told so by any of them.
        return { context: named !== undefined && isContext(named) ? named : "order", path: url };
      },
    }));
}
const NAMED_BY: Readonly<Record<string, string>> = {
  "/ops/parked/dry-runs": "consumer",
  "/ops/parked/redrives": "consumer",
  "/ops/parked/drops": "consumer",
  "/ops/rebuilds": "context",
};

function namedIn(body: unknown, field: string): string | undefined {
  try {
    const named = (JSON.parse(String(body)) as Readonly<Record<string, unknown>> | null)?.[field];
    return typeof named === "string" ? named : undefined;
  } catch {
    return undefined;
  }
}

type Asking = RouteRequest<
  Readonly<Record<string, string>>,
  Readonly<Record<string, string>>,
  object
>;

function gathered(route: Route, gathering: Gathering, togetherness: Togetherness): Route {
  const { from, withinMs, putTogether } = gathering;
  const shape = Compile(route.answers[200] ?? anything());
  const isPart = (answer: unknown) => shape.Check(answer);
  const handle = async (request: Asking, tools: Tools) => {
    const instances =
      from === "each" ? togetherness.instances.all() : equals(togetherness.instances);
    const signal = AbortSignal.any([tools.signal, AbortSignal.timeout(withinMs)]);
    const asking = { request, tools, signal, isPart, ...togetherness };
    const path = pathOf(route, request);
    const parts = await Promise.all(
      instances.map((instance) => partOf(instance, path, asking).catch(() => undefined)),
    );
    const told = new Set(
      instances.filter((_, at) => parts[at] !== undefined).flatMap(({ contexts }) => [...contexts]),
    );
    const away = [...togetherness.contexts].filter((name) => !told.has(name));
    const answered = parts.filter((part) => part !== undefined) as Part[];
    const unheard = answered.flatMap((part) => part.away ?? []);
    const whole = putTogether(answered as never);
    return { status: 200, body: { ...whole, ...namingAway([...away, ...unheard]) } };
  };
  return { ...route, context: "gateway", handle };
}

/** A process, too, may not reach what lies elsewhere. */
type Part = { readonly away?: readonly string[] };

const contextsOf = (instances: Instances): readonly string[] => [
  ...new Set(instances.all().flatMap(({ contexts }) => [...contexts])),
];

/** One of each kind of process. */
function equals(instances: Instances): readonly Instance[] {
  const chosen = contextsOf(instances).map((name) => instances.choose(name, new Set()));
  const byKind = new Map(
    chosen.flatMap((one) => (one === undefined ? [] : [[[...one.contexts].join(), one] as const])),
  );
  return [...byKind.values()];
}

const pathOf = ({ path }: Route, { params, query }: Asking): string => {
  const asked = new URLSearchParams(query).toString();
  const place = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  return asked === "" ? place : `${place}?${asked}`;
};

type PartAsking = Togetherness & {
  readonly request: Asking;
  readonly tools: Tools;
  readonly signal: AbortSignal;
  readonly isPart: (answer: unknown) => boolean;
};

async function partOf(
  instance: Instance,
  path: string,
  { request, tools, signal, passports, dispatcher, isPart }: PartAsking,
): Promise<unknown> {
  const [context = ""] = instance.contexts;
  const { authorization } = request.headers;
  const shown = await passports(String(authorization), tools.identity, context);
  const headers = { authorization: shown, accept: "application/json" };
  const asked = { context, path, method: "GET", headers, isRepeatable: true, signal } as const;
  const answered = await putTo(instance, { ...asked, body: undefined }, dispatcher);
  if ("events" in answered || answered.status !== 200) return undefined;
  const part: unknown = JSON.parse(answered.body.toString());
  // Of another release it may have another shape, which cannot be put together with these.
  return isPart(part) ? part : undefined;
}
