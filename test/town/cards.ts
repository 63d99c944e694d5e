import { differencesToProvider } from "../faults/providerBook.ts";
import { onceOnly, type Person } from "./people.ts";
import { ask, type Told } from "./shop.ts";
import type { Town } from "./town.ts";
import { until } from "./waiting.ts";

export type Paid = { readonly status: string; readonly cancelReason?: string };
const AWAITED = { prefer: "wait=20" };

/** Pays an order by a method, and by default waits for the outcome as long as a front would. */
export const payBy = (
  town: Town,
  shopper: Person,
  payMethod: string,
  { orderId, payableAmount }: { readonly orderId: string; readonly payableAmount: number },
  waiting: Readonly<Record<string, string>> = AWAITED,
): Promise<Told<Paid>> =>
  ask(
    town,
    shopper,
    "POST",
    `/api/orders/${orderId}/payment`,
    { payMethod, amount: payableAmount },
    { ...onceOnly(), ...waiting },
  );

/** What the company took under an order, its refused and closed charges too. */
export const booked = ({ simulator }: Town, orderId: string) =>
  simulator.book.charges().filter(({ chargeKey }) => chargeKey.startsWith(orderId));
/** The calls that the company saw about an order. */
export const callsAbout = ({ simulator }: Town, orderId: string) =>
  simulator.calls().filter(({ chargeKey }) => chargeKey.startsWith(orderId));

/** Waits until our book is the company's, both ways. */
export const booksAgree = (town: Town): Promise<readonly string[]> =>
  until(
    () => differencesToProvider(town.sql, town.simulator.book.charges()),
    (differences) => differences.length === 0,
    30_000,
  );

/** Hands the payment process a callback as the company would send it now, or with something changed. */
export function callBack(
  town: Town,
  chargeKey: string,
  change: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
): Promise<Told> {
  const { headers, body } = town.simulator.callbackOf(chargeKey, town.now());
  return town.request("POST", "/api/payments/callbacks/simulator", {
    body: change.body ?? body,
    headers: { ...headers, ...change.headers },
  }) as Promise<Told>;
}
