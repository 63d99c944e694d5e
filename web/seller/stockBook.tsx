import { Button, Group, NumberInput, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Waiting } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { useFormats } from "../parts/formats.ts";
import { insisting, intend } from "../parts/intention.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Wide } from "../parts/wide.tsx";
import { type Movement, movementsQuery } from "./reads.ts";
import { useSellerWords } from "./words.ts";

/** The stock of an item: what there is, every movement, and how to change it. */
export function StockBook({ itemId }: { readonly itemId: string }) {
  const w = useSellerWords();
  const { count } = useFormats();
  const book = useInfiniteQuery(movementsQuery(itemId));
  const stock = book.data?.pages[0]?.stock;
  if (book.isError) return <ProblemNote error={book.error} retry={() => void book.refetch()} />;
  if (stock === undefined) return <Waiting />;
  const sums = [
    [w.available, stock.availableQuantity],
    [w.reserved, stock.reservedQuantity],
    [w.sold, stock.soldQuantity],
    [w.received, stock.receivedQuantity],
  ] as const;
  return (
    <section className="sheet" aria-labelledby="stock">
      <Title order={2} size="h4" id="stock" mb="sm">
        {w.stockTitle}
      </Title>
      <dl className="tiles">
        {sums.map(([label, quantity]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count(quantity)}</dd>
          </div>
        ))}
      </dl>
      <Group align="flex-start" my="md" gap="xl">
        <Receiving itemId={itemId} />
        <Adjusting itemId={itemId} />
      </Group>
      <Movements movements={book.data?.pages.flatMap(({ movements }) => movements) ?? []} />
      {book.hasNextPage ? (
        <Button
          variant="subtle"
          loading={book.isFetching}
          onClick={() => void book.fetchNextPage()}
        >
          {w.more}
        </Button>
      ) : null}
    </section>
  );
}

/** Stock moves once, whatever becomes of the answer. */
function useStockChange<B>(
  name: string,
  itemId: string,
  send: (body: B, header: { "Idempotency-Key": string }) => Promise<unknown>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: B) =>
      intend(`${name}.${itemId}`, body, ({ key, body: meant }) =>
        send(meant, { "Idempotency-Key": key }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ["item", itemId] }),
    ...insisting,
  });
}

function Receiving({ itemId }: { readonly itemId: string }) {
  const w = useSellerWords();
  const [quantity, setQuantity] = useState<number | string>("");
  const receiving = useStockChange("receive", itemId, (body: { quantity: number }, header) =>
    answerOf(
      api.POST("/api/items/{itemId}/stock-receipts", {
        params: { path: { itemId }, header },
        body,
      }),
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    receiving.mutate({ quantity: Number(quantity) }, { onSuccess: () => setQuantity("") });
  };
  return (
    <form onSubmit={submit} aria-label={w.receive}>
      <Group align="flex-end" wrap="nowrap">
        <NumberInput
          label={w.quantity}
          min={1}
          allowDecimal={false}
          required
          w={110}
          value={quantity}
          onChange={setQuantity}
        />
        <Button type="submit" loading={receiving.isPending}>
          {w.receive}
        </Button>
      </Group>
      <ProblemNote error={receiving.error} />
    </form>
  );
}

function Adjusting({ itemId }: { readonly itemId: string }) {
  const w = useSellerWords();
  const [quantity, setQuantity] = useState<number | string>("");
  const [reason, setReason] = useState("");
  const adjusting = useStockChange(
    "adjust",
    itemId,
    (body: { quantity: number; reason: string }, header) =>
      answerOf(
        api.POST("/api/items/{itemId}/stock-adjustments", {
          params: { path: { itemId }, header },
          body,
        }),
      ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = () => {
      setQuantity("");
      setReason("");
    };
    adjusting.mutate({ quantity: Number(quantity), reason }, { onSuccess: done });
  };
  return (
    <form onSubmit={submit} aria-label={w.adjust}>
      <Group align="flex-end">
        <NumberInput
          label={w.change}
          allowDecimal={false}
          required
          w={130}
          value={quantity}
          onChange={setQuantity}
        />
        <TextInput
          label={w.reason}
          placeholder={w.reasonHint}
          required
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        <Button type="submit" variant="default" loading={adjusting.isPending}>
          {w.adjust}
        </Button>
      </Group>
      <ProblemNote error={adjusting.error} />
    </form>
  );
}

function Movements({ movements }: { readonly movements: readonly Movement[] }) {
  const w = useSellerWords();
  const { time, count } = useFormats();
  if (movements.length === 0) return <Text c="dimmed">{w.noMovements}</Text>;
  return (
    <Stack gap={4}>
      <Title order={3} size="h5">
        {w.movements}
      </Title>
      <Wide label={w.movements}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.when}</Table.Th>
              <Table.Th>{w.what}</Table.Th>
              <Table.Th ta="right">{w.quantity}</Table.Th>
              <Table.Th>{w.reason}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {movements.map(({ at, kind, quantity, reason }, index) => (
              // A book only grows at its head, which is read anew.
              // oxlint-disable-next-line react/no-array-index-key
              <Table.Tr key={index}>
                <Table.Td>{time(at)}</Table.Td>
                <Table.Td>{w[kind]}</Table.Td>
                <Table.Td ta="right" className="number">
                  {count(quantity)}
                </Table.Td>
                <Table.Td>{reason ?? ""}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </Stack>
  );
}
