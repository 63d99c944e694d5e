import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../parts/client.ts";
import { Refused } from "../../parts/problem.ts";
import type { BuyLine } from "../buying.ts";
import type { Address, Sheet } from "../reads.ts";

/** The coupons chosen: by line, counted from 0, and one for the whole order. */
export type Chosen = {
  readonly ofLines: readonly (readonly string[])[];
  readonly ofOrder: string | undefined;
};
export const NONE: Chosen = { ofLines: [], ofOrder: undefined };

/** Stands in the sheet as long as only its prices are looked at. */
const NO_ADDRESS: Address = {
  receiverName: "-",
  receiverPhone: "-",
  receiverZipcode: "00000",
  receiverAddress1: "-",
  receiverAddress2: "-",
  etcMessage: "-",
};

export const sheetOf = (
  lines: readonly BuyLine[],
  { ofLines, ofOrder }: Chosen,
  address: Address = NO_ADDRESS,
  signal?: AbortSignal,
): Promise<Sheet> =>
  answerOf(
    api.POST("/api/order-sheets", {
      body: {
        lines: lines.map((line, at) => ({ ...line, memberCouponIds: [...(ofLines[at] ?? [])] })),
        ...(ofOrder === undefined ? {} : { orderCouponId: ofOrder }),
        address,
      },
      ...(signal === undefined ? {} : { signal }),
    }),
  );

/** What the purchase costs now, with the coupons chosen. */
export const sheetQuery = (lines: readonly BuyLine[], chosen: Chosen) =>
  queryOptions({
    queryKey: ["sheet", lines, chosen],
    queryFn: ({ signal }) => sheetOf(lines, chosen, NO_ADDRESS, signal),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });

/** The coupons that save most, of those that may be used; each choice is priced by the server. */
export const bestQuery = (lines: readonly BuyLine[]) =>
  queryOptions({
    queryKey: ["sheet", "best", lines],
    queryFn: async ({ signal }) => {
      const plain = await sheetOf(lines, NONE, NO_ADDRESS, signal);
      const prices = await Promise.all(
        candidatesFor(plain).map((chosen) =>
          sheetOf(lines, chosen, NO_ADDRESS, signal).then(
            ({ payableAmount }) => ({ chosen, payableAmount }),
            (error: unknown) => {
              // Not every choice fits; another one will.
              if (error instanceof Refused) return undefined;
              throw error;
            },
          ),
        ),
      );
      const none = { chosen: NONE, payableAmount: plain.payableAmount };
      return prices.reduce<typeof none>(
        (best, next) => (next && next.payableAmount < best.payableAmount ? next : best),
        none,
      );
    },
    refetchOnWindowFocus: false,
  });

const TRIED_MAX = 8;

/** Each usable coupon of the order, alone and beside the best coupons of the lines. */
function candidatesFor(sheet: Sheet): readonly Chosen[] {
  const usable = sheet.coupons.filter(({ reason }) => reason === undefined);
  const ofOrder = usable
    .filter(({ scope }) => scope === "ORDER")
    .map((coupon) => coupon.memberCouponId);
  const ofLines = bestOfLines(sheet);
  const orders = [undefined, ...ofOrder.slice(0, TRIED_MAX)];
  return orders.flatMap((id) => [
    { ofLines: [], ofOrder: id },
    { ofLines, ofOrder: id },
  ]);
}

/** To each line the coupon that takes most off it, each coupon once. */
function bestOfLines(sheet: Sheet): readonly (readonly string[])[] {
  const left = new Set(sheet.coupons.filter(({ scope }) => scope === "LINE"));
  return sheet.lines.map(({ lineNo, unitListPrice }) => {
    const [best] = [...left]
      .filter(({ lineNos, reason }) => reason === undefined && lineNos.includes(lineNo))
      .toSorted((a, b) => worth(b, unitListPrice) - worth(a, unitListPrice));
    if (best === undefined) return [];
    left.delete(best);
    return [best.memberCouponId];
  });
}

const worth = ({ type, value }: Sheet["coupons"][number], unitListPrice: number): number =>
  type === "FIXED" ? value : (unitListPrice * value) / 100;
