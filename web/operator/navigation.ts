import { IconRadar2 } from "@tabler/icons-react";
import type { Place } from "../parts/navigation.ts";

/** Where operators go; shown to them alone, before the places of shoppers. */
export const operatorPlaces: readonly Place[] = [
  { to: "/operator", label: ["운영", "Operate"], icon: IconRadar2 },
];
