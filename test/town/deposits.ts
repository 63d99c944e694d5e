import { operatorOf, type OrderLine, type Person, placed } from "./people.ts";
import { ask, type Asker, read, type Told } from "./shop.ts";
import type { Town } from "./town.ts";

export const DEPOSITOR = "김미나";
/** What a placement says besides, to be paid by bank transfer. */
export const BY_TRANSFER = { payMethod: "BANK_TRANSFER", depositorName: DEPOSITOR };
const AWAITED = { prefer: "wait=20" };

export type DepositPage = {
  readonly orderId: string;
  readonly status: string;
  readonly amount: number;
  readonly depositorName: string;
};

/** Orders, to be paid by bank transfer, and waits until the transfer is waited for. */
export const ordered = (
  town: Town,
  shopper: Person,
  lines: readonly OrderLine[],
  more: Readonly<Record<string, unknown>> = {},
) => placed(town, shopper, lines, { ...BY_TRANSFER, ...more });

/** Somebody states that the money came, and waits for the stock as long as a front would. */
export const confirm = (
  town: Town,
  asker: Asker,
  orderId: string,
  body: object = {},
): Promise<Told<DepositPage>> =>
  ask(town, asker, "POST", `/api/deposits/${orderId}/confirmation`, body, AWAITED);

/** The deposits that somebody may confirm. */
export const deskOf = async (
  town: Town,
  asker: Asker,
  query: string,
): Promise<readonly DepositPage[]> =>
  (
    await read<{ readonly deposits: readonly DepositPage[] }>(
      town,
      asker,
      `/api/deposits?limit=100&${query}`,
    )
  ).deposits;

export type RefundDue = {
  readonly orderId: string;
  readonly amount: number;
  readonly status: string;
  readonly cause: string;
};

/** What the operator has to pay back for an order; undefined when nothing. */
export async function refundDueOf(town: Town, orderId: string): Promise<RefundDue | undefined> {
  const path = "/api/refunds-due?limit=100";
  type Page = { readonly refunds: readonly RefundDue[] };
  const { refunds } = await read<Page>(town, await operatorOf(town), path);
  return refunds.find((due) => due.orderId === orderId);
}

/** The operator pays a deposit back. */
export const payBack = async (
  town: Town,
  orderId: string,
  means: "WALLET" | "BANK",
): Promise<Told<RefundDue>> =>
  ask(town, await operatorOf(town), "POST", `/api/refunds-due/${orderId}/settlement`, { means });
