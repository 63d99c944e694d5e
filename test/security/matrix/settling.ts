/** What sellers are owed. */
import type { Cast } from "../stage.ts";
import { OWN_SELLER, row, type Row } from "./row.ts";

const ofStatement = ({ seller: { partnerId } }: Cast, form = "") => ({
  path: `/api/partners/${partnerId}/settlement-statement${form}`,
});

export const statements: readonly Row[] = [
  row("GET /api/partners/{partnerId}/settlement-statement", OWN_SELLER, (cast) =>
    ofStatement(cast),
  ),
  row("GET /api/partners/{partnerId}/settlement-statement.csv", OWN_SELLER, (cast) =>
    ofStatement(cast, ".csv"),
  ),
];
