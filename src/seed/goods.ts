import { ceramics } from "./goods/ceramics.ts";
import { everyday } from "./goods/everyday.ts";
import type { Goods } from "./goods/shape.ts";
import { stationery } from "./goods/stationery.ts";
import { tea } from "./goods/tea.ts";
import { textiles } from "./goods/textiles.ts";
import type { SellerKey } from "./people.ts";

/** What each seller has on the shelves. */
export const GOODS: Readonly<Record<SellerKey, readonly Goods[]>> = {
  haneul: tea,
  dal: ceramics,
  goun: textiles,
  meok: stationery,
  oneul: everyday,
};
