import { setTimeout as delay } from "node:timers/promises";
import type { Standing } from "#src/ops/testing.ts";
import type { TownProcess } from "./processes.ts";
import { rawRequest } from "./requests.ts";

export const OPERATOR = { email: "operator@bojagi.example", password: "operator-of-the-town" };

const QUIET_WITHIN_MS = 30_000;
const ASKED_EVERY_MS = 5;
/** A town that works comes to rest within that, and is asked what costs it least. */
const FROM_MEMORY_MS = 1_000;

/** How a town is kept in order: its clock, its faults, its promises, and when it is quiet. */
export function upkeepOf(
  processes: readonly TownProcess[],
  urlOf: (path: string) => string,
  gateway?: string,
) {
  const operator = operatorToken(urlOf);
  const quiet = quietness(processes, operator);
  let clockOffsetMs = 0;
  // A gateway has a clock, and nothing that may fall due.
  const withClocks =
    gateway === undefined ? processes : [...processes, { url: gateway, isRunning: () => true }];
  // A deadline stands in its table until what it caused is committed.
  const takeDue = async (): Promise<void> => {
    const until = performance.now() + QUIET_WITHIN_MS;
    for (;;) {
      await quiet();
      const answers = await tell(processes, "/ops/test/clock", { offsetMs: clockOffsetMs });
      if (answers.every(({ due = 0 }) => due === 0)) return;
      if (performance.now() > until) throw new Error("what fell due is not done");
    }
  };
  return {
    now: () => Date.now() + clockOffsetMs,
    operator,
    quiet,
    takeDue,
    setClock: async (offsetMs: number): Promise<void> => {
      clockOffsetMs = offsetMs;
      operator.forget();
      await tell(withClocks, "/ops/test/clock", { offsetMs });
      await takeDue();
    },
    force: async (name: string, times: number): Promise<void> => {
      await tell(processes, "/ops/test/faults", { name, times });
    },
    brokenPromises: async (when?: "always"): Promise<readonly string[]> => {
      const asked = when === undefined ? "/ops/invariants" : `/ops/invariants?when=${when}`;
      const all = await Promise.all(
        processes.map((process) => ask<PromisesAnswer>(process, operator, asked)),
      );
      return all.flatMap(({ invariants }) =>
        invariants
          .filter(({ broken }) => broken > 0)
          .map(({ name, places }) => `${name}: ${places.join(" ")}`),
      );
    },
  };
}

type Operator = () => Promise<string>;

async function ask<T>({ url }: TownProcess, operator: Operator, path: string): Promise<T> {
  const headers = { authorization: `Bearer ${await operator()}` };
  const answer = await fetch(`${url}${path}`, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Tells every process that runs. */
const tell = (
  processes: readonly Pick<TownProcess, "url" | "isRunning">[],
  path: string,
  body: unknown,
) =>
  Promise.all(
    processes.map(async ({ url, isRunning }) => {
      if (!isRunning()) return {};
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}${path}`, {
        method: "PUT",
        headers,
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { readonly due?: number };
    }),
  );

/**
 * Quiet is a town of which two rounds say the same: nothing is behind, and nothing was applied
 * since the first. One round alone can miss what two processes tell each other by turns.
 */
function quietness(processes: readonly TownProcess[], operator: Operator): () => Promise<void> {
  const round = async (began: number): Promise<Round> => {
    const running = processes.filter(({ isRunning }) => isRunning());
    // How long the log of a process is that is gone, and where another one than these stands that reads
    // some of their lanes, only the databases know.
    const isKnown = running.length === processes.length;
    if (isKnown && performance.now() - began < FROM_MEMORY_MS) {
      return roundOf(await Promise.all(running.map(standing)));
    }
    const all = await Promise.all(
      running.map((process) => ask<LagAnswer>(process, operator, "/ops/lag")),
    );
    const lanes = all.flatMap((answer) => answer.lanes);
    const waiting = all.reduce((sum, answer) => sum + answer.waiting, 0);
    return {
      behind: waiting + lanes.reduce((sum, lane) => sum + lane.behind, 0),
      applied: lanes.reduce((sum, lane) => sum + lane.applied, 0),
    };
  };
  return async () => {
    const began = performance.now();
    for (let before = await round(began); ;) {
      const now = await round(began);
      if (before.behind === 0 && now.behind === 0 && before.applied === now.applied) return;
      if (performance.now() > began + QUIET_WITHIN_MS) {
        throw new Error(`not quiet: ${now.behind} behind`);
      }
      // Who is asked all the time gets nothing else done.
      if (now.behind > 0) await delay(ASKED_EVERY_MS);
      before = now;
    }
  };
}

type Round = { readonly behind: number; readonly applied: number };
const standing = async ({ url }: TownProcess): Promise<Standing> => {
  const { status, body } = await rawRequest(url, "GET", "/ops/test/standing");
  if (status !== 200) throw new Error(`/ops/test/standing: ${status} ${JSON.stringify(body)}`);
  return body as Standing;
};

/** Of twins, each lane is known to the one that reads it. */
function roundOf(all: readonly Standing[]): Round {
  const heads = new Map<string, readonly number[]>();
  for (const one of all.flatMap((each) => each.heads))
    heads.set(one.stream, furthest(heads.get(one.stream), one.positions));
  const seen = new Map<
    string,
    { readonly stream: string; readonly positions: readonly number[] }
  >();
  for (const { consumer, stream, positions } of all.flatMap((each) => each.seen)) {
    const name = `${consumer} ${stream}`;
    seen.set(name, { stream, positions: furthest(seen.get(name)?.positions, positions) });
  }
  const behind = [...seen.values()].map(({ stream, positions }) =>
    sumOf(
      (heads.get(stream) ?? []).map((head, slot) => Math.max(0, head - (positions[slot] ?? 0))),
    ),
  );
  return {
    behind: sumOf(behind) + sumOf(all.map(({ waiting }) => waiting)),
    applied: sumOf([...seen.values()].flatMap(({ positions }) => positions)),
  };
}

const furthest = (some: readonly number[] = [], others: readonly number[]): readonly number[] =>
  others.map((position, slot) => Math.max(position, some[slot] ?? 0));
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

type LagAnswer = {
  readonly waiting: number;
  readonly lanes: readonly { readonly applied: number; readonly behind: number }[];
};
type PromisesAnswer = {
  readonly invariants: readonly {
    readonly name: string;
    readonly broken: number;
    readonly places: readonly string[];
  }[];
};

/** Logs the operator in once, and again after the clock was moved. */
function operatorToken(urlOf: (path: string) => string) {
  let token: Promise<string> | undefined;
  const logIn = async (): Promise<string> => {
    const path = "/api/sessions";
    const answer = await rawRequest(urlOf(path), "POST", path, { body: OPERATOR });
    if (answer.status !== 201) throw new Error(`the operator cannot log in: ${answer.status}`);
    return (answer.body as { readonly accessToken: string }).accessToken;
  };
  const get = () => (token ??= logIn());
  return Object.assign(get, {
    forget: () => {
      token = undefined;
    },
  });
}
