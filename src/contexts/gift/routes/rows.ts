/** Gifts as they are read: json is parsed, and what is not yet so is null. */
import type { Tools } from "#http/route.ts";
import { gifts } from "../collections.ts";
import type { Gift } from "../rules.ts";

type Row = { readonly [Field in keyof Gift]: Gift[Field] | null };
const COLUMNS = gifts.columns.map(({ field, name }) => `${name} as "${field}"`).join(", ");

/** Gifts by a condition on its parameters. */
export async function giftsWhere(
  { read }: Tools,
  condition: string,
  parameters: readonly unknown[],
): Promise<readonly Gift[]> {
  const rows = await read<Row>(
    `select ${COLUMNS} from ${gifts.sqlName} where ${condition}`,
    parameters,
  );
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Gift,
  );
}
