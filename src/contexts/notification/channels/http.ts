import type { Channel, Letter } from "../channel.ts";

/** Answers that say no for good; any other but success is tried again. */
const FOR_GOOD = new Set([400, 404, 409, 410, 422]);
const WITHIN_MS = 10_000;

/** A message service behind an address: one POST for each letter, its key as `Idempotency-Key`. */
export const httpChannel =
  (url: string): Channel =>
  async ({ key, ...letter }: Letter, signal) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(letter),
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
    });
    await answer.body?.cancel();
    if (answer.ok) return "TAKEN";
    if (FOR_GOOD.has(answer.status)) return "REFUSED";
    throw new Error(`the channel answered ${answer.status}`);
  };
