/** A database for each member of a fleet, with credentials that open no other. */
import { createHmac } from "node:crypto";
import { escapeIdentifier, escapeLiteral } from "pg";
import type { Context } from "#http/context.ts";
import { withClient } from "#store/embedded/connection.ts";
import { migrate } from "#store/migrate.ts";
import type { Member } from "./plan.ts";

/** Where a member keeps its rows, and where others read its log. */
export type MemberDatabase = {
  readonly contexts: readonly string[];
  readonly database: string;
  readonly owner: Login;
  /** May read the logs of this database and nothing else: for those who hear its contexts. */
  readonly reader: Login;
};
type Login = { readonly role: string; readonly password: string };

/** Names and passwords follow from the fleet's key: nothing else need be remembered. */
export function databasesOf(members: readonly Member[], key: Buffer): readonly MemberDatabase[] {
  const login = (role: string): Login => ({
    role,
    password: createHmac("sha256", key).update(role).digest("base64url"),
  });
  return members.map(({ contexts }) => {
    const database = `bojagi_${contexts.join("_")}`.slice(0, 50);
    return { contexts, database, owner: login(database), reader: login(`${database}_log`) };
  });
}

/** The address of a database on the administrator's server, as somebody else. */
export function urlAs(admin: string, database: string, { role, password }: Login): string {
  const url = new URL(admin);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * Makes roles and databases that are missing, brings the schemas up to date, and lets the readers read
 * the logs. Safe to call again.
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

const roleSql = ({ role, password }: Login): string => `
  do $$ begin
    if not exists (select from pg_roles where rolname = ${escapeLiteral(role)}) then
      create role ${escapeIdentifier(role)} login;
    end if;
    alter role ${escapeIdentifier(role)} password ${escapeLiteral(password)};
  end $$`;
