import { Alert, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { Asked, Waiting } from "../../parts/asked.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNote } from "../../parts/problemNote.tsx";
import { me } from "../../parts/queries.ts";
import { type BuyLine, buyLineOf, cartLines } from "../buying.ts";
import { useCart } from "../carts.ts";
import { useShopperWords } from "../words.ts";
import { OrderForm } from "./orderForm.tsx";
import { NONE, sheetQuery } from "./pricing.ts";
import { usePlacing } from "./placing.ts";
import { useCheckoutWords } from "./words.ts";

/** From what is wanted to a placed order. */
export function CheckoutPage() {
  const w = useCheckoutWords();
  const { buy } = useSearch({ from: "/checkout" });
  const cart = useCart();
  const { resuming, unfinished } = usePlacing(() => undefined);
  const { mutate, isIdle } = resuming;
  useEffect(() => {
    const before = unfinished();
    if (before !== undefined && isIdle) mutate(before);
    // Once, for what an earlier life of this page left behind.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const one = buy === undefined ? undefined : buyLineOf(buy);
  return (
    <Page title={w.title}>
      {resuming.isPending ? (
        <Alert color="celadon" role="status">
          {w.checkingLast}
          <Waiting />
        </Alert>
      ) : one === undefined ? (
        <Asked query={cart}>{(answer) => <Checkout lines={cartLines(answer)} />}</Asked>
      ) : (
        <Checkout lines={[one]} />
      )}
      <ProblemNote error={resuming.error} />
    </Page>
  );
}

function Checkout({ lines }: { readonly lines: readonly BuyLine[] }) {
  const w = useCheckoutWords();
  const { toShop } = useShopperWords();
  const person = useQuery(me);
  const plain = useQuery({ ...sheetQuery(lines, NONE), enabled: lines.length > 0 });
  if (lines.length === 0) {
    return (
      <Empty title={w.nothing}>
        <Button renderRoot={(props) => <Link to="/" {...props} />}>{toShop}</Button>
      </Empty>
    );
  }
  return (
    <Asked query={person}>
      {(member) => <Asked query={plain}>{() => <OrderForm lines={lines} member={member} />}</Asked>}
    </Asked>
  );
}
