import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { insisting, intend } from "../parts/intention.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { Cases } from "./cases.tsx";
import { doubtsQuery, refundsDueQuery, type RefundDue, straysQuery } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

/** Money that somebody must look after. */
export function MoneyPage() {
  const w = useOperatorWords();
  const { show } = useSearch({ from: "/operator/money" });
  const tabs = [
    { value: "refunds", label: w.refundsDue },
    { value: "doubts", label: w.doubts },
    { value: "strays", label: w.strays },
    { value: "cases", label: w.cases },
  ] as const;
  const chosen = tabs.find(({ value }) => value === show)?.value ?? "refunds";
  return (
    <Page title={w.money}>
      <Tabs label={w.money} tabs={tabs} chosen={chosen} />
      <Chosen of={chosen} />
    </Page>
  );
}

function Chosen({ of }: { readonly of: "refunds" | "doubts" | "strays" | "cases" }) {
  switch (of) {
    case "refunds":
      return <Refunds />;
    case "doubts":
      return <Doubts />;
    case "strays":
      return <Strays />;
    case "cases":
      return <Cases />;
  }
}

function Refunds() {
  const w = useOperatorWords();
  const { won } = useFormats();
  const due = useQuery(refundsDueQuery);
  return (
    <Asked query={due}>
      {({ refunds, totalAmount }) =>
        refunds.length === 0 ? (
          <Empty title={w.noRefundsDue} />
        ) : (
          <section className="sheet" aria-label={w.refundsDue}>
            <Text fw={600} mb="sm">
              {w.sum} {won(totalAmount)}
            </Text>
            <ul className="lines">
              {refunds.map((refund) => (
                <li key={`${refund.orderId} ${refund.refundId ?? ""}`}>
                  <Refund refund={refund} />
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Asked>
  );
}

function Refund({ refund: { orderId, amount } }: { readonly refund: RefundDue }) {
  const w = useOperatorWords();
  const { won } = useFormats();
  const client = useQueryClient();
  const settling = useMutation({
    mutationFn: (means: "WALLET" | "BANK") =>
      intend(`refund.${orderId}`, { means }, ({ key, body }) =>
        answerOf(
          api.POST("/api/refunds-due/{orderId}/settlement", {
            params: { path: { orderId }, header: { "Idempotency-Key": key } },
            body,
          }),
        ),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ["refundsDue"] }),
    ...insisting,
  });
  return (
    <Stack gap="xs" flex={1}>
      <Group justify="space-between">
        <Link to="/operator/orders/$orderId" params={{ orderId }}>
          {w.story}
        </Link>
        <Text className="number" fw={600}>
          {won(amount)}
        </Text>
        <Group gap="xs">
          <Button size="xs" loading={settling.isPending} onClick={() => settling.mutate("WALLET")}>
            {w.toWallet}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={settling.isPending}
            onClick={() => settling.mutate("BANK")}
          >
            {w.byBank}
          </Button>
        </Group>
      </Group>
      <ProblemNote error={settling.error} />
    </Stack>
  );
}

/** The platform asks the company by itself; a person is needed when it does not answer for long. */
function Doubts() {
  const w = useOperatorWords();
  const { won, time } = useFormats();
  const doubts = useQuery(doubtsQuery);
  return (
    <Asked query={doubts}>
      {({ payments }) =>
        payments.length === 0 ? (
          <Empty title={w.noDoubts} />
        ) : (
          <>
            <Text c="dimmed">{w.doubtsHint}</Text>
            <ul className="lines sheet">
              {payments.map(({ orderId, amount, payMethod, attempt, updatedAt }) => (
                <li key={orderId}>
                  <div>
                    <Link to="/operator/orders/$orderId" params={{ orderId }}>
                      {w.story}
                    </Link>{" "}
                    <b className="number">{amount === undefined ? "" : won(amount)}</b>{" "}
                    {isMethod(payMethod) ? w[payMethod] : null}
                    <Text size="sm" c="dimmed">
                      {w.inDoubtSince(time(updatedAt))} · {w.tries(attempt)}
                    </Text>
                  </div>
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Asked>
  );
}

const METHODS = ["CARD", "KAKAO_PAY", "NAVER_PAY", "TOSS_PAY", "WALLET", "BANK_TRANSFER"] as const;
const isMethod = (method: string | undefined): method is (typeof METHODS)[number] =>
  METHODS.some((known) => known === method);

function Strays() {
  const w = useOperatorWords();
  const { won, time } = useFormats();
  const strays = useQuery(straysQuery);
  return (
    <Asked query={strays}>
      {(answer) =>
        answer.strays.length === 0 ? (
          <Empty title={w.noStrays} />
        ) : (
          <ul className="lines sheet">
            {answer.strays.map(({ orderId, attempt, amount, status, foundAt }) => (
              <li key={`${orderId} ${attempt}`}>
                <div>
                  <Link to="/operator/orders/$orderId" params={{ orderId }}>
                    {w.story}
                  </Link>{" "}
                  <b className="number">{won(amount)}</b>{" "}
                  <Badge
                    variant="light"
                    color={status === "DUE" ? "persimmon" : "celadon"}
                    tt="none"
                  >
                    {status === "DUE" ? w.owed : w.returned}
                  </Badge>
                  <Text size="sm" c="dimmed">
                    {time(foundAt)}
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        )
      }
    </Asked>
  );
}
