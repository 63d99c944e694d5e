import { afterAll, beforeAll, describe } from "vitest";
import type { Store } from "./store.ts";
import { logSuite } from "./store.suite/logs.ts";
import { processesSuite } from "./store.suite/processes.ts";
import { rowsSuite } from "./store.suite/rows.ts";
import type { SuiteDatabase } from "./store.suite/steps.ts";
import { systemSuite } from "./store.suite/system.ts";
import { marksSuite } from "./store.suite/watermarks.ts";

/** What every store promises (see `store.ts`). */
export function storeSuite(name: string, makeDatabase: () => Promise<SuiteDatabase>): void {
  describe(`the ${name} store`, () => {
    let database: SuiteDatabase;
    let store: Store;
    beforeAll(async () => {
      database = await makeDatabase();
      store = await database.open();
    });
    afterAll(async () => {
      await store.close();
      await database.drop();
    });

    describe("rows", () => rowsSuite(() => store));
    describe("watermarks", () => marksSuite(() => store));
    describe("the runtime's tables", () => systemSuite(() => store));
    describe("logs", () => logSuite(() => store));
    describe("several processes", () => processesSuite(() => database));
  });
}
