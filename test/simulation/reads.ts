import type { ParkedMessage } from "#store/system.ts";
import type { Fleet } from "./fleet.ts";
import type { Cell } from "./process.ts";

/** What pages show people, as far as they need it to decide what to do next. */
export type Reads = {
  readonly order: (orderId: string) => SeenOrder | undefined;
  readonly orders: () => readonly SeenOrder[];
  readonly shipments: (partnerId: string) => readonly SeenShipment[];
  readonly item: (itemId: string) => SeenItem | undefined;
  readonly parked: () => readonly { readonly cell: Cell; readonly message: ParkedMessage }[];
};
export type SeenOrder = {
  readonly orderId: string;
  readonly memberId: string;
  readonly status: string;
  readonly payableAmountMinor: bigint;
  readonly payMethod: string;
  readonly lines: readonly { readonly lineNo: number }[];
};
export type SeenShipment = {
  readonly orderId: string;
  readonly partnerId: string;
  readonly status: string;
  readonly lines: readonly { readonly lineNo: number; readonly status: string }[];
};
export type SeenItem = {
  readonly itemVersion: number;
  readonly priceMinor: bigint;
  readonly saleStatus: string;
  readonly optionGroups: readonly { readonly options: readonly { readonly optionId: string }[] }[];
};

export function readsOf(fleet: Fleet): Reads {
  const table = <Row>(context: string, name: string): ReadonlyMap<string, { readonly row: Row }> =>
    (fleet.cellOf(context).database.tables.get(`"${context}".${name}`) ?? new Map()) as never;
  const rows = <Row>(context: string, name: string): readonly Row[] =>
    [...table<Row>(context, name).values()].map(({ row }) => row);
  return {
    order: (orderId) => table<SeenOrder>("query", "order_views").get(orderId)?.row,
    orders: () => rows<SeenOrder>("query", "order_views").filter(({ memberId }) => memberId !== ""),
    shipments: (partnerId) =>
      rows<SeenShipment>("delivery", "shipments").filter((of) => of.partnerId === partnerId),
    item: (itemId) => table<SeenItem>("catalog", "items").get(itemId)?.row,
    parked: () =>
      fleet
        .cells()
        .flatMap((cell) =>
          cell.contexts
            .flatMap((context) => rows<ParkedMessage>(context, "parked"))
            .map((message) => ({ cell, message })),
        ),
  };
}
