import { Button, Checkbox, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, api, type operations } from "../../parts/client.ts";
import { Asked } from "../../parts/asked.tsx";
import { useFormats } from "../../parts/formats.ts";
import type { Intention } from "../../parts/intention.ts";
import { ProblemNote } from "../../parts/problemNote.tsx";
import type { Order } from "../reads.ts";
import { useOrderAct } from "./acting.ts";
import { useOrderWords } from "./words.ts";

type Plan =
  operations["getOrdersByOrderIdRefundPlan"]["responses"][200]["content"]["application/json"];

const UNPAID: ReadonlySet<string> = new Set(["PLACED", "AWAITING_PAYMENT"]);
const PAID: ReadonlySet<string> = new Set(["PAID", "PREPARED", "SHIPPING"]);
const STAYS: ReadonlySet<string> = new Set(["BEFORE", "PREPARING"]);

/** Cancels the order or some of its lines, after showing what would go back. */
export function Cancelling({ order }: { readonly order: Order }) {
  const w = useOrderWords();
  const { name } = useFormats();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [asked, setAsked] = useState<readonly number[] | undefined>();
  const { status, payMethod, serviceType } = order;
  const isUnpaid = UNPAID.has(status);
  const isPaid = PAID.has(status) && payMethod !== "BANK_TRANSFER";
  const open = order.lines.filter(({ deliveryStatus }) => STAYS.has(deliveryStatus));
  if (serviceType === "GIFT" || !(isUnpaid || (isPaid && open.length > 0))) return null;
  const hasChoice = isPaid && order.lines.length > 1;
  const isWhole = isUnpaid || (status !== "SHIPPING" && open.length === order.lines.length);
  return (
    <Stack gap="sm">
      {hasChoice ? (
        <Checkbox.Group
          label={w.chooseLines}
          value={chosen.map(String)}
          onChange={(values) => setChosen(values.map(Number))}
        >
          <Stack gap={6} mt={6}>
            {open.map(({ lineNo, itemName }) => (
              <Checkbox key={lineNo} value={String(lineNo)} label={w.choose(name(itemName))} />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : null}
      <Group>
        {hasChoice ? (
          <Button variant="default" disabled={chosen.length === 0} onClick={() => setAsked(chosen)}>
            {w.cancelLines}
          </Button>
        ) : null}
        {isWhole ? (
          <Button variant="default" onClick={() => setAsked([])}>
            {w.cancelOrder}
          </Button>
        ) : null}
      </Group>
      {asked === undefined ? null : (
        <Sure
          order={order}
          lineNos={asked}
          close={() => {
            setAsked(undefined);
            setChosen([]);
          }}
        />
      )}
    </Stack>
  );
}

type Cancel = { readonly lineNos: number[]; readonly expectedRefund: number } | "whole";

function useCancel(orderId: string) {
  return useOrderAct("cancel", orderId, ({ key, body }: Intention<Cancel>) => {
    const params = {
      path: { orderId },
      header: { "Idempotency-Key": key, Prefer: "wait=10" },
    };
    return body === "whole"
      ? answerOf(api.POST("/api/orders/{orderId}/cancellation", { params, body: {} }))
      : answerOf(api.POST("/api/orders/{orderId}/line-cancellations", { params, body }));
  });
}

type SureProps = {
  readonly order: Order;
  /** The lines to cancel; none for the whole order. */
  readonly lineNos: readonly number[];
  readonly close: () => void;
};

/** What would go back, before it is done. */
function Sure({ order, lineNos, close }: SureProps) {
  const w = useOrderWords();
  const { orderId } = order;
  const isWhole = lineNos.length === 0;
  const isPaid = !UNPAID.has(order.status);
  const all = order.lines
    .filter(({ deliveryStatus }) => STAYS.has(deliveryStatus))
    .map(({ lineNo }) => lineNo);
  const text = (isWhole ? all : lineNos).join(",");
  const plan = useQuery({
    queryKey: ["order", orderId, "refundPlan", text],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET("/api/orders/{orderId}/refund-plan", {
          params: { path: { orderId }, query: { lineNos: text } },
          signal,
        }),
      ),
    enabled: isPaid,
  });
  const cancelling = useCancel(orderId);
  const cancel = (expectedRefund: number) =>
    cancelling.mutate(isWhole ? "whole" : { lineNos: [...lineNos], expectedRefund }, {
      onSuccess: close,
    });
  return (
    <Modal opened onClose={close} title={w.planTitle} centered>
      <Stack>
        {isPaid ? (
          <Asked query={plan}>{(answer) => <PlanShown plan={answer} order={order} />}</Asked>
        ) : (
          <Text>{w.planNothing}</Text>
        )}
        <ProblemNote error={cancelling.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {w.keep}
          </Button>
          <Button
            color="persimmon"
            loading={cancelling.isPending}
            disabled={isPaid && plan.data === undefined}
            onClick={() => cancel(plan.data?.refund ?? 0)}
          >
            {w.doCancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function PlanShown({ plan, order }: { readonly plan: Plan; readonly order: Order }) {
  const w = useOrderWords();
  const { won, name } = useFormats();
  const nameOf = (no: number) =>
    name(order.lines.find(({ lineNo }) => lineNo === no)?.itemName ?? "");
  return (
    <Stack gap="xs">
      <Text fw={600}>{w.plan(won(plan.refund), plan.payMethod)}</Text>
      <List size="sm">
        {plan.lines.map(({ lineNo, refund }) => (
          <List.Item key={lineNo}>{w.planLine(nameOf(lineNo), won(refund))}</List.Item>
        ))}
      </List>
      {plan.restoredCouponIds.length === 0 ? null : (
        <Text size="sm">{w.planCoupons(plan.restoredCouponIds.length)}</Text>
      )}
      {plan.cancelsOrder ? <Text size="sm">{w.planWhole}</Text> : null}
    </Stack>
  );
}
