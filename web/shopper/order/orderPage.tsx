import { Anchor, Stack, Text, Timeline } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { AskedPage } from "../../parts/asked.tsx";
import { CopiedText } from "../../parts/copy.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useLive } from "../../parts/live.ts";
import { Page } from "../../parts/page.tsx";
import { Status } from "../../parts/status.tsx";
import { type Order, orderKey, orderQuery } from "../reads.ts";
import { Cancelling } from "./cancelling.tsx";
import { Lines } from "./lines.tsx";
import { Part } from "./part.tsx";
import { Paying } from "./paying.tsx";
import { Receiving } from "./receiving.tsx";
import { useOrderWords } from "./words.ts";

/** My order on one screen, as it changes. */
export function OrderPage() {
  const { orderId } = useParams({ from: "/orders/$orderId" });
  const isLive = useLive(`/api/orders/${orderId}/events`, orderKey(orderId));
  const order = useQuery({ ...orderQuery(orderId), refetchInterval: isLive ? false : 5_000 });
  return (
    <AskedPage query={order}>{(answer) => <OrderShown order={answer} isLive={isLive} />}</AskedPage>
  );
}

function OrderShown({ order, isLive }: { readonly order: Order; readonly isLive: boolean }) {
  const w = useOrderWords();
  const { status, label, labelDetail } = order;
  const said = labelDetail === undefined ? label : `${label} (${labelDetail})`;
  return (
    <Page title={w.title(order.orderNumber)} aside={<Status status={status} label={said} large />}>
      <div>
        <Text aria-live="polite">{order.description}</Text>
        <Text size="xs" c="dimmed">
          {isLive ? w.live : w.notLive}
        </Text>
      </div>
      <div className="two">
        <Stack gap="md">
          <Paying order={order} />
          <Deposit order={order} />
          <Receiving order={order} />
          <Part title={w.items}>
            <Lines order={order} />
            <Cancelling order={order} />
          </Part>
          <Parcels order={order} />
        </Stack>
        <Stack gap="md">
          <History order={order} />
          <Money order={order} />
          <Where order={order} />
        </Stack>
      </div>
    </Page>
  );
}

type Shown = { readonly order: Order };

/** Where the money of a bank transfer goes, as long as it is awaited. */
function Deposit({ order: { deposit, status } }: Shown) {
  const w = useOrderWords();
  const { won, time } = useFormats();
  if (deposit === undefined || status !== "AWAITING_PAYMENT") return null;
  return (
    <Part title={w.depositTitle}>
      <CopiedText label={w.bank} text={deposit.bank} />
      <CopiedText label={w.account} text={deposit.accountNumber} />
      <CopiedText label={w.holder} text={deposit.accountHolder} />
      <CopiedText label={w.amount} text={won(deposit.amount)} value={String(deposit.amount)} />
      <CopiedText label={w.depositor} text={deposit.depositorName} />
      <Text size="sm">{w.dueAt(time(deposit.dueAt))}</Text>
    </Part>
  );
}

function History({ order: { history } }: Shown) {
  const w = useOrderWords();
  const { time } = useFormats();
  return (
    <Part title={w.history}>
      <Timeline active={history.length - 1} bulletSize={16} lineWidth={2}>
        {history.map((step, at) => (
          <Timeline.Item key={`${step.status} ${at}`} title={step.label}>
            <Text size="xs" c="dimmed">
              {time(step.at)}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Part>
  );
}

function Money({ order }: Shown) {
  const w = useOrderWords();
  const { won } = useFormats();
  return (
    <Part title={w.payment}>
      <Text>{w.by(order.payMethod)}</Text>
      <dl className="sums">
        <dt>{w.listTotal}</dt>
        <dd>{won(order.totalAmount)}</dd>
        {order.orderDiscount === 0 ? null : (
          <>
            <dt>{w.discount}</dt>
            <dd>{won(-order.orderDiscount)}</dd>
          </>
        )}
        <dt className="total">{w.payable}</dt>
        <dd className="total">{won(order.payableAmount)}</dd>
        {order.refundedAmount === 0 ? null : (
          <>
            <dt>{w.refunded}</dt>
            <dd>{won(order.refundedAmount)}</dd>
          </>
        )}
      </dl>
    </Part>
  );
}

function Where({ order: { address, addressStatus, serviceType } }: Shown) {
  const w = useOrderWords();
  return (
    <Part title={w.address}>
      {address === undefined ? (
        <Text>{addressStatus === "KNOWN" ? w.addressKnown : w.addressOpen}</Text>
      ) : (
        <Text>
          {address.receiverName} · {address.receiverPhone}
          <br />({address.receiverZipcode}) {address.receiverAddress1} {address.receiverAddress2}
          {address.etcMessage === "-" ? null : (
            <>
              <br />
              {address.etcMessage}
            </>
          )}
        </Text>
      )}
      {serviceType === "GIFT" ? (
        <Text size="sm">
          {w.gift}{" "}
          <Anchor
            size="sm"
            underline="always"
            renderRoot={(props) => <Link to="/gifts" {...props} />}
          >
            {w.toGifts}
          </Anchor>
        </Text>
      ) : null}
    </Part>
  );
}

function Parcels({ order: { shipments, lines } }: Shown) {
  const w = useOrderWords();
  const { name } = useFormats();
  const nameOf = (no: number) => name(lines.find(({ lineNo }) => lineNo === no)?.itemName ?? "");
  return (
    <Part title={w.parcels}>
      {shipments.length === 0 ? <Text c="dimmed">{w.noParcels}</Text> : null}
      {shipments.map((parcel, at) => (
        <Stack key={parcel.shipmentId} gap={4}>
          <Text fw={600}>
            {w.parcel(at + 1)} <Status status={parcel.status} label={parcel.label} />
          </Text>
          <Text size="sm" c="dimmed">
            {parcel.lineNos.map(nameOf).join(", ")}
          </Text>
          {parcel.trackingNumber === undefined ? null : (
            <CopiedText
              label={`${parcel.carrier ?? ""} ${w.tracking}`.trim()}
              text={parcel.trackingNumber}
            />
          )}
        </Stack>
      ))}
    </Part>
  );
}
