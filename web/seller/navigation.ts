import type { Place } from "../parts/navigation.ts";

/** Where sellers go; shown to them alone, before the places of shoppers. */
export const sellerPlaces: readonly Place[] = [];
