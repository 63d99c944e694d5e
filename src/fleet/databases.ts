/** A database for each member of a fleet, with credentials that open no other. */
import { createHmac } from "node:crypto";
import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Context } from "#http/context.ts";
import { withClient } from "#store/embedded/connection.ts";
import { migrate } from "#store/migrate.ts";
import { type Grouped, NAME_CHARACTERS_MAX } from "./plan.ts";

/** Where a member keeps its rows, and where others read its log. */
export type MemberDatabase = Grouped & {
  readonly owner: Login;
  /** May read the logs of this database and nothing else: for those who hear its contexts. */
  readonly reader: Login;
};
export type Login = { readonly role: string; readonly password: string };

/** Names and passwords follow from the fleet's key: nothing else need be remembered. */
export function databasesOf(groups: readonly Grouped[], key: Buffer): readonly MemberDatabase[] {
  const login = (role: string): Login => ({
    role,
    password: createHmac("sha256", key).update(role).digest("base64url"),
  });
  return groups.map(({ contexts, database }) => {
    const role = roleOf(database);
    return { contexts, database, owner: login(role), reader: login(`${role}_log`) };
  });
}

/** Who owns a database; one that was there before the fleet need not be called as ours are. */
export const roleOf = (database: string): string =>
  (database.startsWith("bojagi_") ? database : `bojagi_${database}`).slice(0, NAME_CHARACTERS_MAX);

/** The address of a database on the administrator's server, as somebody else. */
export function urlAs(admin: string, database: string, { role, password }: Login): string {
  const url = new URL(databaseAt(admin, database));
  url.username = role;
  url.password = password;
  return url.href;
}

/** The same as the administrator. */
export function databaseAt(admin: string, database: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}

/** Whether the rows of a whole shop lie in a database, made by one process of all contexts. */
export async function holdsShop(admin: string, database: string): Promise<boolean> {
  const found = await withClient(admin, (client) =>
    client.query("select 1 from pg_database where datname = $1", [database]),
  );
  if (found.rowCount === 0) return false;
  return withClient(databaseAt(admin, database), async (client) => {
    const log = await client.query(`select where to_regclass('"order".log') is not null`);
    return log.rowCount === 1;
  });
}

/**
 * Makes roles and databases that are missing, gives each owner what is in its own, brings the schemas up
 * to date, and lets the readers read the logs. Safe to call again.
 */
export async function prepareDatabases(
  admin: string,
  databases: readonly MemberDatabase[],
  contexts: readonly Context[],
): Promise<void> {
  for (const { contexts: names, database, owner, reader } of databases) {
    await withClient(admin, async (client) => {
      for (const login of [owner, reader]) {
        await client.query(roleSql(login));
      }
      const found = await client.query("select 1 from pg_database where datname = $1", [database]);
      const name = escapeIdentifier(database);
      if (found.rowCount === 0) {
        await client.query(`create database ${name} owner ${escapeIdentifier(owner.role)}`);
      }
      await giveAll(client, admin, database, names, owner.role);
      await client.query(`revoke connect, temporary on database ${name} from public`);
      await client.query(`grant connect on database ${name} to ${escapeIdentifier(reader.role)}`);
    });
    const url = urlAs(admin, database, owner);
    await migrate({ url, contexts: contexts.filter(({ name }) => names.includes(name)) });
    await withClient(url, async (client) => {
      const role = escapeIdentifier(reader.role);
      for (const name of names.map((each) => escapeIdentifier(each))) {
        await client.query(`grant usage on schema ${name} to ${role}`);
        await client.query(`grant select on ${name}.log to ${role}`);
      }
    });
  }
}

/** What one process of all contexts made belongs to whoever made it; the database last, for it is done then. */
async function giveAll(
  client: Client,
  admin: string,
  database: string,
  schemas: readonly string[],
  role: string,
): Promise<void> {
  const owned = "select from pg_database where datname = $1 and datdba = $2::regrole";
  if ((await client.query(owned, [database, escapeIdentifier(role)])).rowCount === 1) return;
  await withClient(databaseAt(admin, database), async (inside) => {
    const { rows } = await inside.query<{ change: string }>(GIVEN, [schemas, role]);
    await inside.query(rows.map(({ change }) => change).join(";"));
  });
  await client.query(
    `alter database ${escapeIdentifier(database)} owner to ${escapeIdentifier(role)}`,
  );
}

const GIVEN = `
select format('alter schema %I owner to %I', nspname, $2::text) as change
  from pg_namespace where nspname = any($1)
union all
select format('alter table %I.%I owner to %I', nspname, relname, $2)
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
 where nspname = any($1) and relkind = 'r'
union all
select format('alter routine %s owner to %I', pg_proc.oid::regprocedure, $2)
  from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
 where nspname = any($1)`;

const roleSql = ({ role, password }: Login): string => `
  do $$ begin
    if not exists (select from pg_roles where rolname = ${escapeLiteral(role)}) then
      create role ${escapeIdentifier(role)} login;
    end if;
    alter role ${escapeIdentifier(role)} login password ${escapeLiteral(password)};
  end $$`;
