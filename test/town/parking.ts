import { statedOf } from "./logs.ts";
import type { Town } from "./town.ts";

/** As if query had never been able to apply what order told of this order: it is not shown, all of it parked. */
export async function parkWhatToldOf(town: Town, orderId: string): Promise<void> {
  await town.sql("query", "delete from query.order_views where order_id = $1", [orderId]);
  for (const [place, { id, type, at, ...message }] of (
    await statedOf(town, "order", orderId)
  ).entries()) {
    const [why, reason] =
      place === 0
        ? ["threw", "Cannot read properties of undefined (reading 'lines')"]
        : ["waiting", "waits behind a parked message of its key"];
    await town.sql(
      "query",
      `insert into query.parked (parked_id, consumer, key, type, reason_class, reason, message,
                                 arrived, parked_at, version, created_at, updated_at)
       values ($1, 'query', $2, $3, $4, $5, $6, $7, to_timestamp($8), 1, now(), now())`,
      [
        `query/${id}`,
        orderId,
        type,
        why,
        reason,
        JSON.stringify({ ...message, id, type, at }),
        place,
        at / 1_000,
      ],
    );
  }
}
