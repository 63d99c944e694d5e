/** Loyalty, as another team would add it: a stamp for each paid order, taken back with a refund. */
import type { Context } from "#http/context.ts";
import { type Route, routesOf } from "#http/route.ts";
import { count, record } from "#kernel/schema.ts";
import { reactionsOf, unchanged } from "#runtime/reaction.ts";
import { amountColumn, collection, flagColumn, textColumn } from "#store/collection.ts";
import { orderPaid, orderRefunded } from "#contexts/order/contract.ts";

type Stamp = {
  readonly orderId: string;
  readonly memberId: string;
  readonly paidMinor: bigint;
  readonly takenBack: boolean;
};
const stamps = collection<Stamp>("loyalty.stamps", "orderId", {
  orderId: textColumn(),
  memberId: textColumn(),
  paidMinor: amountColumn(),
  takenBack: flagColumn(),
});
const stampOf = ({ orderId }: { readonly orderId: string }) => ({ stamp: stamps.one(orderId) });

const on = reactionsOf("loyalty");
const reactions = [
  on(orderPaid, {
    needs: stampOf,
    decide: ({ orderId, memberId, payableAmountMinor: paidMinor }, { stamp }) =>
      stamp === undefined
        ? { changed: { stamp: { orderId, memberId, paidMinor, takenBack: false } } }
        : unchanged,
  }),
  on(orderRefunded, {
    needs: stampOf,
    // A refund that overtook its payment leaves a stamp that is taken back already.
    decide: ({ orderId, memberId }, { stamp }) =>
      stamp?.takenBack === true
        ? unchanged
        : { changed: { stamp: { orderId, memberId, paidMinor: 0n, takenBack: true } } },
  }),
];

const route = routesOf("loyalty");
const routes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/my/stamps",
    summary: "How many stamps I have",
    access: ["member"],
    answers: { 200: record({ stamps: count() }) },
    refusals: [],
    handle: async (_, { read, identity }) => {
      const [row] = await read<{ stamps: bigint }>(
        "select count(*) as stamps from loyalty.stamps where member_id = $1 and not taken_back",
        [identity.memberId],
      );
      return { status: 200, body: { stamps: Number(row?.stamps ?? 0n) } };
    },
  }),
];

export const loyalty: Context = {
  name: "loyalty",
  collections: [stamps],
  ledgers: [],
  reactions,
  sends: [],
  routes,
  migrations: new URL("./", import.meta.url),
  invariants: [],
};
