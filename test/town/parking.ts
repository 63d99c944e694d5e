import { statedOf } from "./logs.ts";
import type { Town } from "./town.ts";

/** As if query had never been able to apply what it was told of an unpaid order: it is not shown, all of it parked. */
export async function parkWhatToldOf(town: Town, orderId: string): Promise<void> {
  const told = await Promise.all(
    ["order", "payment"].map((context) => statedOf(town, context, orderId)),
  );
  const inOrder = told.flat().toSorted((a, b) => a.at - b.at);
  await town.sql("query", "delete from query.order_views where order_id = $1", [orderId]);
  for (const [place, message] of inOrder.entries()) {
    const [why, reason] =
      place === 0
        ? ["threw", "Cannot read properties of undefined (reading 'lines')"]
        : ["waiting", "waits behind a parked message of its key"];
    const text = JSON.stringify(message);
    await town.sql(
      "query",
      `insert into query.parked (parked_id, consumer, key, type, reason_class, reason, message,
                                 arrived, parked_at, version, created_at, updated_at)
       values ($1, 'query', $2, $3, $4, $5, $6, $7, to_timestamp($8), 1, now(), now())`,
      [`query/${message.id}`, orderId, message.type, why, reason, text, place, message.at / 1_000],
    );
  }
}
