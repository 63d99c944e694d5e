import { ActionIcon, Indicator } from "@mantine/core";
import { IconShoppingBag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCart } from "./carts.ts";
import { useShopperWords } from "./words.ts";

/** The way to the cart, with how many things lie in it. */
export function CartLink() {
  const w = useShopperWords();
  const quantity = useCart().data?.quantity ?? 0;
  const label = w.cartWith(quantity);
  return (
    <Indicator label={quantity} size={18} disabled={quantity === 0} offset={6} color="celadon">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        renderRoot={(props) => <Link to="/cart" {...props} />}
      >
        <IconShoppingBag size={20} stroke={1.7} />
      </ActionIcon>
    </Indicator>
  );
}
