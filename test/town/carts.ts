import { ADDRESS, type Answered, type OrderLine, type PlacedOrder, place } from "./people.ts";
import { ask, type Asker, read, type Told } from "./shop.ts";
import type { Person } from "./people.ts";
import type { Town } from "./town.ts";

export type CartLine = {
  readonly cartLineId: string;
  readonly itemId: string;
  readonly itemName: string;
  readonly optionIds: readonly string[];
  readonly quantity: number;
  readonly unitListPrice?: number;
  readonly priceChanged: boolean;
  readonly orderable: boolean;
  readonly reason?: string;
};
export type Cart = {
  readonly lines: readonly CartLine[];
  readonly quantity: number;
  readonly totalAmount: number;
};

/** A member's own cart, or the one a token opens. */
export const cartAt = (cartToken?: string): string =>
  cartToken === undefined ? "/api/cart" : `/api/carts/${cartToken}`;

/** Puts something into a cart, and answers with whatever came. */
export const putIn = (
  town: Town,
  asker: Asker,
  line: { readonly itemId: string; readonly quantity?: number; readonly optionIds?: unknown },
  cart = cartAt(),
): Promise<Told<CartLine>> => ask(town, asker, "POST", `${cart}/lines`, { quantity: 1, ...line });

/** What lies in a cart, once everything stated was applied. */
export async function cartShown(town: Town, asker: Asker, cart = cartAt()): Promise<Cart> {
  await town.quiet();
  return read<Cart>(town, asker, cart);
}

export type Sheet = {
  readonly lines: readonly {
    readonly lineNo: number;
    readonly itemId: string;
    readonly optionIds: readonly string[];
    readonly quantity: number;
    readonly memberCouponIds: readonly string[];
    readonly cartLineId?: string;
    readonly unitListPrice: number;
    readonly unitDiscountedPrice: number;
  }[];
  readonly orderCouponId?: string;
  readonly address: object;
  readonly totalAmount: number;
  readonly orderDiscount: number;
  readonly payableAmount: number;
  readonly validUntil: string;
  readonly signature: string;
  readonly coupons: readonly {
    readonly memberCouponId: string;
    readonly lineNos: readonly number[];
    readonly reason?: string;
  }[];
  readonly unavailableLines: readonly object[];
};
type Wanted = Omit<OrderLine, "expectedUnitListPrice" | "expectedUnitPrice"> & {
  readonly cartLineId?: string;
};

/** Asks for the order sheet of these lines, and answers with whatever came. */
export const askForSheet = (
  town: Town,
  asker: Asker,
  lines: readonly Wanted[],
  more: object = {},
): Promise<Told<Sheet>> =>
  ask(town, asker, "POST", "/api/order-sheets", {
    lines: lines.map((line) => ({ quantity: 1, ...line })),
    address: ADDRESS,
    ...more,
  });

/** The order sheet of these lines; fails the test where there is none. */
export async function sheetOf(
  town: Town,
  asker: Asker,
  lines: readonly Wanted[],
  more: object = {},
): Promise<Sheet> {
  const { status, body } = await askForSheet(town, asker, lines, more);
  if (status !== 200) throw new Error(`no sheet: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The lines of a sheet as they are placed. */
export const linesOf = (sheet: Sheet): readonly (OrderLine & Wanted)[] =>
  sheet.lines.map(({ unitListPrice, unitDiscountedPrice, ...line }) => ({
    itemId: line.itemId,
    optionIds: line.optionIds,
    quantity: line.quantity,
    memberCouponIds: line.memberCouponIds,
    ...(line.cartLineId === undefined ? {} : { cartLineId: line.cartLineId }),
    expectedUnitListPrice: unitListPrice,
    expectedUnitPrice: unitDiscountedPrice,
  }));

/** Places an order as its sheet was confirmed, and answers with what came at once. */
export function placeSheet(
  town: Town,
  shopper: Person,
  sheet: Sheet,
  more: Readonly<Record<string, unknown>> = {},
  headers?: Readonly<Record<string, string>>,
): Promise<Answered<PlacedOrder & { readonly instead?: Sheet }>> {
  const { totalAmount, orderDiscount, payableAmount, validUntil, signature, orderCouponId } = sheet;
  const confirmed = {
    sheet: { totalAmount, orderDiscount, payableAmount, validUntil, signature },
    ...(orderCouponId === undefined ? {} : { orderCouponId }),
    ...more,
  };
  return place(town, shopper, linesOf(sheet), confirmed, headers);
}
