import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../postgres.ts";
import { onceOnly } from "../town/people.ts";
import { freePort, type TownProcess, townProcess } from "../town/processes.ts";
import { rawRequest } from "../town/requests.ts";
import { openTown, type Town, WITHOUT_NOTICES } from "../town/town.ts";
import { until } from "./insisting.ts";
import {
  issueCoupon,
  openShop,
  payAndPrepare,
  placeAndVerify,
  reaches,
  type Shop,
} from "./journey.ts";

let town: Town;
let shop: Shop;
let database: FreshDatabase;
let directory: string;
let loyalty: TownProcess;

beforeAll(async () => {
  town = await openTown("mixed", WITHOUT_NOTICES);
  shop = await openShop(town);
  database = await freshDatabase();
  directory = await mkdtemp(join(tmpdir(), "bojagi-newcomer-"));
  const identity = town.processOf("identity").url;
  loyalty = townProcess({
    contexts: ["loyalty"],
    port: await freePort(),
    databaseUrl: database.url,
    main: "test/faults/newcomer/main.ts",
    environment: {
      BOJAGI_DATA_DIR: directory,
      BOJAGI_SEED: "none",
      BOJAGI_CONTEXTS: "loyalty",
      BOJAGI_STREAMS: JSON.stringify({ order: town.processOf("order").databaseUrl }),
      BOJAGI_JWKS_URL: `${identity}/.well-known/jwks.json`,
    },
  });
});
afterAll(async () => {
  await loyalty.stop();
  await database.drop();
  await rm(directory, { recursive: true, force: true });
  await town.close();
});

async function paidOrder(): Promise<string> {
  const placed = await placeAndVerify(shop, await issueCoupon(shop));
  await payAndPrepare(shop, placed);
  return placed.orderId;
}

/** What loyalty answers Mina, once it is as many. */
const stampsAre = (wanted: number): Promise<number> =>
  until(`${wanted} stamps`, async () => {
    const { token } = shop.mina;
    const { status, body } = await rawRequest(loyalty.url, "GET", "/api/my/stamps", { token });
    expect(status).toBe(200);
    const { stamps } = body as { readonly stamps: number };
    return stamps === wanted ? stamps : undefined;
  });

test("S4.28 S1.45 a new context in its own process hears what was and what is; nobody else is changed", async () => {
  await paidOrder();
  await paidOrder();

  await loyalty.start();
  expect(await stampsAre(2)).toBe(2);
  const refunded = await paidOrder();
  expect(await stampsAre(3)).toBe(3);
  await town.request("POST", `/api/orders/${refunded}/cancellation`, {
    body: {},
    token: shop.mina.token,
    headers: onceOnly(),
  });
  await reaches(town, refunded, "REFUNDED");
  expect(await stampsAre(2)).toBe(2);

  await loyalty.kill();
  await paidOrder();
  await loyalty.start();
  expect(await stampsAre(3)).toBe(3);
  expect(await town.brokenPromises()).toEqual([]);
});
