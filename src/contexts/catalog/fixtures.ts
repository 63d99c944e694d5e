/** For tests: the items of the requirements' fixtures, and a shop that keeps its rows in memory. */
import type { Actor, Draft, Message } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { impossible } from "#kernel/refusal.ts";
import type { Decision, Needs } from "#runtime/reaction.ts";
import type { Collection, Many, One } from "#store/collection.ts";
import { orderPaid, orderPlaced } from "#contexts/order/contract.ts";
import { items, type StockMovement, stocks } from "./collections.ts";
import { receiveStock, undoStock } from "./contract.ts";
import { reactions } from "./reactions.ts";
import type { Item } from "./rules/items.ts";
import type { Order } from "./rules.ts";
import { emptyStock, type Stock } from "./rules/stock.ts";
import type { OrderedLine } from "./rules/verdict.ts";

/** A token of that kind that reads as its name: `itm_tv0000000000000000`. */
export const tokenOf = (prefix: string, name: string): string =>
  `${prefix}_${name}`.padEnd(20, "0");

export const HANEUL_TEA = tokenOf("ptn", "haneul");
export const seller: Actor = {
  role: "seller",
  memberId: tokenOf("mem", "seller"),
  partnerId: HANEUL_TEA,
};
export const otherSeller: Actor = { ...seller, partnerId: tokenOf("ptn", "other") };
export const operator: Actor = { role: "operator", memberId: tokenOf("mem", "operator") };
const system: Actor = { role: "system" };

/** F1: 30,000 with 사이즈 (S, M, L) and 색상 (RED, GOLD +1,000). */
export const robe: Item = {
  itemId: tokenOf("itm", "robe"),
  itemVersion: 1,
  partnerId: HANEUL_TEA,
  name: "한복",
  size: "-",
  priceMinor: 30_000n,
  optionGroups: [
    {
      name: "사이즈",
      options: ["S", "M", "L"].map((name) => ({
        optionId: tokenOf("opt", name),
        name,
        priceMinor: 0n,
      })),
    },
    {
      name: "색상",
      options: [
        { optionId: tokenOf("opt", "red"), name: "RED", priceMinor: 0n },
        { optionId: tokenOf("opt", "gold"), name: "GOLD", priceMinor: 1_000n },
      ],
    },
  ],
  saleStatus: "ON_SALE",
  deleted: false,
};
/** F1: 10,000 without options. */
export const tea: Item = {
  ...robe,
  itemId: tokenOf("itm", "tea"),
  name: "녹차",
  priceMinor: 10_000n,
  optionGroups: [],
};

/** A line as order writes it: one option of each group by name, and prices as they stand. */
export function lineOf(
  lineNo: number,
  item: Item,
  quantity: number,
  options: readonly string[] = [],
): OrderedLine {
  const chosen = item.optionGroups.map((group, index) => {
    const option =
      group.options.find(({ name }) => name === options[index]) ?? impossible("no such option");
    return { group: group.name, ...option };
  });
  return {
    lineNo,
    itemId: item.itemId,
    partnerId: item.partnerId,
    quantity,
    unitItemPriceMinor: item.priceMinor,
    unitListPriceMinor: chosen.reduce((sum, { priceMinor }) => sum + priceMinor, item.priceMinor),
    options: chosen,
  };
}

export const orderOf = (name: string, ...lines: readonly OrderedLine[]): Order => ({
  orderId: tokenOf("ord", name),
  lines,
});

export const stockOf = (item: Item, available: number): Stock => ({
  itemId: item.itemId,
  received: available,
  available,
  reserved: 0,
  sold: 0,
  turn: Number(available > 0),
});

/** What order tells the catalog, with as much of it as the catalog reads. */
export const placed = (order: Order): Draft => orderPlaced(order as never);
export const paid = ({ orderId }: Order): Draft => orderPaid({ orderId } as never);
export const undoOf = ({ orderId }: Order): Draft => undoStock({ orderId });
export const receive = ({ itemId }: Item, quantity: number): Draft =>
  receiveStock({ itemId, quantity });

/** The catalog's reactions on rows in memory. */
export type Shop = {
  /** Decides one message, keeps what it changed, and answers with the decision. */
  readonly tell: (draft: Draft, actor?: Actor, forced?: readonly string[]) => Decision;
  readonly put: <Row>(collection: Collection<Row>, ...rows: readonly Row[]) => void;
  readonly row: <Row>(collection: Collection<Row>, key: string) => Row | undefined;
  readonly movements: readonly StockMovement[];
};

/** A shop that has these items on its list, with that many of each. */
export function shopWith(available: number, ...listed: readonly Item[]): Shop {
  const shop = emptyShop();
  shop.put(items, ...listed);
  for (const item of listed) {
    shop.put(stocks, emptyStock(item.itemId));
    if (available > 0) shop.tell(receive(item, available), operator);
  }
  return shop;
}

export function emptyShop(): Shop {
  const tables = new Map<unknown, Map<string, unknown>>();
  const tableOf = (collection: unknown) => {
    const table = tables.get(collection) ?? new Map<string, unknown>();
    tables.set(collection, table);
    return table;
  };
  const movements: StockMovement[] = [];
  let tokens = 0;

  const stateOf = (needs: Needs): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(needs).map(([name, selection]) => {
        const wanted = selection as One<unknown> | Many<unknown>;
        const table = tableOf(wanted.collection);
        if (wanted.shape === "one") return [name, table.get(wanted.key)];
        const keys = wanted.keys.filter((key) => table.has(key));
        return [name, new Map(keys.map((key) => [key, table.get(key)]))];
      }),
    );
  const keep = (needs: Needs, changed: Record<string, unknown>): void => {
    for (const [name, after] of Object.entries(changed)) {
      const wanted = needs[name] as One<unknown> | Many<unknown>;
      const table = tableOf(wanted.collection);
      if (wanted.shape === "many") {
        for (const row of after as unknown[]) table.set(wanted.collection.keyOf(row), row);
      } else if (after === null) table.delete(wanted.key);
      else table.set(wanted.key, after);
    }
  };

  return {
    tell: ({ definition, body }, actor = system, forced = []) => {
      const reaction =
        reactions.find((each) => each.definition.type === definition.type) ??
        impossible(`nobody hears ${definition.type}`);
      const first = reaction.needs?.(body as never) ?? {};
      const more = reaction.thenNeeds?.(body as never, stateOf(first) as never, 0);
      const needs = { ...first, ...more };
      const decision = reaction.decide(body as never, stateOf(needs) as never, {
        at: 0,
        message: { actor, body } as Message,
        policies: DEFAULT_POLICIES,
        token: () => tokenOf("opt", `new${(tokens += 1)}x`),
        secret: () => impossible("the catalog has no secrets"),
        maybe: (name) => forced.includes(name),
      }) as Decision;
      keep(needs, decision.changed ?? {});
      for (const { row } of decision.added ?? []) movements.push(row as StockMovement);
      return decision;
    },
    put: (collection, ...rows) => {
      for (const row of rows) tableOf(collection).set(collection.keyOf(row), row);
    },
    row: <Row>(collection: Collection<Row>, key: string) =>
      tableOf(collection).get(key) as Row | undefined,
    movements,
  };
}
