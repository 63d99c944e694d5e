import {
  IconBuildingStore,
  IconGift,
  IconPackage,
  IconTicket,
  IconWallet,
} from "@tabler/icons-react";
import type { Place } from "../parts/navigation.ts";

const MEMBERS = ["member"] as const;

/** Where shoppers go. */
export const shopperPlaces: readonly Place[] = [
  { to: "/", label: ["상품", "Shop"], icon: IconBuildingStore },
  { to: "/orders", label: ["주문", "Orders"], icon: IconPackage, roles: MEMBERS },
  { to: "/gifts", label: ["선물", "Gifts"], icon: IconGift, roles: MEMBERS },
  { to: "/coupons", label: ["쿠폰", "Coupons"], icon: IconTicket },
  { to: "/wallet", label: ["지갑", "Wallet"], icon: IconWallet, roles: MEMBERS },
];
