import { describe, expect, test } from "vitest";
import { CONTEXT_NAMES } from "#contexts/names.ts";
import { databasesOf } from "#src/fleet/databases.ts";
import { memberEnvironment } from "#src/fleet/environments.ts";
import { planOf } from "#src/fleet/plan.ts";
import { configured } from "#src/configuration.ts";
import { BadSetting, readSettings } from "#src/settings.ts";
import { contexts } from "../bin/messages.ts";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
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

test("S1.46 each process is told of its own database, and of others only who may read their logs", () => {
  const members = planOf(["order", "payment", "cart"], ["order,cart"], []);
  const databases = databasesOf(members, Buffer.alloc(32, 1));
  const admin = "postgres://root:secret@127.0.0.1:5432/postgres";
  const given = { BOJAGI_PAYMENT: `{"toss":{}}`, BOJAGI_OPERATOR: "a:b", DATABASE_URL: admin };
  const secrets = { admin, databases, passportKeys: { keys: [] } };
  const [shop, payment] = members.map((member) =>
    memberEnvironment(given, member, secrets, "http://127.0.0.1:3000"),
  );
  const streams = JSON.parse(shop?.["BOJAGI_STREAMS"] ?? "{}") as Record<string, string>;
  expect(shop?.["DATABASE_URL"]).toMatch(/^postgres:\/\/bojagi_order_cart:.+\/bojagi_order_cart$/);
  expect(Object.keys(streams)).toEqual(["payment"]);
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
