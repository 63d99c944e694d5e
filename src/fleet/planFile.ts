/** The plan of a fleet, kept in its data folder: what is written there is what is true. */
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { BadSetting } from "../settings.ts";
import { groupNames, type Grouped, type Member, type Plan, planOf } from "./plan.ts";

/** Where one process of all contexts keeps its rows; a fleet goes on with them. */
export const shopDatabase = (databaseUrl: string | undefined): string =>
  databaseUrl === undefined ? "bojagi" : decodeURIComponent(new URL(databaseUrl).pathname.slice(1));

const fileIn = (directory: string): string => join(directory, "fleet", "members.json");

/** The plan of a data folder's fleet; undefined where none was ever started. */
export async function planIn(directory: string): Promise<Plan | undefined> {
  const text = await readFile(fileIn(directory), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const kept = JSON.parse(text) as Plan | readonly string[];
  return "groups" in kept ? kept : ofNames(kept);
}

/** Before contexts could be moved the names of the groups were all that was kept. */
function ofNames(names: readonly string[]): Plan {
  const groups = names.map((name) => name.replaceAll("+", ","));
  const members = planOf(groups.join().split(","), groups, []);
  return { began: groupNames(members), groups: onto(members, undefined) };
}

/** Whether a fleet of the data folder goes on with the rows that one process of all contexts made. */
export async function isFleets(directory: string, databaseUrl: string | undefined) {
  const plan = await planIn(directory);
  return plan?.groups.some(({ database }) => database === shopDatabase(databaseUrl)) ?? false;
}

/** Puts a plan in the place of the one before, whole or not at all, even if the power fails. */
export async function keepPlan(directory: string, plan: Plan): Promise<void> {
  const file = fileIn(directory);
  const draft = await open(`${file}.draft`, "w", 0o600);
  await draft.writeFile(JSON.stringify(plan, undefined, 2));
  await draft.sync();
  await draft.close();
  await rename(`${file}.draft`, file);
  const folder = await open(join(directory, "fleet"));
  await folder.sync();
  await folder.close();
}

/**
 * The plan to go by: that of the folder, or with the first start the one asked for, on the database
 * of a shop that `alone` names where it ran as one process. Throws `BadSetting` for any other one.
 */
export async function planToGoBy(
  directory: string,
  asked: readonly Member[],
  alone: () => Promise<string | undefined>,
): Promise<Plan> {
  const names = groupNames(asked);
  const before = await planIn(directory);
  if (before !== undefined) {
    const known = [before.began, groupNames(before.groups)];
    if (known.some((each) => each.join() === names.join())) return before;
    throw new BadSetting(
      `--together: this fleet began with ${before.began.join(" ")}, and only bojagi split changes that`,
    );
  }
  const plan = { began: names, groups: onto(asked, await alone()) };
  await keepPlan(directory, plan);
  return plan;
}

function onto(asked: readonly Member[], shop: string | undefined): readonly Grouped[] {
  const groups = asked.map(({ contexts, database }) => ({ contexts, database }));
  const [all] = groups;
  if (shop === undefined || all === undefined) return groups;
  if (groups.length === 1) return [{ ...all, database: shop }];
  throw new BadSetting(
    `the database ${shop} holds a shop that ran as one process: go on with it by --together all, and then bojagi split, or begin another one in another BOJAGI_DATA_DIR and database`,
  );
}
