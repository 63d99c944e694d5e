import { setTimeout as pause } from "node:timers/promises";
import { onceOnly } from "../town/people.ts";
import type { RawAnswer } from "../town/requests.ts";
import { isPassing, until } from "./insisting.ts";
import { minasOrder, type Shop } from "./journey.ts";

const CUSTOMERS = 3;
const NEXT_ORDER_AFTER_MS = 150;

/** An order that is paid from the wallet as soon as it may be. */
export function paidAtOnce(shop: Shop) {
  const { lines, ...rest } = minasOrder(shop, "");
  const plain = lines.map((line) => ({ ...line, memberCouponIds: [] }));
  return { ...rest, autoPay: true, lines: plain };
}

/**
 * Customers who order and pay, each order under one key until it is taken. While `isGone` says so nobody
 * need be there at all.
 */
export function customersOf(shop: Shop, isGone = () => false) {
  const taken: string[] = [];
  const refused: RawAnswer[] = [];
  const wrong: string[] = [];
  let worstMs = 0;
  let over = false;
  const body = paidAtOnce(shop);
  const { town, mina } = shop;
  const order = async (): Promise<void> => {
    const asked = { body, token: mina.token, headers: onceOnly() };
    for (;;) {
      const beganAt = performance.now();
      const answer = await town.request("POST", "/api/orders", asked).catch((error: unknown) => {
        if (isGone()) return undefined;
        throw error;
      });
      worstMs = Math.max(worstMs, performance.now() - beganAt);
      const { orderId } = (answer?.body ?? {}) as { readonly orderId?: string };
      if (answer?.status === 201 && orderId !== undefined) return void taken.push(orderId);
      if (answer !== undefined && !isPassing(answer))
        return void wrong.push(`${answer.status} ${JSON.stringify(answer.body)}`);
      if (answer !== undefined) refused.push(answer);
      await pause(NEXT_ORDER_AFTER_MS);
    }
  };
  const customer = async (): Promise<void> => {
    while (!over) {
      await order().catch((error: unknown) => wrong.push(String(error)));
      await pause(NEXT_ORDER_AFTER_MS);
    }
  };
  const all = Array.from({ length: CUSTOMERS }, customer);
  return {
    taken,
    refused,
    wrong,
    worstMs: () => Math.round(worstMs),
    more: (count: number) => {
      const wanted = taken.length + count;
      return until(`${count} more orders`, async () => taken.length >= wanted || undefined);
    },
    stop: async () => {
      over = true;
      await Promise.all(all);
    },
  };
}
