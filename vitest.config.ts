import { defineConfig } from "vitest/config";
import { closingLineReporter } from "./test/closing-line.ts";

const E2E_TIMEOUT_MS = 60_000;
const OTHER_TIMEOUT_MS = 20_000;
const HOOK_TIMEOUT_MS = 60_000;

const settled = {
  globalSetup: ["test/setup/postgres.ts"],
  hookTimeout: HOOK_TIMEOUT_MS,
  teardownTimeout: HOOK_TIMEOUT_MS,
};
/**
 * Minutes: processes and brokers are killed again and again, journeys take their side roads and a third way, wait for
 * what is slow, or go under other policies; strangers try every route, and bugs are planted.
 */
const LONG = [
  "src/bus/adapters/{nats,rabbitmq,kafka,tls}.int.test.ts",
  "test/faults/**/*.e2e.test.ts",
  "test/journeys/fleet.e2e.test.ts",
  "test/journeys/mixed.e2e.test.ts",
  "test/journeys/redis.e2e.test.ts",
  "test/journeys/secondValues.e2e.test.ts",
  "test/journeys/*SideRoads.e2e.test.ts",
  "test/policies/policies.e2e.test.ts",
  "test/security/security.e2e.test.ts",
  "test/simulation/planted.unit.test.ts",
  "test/browser/*.e2e.test.ts",
  "test/breaker.e2e.test.ts",
  "test/polyglot.e2e.test.ts",
  "test/demo.e2e.test.ts",
  "bench/scenario.e2e.test.ts",
  "test/packaged.e2e.test.ts",
];
const defaultExclude = ["**/node_modules/**"];
const places = ["src", "test", "bench"];
const endingIn = (suffix: string) => places.map((place) => `${place}/**/*${suffix}`);

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    fileParallelism: true,
    allowOnly: false,
    passWithNoTests: false,
    reporters: ["default", closingLineReporter],
    projects: [
      {
        test: {
          ...settled,
          name: "platform",
          include: endingIn(".e2e.test.ts"),
          exclude: [...defaultExclude, ...LONG],
          testTimeout: E2E_TIMEOUT_MS,
        },
      },
      {
        test: {
          ...settled,
          name: "long",
          include: LONG,
          testTimeout: E2E_TIMEOUT_MS,
        },
      },
      {
        test: {
          ...settled,
          name: "parts",
          include: endingIn(".test.ts"),
          exclude: [...defaultExclude, ...LONG, "**/*.e2e.test.ts"],
          testTimeout: OTHER_TIMEOUT_MS,
        },
      },
    ],
  },
});
