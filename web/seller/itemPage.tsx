import { Badge, Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { codeOf } from "../parts/problem.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import { ItemForm, type ItemValues, valuesOf } from "./itemForm.tsx";
import { type Item, itemQuery } from "./reads.ts";
import { StockBook } from "./stockBook.tsx";
import { useSellerWords } from "./words.ts";

/** One own item: what is said of it, whether it is on sale, and its stock. */
export function ItemPage() {
  const w = useSellerWords();
  const { name } = useFormats();
  const { itemId } = useParams({ from: "/seller/items/$itemId" });
  const item = useQuery(itemQuery(itemId));
  return (
    <Page
      title={item.data === undefined ? w.items : name(item.data.name)}
      aside={
        item.data === undefined ? null : (
          <Badge tt="none" variant="light">
            {w[item.data.saleStatus]}
          </Badge>
        )
      }
    >
      <Asked query={item}>
        {(answer) => (
          <div className="two">
            <Stack gap="lg">
              <Details item={answer} />
              <StockBook itemId={answer.itemId} />
            </Stack>
            <SaleStatus item={answer} />
          </div>
        )}
      </Asked>
    </Page>
  );
}

/** A change of the item as it was seen; where somebody was faster, what is there now is shown. */
function useItemChange<V>(item: Item, change: (values: V, version: string) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: V) => change(values, `"${item.version}"`),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["item", item.itemId] });
      await client.invalidateQueries({ queryKey: ["items"] });
    },
  });
}

function Details({ item }: { readonly item: Item }) {
  const w = useSellerWords();
  const { itemId, version } = item;
  const saving = useItemChange(item, (body: ItemValues, match) =>
    answerOf(
      api.PATCH("/api/items/{itemId}", {
        params: { path: { itemId }, header: { "If-Match": match } },
        body,
      }),
    ),
  );
  return (
    <section className="sheet" aria-labelledby="details">
      <Title order={2} size="h4" id="details" mb="sm">
        {w.details}
      </Title>
      <ItemForm
        key={version}
        initial={valuesOf(item)}
        submit={w.save}
        send={saving.mutate}
        error={saving.error}
        isBusy={saving.isPending}
      />
      {codeOf(saving.error) === "VERSION_CONFLICT" ? <Text>{w.changedMeanwhile}</Text> : null}
      {saving.isSuccess ? <Text role="status">{w.saved}</Text> : null}
    </section>
  );
}

const STATUSES = ["PREPARE", "ON_SALE", "SUSPENDED", "END_OF_SALE"] as const;

function SaleStatus({ item }: { readonly item: Item }) {
  const w = useSellerWords();
  const { itemId, saleStatus } = item;
  const set = saleStatus === "OUT_OF_STOCK" ? "ON_SALE" : saleStatus;
  const [wanted, setWanted] = useState<string | null>(set);
  const saving = useItemChange(item, (status: (typeof STATUSES)[number], match) =>
    answerOf(
      api.PUT("/api/items/{itemId}/sale-status", {
        params: { path: { itemId }, header: { "If-Match": match } },
        body: { saleStatus: status },
      }),
    ),
  );
  const chosen = STATUSES.find((status) => status === wanted);
  return (
    <section className="sheet" aria-label={w.status}>
      <Group align="flex-end">
        <Select
          label={w.status}
          allowDeselect={false}
          data={STATUSES.map((value) => ({ value, label: w[value] }))}
          value={wanted}
          onChange={setWanted}
          flex={1}
        />
        <Button
          disabled={chosen === undefined || chosen === set}
          loading={saving.isPending}
          onClick={() => (chosen === undefined ? undefined : saving.mutate(chosen))}
        >
          {w.save}
        </Button>
      </Group>
      <ProblemNote error={saving.error} />
      {saving.isSuccess ? <Text role="status">{w.saved}</Text> : null}
    </section>
  );
}
