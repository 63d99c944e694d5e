import { freshDatabase } from "#test/postgres.ts";
import { migrate } from "../migrate.ts";
import { CONTEXTS } from "./shelves.ts";

const folder = new URL("./", import.meta.url);

/** An empty PostgreSQL database with the contexts of the suite. */
export async function suiteDatabase() {
  const database = await freshDatabase();
  const contexts = CONTEXTS.map((name) => ({ name, migrations: folder }));
  await migrate({ url: database.url, contexts });
  return database;
}
