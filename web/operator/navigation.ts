import type { Place } from "../parts/navigation.ts";

/** Where operators go; shown to them alone, before the places of shoppers. */
export const operatorPlaces: readonly Place[] = [];
