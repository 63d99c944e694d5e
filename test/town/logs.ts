import type { Message } from "#kernel/message.ts";
import { slotOf } from "#store/store.ts";
import type { Town } from "./town.ts";

/** What a context stated under a key, in order, as it stands in its log. */
export async function statedOf(
  town: Town,
  context: string,
  key: string,
): Promise<readonly Message[]> {
  const rows = await town.sql<{ readonly messages: string }>(
    context,
    `select messages from "${context}".log
      where slot = $1 and strpos(messages, $2) > 0 order by position`,
    [slotOf(key), key],
  );
  return rows
    .flatMap(({ messages }) => JSON.parse(messages) as Message[])
    .filter((message) => message.key === key);
}

/** Everything a context stated, slot by slot. */
export async function allStated(town: Town, context: string): Promise<readonly Message[]> {
  const rows = await town.sql<{ readonly messages: string }>(
    context,
    `select messages from "${context}".log order by slot, position`,
  );
  return rows.flatMap(({ messages }) => JSON.parse(messages) as Message[]);
}

/** The types of what a context stated of an order, in order. */
export const typesOf = async (
  town: Town,
  context: string,
  orderId: string,
): Promise<readonly string[]> => (await statedOf(town, context, orderId)).map(({ type }) => type);
