import { onceOnly, operatorOf } from "./people.ts";
import { rawRequest } from "./requests.ts";
import type { TownProcess } from "./processes.ts";
import type { Town } from "./town.ts";

/** What an operator asks of the process that runs a context. */
async function operate<Body>(
  town: Town,
  context: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const { token } = await operatorOf(town);
  const { url } = town.processOf(context);
  const answer = await rawRequest(url, method, path, { body, token, headers: onceOnly() });
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
}

export type Rebuilt = { readonly replayed: number; readonly repaired: number };

/** Rebuilds a context's replicas from the logs. */
export const rebuild = (town: Town, context: string): Promise<Rebuilt> =>
  operate(town, context, "POST", "/ops/rebuilds", { context });

export type LagAnswer = {
  readonly waiting: number;
  readonly lanes: readonly {
    readonly consumer: string;
    readonly stream: string;
    readonly behind: number;
  }[];
  /** The streams of which nobody can tell now. */
  readonly away: readonly string[];
};

/** How far a context's process is behind. */
export const lagOf = (town: Town, context: string): Promise<LagAnswer> =>
  operate(town, context, "GET", "/ops/lag");

export type Parked = {
  readonly consumer: string;
  readonly key: string;
  readonly type: string;
  readonly reasonClass: string;
};

/** The messages that a context could not apply. */
export async function parkedOf(town: Town, context: string): Promise<readonly Parked[]> {
  const asked = operate<{ parked: readonly Parked[] }>(town, context, "GET", "/ops/parked");
  return (await asked).parked.filter(({ consumer }) => consumer === context);
}

/** Applies the parked messages of a key again. */
export const redrive = (
  town: Town,
  consumer: string,
  key: string,
): Promise<{ readonly tried: number; readonly stillParked: number }> =>
  operate(town, consumer, "POST", "/ops/parked/redrives", { consumer, key });

/** The sum of a metric's samples whose labels hold the text. */
export async function metricOf(
  { url }: Pick<TownProcess, "url">,
  name: string,
  labels = "",
): Promise<number> {
  const { body } = await rawRequest(url, "GET", "/metrics");
  return String(body)
    .split("\n")
    .filter((line) => line.startsWith(name) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
