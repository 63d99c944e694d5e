import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CONTEXT_NAMES } from "#contexts/names.ts";
import { databasesOf } from "#src/fleet/databases.ts";
import { memberEnvironment, streamsOf } from "#src/fleet/environments.ts";
import { carried, groupNames, membersOf, movingOut, planOf, settled } from "#src/fleet/plan.ts";
import { isFleets, keepPlan, planToGoBy } from "#src/fleet/planFile.ts";
import { configured } from "#src/configuration.ts";
import { BadSetting, readSettings } from "#src/settings.ts";
import { contexts } from "../bin/messages.ts";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

test("every context is named, so that a supervisor need not load them", () => {
  expect([...CONTEXT_NAMES]).toEqual(contexts.map(({ name }) => name));
});

describe("the plan of a fleet", () => {
  const names = ["order", "catalog", "cart", "query"];

  test.each([
    [[], [], "order catalog cart query"],
    [["order,catalog"], [], "order+catalog cart query"],
    [["cart,query", "order,catalog"], [], "cart+query order+catalog"],
    [[], ["order=2"], "order*2 catalog cart query"],
    [["order,cart"], ["cart=3,query=2"], "order+cart*3 catalog query*2"],
  ])("together %o, instances %o: %s", (together, instances, plan) => {
    const members = planOf(names, together, instances);
    const shown = members.map(({ name, instances: of }) => (of === 1 ? name : `${name}*${of}`));
    expect(shown.join(" ")).toBe(plan);
  });

  test.each([
    [["order,nobody"], []],
    [["order,cart", "cart,query"], []],
    [[], ["nobody=2"]],
    [[], ["order"]],
    [[], ["order=0"]],
  ])("together %o, instances %o make no sense", (together, instances) => {
    expect(() => planOf(names, together, instances)).toThrow(BadSetting);
  });
});

describe("a context that moves out", () => {
  const begin = () => {
    const groups = planOf(["order", "catalog", "cart"], ["all"], []);
    return { began: groupNames(groups), groups };
  };

  test("belongs to its group until its rows are carried, and then to a database of its own", () => {
    const moving = movingOut(begin(), "catalog");
    const [all] = begin().groups;
    expect(moving.groups.map(({ contexts }) => contexts)).toEqual([["order", "catalog", "cart"]]);
    const after = carried(moving);
    expect(after.moving).toEqual({ ...moving.moving, isCarried: true });
    expect(settled(after)).toEqual({
      began: ["cart+catalog+order"],
      groups: [
        { ...all, contexts: ["order", "cart"] },
        { contexts: ["catalog"], database: "bojagi_catalog" },
      ],
    });
    expect(membersOf(after.groups, ["catalog=2"]).map(({ name }) => name)).toEqual([
      "order+cart",
      "catalog",
    ]);
  });

  test.each([
    ["nobody", "nobody is no context of this fleet"],
    ["catalog", "catalog runs alone already"],
  ])("is not %s: %s", (name, reason) => {
    const plan = settled(carried(movingOut(begin(), "catalog")));
    expect(() => movingOut(plan, name)).toThrow(reason);
  });
});

describe("the plan in a data folder", () => {
  const names = ["order", "catalog", "cart"];
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "bojagi-plan-"));
    await mkdir(join(directory, "fleet"));
  });
  afterEach(() => rm(directory, { recursive: true }));
  const start = (together: readonly string[], shop?: string) =>
    planToGoBy(directory, planOf(names, together, []), () => Promise.resolve(shop));

  test("is what the first start said, as it was split since; another one is refused", async () => {
    const first = await start(["all"]);
    const split = settled(carried(movingOut(first, "cart")));
    await keepPlan(directory, split);
    expect(await start(["all"])).toEqual(split);
    expect(await start(["catalog,order"])).toEqual(split);
    await expect(start([])).rejects.toThrow("this fleet began with cart+catalog+order");
  });

  test("goes on with the database of a shop that ran as one process, all in one group", async () => {
    await expect(start(["order,cart"], "bojagi")).rejects.toThrow("by --together all");
    expect((await start(["all"], "bojagi")).groups).toEqual([
      { contexts: names, database: "bojagi" },
    ]);
    const [database] = databasesOf((await start(["all"])).groups, Buffer.alloc(32, 1));
    // The administrator of the embedded PostgreSQL is called as that database is.
    expect([database?.owner.role, database?.reader.role]).toEqual([
      "bojagi_bojagi",
      "bojagi_bojagi_log",
    ]);
    expect(await isFleets(directory, undefined)).toBe(true);
    expect(await isFleets(directory, "postgres://me@127.0.0.1/another")).toBe(false);
  });

  test("is understood as it was kept before contexts could move", async () => {
    await writeFile(join(directory, "fleet", "members.json"), `["cart+order","catalog"]`);
    expect((await start(["cart,order"])).groups).toEqual([
      { contexts: ["cart", "order"], database: "bojagi_cart_order" },
      { contexts: ["catalog"], database: "bojagi_catalog" },
    ]);
  });
});

test("S1.46 each process is told of its own database, and of others only who may read their logs", () => {
  const members = planOf(["order", "payment", "cart"], ["order,cart"], []);
  const databases = databasesOf(members, Buffer.alloc(32, 1));
  const admin = "postgres://root:secret@127.0.0.1:5432/postgres";
  const given = { BOJAGI_PAYMENT: `{"toss":{}}`, BOJAGI_OPERATOR: "a:b", DATABASE_URL: admin };
  const secrets = { admin, databases, passportKeys: { keys: [] } };
  const [shop, payment] = members.map((member) =>
    memberEnvironment(given, member, secrets, {
      gatewayUrl: "http://127.0.0.1:3000",
      file: "/streams.json",
    }),
  );
  const streams = streamsOf(secrets);
  expect(shop?.["DATABASE_URL"]).toMatch(/^postgres:\/\/bojagi_order_cart:.+\/bojagi_order_cart$/);
  expect(Object.keys(streams)).toEqual(["order", "cart", "payment"]);
  expect(streams["payment"]).toMatch(/^postgres:\/\/bojagi_payment_log:.+\/bojagi_payment$/);
  // Only who needs them is told the secrets of companies.
  expect(shop).not.toHaveProperty("BOJAGI_PAYMENT");
  expect(payment?.["BOJAGI_PAYMENT"]).toBe(given.BOJAGI_PAYMENT);
  expect(JSON.stringify([shop, payment])).not.toContain("secret");
});

describe("settings in a file", () => {
  const settingsOf = async (text: string, environment: Record<string, string> = {}) => {
    const directory = await mkdtemp(join(tmpdir(), "bojagi-settings-"));
    const file = join(directory, "settings.json");
    await writeFile(file, text);
    try {
      return await configured({ ...environment, BOJAGI_CONFIG: file });
    } finally {
      await rm(directory, { recursive: true });
    }
  };

  test("are read as those of the environment, which go before them", async () => {
    const given = { PORT: 4000, HOST: "0.0.0.0", BOJAGI_POLICIES: { "order.autoPay": true } };
    const settings = await settingsOf(JSON.stringify(given), { PORT: "5000" });
    expect(settings).toMatchObject({ PORT: 5000, HOST: "0.0.0.0" });
    expect(settings.BOJAGI_POLICIES["order.autoPay"]).toBe(true);
  });

  test.each(["no JSON", "[]", `{"BOJAGI_UNKNOWN":1}`, `{"PORT":"many"}`])(
    "%s ends the start with one line",
    async (text) => {
      await expect(settingsOf(text)).rejects.toBeInstanceOf(BadSetting);
    },
  );

  test.each([
    { BOJAGI_ORIGINS: "shop.example" },
    { BOJAGI_ORIGINS: "https://shop.example/" },
    { BOJAGI_BUS: "carrier pigeon" },
    { BOJAGI_INSTANCES: `{"order":"http://127.0.0.1:1"}` },
    { BOJAGI_INSTANCES: `{"order":["127.0.0.1:1"]}` },
    { BOJAGI_PASSPORT_KEY: `{"kty":"oct"}` },
    { BOJAGI_PASSPORT_KEYS: `{}` },
  ])("%o makes no sense", (environment) => {
    expect(() => readSettings(environment)).toThrow(BadSetting);
  });
});
