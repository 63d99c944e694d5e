/** Somebody thinks better of a part of an order. */
import { askRefundPlan, cancelOrderLines } from "#contexts/order/contract.ts";
import type { Client } from "./client.ts";
import type { SeenOrder } from "./reads.ts";
import { asMember, OPERATOR } from "./town.ts";

/** Cancels lines for the refund that is shown; mostly one line, and now and then for a wrong sum. */
export async function cancelSome(
  client: Client,
  { orderId, memberId, lines }: SeenOrder,
): Promise<void> {
  const { draw } = client;
  const [first, ...others] = draw.shuffled(lines.map(({ lineNo }) => lineNo));
  if (first === undefined) return;
  const lineNos = draw.chance(0.15) ? [first, ...others] : [first];
  const isOperator = draw.chance(0.1);
  const actor = isOperator ? OPERATOR : asMember(memberId);
  const asked = { orderId, lineNos, ...(isOperator ? {} : { memberId }) };
  const shown = await client.write({
    route: `plan ${orderId}`,
    actor,
    make: () => ({ draft: askRefundPlan(asked) }),
  });
  if (shown === undefined || "refusal" in shown) return;
  if (draw.chance(0.3)) await client.think();
  // An answer that is given again was written down in between: its sums are numbers then.
  const expectedRefundMinor =
    BigInt(shown.value["refund"] as bigint | number) +
    draw.pick([0n, 0n, 0n, 0n, 0n, 0n, 0n, 1n, MUCH]);
  await client.write({
    route: `cancel lines of ${orderId}`,
    actor,
    make: () => ({ draft: cancelOrderLines({ ...asked, expectedRefundMinor }) }),
  });
}

/** More than anything here costs. */
const MUCH = 1_000_000_000n;
