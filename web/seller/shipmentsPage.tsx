import { Badge, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Waiting } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { insisting } from "../parts/intention.ts";
import { Page } from "../parts/page.tsx";
import { fieldErrors } from "../parts/problem.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { oneByOne } from "./oneByOne.ts";
import { type Shipment, type ShipmentStatus, shipmentsQuery } from "./reads.ts";
import { useSellerWords } from "./words.ts";

/** What the carrier that is called by the shop itself is named to the API. */
const CALLED_CARRIER = "SIMULATOR";

/** Orders on their way out of the house, stage by stage. */
export function ShipmentsPage() {
  const w = useSellerWords();
  const { show } = useSearch({ from: "/seller/shipments" });
  const tabs = [
    { value: "BEFORE", label: w.before },
    { value: "PREPARING", label: w.preparing },
    { value: "SHIPPING", label: w.shipping },
    { value: "DELIVERED", label: w.delivered },
    { value: "CANCELLED", label: w.cancelled },
  ] as const;
  const chosen = tabs.find(({ value }) => value === show)?.value ?? "BEFORE";
  return (
    <Page title={w.shipments}>
      <Tabs label={w.shipments} tabs={tabs} chosen={chosen} />
      <Stage key={chosen} status={chosen} />
    </Page>
  );
}

function Stage({ status }: { readonly status: ShipmentStatus }) {
  const w = useSellerWords();
  const shipments = useInfiniteQuery(shipmentsQuery(status));
  if (shipments.data === undefined) {
    return shipments.isError ? (
      <ProblemNote error={shipments.error} retry={() => void shipments.refetch()} />
    ) : (
      <Waiting />
    );
  }
  const all = shipments.data.pages.flatMap((page) => page.shipments);
  return (
    <Stack>
      <Listed shipments={all} status={status} />
      {shipments.hasNextPage ? (
        <Button
          variant="default"
          w="fit-content"
          loading={shipments.isFetchingNextPage}
          onClick={() => void shipments.fetchNextPage()}
        >
          {w.more}
        </Button>
      ) : null}
    </Stack>
  );
}

const prepare = ({ shipmentId }: Shipment) =>
  answerOf(
    api.POST("/api/shipments/{shipmentId}/preparation", { params: { path: { shipmentId } } }),
  );

const callFor = ({ shipmentId }: Shipment) =>
  answerOf(
    api.POST("/api/shipments/{shipmentId}/hand-over", {
      params: { path: { shipmentId } },
      body: { carrier: CALLED_CARRIER },
    }),
  );

/** Stays when its last shipment has moved on: what became of it is told here. */
function Listed({
  shipments,
  status,
}: {
  readonly shipments: readonly Shipment[];
  readonly status: ShipmentStatus;
}) {
  const w = useSellerWords();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [handing, setHanding] = useState<Shipment>();
  const some = shipments.filter(({ shipmentId }) => chosen.has(shipmentId));
  const acting = useMutation({
    mutationFn: (of: readonly Shipment[]) => oneByOne(of, status === "BEFORE" ? prepare : callFor),
    onSettled: async () => {
      setChosen(new Set());
      await client.invalidateQueries({ queryKey: ["shipments"] });
    },
    ...insisting,
  });
  const isForBulk = status === "BEFORE" || status === "PREPARING";
  const toggle = (shipmentId: string) => {
    const next = new Set(chosen);
    if (!next.delete(shipmentId)) next.add(shipmentId);
    setChosen(next);
  };
  const chooseAll = (all: boolean) =>
    setChosen(new Set(all ? shipments.map(({ shipmentId }) => shipmentId) : []));
  const failed = (acting.data ?? []).filter(({ error }) => error !== undefined);
  return (
    <Stack>
      {isForBulk && shipments.length > 0 ? (
        <Group>
          <Checkbox
            label={w.chooseAll}
            checked={some.length === shipments.length}
            indeterminate={some.length > 0 && some.length < shipments.length}
            onChange={() => chooseAll(some.length < shipments.length)}
          />
          <Button
            disabled={some.length === 0}
            loading={acting.isPending}
            onClick={() => acting.mutate(some)}
          >
            {bulkIn(w, status, some.length)}
          </Button>
        </Group>
      ) : null}
      <div role="status">
        {acting.data === undefined ? null : (
          <Text>{w.someDone(acting.data.length - failed.length)}</Text>
        )}
        {failed.length === 0 ? null : <Text>{w.someFailed(failed.length)}</Text>}
      </div>
      <ProblemNote error={acting.error ?? failed[0]?.error} />
      {shipments.length === 0 ? (
        <Empty title={w.noShipments} />
      ) : (
        <ul className="lines sheet">
          {shipments.map((shipment) => (
            <li key={shipment.shipmentId}>
              {isForBulk ? (
                <Checkbox
                  aria-label={w.choose(shipment.address?.receiverName ?? shipment.shipmentId)}
                  checked={chosen.has(shipment.shipmentId)}
                  onChange={() => toggle(shipment.shipmentId)}
                  mt={2}
                />
              ) : null}
              <OneShipment
                shipment={shipment}
                isBusy={acting.isPending}
                act={() => acting.mutate([shipment])}
                handOver={() => setHanding(shipment)}
              />
            </li>
          ))}
        </ul>
      )}
      {handing === undefined ? null : (
        <HandingOver shipment={handing} done={() => setHanding(undefined)} />
      )}
    </Stack>
  );
}

function bulkIn(w: ReturnType<typeof useSellerWords>, status: ShipmentStatus, n: number): string {
  if (status === "BEFORE") return n === 0 ? w.prepare : w.prepareSome(n);
  return n === 0 ? w.callCarrier : w.callSome(n);
}

type OneShipmentProps = {
  readonly shipment: Shipment;
  readonly isBusy: boolean;
  /** The next step: packing begins, or the carrier is called. */
  readonly act: () => void;
  readonly handOver: () => void;
};

function OneShipment({ shipment, isBusy, act, handOver }: OneShipmentProps) {
  const w = useSellerWords();
  const { name, count } = useFormats();
  const { status, label, lines, address, carrier, trackingNumber, calling } = shipment;
  return (
    <Group flex={1} justify="space-between" align="flex-start">
      <div>
        {lines.map((line) => (
          <Text key={line.lineNo} fw={600}>
            {name(line.itemName)} × {count(line.quantity)}
          </Text>
        ))}
        {address === undefined ? null : (
          <Text size="sm">
            {w.to}: {address.receiverName}, {address.receiverZipcode} {address.receiverAddress1}{" "}
            {address.receiverAddress2}
          </Text>
        )}
        {carrier === undefined ? null : (
          <Text size="sm" c="dimmed">
            {carrier === CALLED_CARRIER ? w.carrier : carrier} {trackingNumber}
          </Text>
        )}
      </div>
      <Group gap="xs">
        <Badge variant="light" tt="none">
          {calling === undefined ? label : w.calling}
        </Badge>
        {status === "BEFORE" ? (
          <Button size="xs" disabled={isBusy} onClick={act}>
            {w.prepare}
          </Button>
        ) : null}
        {status === "PREPARING" && calling === undefined ? (
          <>
            <Button size="xs" disabled={isBusy} onClick={act}>
              {w.callCarrier}
            </Button>
            <Button size="xs" variant="default" onClick={handOver}>
              {w.handOver}
            </Button>
          </>
        ) : null}
      </Group>
    </Group>
  );
}

function HandingOver({
  shipment,
  done,
}: {
  readonly shipment: Shipment;
  readonly done: () => void;
}) {
  const w = useSellerWords();
  const client = useQueryClient();
  const form = useForm({ initialValues: { carrier: "", trackingNumber: "" } });
  const handing = useMutation({
    mutationFn: (body: { carrier: string; trackingNumber: string }) =>
      answerOf(
        api.POST("/api/shipments/{shipmentId}/hand-over", {
          params: { path: { shipmentId: shipment.shipmentId } },
          body,
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["shipments"] });
      done();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal opened onClose={done} title={w.handOver}>
      <form onSubmit={form.onSubmit((values) => handing.mutate(values))}>
        <Stack>
          <TextInput label={w.carrier} required {...form.getInputProps("carrier")} />
          <TextInput label={w.trackingNumber} required {...form.getInputProps("trackingNumber")} />
          <ProblemNote error={handing.error} />
          <Button type="submit" loading={handing.isPending}>
            {w.handOver}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
