import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Asked } from "../parts/asked.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { Page } from "../parts/page.tsx";
import { Picture } from "../parts/picture.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { Amount } from "./amount.tsx";
import { useCart, useChangeQuantity, useRemoveLine } from "./carts.ts";
import type { Cart, CartLine } from "./reads.ts";
import { useShopperWords } from "./words.ts";

const QUANTITY_MAX = 9_999;

export function CartPage() {
  const w = useShopperWords();
  const cart = useCart();
  return (
    <Page title={w.cart}>
      <Asked query={cart}>
        {(answer) =>
          answer.lines.length === 0 ? (
            <Empty title={w.cartEmpty} hint={w.cartEmptyHint}>
              <Button renderRoot={(props) => <Link to="/" {...props} />}>{w.toShop}</Button>
            </Empty>
          ) : (
            <CartShown cart={answer} />
          )
        }
      </Asked>
    </Page>
  );
}

function CartShown({ cart }: { readonly cart: Cart }) {
  const w = useShopperWords();
  const { won } = useFormats();
  return (
    <div className="two">
      <div className="sheet">
        <ul className="lines">
          {cart.lines.map((line) => (
            <Line key={line.cartLineId} line={line} />
          ))}
        </ul>
      </div>
      <Stack className="sheet">
        <Group justify="space-between">
          <Text fw={600}>{w.total}</Text>
          <Text fw={700} fz="lg" className="number">
            {won(cart.totalAmount)}
          </Text>
        </Group>
        <Button
          size="md"
          disabled={cart.lines.every(({ orderable }) => !orderable)}
          renderRoot={(props) => <Link to="/checkout" {...props} />}
        >
          {w.order}
        </Button>
      </Stack>
    </div>
  );
}

function Line({ line }: { readonly line: CartLine }) {
  const w = useShopperWords();
  const { won, name } = useFormats();
  const changing = useChangeQuantity();
  const removing = useRemoveLine();
  const { cartLineId, itemId } = line;
  const itemName = name(line.itemName);
  const options = line.options.map(({ option }) => name(option));
  const detail = [line.size === "-" ? "" : name(line.size), ...options].filter(Boolean).join(" · ");
  const isBusy = changing.isPending || removing.isPending;
  return (
    <li>
      <Picture of={line.itemName} />
      <Stack gap={4} flex={1}>
        <Anchor
          c="inherit"
          fw={600}
          renderRoot={(props) => <Link to="/items/$itemId" params={{ itemId }} {...props} />}
        >
          {itemName}
        </Anchor>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
        {line.orderable ? null : (
          <Text size="sm" c="var(--warn)">
            {w.notOrderable(line.reason)}
          </Text>
        )}
        {line.priceChanged ? (
          <Text size="sm" c="var(--warn)">
            {w.priceWas(won(line.seenUnitListPrice))}
          </Text>
        ) : null}
        <Group justify="space-between">
          <Amount
            label={w.howMany(itemName)}
            value={changing.isPending ? changing.variables.quantity : line.quantity}
            max={QUANTITY_MAX}
            change={(quantity) => changing.mutate({ cartLineId, quantity })}
            disabled={isBusy}
          />
          <Text fw={600} className="number">
            {line.lineAmount === undefined ? "" : won(line.lineAmount)}
          </Text>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={w.removeItem(itemName)}
            disabled={isBusy}
            onClick={() => removing.mutate({ cartLineId })}
          >
            {w.remove}
          </Button>
        </Group>
        <ProblemNote error={changing.error ?? removing.error} />
      </Stack>
    </li>
  );
}
