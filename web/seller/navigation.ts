import { IconBuildingWarehouse } from "@tabler/icons-react";
import type { Place } from "../parts/navigation.ts";

/** Where sellers go; shown to them alone, before the places of shoppers. */
export const sellerPlaces: readonly Place[] = [
  { to: "/seller", label: ["판매", "Sell"], icon: IconBuildingWarehouse },
];
