import { Alert, Anchor, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { AskedPage } from "../parts/asked.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Picture } from "../parts/picture.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { told } from "../parts/told.ts";
import { Amount } from "./amount.tsx";
import { buyText } from "./buying.ts";
import { useAddToCart } from "./carts.ts";
import { type Item, itemQuery } from "./reads.ts";
import { Reviews } from "./reviews.tsx";
import { useShopperWords } from "./words.ts";

export function ItemPage() {
  const { itemId } = useParams({ from: "/items/$itemId" });
  const item = useQuery(itemQuery(itemId));
  return <AskedPage query={item}>{(answer) => <ItemShown item={answer} />}</AskedPage>;
}

function ItemShown({ item }: { readonly item: Item }) {
  const w = useShopperWords();
  const { name, prose, count } = useFormats();
  const detail = [item.size === "-" ? undefined : item.size, item.category]
    .filter((part) => part !== undefined)
    .map(name)
    .join(" · ");
  return (
    <Page title={name(item.name)}>
      <div className="two">
        <div className="sheet">
          <Picture of={item.name} />
          <Text c="dimmed" mt="md">
            {detail}
          </Text>
          {item.rating === undefined || item.rating.count === 0 ? null : (
            <Text fw={600}>
              {w.rated((item.rating.averageTenths / 10).toFixed(1), count(item.rating.count))}
            </Text>
          )}
          <Text mt={4}>{prose(item.description ?? "")}</Text>
          {told.catalogFeatures ? <Reviews itemId={item.itemId} /> : null}
        </div>
        <Choosing key={item.itemId} item={item} />
      </div>
    </Page>
  );
}

/** Options, quantity and what to do with it. */
function Choosing({ item }: { readonly item: Item }) {
  const w = useShopperWords();
  const { won, name } = useFormats();
  const navigate = useNavigate();
  const adding = useAddToCart();
  const [chosen, setChosen] = useState(() =>
    item.optionGroups.map(({ options }) => options[0]?.optionId ?? ""),
  );
  const [quantity, setQuantity] = useState(1);
  const unit = item.price + surchargeOf(item, chosen);
  const canBuy = item.saleStatus === "ON_SALE" && item.availableQuantity > 0;
  const wanted = { itemId: item.itemId, optionIds: chosen, quantity };
  const add = () => adding.mutateAsync({ ...wanted, key: crypto.randomUUID() });
  return (
    <Stack className="sheet">
      <Text fz="h3" fw={700} className="number">
        {won(item.price)}
      </Text>
      <Stock item={item} />
      {item.optionGroups.map((group, at) => (
        <Select
          key={group.name}
          label={name(group.name)}
          allowDeselect={false}
          data={group.options.map((option) => ({
            value: option.optionId,
            label: `${name(option.name)}${option.price === 0 ? "" : ` (+${won(option.price)})`}`,
          }))}
          value={chosen[at] ?? null}
          onChange={(optionId) => setChosen(chosen.with(at, optionId ?? ""))}
        />
      ))}
      <Group justify="space-between">
        <Text>{w.quantity}</Text>
        <Amount
          label={w.quantity}
          value={quantity}
          max={item.availableQuantity}
          change={setQuantity}
          disabled={!canBuy}
        />
      </Group>
      <Group justify="space-between">
        <Text fw={600}>{w.total}</Text>
        <Text fw={700} fz="lg" className="number">
          {won(unit * quantity)}
        </Text>
      </Group>
      <ProblemNote error={adding.error} />
      {adding.isSuccess ? (
        <Alert color="celadon" role="status" title={w.added}>
          <Anchor renderRoot={(props) => <Link to="/cart" {...props} />}>{w.toCart}</Anchor>
        </Alert>
      ) : null}
      <Button
        size="md"
        disabled={!canBuy}
        onClick={() => void navigate({ to: "/checkout", search: { buy: buyText(wanted) } })}
      >
        {w.buyNow}
      </Button>
      <Button
        size="md"
        variant="default"
        disabled={!canBuy}
        onClick={() => void navigate({ to: "/give", search: { buy: buyText(wanted) } })}
      >
        {w.giveIt}
      </Button>
      <Button
        size="md"
        variant="default"
        disabled={!canBuy}
        loading={adding.isPending}
        onClick={() => void add().catch(ignored)}
      >
        {w.addToCart}
      </Button>
    </Stack>
  );
}

/** What went wrong is shown by the mutation. */
const ignored = (): void => undefined;

const surchargeOf = (item: Item, chosen: readonly string[]): number =>
  item.optionGroups
    .flatMap(({ options }) => options)
    .filter(({ optionId }) => chosen.includes(optionId))
    .reduce((sum, { price }) => sum + price, 0);

const FEW = 5;

function Stock({ item: { saleStatus, availableQuantity: left } }: { readonly item: Item }) {
  const w = useShopperWords();
  const { count } = useFormats();
  const text =
    saleStatus === "OUT_OF_STOCK" || left === 0
      ? w.soldOut
      : saleStatus === "ON_SALE"
        ? left <= FEW
          ? w.fewLeft(left)
          : w.inStock(count(left))
        : w.notOnSale;
  return (
    <Text c={left <= FEW ? "var(--warn)" : "dimmed"} aria-live="polite" size="sm">
      {text}
    </Text>
  );
}
