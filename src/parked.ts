/** What an operator does about parked messages from the command line, at a process or a gateway. */
import { randomUUID } from "node:crypto";
import { type BojagiClient, bojagiClient } from "./client/client.ts";
import type { operations } from "./client/schema.d.ts";
import { configured } from "./configuration.ts";

export type ParkedOrder = {
  readonly action: string;
  readonly url?: string | undefined;
  readonly consumer?: string | undefined;
  readonly key?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly first?: boolean | undefined;
  readonly perSecond?: string | undefined;
  readonly why?: string | undefined;
};

/** A command that cannot be followed, in one line for whoever typed it. */
class Unfollowed extends Error {}

/** Follows the order and prints what came of it; the exit code says whether it was followed. */
export async function tendParked(order: ParkedOrder): Promise<void> {
  try {
    await follow(order, await loggedIn(order.url));
  } catch (error) {
    if (error instanceof Unfollowed) console.error(error.message);
    // What fetch throws says why only in its cause.
    else console.error(`no answer: ${String((error as Error).cause ?? error)}`);
    process.exitCode = 1;
  }
}

const follow = (order: ParkedOrder, client: BojagiClient): Promise<void> => {
  switch (order.action) {
    case "list":
      return list(client, order);
    case "why":
      return tellWhy(client, order);
    case "dry-run":
      return dryRun(client, order);
    case "redrive":
      return redrive(client, order);
    case "drop":
      return drop(client, order);
    default:
      throw new Unfollowed("bojagi parked list, why, dry-run, redrive or drop");
  }
};

/** By the token of `BOJAGI_TOKEN`, or as the operator of `BOJAGI_OPERATOR`. */
async function loggedIn(given: string | undefined): Promise<BojagiClient> {
  const { BOJAGI_OPERATOR: operator, PORT } = await configured(process.env);
  const url = (given ?? `http://127.0.0.1:${PORT}`).replace(/\/+$/, "");
  const clientWith = (token?: string) => bojagiClient({ urlOf: () => url, token, language: "en" });
  const { BOJAGI_TOKEN: token } = process.env;
  if (token !== undefined) return clientWith(token);
  if (operator === undefined)
    throw new Unfollowed("who asks? set BOJAGI_TOKEN, or BOJAGI_OPERATOR as e-mail:password");
  const asked = clientWith().POST("/api/sessions", { params: once(), body: operator });
  return clientWith(valueOf(await asked).accessToken);
}

const once = () => ({ header: { "Idempotency-Key": randomUUID() } });

function valueOf<T>(answer: {
  readonly data?: T;
  readonly error?: { readonly code?: string; readonly detail?: string };
  readonly response: Response;
}): T {
  if (answer.data !== undefined) return answer.data;
  const { code = "", detail = "" } = answer.error ?? {};
  throw new Unfollowed(`${answer.response.status} ${code} ${detail}`.trim());
}

type Parked =
  operations["getOpsParked"]["responses"]["200"]["content"]["application/json"]["parked"][number];

async function parkedAt(
  client: BojagiClient,
  { consumer, key, type }: Pick<ParkedOrder, "consumer" | "key" | "type">,
) {
  const [only] = key ?? [];
  const query = { ...(consumer && { consumer }), ...(only && { key: only }) };
  const { parked, away = [] } = valueOf(await client.GET("/ops/parked", { params: { query } }));
  if (away.length > 0) console.error(`no answer from ${away.join(", ")}`);
  const keys = new Map<string, Parked[]>();
  for (const one of parked) {
    const name = `${one.consumer} ${one.key}`;
    keys.set(name, [...(keys.get(name) ?? []), one]);
  }
  return [...keys.values()].filter(([first]) => type === undefined || first?.type === type);
}

const timeOf = ({ parkedAt: at }: Parked): string => new Date(at).toISOString();

async function list(client: BojagiClient, order: ParkedOrder): Promise<void> {
  for (const [first, ...behind] of await parkedAt(client, order)) {
    if (first === undefined) continue;
    const { consumer, key, type, reasonClass } = first;
    console.log([timeOf(first), consumer, key, type, reasonClass, `+${behind.length}`].join("  "));
  }
}

async function tellWhy(client: BojagiClient, order: ParkedOrder): Promise<void> {
  const named = { consumer: consumerOf(order), key: [keyOf(order)] };
  const [waiting = []] = await parkedAt(client, named);
  if (waiting.length === 0) throw new Unfollowed("nothing of this key is parked there");
  for (const one of waiting)
    console.log(`${timeOf(one)}  ${one.type}  ${one.reasonClass}\n  ${one.reason}`);
}

async function dryRun(client: BojagiClient, order: ParkedOrder): Promise<void> {
  const body = { consumer: consumerOf(order), key: keyOf(order) };
  const tried = valueOf(await client.POST("/ops/parked/dry-runs", { params: once(), body }));
  const { type, becomes, reason, refusal, changed, stated, calls, waitBehind } = tried;
  console.log(becomes === "applied" ? `${type} would be applied` : `${type} would stay: ${reason}`);
  if (refusal !== undefined) console.log(`  refused: ${refusal}`);
  for (const { table, key = "", change } of changed) console.log(`  ${change} ${table} ${key}`);
  for (const { type: said, key } of stated) console.log(`  says ${said} ${key}`);
  for (const kind of calls) console.log(`  calls ${kind}`);
  if (waitBehind > 0) console.log(`  ${waitBehind} wait behind it`);
}

/** Goes on, key after key, until nothing is left that was not tried. */
async function redrive(client: BojagiClient, order: ParkedOrder): Promise<void> {
  const { key: keys, type, first: firstOnly } = order;
  if (keys === undefined && type === undefined) throw new Unfollowed("name --key or --type");
  const body = {
    consumer: consumerOf(order),
    ...(keys && { keys: [...keys] }),
    ...(type && { type }),
    ...(firstOnly && { firstOnly }),
    ...(order.perSecond && { perSecond: Number(order.perSecond) }),
  };
  const driveAfter = async (after: { readonly after?: string }) => {
    const asked = { params: once(), body: { ...body, ...after } };
    return valueOf(await client.POST("/ops/parked/redrives", asked));
  };
  let driven = await driveAfter({});
  let { tried, stillParked } = driven;
  while (driven.after !== undefined) {
    console.error(`${tried} tried, ${driven.left} to go`);
    driven = await driveAfter({ after: driven.after });
    tried += driven.tried;
    stillParked += driven.stillParked;
  }
  console.log(`${tried} tried, ${stillParked} still parked`);
}

async function drop(client: BojagiClient, order: ParkedOrder): Promise<void> {
  const { why } = order;
  if (!why) throw new Unfollowed("say --why it is given up");
  const body = { consumer: consumerOf(order), key: keyOf(order), why };
  const asked = client.POST("/ops/parked/drops", { params: once(), body });
  const { dropped, stillParked } = valueOf(await asked);
  console.log(`${dropped} given up, ${stillParked} still parked`);
}

function consumerOf({ consumer }: ParkedOrder): string {
  if (!consumer) throw new Unfollowed("name the context that parked it: --consumer order");
  return consumer;
}

function keyOf({ key: [only, ...more] = [] }: ParkedOrder): string {
  if (!only || more.length > 0) throw new Unfollowed("name one --key");
  return only;
}
