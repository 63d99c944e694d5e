import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { AskedPage, Waiting } from "../../parts/asked.tsx";
import { useFormats } from "../../parts/formats.ts";
import { insisting } from "../../parts/intention.ts";
import { Page } from "../../parts/page.tsx";
import { isPassing } from "../../parts/problem.ts";
import { ProblemNote } from "../../parts/problemNote.tsx";
import { useShopperWords } from "../words.ts";
import {
  ownPaymentQuery,
  payOrder,
  paysNow,
  payTopUp,
  type TopUp,
  topUpQuery,
} from "./bringing.ts";
import { usePayingWords } from "./words.ts";

/** Where a payment company's window comes back to: pays what was authorised, and goes on to the order. */
export function OrderReturnPage() {
  const { orderId } = useParams({ from: "/orders/$orderId/payment" });
  const brought = useSearch({ from: "/orders/$orderId/payment" });
  const { toOrder } = usePayingWords();
  const payment = useQuery(ownPaymentQuery(orderId));
  const navigate = useNavigate();
  const goOn = () => navigate({ to: "/orders/$orderId", params: { orderId }, replace: true });
  const back = (
    <Button renderRoot={(props) => <Link to="/orders/$orderId" params={{ orderId }} {...props} />}>
      {toOrder}
    </Button>
  );
  return (
    <AskedPage query={payment}>
      {(answer) =>
        brought.code !== undefined && answer.status === "OPENED" ? (
          <NotPaid code={brought.code} back={back} />
        ) : paysNow(answer, brought) ? (
          <Bringing pay={() => payOrder(orderId, brought)} paid={goOn} back={back} />
        ) : (
          <GoingOn goOn={goOn} />
        )
      }
    </AskedPage>
  );
}

/** The same for money into the wallet, which has no page of its own: what became of it is said here. */
export function TopUpReturnPage() {
  const { transactionId } = useParams({ from: "/wallet/top-ups/$transactionId" });
  const brought = useSearch({ from: "/wallet/top-ups/$transactionId" });
  const { toWallet } = usePayingWords();
  const topUp = useQuery(topUpQuery(transactionId));
  const back = <Button renderRoot={(props) => <Link to="/wallet" {...props} />}>{toWallet}</Button>;
  const { paymentKey, code } = brought;
  return (
    <AskedPage query={topUp}>
      {(answer) =>
        answer.status === "OPENED" && code !== undefined ? (
          <NotPaid code={code} back={back} />
        ) : answer.status === "OPENED" && paymentKey !== undefined ? (
          <Bringing
            pay={() => payTopUp(transactionId, paymentKey)}
            paid={() => topUp.refetch()}
            back={back}
          />
        ) : (
          <TopUpShown topUp={answer} back={back} />
        )
      }
    </AskedPage>
  );
}

/** What is settled already, or was never asked for, has its own page. */
function GoingOn({ goOn }: { readonly goOn: () => Promise<void> }) {
  useEffect(() => {
    void goOn();
    // Once: the address changes with it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return <Waiting />;
}

type BringingProps = {
  readonly pay: () => Promise<unknown>;
  readonly paid: () => Promise<unknown>;
  readonly back: ReactNode;
};

/** Pays once, whatever is loaded anew: each try bears the key of this one charge. */
function Bringing({ pay, paid, back }: BringingProps) {
  const w = usePayingWords();
  const paying = useMutation({ mutationFn: pay, onSuccess: paid, ...insisting });
  const { mutate, isError, error, failureReason } = paying;
  useEffect(() => mutate(), [mutate]);
  return (
    <Page title={w.title}>
      {isError ? (
        <Stack>
          <ProblemNote error={error} retry={isPassing(error) ? () => mutate() : undefined} />
          <Group>{back}</Group>
        </Stack>
      ) : (
        <Alert color="celadon" role="status">
          {w.checking}
          {isPassing(failureReason) ? <Text size="sm">{w.insisting}</Text> : null}
          <Waiting />
        </Alert>
      )}
    </Page>
  );
}

type NotPaidProps = { readonly code: string; readonly back: ReactNode };

/** The address says it, and nobody is believed: no text of it is shown. */
function NotPaid({ code, back }: NotPaidProps) {
  const w = usePayingWords();
  return (
    <Page title={w.notPaid}>
      <Text>{code.endsWith("CANCELED") ? w.left : w.refused}</Text>
      <Group>{back}</Group>
    </Page>
  );
}

function TopUpShown({ topUp, back }: { readonly topUp: TopUp; readonly back: ReactNode }) {
  const w = usePayingWords();
  const { toppedUp } = useShopperWords();
  const { won } = useFormats();
  const { status, amount } = topUp;
  const isTaken = status === "PAID" || status === "BOOKED";
  const isOpen = status === "REQUESTED" || status === "IN_DOUBT";
  return (
    <Page title={isTaken || isOpen ? w.title : w.notPaid}>
      <Text role="status">{isTaken ? toppedUp(won(amount)) : isOpen ? w.doubt : w.refused}</Text>
      <Group>{back}</Group>
    </Page>
  );
}
