import { Badge, Button, Group, Modal, Table, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Asked } from "../parts/asked.tsx";
import { answerOf, api } from "../parts/client.ts";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { intend, insisting } from "../parts/intention.ts";
import { Page } from "../parts/page.tsx";
import { Wide } from "../parts/wide.tsx";
import { ItemForm, type ItemValues } from "./itemForm.tsx";
import { type Item, ownItemsQuery, usePartnerId } from "./reads.ts";
import { useSellerWords } from "./words.ts";

/** The seller's own items, whatever their sale status. */
export function ItemsPage() {
  const w = useSellerWords();
  const { q = "" } = useSearch({ from: "/seller/items" });
  const navigate = useNavigate({ from: "/seller/items" });
  const [isCreating, setIsCreating] = useState(false);
  const items = useQuery(ownItemsQuery(usePartnerId()));
  return (
    <Page
      title={w.items}
      aside={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setIsCreating(true)}>
          {w.newItem}
        </Button>
      }
    >
      <TextInput
        type="search"
        label={w.searchItems}
        leftSection={<IconSearch size={16} />}
        value={q}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: { q: value === "" ? undefined : value }, replace: true })
        }
        maw={420}
      />
      <Asked query={items}>{(answer) => <Listed items={answer} q={q} />}</Asked>
      {isCreating ? <Creating done={() => setIsCreating(false)} /> : null}
    </Page>
  );
}

function Listed({ items, q }: { readonly items: readonly Item[]; readonly q: string }) {
  const w = useSellerWords();
  const { won, count, name } = useFormats();
  const found = items.filter((item) =>
    `${item.name} ${item.size} ${item.category ?? ""}`.toLowerCase().includes(q.toLowerCase()),
  );
  if (found.length === 0) return <Empty title={items.length === 0 ? w.noItems : w.nothingFound} />;
  return (
    <Wide label={w.items} isSheet>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.name}</Table.Th>
            <Table.Th ta="right">{w.price}</Table.Th>
            <Table.Th ta="right">{w.stock}</Table.Th>
            <Table.Th>{w.status}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.map((item) => (
            <Table.Tr key={item.itemId}>
              <Table.Td>
                <Link to="/seller/items/$itemId" params={{ itemId: item.itemId }}>
                  {name(item.name)}
                </Link>
                {item.size === "-" ? null : <Group c="dimmed">{name(item.size)}</Group>}
              </Table.Td>
              <Table.Td ta="right" className="number">
                {won(item.price)}
              </Table.Td>
              <Table.Td ta="right" className="number">
                {count(item.availableQuantity)}
              </Table.Td>
              <Table.Td>
                <Badge
                  variant="light"
                  color={item.saleStatus === "ON_SALE" ? "celadon" : "gray"}
                  tt="none"
                >
                  {w[item.saleStatus]}
                </Badge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function Creating({ done }: { readonly done: () => void }) {
  const w = useSellerWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const creating = useMutation({
    mutationFn: (values: ItemValues) =>
      intend("item", values, ({ key, body }) =>
        answerOf(
          api.POST("/api/items", {
            params: { header: { "Idempotency-Key": key } },
            body: { ...body, saleStatus: "ON_SALE" },
          }),
        ),
      ),
    onSuccess: async ({ itemId }) => {
      await client.invalidateQueries({ queryKey: ["items"] });
      done();
      await navigate({ to: "/seller/items/$itemId", params: { itemId } });
    },
    ...insisting,
  });
  return (
    <Modal opened onClose={done} title={w.newItem} size="lg">
      <ItemForm
        initial={{ name: "", size: "", price: 0, category: "", description: "", optionGroups: [] }}
        submit={w.create}
        send={creating.mutate}
        error={creating.error}
        isBusy={creating.isPending}
      />
    </Modal>
  );
}
