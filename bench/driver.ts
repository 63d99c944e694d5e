import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Closing } from "./closing.ts";
import type { RunPlan, RunResult } from "./drive.ts";
import type { ScenarioPlan, ScenarioResult } from "./scenario.ts";

/** What the load process and the engine process are asked, each question answered before the next. */
export type Question =
  | { readonly ask: "shop"; readonly items: number; readonly shoppers: number }
  | { readonly ask: "coupons"; readonly count: number }
  | { readonly ask: "run"; readonly plan: RunPlan }
  | { readonly ask: "scenario"; readonly plan: ScenarioPlan };

/** A process of its own that places orders. */
export type Driver<Result extends RunResult = RunResult> = {
  readonly pid: number;
  /** Opens the shop: goods, shoppers with money, no coupons yet. */
  readonly openShop: (size: { readonly items: number; readonly shoppers: number }) => Promise<void>;
  /** Issues what is missing to a coupon for every fourth of so many orders. */
  readonly issueCoupons: (expectedOrders: number) => Promise<void>;
  readonly run: (plan: RunPlan) => Promise<Result>;
  /** Over HTTP only. */
  readonly scenario: (plan: ScenarioPlan) => Promise<ScenarioResult>;
};

const OPEN_WITHIN_MS = 90_000;
const ANSWER_WITHIN_MS = 60_000;
const END_WITHIN_MS = 5_000;
const COUPON_SHARE = 0.25;
/** More than expected, and some: a run may be faster than the one before it. */
const SPARE = { factor: 1.5, coupons: 32 };

/** Starts the program as the platform is started; it ends with this one. */
export async function startDriver<Result extends RunResult>(
  closing: Closing,
  program: URL,
  args: readonly string[],
): Promise<Driver<Result>> {
  const child = fork("bin/run.mjs", [fileURLToPath(program), ...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await closing.add(() => ended(child));
  const ask = <Answer>(question: Question, withinMs: number) =>
    answerOf(child, question, withinMs) as Promise<Answer>;
  return {
    pid: child.pid ?? 0,
    openShop: (size) => ask({ ask: "shop", ...size }, OPEN_WITHIN_MS),
    issueCoupons: (expectedOrders) => {
      const count = Math.ceil(expectedOrders * COUPON_SHARE * SPARE.factor) + SPARE.coupons;
      return ask({ ask: "coupons", count }, OPEN_WITHIN_MS);
    },
    run: (plan) => ask({ ask: "run", plan }, plan.seconds * 1000 + ANSWER_WITHIN_MS),
    scenario: (plan) => ask({ ask: "scenario", plan }, plan.seconds * 1000 + ANSWER_WITHIN_MS),
  };
}

type Told = { readonly value?: unknown; readonly error?: string };

function answerOf(child: ChildProcess, question: Question, withinMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      child.off("message", hear).off("exit", leave);
    };
    const fail = (why: string) => {
      settle();
      reject(new Error(`${question.ask}: ${why}`));
    };
    const hear = ({ value, error }: Told) => {
      if (error !== undefined) return fail(error);
      settle();
      resolve(value);
    };
    const leave = () => fail("the process ended");
    const timer = setTimeout(() => fail(`no answer within ${withinMs} ms`), withinMs);
    child.on("message", hear).once("exit", leave);
    child.send(question, (error) => error && fail(error.message));
  });
}

/** It ends by itself once nobody can ask any more: only then a profile of it is written. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  const patience = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
  if (child.connected) child.disconnect();
  await exited;
  clearTimeout(patience);
}

/** In the process itself: answers each question, until the one who asks is gone. */
export function answerQuestions(answer: (question: Question) => Promise<unknown>): void {
  if (!process.connected) throw new Error("bench/main.ts starts this program and asks it");
  process.on("message", (question: Question) => {
    answer(question).then(
      (value) => process.send?.({ value }),
      (error: unknown) => process.send?.({ error: (error as Error).stack }),
    );
  });
  process.once("disconnect", () => process.exit());
  // Ctrl-C reaches every process of the terminal: the one who asked ends this one, in order.
  process.on("SIGINT", () => undefined);
}
