import type { Town } from "../town/town.ts";

/** What every row of every context says, but its log, its marks and its writers: table to checksum. */
export async function everyRow(town: Town): Promise<Readonly<Record<string, string>>> {
  const contexts = town.processes.flatMap((process) => process.contexts);
  const all = await Promise.all(contexts.map((context) => rowsOf(town, context)));
  return Object.assign({}, ...all) as Record<string, string>;
}

/** Row versions and times of change are left out: they say how often, not what. */
async function rowsOf({ sql }: Town, context: string): Promise<Readonly<Record<string, string>>> {
  const tables = await sql<{ name: string }>(
    context,
    `select tablename as name from pg_tables where schemaname = $1 and tablename not in
       ('log', 'inbox', 'writers', 'migrations', 'store_migrations') order by 1`,
    [context],
  );
  const sums = tables.map(async ({ name }) => {
    const [row] = await sql<{ sum: string }>(
      context,
      `select count(*) || ' ' || coalesce(md5(string_agg(said, '|' order by said)), '') as sum
         from (select (to_jsonb(t) - '{version,updated_at}'::text[])::text as said
                 from "${context}"."${name}" t) rows`,
    );
    return [`${context}.${name}`, row?.sum ?? ""] as const;
  });
  return Object.fromEntries(await Promise.all(sums));
}
