import { onceOnly, type Person } from "./people.ts";
import { ask, read, type Told } from "./shop.ts";
import type { Town } from "./town.ts";

export type TopUpShown = {
  readonly transactionId: string;
  readonly chargeKey: string;
  readonly amount: number;
  readonly status: string;
};
const AWAITED = { prefer: "wait=20" };

/** Begins to put an amount into one's wallet, refusals included. */
export const beginTopUp = (
  town: Town,
  shopper: Person,
  amount: number,
  payMethod = "CARD",
): Promise<Told<TopUpShown>> =>
  ask(town, shopper, "POST", "/api/payments/top-ups", { amount, payMethod });

export const payTopUp = (
  town: Town,
  shopper: Person,
  { transactionId }: Pick<TopUpShown, "transactionId">,
  waiting: Readonly<Record<string, string>> = AWAITED,
): Promise<Told<TopUpShown>> =>
  ask(
    town,
    shopper,
    "POST",
    `/api/payments/top-ups/${transactionId}/payment`,
    {},
    { ...onceOnly(), ...waiting },
  );

export const topUpShown = (
  town: Town,
  shopper: Person,
  { transactionId }: Pick<TopUpShown, "transactionId">,
): Promise<TopUpShown> => read(town, shopper, `/api/payments/top-ups/${transactionId}`);
