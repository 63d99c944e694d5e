import { type Bus, BUSES } from "./arguments.ts";
import { SCENARIO_USERS } from "./lengths.ts";

/** Every figure of a run: its name in the JSON, what it measures, its budget where it has one. */
export type Unit = "/s" | "ms" | "MB" | "";

export type Figure = {
  readonly name: string;
  readonly what: string;
  readonly unit: Unit;
  /** Shown as a multiple of the yardstick. */
  readonly isRate?: boolean;
  readonly budget?: Budget;
};
export type Budget = {
  readonly text: string;
  /** Undefined where a figure that it is compared with was not measured. */
  readonly isMet: (value: number, figures: Figures) => boolean | undefined;
};
export type Figures = Readonly<Record<string, number>>;
export type Section = { readonly title: string; readonly figures: readonly Figure[] };

const rate = (name: string, what: string, budget?: Budget): Figure => ({
  name,
  what,
  unit: "/s",
  isRate: true,
  ...(budget === undefined ? {} : { budget }),
});
const plain = (name: string, what: string, unit: Unit, budget?: Budget): Figure => ({
  name,
  what,
  unit,
  ...(budget === undefined ? {} : { budget }),
});

const times = (factor: number, other: string, text: string): Budget => ({
  text,
  isMet: (value, { [other]: compared }) =>
    compared === undefined ? undefined : value >= compared * factor,
});
const under = (limit: number, unit: Unit): Budget => ({
  text: `under ${limit} ${unit}`,
  isMet: (value) => value < limit,
});

/** What an order costs, in a form of the platform. */
const costs = (prefix: string): readonly Figure[] => [
  plain(`${prefix}_node_cpu_ms_per_order`, "CPU of Node, per order", "ms"),
  plain(`${prefix}_postgres_cpu_ms_per_order`, "CPU of PostgreSQL, per order", "ms"),
  plain(`${prefix}_statements_per_order`, "statements, per order", ""),
  plain(`${prefix}_transactions_per_order`, "writing transactions, per order", ""),
];

/** The fleet behind its gateway, over one bus. */
const fleet = (bus: Bus): readonly Figure[] => [
  rate(`fleet_${bus}_ops`, "complete orders", times(0.25, "http_fused_ops", "0.25 × fused")),
  plain(`fleet_${bus}_one_order_p50_ms`, "lone orders until complete, p50", "ms", under(60, "ms")),
  plain(`fleet_${bus}_one_order_p99_ms`, "lone orders until complete, p99", "ms"),
  plain(
    `fleet_${bus}_caught_up_ms`,
    "caught up after a minute's stop of one",
    "ms",
    under(10_000, "ms"),
  ),
  plain(`fleet_${bus}_idle_node_pss_mb`, "memory of Node at rest", "MB"),
  plain(`fleet_${bus}_busy_node_pss_mb`, "memory of Node when busy", "MB", under(1229, "MB")),
  plain(`fleet_${bus}_busy_pss_mb`, "  with PostgreSQL", "MB", under(1536, "MB")),
  plain(`fleet_${bus}_broker_pss_mb`, "memory of the broker, apart", "MB"),
];

/** What so many users feel. */
const scenario = (users: number): readonly Figure[] => [
  plain(`scenario_${users}_rps`, `${users} users, requests`, "/s"),
  plain(`scenario_${users}_p50_ms`, "  p50", "ms"),
  plain(`scenario_${users}_p95_ms`, "  p95", "ms"),
  plain(`scenario_${users}_p99_ms`, "  p99", "ms"),
  plain(`scenario_${users}_failed`, "  failures", ""),
];

export const SECTIONS: readonly Section[] = [
  {
    title: "Yardstick: one hand-written transaction per order, the placing step alone",
    figures: [
      rate("yardstick_tps", "statement by statement, the better of"),
      rate("yardstick_64_tps", "  64 connections"),
      rate("yardstick_16_tps", "  16 connections"),
      rate("yardstick_pipelined_tps", "in one round trip, the better of"),
      rate("yardstick_pipelined_64_tps", "  64 connections"),
      rate("yardstick_pipelined_16_tps", "  16 connections"),
    ],
  },
  {
    title: "Engine: complete orders without HTTP",
    figures: [
      rate("engine_fused_ops", "complete orders", times(2, "yardstick_tps", "2 × yardstick")),
      plain("engine_fused_orders_per_transaction", "orders per transaction", ""),
      plain("engine_fused_messages_per_order", "messages, per order", ""),
      ...costs("engine_fused"),
    ],
  },
  {
    title: "Fused: one process, over HTTP",
    figures: [
      rate("http_fused_ops", "complete orders", times(1, "yardstick_tps", "1 × yardstick")),
      rate(
        "flash_sale_ops",
        "flash sale: all of one item",
        times(1, "http_fused_ops", "1 × spread out"),
      ),
      plain("one_order_p50_ms", "one client, p50", "ms", under(10, "ms")),
      plain("one_order_p99_ms", "one client, p99", "ms"),
      plain("half_load_p50_ms", "half load, p50", "ms"),
      plain("half_load_p99_ms", "half load, p99", "ms", under(50, "ms")),
      plain("full_load_p50_ms", "full load, p50", "ms"),
      plain("full_load_p99_ms", "full load, p99", "ms"),
      plain("busy_pss_mb", "memory when busy, Node and PostgreSQL", "MB", under(400, "MB")),
      ...costs("fused"),
    ],
  },
  {
    title: "Split: a process and a database for each context, over HTTP",
    figures: [
      rate("http_split_ops", "complete orders"),
      rate("split_placed_ops", "orders answered, complete or not"),
      plain("split_one_order_p50_ms", "five orders a second until complete, p50", "ms"),
      plain("split_one_order_p99_ms", "five orders a second until complete, p99", "ms"),
      plain("split_half_load_p50_ms", "half load until complete, p50", "ms"),
      plain("split_half_load_p99_ms", "half load until complete, p99", "ms"),
      plain("split_busy_pss_mb", "memory when busy, all together", "MB", under(1536, "MB")),
      ...costs("split"),
    ],
  },
  {
    title: "Scenario: each user is issued a coupon, orders, pays, looks at the popular list; fused",
    figures: SCENARIO_USERS.flatMap(scenario),
  },
  ...BUSES.map((bus) => ({
    title: `Fleet over ${bus}: supervisor, gateway, a process and a database for each context`,
    figures: fleet(bus),
  })),
];
