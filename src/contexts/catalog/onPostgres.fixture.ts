/** For tests: the catalog on PostgreSQL, with its routes as the HTTP front would call them. */
import { Client } from "pg";
import { newToken } from "#kernel/ids.ts";
import type { Actor, Draft } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { isRefusal } from "#kernel/refusal.ts";
import { realWorld } from "#kernel/world.ts";
import { postgresReads } from "#http/reads.ts";
import type { Identity, Route, Tools } from "#http/route.ts";
import { groupOf } from "#runtime/group.ts";
import { silent } from "#runtime/log.ts";
import { routingOf } from "#runtime/routing.ts";
import { migrate } from "#store/migrate.ts";
import { postgresStore } from "#store/stores/postgres.ts";
import { freshDatabase } from "#test/postgres.ts";
import { context } from "./context.ts";
import { HANEUL_TEA, lineOf, seller, tokenOf } from "./fixtures.ts";
import type { Item } from "./rules/items.ts";
import { routes } from "./routes.ts";

const world = realWorld();
const ORDER_MIGRATIONS = new URL("../order/migrations/", import.meta.url);

export type Answer = {
  readonly itemId: string;
  readonly version: number;
  readonly saleStatus: string;
  readonly availableQuantity: number;
  readonly items: readonly Answer[];
  readonly nextCursor?: string;
  readonly movements: readonly { readonly kind: string; readonly orderId?: string }[];
};
type Asked = {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly version?: number;
};
type Called = { readonly status?: number; readonly refusal?: string; readonly body?: Answer };

/** An order of so many of an item. */
export const orderFor = (name: string, { itemId }: Answer, quantity: number) => {
  const item = { itemId, partnerId: HANEUL_TEA, priceMinor: 10_000n, optionGroups: [] };
  return { orderId: tokenOf("ord", name), lines: [lineOf(1, item as unknown as Item, quantity)] };
};

/** A catalog with nothing in it, in a database of its own, and order's tables beside it. */
export async function openCatalog(policies = DEFAULT_POLICIES) {
  const database = await freshDatabase();
  const { url } = database;
  await migrate({ url, contexts: [context, { name: "order", migrations: ORDER_MIGRATIONS }] });
  const client = new Client({ connectionString: url });
  await client.connect();
  const reads = postgresReads({ connectionString: url });
  const contexts = ["catalog", "order"];
  const store = await postgresStore({ url, contexts, applicationName: "catalog test" });
  const routing = routingOf(["catalog"], [context]);
  const group = groupOf({ world, policies, routing, store, log: silent });
  await group.start();

  const toolsOf = (actor: Actor) =>
    ({
      identity: { ...actor, name: "", email: "", verified: false } as unknown as Identity,
      read: reads.query,
      policies,
      cached: (_: string, __: unknown, make: () => unknown) => make(),
      send: (draft: Draft, { fresh }: { fresh?: string } = {}) =>
        group.send(draft, { actor, requestId: "test", ...(fresh === undefined ? {} : { fresh }) }),
      token: (kind: "item") => newToken(kind, world),
    }) as unknown as Tools;
  const close = async () => {
    await group.drain();
    await Promise.all([store.close(), reads.close(), client.end()]);
    await database.drop();
  };
  const tell = (draft: Draft) =>
    group.send(draft, { actor: { role: "system" }, requestId: "test" });
  return { client, tell, ...askingAs(toolsOf), close };
}

function askingAs(toolsOf: (actor: Actor) => Tools) {
  /** Calls a route as the HTTP front would, past its validation. */
  const call = async (
    actor: Actor,
    method: Route["method"],
    path: string,
    { params = {}, query = {}, body = {}, version }: Asked = {},
  ): Promise<Called> => {
    const route = routes.find((each) => each.method === method && each.path === path);
    const headers = version === undefined ? {} : { "if-match": `"${version}"` };
    const asked = { params, query, body, headers, language: "ko" } as never;
    const answer = await route?.handle(asked, toolsOf(actor));
    return isRefusal(answer) ? { refusal: answer.refusal } : (answer as object);
  };
  const listed = async (name: string, more: object = {}): Promise<Answer> => {
    const body = { name, price: 10_000n, saleStatus: "ON_SALE", ...more };
    const { body: item } = await call(seller, "POST", "/api/items", { body });
    if (item === undefined) throw new Error(`${name} was not listed`);
    return item;
  };
  const stocked = async (name: string, quantity: number): Promise<Answer> => {
    const item = await listed(name);
    const receipt = { params: { itemId: item.itemId }, body: { quantity } };
    await call(seller, "POST", "/api/items/:itemId/stock-receipts", receipt);
    return item;
  };
  const detail = async ({ itemId }: Answer) =>
    (await call(seller, "GET", "/api/items/:itemId", { params: { itemId } })).body;
  return { call, listed, stocked, detail };
}
