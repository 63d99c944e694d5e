import { useEffect } from "react";
import { answerOf, api } from "../../parts/client.ts";

type Opened = { readonly url?: string };

export const orderWindow = (orderId: string, amount: number): Promise<boolean> =>
  entered(
    answerOf(
      api.POST("/api/payments/{orderId}/window", {
        params: { path: { orderId } },
        body: { amount, returnUrl: `${location.origin}/orders/${orderId}/payment` },
      }),
    ),
  );

export const topUpWindow = (transactionId: string): Promise<boolean> =>
  entered(
    answerOf(
      api.POST("/api/payments/top-ups/{transactionId}/window", {
        params: { path: { transactionId } },
        body: { returnUrl: `${location.origin}/wallet/top-ups/${transactionId}` },
      }),
    ),
  );

/** Goes to the window of the payment company, where it has one; else the payment can be made from here. */
async function entered(opened: Promise<Opened>): Promise<boolean> {
  const { url } = await opened;
  if (url === undefined) return false;
  location.assign(url);
  return true;
}

/** Calls when the payer went back from a window by the browser's own button, and finds the page as it was. */
export function useCameBack(cameBack: () => void): void {
  useEffect(() => {
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) cameBack();
    };
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, [cameBack]);
}
