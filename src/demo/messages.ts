import type { Message } from "#kernel/message.ts";
import type { Shop } from "./shop.ts";
import { mustBe } from "./words.ts";

/** A message as it stands in the log of the context that stated it. */
export type Stated = {
  readonly context: string;
  readonly message: Message;
  /** The database transaction that wrote the segment of the log it stands in. */
  readonly transaction: string;
};

/** What one request came to: everything stated, and every row written, in its one transaction. */
export type Told = {
  readonly transaction: string;
  readonly at: number;
  readonly stated: readonly Stated[];
  readonly rows: readonly WrittenRows[];
};
export type WrittenRows = { readonly table: string; readonly count: number };

/** Reads from all logs what the request said of the order. It must lie in one transaction. */
export async function toldOf(shop: Shop, orderId: string, requestId: string): Promise<Told> {
  const stated = await statedFor(shop, orderId, requestId);
  const transactions = [...new Set(stated.map(({ transaction }) => transaction))];
  mustBe("the number of transactions of a request", transactions.length, 1);
  const [transaction = ""] = transactions;
  const at = stated[0]?.message.at ?? 0;
  return { transaction, at, stated, rows: await rowsWrittenIn(shop, transaction) };
}

function statedFor(
  { contexts, query }: Shop,
  orderId: string,
  requestId: string,
): Promise<readonly Stated[]> {
  // PostgreSQL itself says which transaction wrote a row: xmin.
  const logs = contexts.map(
    ({ name }, index) => `
      select ${index} as context_no, '${name}' as context, xmin::text as transaction,
             position, place, value as message
        from "${name}".log, json_array_elements(messages::json) with ordinality segment(value, place)
       where value->>'key' = $1 and value->>'requestId' = $2`,
  );
  return query<Stated>(
    `select context, transaction, message from (${logs.join(" union all ")}) stated
      order by context_no, position, place`,
    [orderId, requestId],
  );
}

/** Rows that were written again since do not count: to be asked before the next request. */
async function rowsWrittenIn(
  { contexts, query }: Shop,
  transaction: string,
): Promise<readonly WrittenRows[]> {
  const tables = contexts
    .flatMap(({ collections, ledgers }) => [...collections, ...ledgers])
    .map(({ context, table, sqlName }) => {
      const written = `select count(*)::int from ${sqlName} where xmin::text = $1`;
      return `select '${context}.${table}' as "table", (${written}) as count`;
    });
  const counted = await query<WrittenRows>(tables.join(" union all "), [transaction]);
  return counted.filter(({ count }) => count > 0);
}

/** A message with what it caused. */
export type Branch = { readonly stated: Stated; readonly effects: readonly Branch[] };

/** The messages under their causes; the first are the answers to the request itself. */
export function branchesOf(stated: readonly Stated[]): readonly Branch[] {
  const known = new Set(stated.map(({ message }) => message.id));
  const branch = (of: Stated): Branch => ({
    stated: of,
    effects: stated.filter(({ message }) => message.cause === of.message.id).map(branch),
  });
  return stated.filter(({ message }) => !known.has(message.cause)).map(branch);
}
