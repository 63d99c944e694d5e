/** The coupon context on a bench for unit tests: its real reactions under the real loop. */
import type { BodyOf, Draft, Message } from "#kernel/message.ts";
import { DEFAULT_POLICIES, type Policies } from "#kernel/policies.ts";
import { realWorld } from "#kernel/world.ts";
import { batchOf, type Batch } from "#runtime/batch.ts";
import { answersOf } from "#runtime/outcome.ts";
import type { Answer, DeadlineChange } from "#runtime/reaction.ts";
import type { Root } from "#runtime/root.ts";
import { routingOf } from "#runtime/routing.ts";
import { tellStories } from "#runtime/telling.ts";
import type { Collection } from "#store/collection.ts";
import type { LoadedRows, Transaction, VersionedRow, Wanted } from "#store/store.ts";
import { orderPlaced } from "#contexts/order/contract.ts";
import { context } from "./context.ts";
import { claimCoupon, createCoupon, issueCoupon, restoreCoupons } from "./contract.ts";

export const instant = (text: string) => Date.parse(`${text}+09:00`);
export const NOON = instant("2026-03-10T12:00:00");
export const DAY_MS = 86_400_000;
export const MINA = "mem_Mina000000000000";
export const JUN = "mem_Jun0000000000000";
export const COUPON = "cpn_Welcome000000000";
export const BIRTHDAY = "cpn_Birthday00000000";
export const WHOLE = "cpn_Whole00000000000";
export const ORDER = "ord_First00000000000";
export const OTHER_ORDER = "ord_Second0000000000";
export const mcp = (name: string) => `mcp_${name.padEnd(16, "0")}`;

export type Told = {
  readonly answer: Answer | undefined;
  /** Everything stated, as type and body. */
  readonly said: readonly { readonly type: string; readonly body: unknown }[];
  readonly deadlines: readonly DeadlineChange[];
};
type Table = Map<string, VersionedRow>;

const nothing = async () => undefined;
/** A transaction that keeps nothing. */
const INERT = {
  blockedKeys: async () => new Set<string>(),
  commit: async () => ({ positions: undefined }),
  rehearse: nothing,
  rollback: nothing,
};

/** The coupon context under the real loop, its rows in a map instead of a database. */
export function couponDesk(policies: Policies = DEFAULT_POLICIES) {
  const tables = new Map<Collection, Table>();
  const faults = new Set<string>();
  let now = NOON;
  const tableOf = (collection: Collection): Table => {
    const table = tables.get(collection) ?? new Map<string, VersionedRow>();
    tables.set(collection, table);
    return table;
  };
  const rowsOf = ({ collection, keys }: Wanted): LoadedRows => ({
    collection,
    rows: keys.flatMap((key) => tableOf(collection).get(key) ?? []),
  });
  const transaction: Transaction = { ...INERT, load: async (wanted) => wanted.map(rowsOf) };
  const setup = {
    world: { ...realWorld({ faults: (name) => faults.has(name) }), now: () => now },
    policies,
    routing: routingOf(["coupon"], [context]),
    fused: () => true,
  };
  const save = (batch: Batch): void => {
    for (const { collection, inserted, updated, removed } of batch.rows.changes()) {
      const table = tableOf(collection);
      for (const row of inserted) table.set(collection.keyOf(row), { row, version: 1 });
      for (const { row, version } of updated)
        table.set(collection.keyOf(row), { row, version: version + 1 });
      for (const { row } of removed) table.delete(collection.keyOf(row));
    }
  };
  /** Decides the drafts in one batch; `asRequest` makes each the beginning of a client's request. */
  const tellAll = async (drafts: readonly Draft[], asRequest = false): Promise<Told[]> => {
    const batch = batchOf(setup, transaction, true);
    const roots = drafts.map((draft) => rootOf(draft, setup.world.id(), now, asRequest));
    await tellStories(batch, roots);
    if (batch.parkedKeys.length > 0 || batch.failures.size > 0) {
      throw new Error("a decision threw", { cause: [...batch.failures.values()] });
    }
    save(batch);
    const answers = answersOf(batch);
    return roots.map(({ message: { id } }) => ({
      answer: answers.get(id),
      said: batch.stated
        .filter(({ message }) => message.correlation === id)
        .map(({ message: { type, body } }) => ({ type, body })),
      deadlines: batch.deadlines
        .filter(({ message }) => message?.correlation === id)
        .map(({ change }) => change),
    }));
  };
  return {
    faults,
    tellAll,
    tell: async (draft: Draft): Promise<Told> => {
      const [told] = await tellAll([draft]);
      if (told === undefined) throw new Error("nothing was told");
      return told;
    },
    at: (instantMs: number) => void (now = instantMs),
    row: <Row>(collection: Collection<Row>, key: string) =>
      tableOf(collection as never).get(key)?.row as Row | undefined,
    rowCount: () => [...tables.values()].reduce((sum, table) => sum + table.size, 0),
  };
}

function rootOf({ definition, body }: Draft, id: string, at: number, asRequest: boolean) {
  const message: Message = {
    id,
    type: definition.type,
    version: 1,
    at,
    key: definition.keyOf(body),
    correlation: id,
    cause: id,
    actor: { role: "system" },
    body,
  };
  const root = { message, definition, done: () => {}, failed: () => {} };
  return (asRequest ? { ...root, request: {} } : root) satisfies Root;
}

export const typesOf = ({ said }: Told) => said.map(({ type }) => type);
export const create = (change: Partial<BodyOf<typeof createCoupon>> = {}) =>
  createCoupon({
    couponId: COUPON,
    name: "첫 가입 3,000원",
    scope: "LINE",
    type: "FIXED",
    value: 3_000n,
    ...change,
  });
export const issueTo = (memberId: string, memberCouponId: string, couponId = COUPON) =>
  issueCoupon({ couponId, memberCouponId, memberId });
export const claimBy = (memberId: string, memberCouponId: string) =>
  claimCoupon({ couponId: COUPON, memberCouponId, memberId });
export const restore = (orderId = ORDER) => restoreCoupons({ orderId });

export type Placed = BodyOf<typeof orderPlaced>;
export const shirt = (change: Partial<Placed["lines"][number]> = {}): Placed["lines"][number] => ({
  lineNo: 1,
  itemId: "itm_Shirt00000000000",
  partnerId: "ptn_Haneul0000000000",
  itemName: "스탠다드 블랙 스웨트 셔츠",
  size: "100-M",
  unitItemPriceMinor: 49_800n,
  options: [],
  quantity: 1,
  unitListPriceMinor: 49_800n,
  memberCouponIds: [mcp("Mina")],
  ...change,
});
export const placed = (change: Partial<Placed> = {}) =>
  orderPlaced({
    orderId: ORDER,
    orderNumber: "ORD-20260310-000001",
    memberId: MINA,
    orderStatus: "PLACED",
    serviceType: "STANDARD",
    payMethod: "WALLET",
    orderVersion: 1,
    autoPay: false,
    orderer: { name: "Mina", phone: "010-0000-0000", email: "mina@example.com" },
    address: {
      receiverName: "Mina",
      receiverPhone: "010-0000-0000",
      receiverZipcode: "04524",
      receiverAddress1: "Seoul",
      receiverAddress2: "1",
      etcMessage: "door",
    },
    lines: [shirt()],
    awaits: ["stock", "coupon", "payment"],
    ...change,
  });

export type Desk = ReturnType<typeof couponDesk>;

/** Mina holds 3,000 won off a line, valid until that day. */
export const minaHoldsOne = async (desk: Desk, validUntil = "2026-03-10"): Promise<void> => {
  await desk.tellAll([create({ validUntil }), issueTo(MINA, mcp("Mina"))]);
};
