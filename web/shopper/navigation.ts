import { IconBuildingStore } from "@tabler/icons-react";
import type { Place } from "../parts/navigation.ts";

/** Where shoppers go. */
export const shopperPlaces: readonly Place[] = [
  { to: "/", label: ["상품", "Shop"], icon: IconBuildingStore },
];
