/** What a request leaves behind: the rows of all tables and the heads of all logs. */
import { Client } from "pg";
import type { Town } from "#test/town/town.ts";
import { until } from "#test/town/waiting.ts";

/** Of each table how many rows it has and how often they were changed; of each log where it stands. */
export type Footprint = Readonly<Record<string, string>>;
export type Footprints = {
  readonly take: () => Promise<Footprint>;
  readonly close: () => Promise<void>;
};

/**
 * Not looked at: first answers kept for repetition, which a stored refusal is (attacks R7), the count
 * of commits that keeping one takes, and the places of readers, which are noted now and then.
 */
const LEFT_OUT = ["answers", "writers", "inbox"];

/** Looks at a town of one process, through a connection of its own. */
export async function footprintsOf(town: Town): Promise<Footprints> {
  const process = town.processOf("order");
  const client = new Client({ connectionString: process.databaseUrl });
  await client.connect();
  const text = await question(client, process.contexts);
  const open = process.contexts.map((name) => `(select count(*) from "${name}".tasks)`).join(" + ");
  /** Calls to the outside go on after the answer, and what comes of them is written too. */
  const tasks = async () => {
    const { rows } = await client.query<{ readonly open: number }>(`select (${open})::int as open`);
    return rows[0]?.open ?? 0;
  };
  return {
    take: async () => {
      await until(tasks, (left) => left === 0);
      const { rows } = await client.query<{ readonly footprint: Footprint }>({
        name: "footprint",
        text,
      });
      return rows[0]?.footprint ?? {};
    },
    close: () => client.end(),
  };
}

type Table = { readonly schema: string; readonly name: string; readonly counted: string | null };

/** One statement over all tables, so that all of them are seen at one instant. */
async function question(client: Client, schemas: readonly string[]): Promise<string> {
  const { rows } = await client.query<Table>(
    `select t.table_schema as schema, t.table_name as name, min(c.column_name) as counted
       from information_schema.tables t
       left join information_schema.columns c
         on c.table_schema = t.table_schema and c.table_name = t.table_name
        and c.column_name in ('version', 'position')
      where t.table_type = 'BASE TABLE' and t.table_schema = any($1) and t.table_name <> all($2)
      group by 1, 2 order by 1, 2`,
    [schemas, LEFT_OUT],
  );
  const parts = rows.map(({ schema, name, counted }) => {
    const changes = counted === null ? "''" : `coalesce(sum(${counted}), 0)`;
    return `select '${schema}.${name}' as place, count(*) || '/' || ${changes} as stand
              from "${schema}"."${name}"`;
  });
  return `select json_object_agg(place, stand order by place) as footprint
            from (${parts.join(" union all ")}) places`;
}
