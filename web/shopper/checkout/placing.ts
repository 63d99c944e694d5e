import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf, api, type paths } from "../../parts/client.ts";
import { insisting, intend, type Intention, unfinished } from "../../parts/intention.ts";
import { Refused } from "../../parts/problem.ts";
import type { BuyLine } from "../buying.ts";
import type { Address, Sheet } from "../reads.ts";
import { type Chosen, sheetOf } from "./pricing.ts";

export type Placement = paths["/api/orders"]["post"]["requestBody"]["content"]["application/json"];
export type PayMethod = Placement["payMethod"];

/** What the buyer filled in, with what it is for. */
export type Purchase = {
  readonly lines: readonly BuyLine[];
  readonly chosen: Chosen;
  readonly orderer: Placement["orderer"];
  readonly address: Address;
  readonly payMethod: PayMethod;
  readonly depositorName: string;
  /** What the buyer saw as the price. */
  readonly seen: Sheet;
};

const NAME = "order";
/** Long enough for most outcomes; the order's own page shows the rest as it comes. */
const WAIT = "wait=5";

const send = ({ key, body }: Intention<Placement>) =>
  answerOf(
    api.POST("/api/orders", {
      params: { header: { "Idempotency-Key": key, Prefer: WAIT } },
      body,
    }),
  );

/** Thrown when the price is another than the buyer saw: the new one must be confirmed. */
export class PriceDrifted extends Error {
  readonly sheet: Sheet;
  constructor(sheet: Sheet) {
    super("the price is another one");
    this.sheet = sheet;
  }
}

/** Places the purchase once, whatever happens to connection, server or page in between. */
export function usePlacing(placed: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [seen, setSeen] = useState<Sheet | undefined>();
  const finished = async ({ orderId }: { readonly orderId: string }) => {
    placed();
    void client.invalidateQueries();
    await navigate({ to: "/orders/$orderId", params: { orderId } });
  };
  const placing = useMutation({
    mutationFn: (purchase: Purchase) => place({ ...purchase, seen: seen ?? purchase.seen }),
    onSuccess: finished,
    onError: (error) => {
      if (error instanceof PriceDrifted) setSeen(error.sheet);
    },
    ...insisting,
  });
  const resuming = useMutation({
    mutationFn: ({ body }: Intention<Placement>) => intend(NAME, body, send),
    onSuccess: finished,
    ...insisting,
  });
  return { placing, resuming, unfinished: () => unfinished<Placement>(NAME) };
}

/** A purchase whose end is not known goes first, as it was: anything else might buy twice. */
async function place(purchase: Purchase) {
  const before = unfinished<Placement>(NAME);
  const body = before?.body ?? (await bodyOf(purchase));
  try {
    return await intend(NAME, body, send);
  } catch (error) {
    const instead = error instanceof Refused ? error.problem.instead : undefined;
    if (instead !== undefined) throw new PriceDrifted(instead as Sheet);
    throw error;
  }
}

/** The placement of the sheet as the server sees it now, where it is still the one that was seen. */
async function bodyOf({ lines, chosen, seen, ...purchase }: Purchase): Promise<Placement> {
  const { orderer, address, payMethod, depositorName } = purchase;
  const sheet = await sheetOf(lines, chosen, address);
  if (sheet.payableAmount !== seen.payableAmount) throw new PriceDrifted(sheet);
  const { totalAmount, orderDiscount, payableAmount, validUntil, signature } = sheet;
  return {
    lines: sheet.lines.map((line) => ({
      itemId: line.itemId,
      optionIds: line.optionIds,
      quantity: line.quantity,
      memberCouponIds: line.memberCouponIds,
      ...(line.cartLineId === undefined ? {} : { cartLineId: line.cartLineId }),
      expectedUnitListPrice: line.unitListPrice,
      expectedUnitPrice: line.unitDiscountedPrice,
    })),
    ...(chosen.ofOrder === undefined ? {} : { orderCouponId: chosen.ofOrder }),
    orderer,
    address,
    payMethod,
    ...(payMethod === "BANK_TRANSFER" ? { depositorName } : {}),
    sheet: { totalAmount, orderDiscount, payableAmount, validUntil, signature },
    autoPay: payMethod === "WALLET",
    agreements: { termsOfService: true, privacyPolicy: true, ageVerification: true },
  };
}
