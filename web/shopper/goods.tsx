import { Badge, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useFormats } from "../parts/formats.ts";
import { Picture } from "../parts/picture.tsx";
import type { Item } from "./reads.ts";
import { useShopperWords } from "./words.ts";

/** Items as cards; `ranking` names the best-selling first. */
export function Goods({
  items,
  ranking,
}: {
  readonly items: readonly Item[];
  readonly ranking: readonly string[];
}) {
  return (
    <ul className="goods">
      {items.map((item) => (
        <li key={item.itemId}>
          <Good item={item} rank={ranking.indexOf(item.itemId) + 1} />
        </li>
      ))}
    </ul>
  );
}

const FEW = 5;

function Good({ item, rank }: { readonly item: Item; readonly rank: number }) {
  const w = useShopperWords();
  const { won, name } = useFormats();
  const { itemId, availableQuantity: left, saleStatus } = item;
  return (
    <Link to="/items/$itemId" params={{ itemId }} className="good">
      <Picture of={item.name} />
      <div>
        <Text fw={600} lineClamp={2}>
          {name(item.name)}
        </Text>
        <Text size="sm" c="dimmed">
          {item.size === "-" ? name(item.category ?? "") : name(item.size)}
        </Text>
        <Group justify="space-between" mt={6} gap="xs">
          <Text className="number" fw={600}>
            {won(item.price)}
          </Text>
          {saleStatus === "OUT_OF_STOCK" ? (
            <Badge color="gray">{w.soldOut}</Badge>
          ) : left > 0 && left <= FEW ? (
            <Badge color="persimmon">{w.fewLeft(left)}</Badge>
          ) : rank > 0 ? (
            <Badge variant="light">{w.rank(rank)}</Badge>
          ) : null}
        </Group>
      </div>
    </Link>
  );
}
