/** What sellers are owed, and our books beside those of others. */
import { createHash } from "node:crypto";
import { dayOf } from "#kernel/calendar.ts";
import { unique } from "#test/town/people.ts";
import type { Cast } from "../stage.ts";
import { OPERATOR, OWN_SELLER, row, type Row } from "./row.ts";

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

/** A record of money that nobody here knows. */
const stated = ({ town }: Cast, name: string) => {
  const recordId = unique(name);
  const record = { recordId, key: recordId, amount: 500, refundedAmount: 0 };
  return { source: "PROVIDER", records: [{ ...record, day: dayOf(town.now()) }] };
};
async function newCase(cast: Cast) {
  const body = stated(cast, "case");
  const token = await cast.town.operator();
  await cast.town.request("POST", "/api/settlement-records", { body, token });
  const [{ key, day } = { key: "", day: "" }] = body.records;
  const name = createHash("md5").update(`PROVIDER MISSING_HERE ${key} ${key}`).digest("hex");
  return {
    path: `/api/settlement-cases/stc_${name.slice(0, 16)}/closure`,
    body: { source: "PROVIDER", day, reason: "a trial" },
  };
}

export const matched: readonly Row[] = [
  row("POST /api/settlement-records", OPERATOR, (cast) => ({ body: stated(cast, "sim") })),
  row("POST /api/settlement-files", OPERATOR, ({ town }) => ({
    body: {
      source: "BANK",
      file: `date,name,amount,reference\n${dayOf(town.now())},Mina,500,${unique("bank")}`,
    },
  })),
  row("GET /api/settlement-cases", OPERATOR),
  row("POST /api/settlement-cases/{caseId}/closure", OPERATOR, newCase),
];
