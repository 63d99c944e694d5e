import type { BodyOf } from "#kernel/message.ts";
import type { listItem } from "#contexts/catalog/contract.ts";

/** An item as its seller lists it, with that much of it delivered. On sale and one size unless it says otherwise. */
export type Goods = {
  readonly name: string;
  readonly size?: string;
  readonly priceMinor: bigint;
  readonly stock: number;
  readonly saleStatus?: "PREPARE" | "SUSPENDED";
  readonly optionGroups?: BodyOf<typeof listItem>["optionGroups"];
  readonly category: string;
  readonly description: string;
};
