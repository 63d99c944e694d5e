import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChargeAsk, Provider, RawCallback } from "./provider.ts";

/** A company to try an adapter against: a real server that keeps a book. */
export type TrialCompany = {
  readonly provider: Provider;
  /** What the payer brings: something that pays, or something that is refused. */
  readonly payerRef: (isGood: boolean) => string;
  /** What goes wrong with the next charge. */
  readonly nextCharge: (mishap: "decline" | "silent" | "acts-and-is-silent" | "fails") => void;
  /** What the company has of a charge in its book, less what went back. */
  readonly keptMinor: (chargeKey: string) => bigint;
  readonly callbackOf: (chargeKey: string) => RawCallback;
  /** Whether it can be told never to take a charge; else what is not taken expires by itself. */
  readonly closes: boolean;
  readonly isSigned: boolean;
  readonly close: () => Promise<void>;
};

const AMOUNT_MINOR = 10_000n;
const NOTHING_KNOWN = /no answer in time|answers 500|connection to Stripe/;
const TOO_MUCH = /is answered 4\d\d|greater than unrefunded/;
const { signal } = new AbortController();

/** What every adapter of a payment company promises (see `provider.ts`). */
export function providerSuite(name: string, open: () => Promise<TrialCompany>): void {
  describe(`the ${name} provider`, () => {
    let company: TrialCompany;
    let charges = 0;
    beforeAll(async () => {
      company = await open();
    });
    afterAll(() => company.close());
    const newAsk = (isGood = true): ChargeAsk => ({
      chargeKey: `ord_${String(++charges).padStart(16, "0")}-1`,
      payMethod: "CARD",
      amountMinor: AMOUNT_MINOR,
      currency: "KRW",
      payerRef: company.payerRef(isGood),
    });
    const taken = async (): Promise<ChargeAsk> => {
      const ask = newAsk();
      await company.provider.charge(ask, signal);
      return ask;
    };
    const keptOf = ({ chargeKey }: ChargeAsk) => company.keptMinor(chargeKey);
    const refund = (ask: ChargeAsk, refundKey: string, amountMinor: bigint) =>
      company.provider.refund(ask, { refundKey, amountMinor }, signal);

    test("takes the amount once for its key, however often it is asked", async () => {
      const ask = newAsk();
      for (let times = 0; times < 3; times++) {
        expect(await company.provider.charge(ask, signal)).toMatchObject({
          finding: "CHARGED",
          amountMinor: AMOUNT_MINOR,
          refundedMinor: 0n,
          currency: "KRW",
        });
      }
      expect(keptOf(ask)).toBe(AMOUNT_MINOR);
    });

    test("tells a decline for what it is, and takes nothing", async () => {
      const ask = newAsk(false);
      company.nextCharge("decline");
      expect(await company.provider.charge(ask, signal)).toEqual({ finding: "DECLINED" });
      expect(keptOf(ask)).toBe(0n);
      expect((await company.provider.look(ask, signal)).finding).toBe("DECLINED");
    });

    test("finds what was taken in silence, by its key alone", async () => {
      const ask = newAsk();
      company.nextCharge("acts-and-is-silent");
      await expect(company.provider.charge(ask, signal)).rejects.toThrow(NOTHING_KNOWN);
      expect(await company.provider.look(ask, signal)).toMatchObject({
        finding: "CHARGED",
        amountMinor: AMOUNT_MINOR,
      });
      // Asked again under the same key, nothing more is taken.
      expect((await company.provider.charge(ask, signal)).finding).toBe("CHARGED");
      expect(keptOf(ask)).toBe(AMOUNT_MINOR);
    });

    test.each(["silent", "fails"] as const)(
      "says nothing of a charge that is %s: it is absent when looked for, and can still be taken",
      async (mishap) => {
        const ask = newAsk();
        company.nextCharge(mishap);
        await expect(company.provider.charge(ask, signal)).rejects.toThrow(NOTHING_KNOWN);
        expect(await company.provider.look(ask, signal)).toEqual({ finding: "ABSENT" });
        expect((await company.provider.charge(ask, signal)).finding).toBe("CHARGED");
        expect(keptOf(ask)).toBe(AMOUNT_MINOR);
      },
    );

    test("knows nothing of a charge that nobody asked for", async () => {
      expect(await company.provider.look(newAsk(), signal)).toEqual({ finding: "ABSENT" });
    });

    test("closes what was not taken, so that it never is; and finds what was", async () => {
      const ask = newAsk();
      const { finding } = await company.provider.close(ask, signal);
      expect(finding).toBe(company.closes ? "CLOSED" : "ABSENT");
      if (company.closes) {
        const late = await company.provider.charge(ask, signal).catch(() => undefined);
        expect(late?.finding).not.toBe("CHARGED");
        expect(keptOf(ask)).toBe(0n);
        expect((await company.provider.look(ask, signal)).finding).toBe("CLOSED");
      }
      const charged = await company.provider.close(await taken(), signal);
      expect(charged).toMatchObject({ finding: "CHARGED", amountMinor: AMOUNT_MINOR });
    });

    test("gives parts back, each once for its key, until nothing is left", async () => {
      const ask = await taken();
      for (let times = 0; times < 2; times++) await refund(ask, `rfd_a${charges}`, 3_000n);
      expect(await company.provider.look(ask, signal)).toMatchObject({
        finding: "CHARGED",
        refundedMinor: 3_000n,
      });
      await refund(ask, `rfd_b${charges}`, 7_000n);
      expect(await company.provider.look(ask, signal)).toMatchObject({
        finding: "RETURNED",
        refundedMinor: AMOUNT_MINOR,
      });
      expect(keptOf(ask)).toBe(0n);
    });

    test("never gives back more than was taken", async () => {
      const ask = await taken();
      await refund(ask, `rfd_c${charges}`, 9_000n);
      await expect(refund(ask, `rfd_d${charges}`, 1_001n)).rejects.toThrow(TOO_MUCH);
      expect(keptOf(ask)).toBe(1_000n);
    });

    test("reads from a callback which charge it speaks of", async () => {
      const { chargeKey } = await taken();
      const callback = company.callbackOf(chargeKey);
      const hint = { orderId: chargeKey.slice(0, -2), attempt: 1 };
      expect(company.provider.readCallback(callback)).toEqual(hint);
      const forged = { ...callback, body: Buffer.concat([callback.body, Buffer.from(" ")]) };
      expect(company.provider.readCallback(forged)).toEqual(
        company.isSigned ? { refusal: "SIGNATURE_INVALID" } : hint,
      );
      for (const late of [-400_000, 400_000]) {
        const told = company.provider.readCallback({ ...callback, at: callback.at + late });
        expect(told).toEqual(company.isSigned ? { refusal: "SIGNATURE_INVALID" } : hint);
      }
    });
  });
}
