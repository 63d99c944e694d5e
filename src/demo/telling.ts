import { type Branch, branchesOf, type Told } from "./messages.ts";
import { both, inMs, meaningOf, padded } from "./words.ts";

/** One HTTP request, as it went. */
export type Exchange = {
  readonly who: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
};

/** Tells a story, line by line, as it happens, and counts what it told. */
export type Teller = {
  readonly chapter: (title: string) => void;
  readonly exchange: (exchange: Exchange) => void;
  readonly note: (text: string) => void;
  readonly told: (told: Told) => void;
  readonly counts: () => Counts;
};
export type Counts = {
  readonly requests: number;
  readonly transactions: number;
  readonly messages: number;
  readonly requestMs: number;
};

const WHO_COLUMNS = 16;
const PATH_COLUMNS = 59;
const TREE_COLUMNS = 62;
const LINE_COLUMNS = 100;

export type Voice = {
  readonly say: (line: string) => void;
  /** Makes a line stand out, where that is possible. */
  readonly strong: (line: string) => string;
};

export function tellerWith({ say, strong }: Voice): Teller {
  let counts: Counts = { requests: 0, transactions: 0, messages: 0, requestMs: 0 };
  let chapters = 0;
  let began: number | undefined;
  return {
    chapter: (title) => say(`\n${strong(`${++chapters}  ${title}`)}`),
    exchange: ({ who, method, path, status, ms }) => {
      const { requests, requestMs } = counts;
      counts = { ...counts, requests: requests + 1, requestMs: requestMs + ms };
      const asked = padded(`${method.padEnd(4)} ${path}`, PATH_COLUMNS);
      say(`   ${padded(who, WHO_COLUMNS)} ${asked}  ${status}  ${inMs(ms).padStart(6)}`);
    },
    note: (text) => say(`     ${text}`),
    told: (told) => {
      const { transactions, messages } = counts;
      const stated = messages + told.stated.length;
      counts = { ...counts, transactions: transactions + 1, messages: stated };
      began ??= told.at;
      say(`     ${strong(headingOf(told, told.at - began))}`);
      for (const line of linesOf(told)) say(`     ${line}`);
    },
    counts: () => counts,
  };
}

function headingOf({ transaction, stated }: Told, sinceMs: number): string {
  const contexts = new Set(stated.map(({ context }) => context)).size;
  const said = `${counted(stated.length, "message")} of ${counted(contexts, "context")}`;
  const one = both("하나의 트랜잭션", `one transaction, xid ${transaction}`);
  return `${one}: ${said}, ${inMs(sinceMs)} into the order`;
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;

const linesOf = ({ stated, rows }: Told): readonly string[] => [
  ...branchesOf(stated).flatMap((branch) => branchLines(branch, "", "")),
  ...wrapped(rows.map(({ table, count }) => `${table} ${count}`)),
];

/** A fact is stated; a command is asked of the context that its name begins with. */
function branchLines(
  { stated: { context, message }, effects }: Branch,
  before: string,
  below: string,
): readonly string[] {
  const owns = message.type.startsWith(`${context}.`);
  const said = `${before}${context} ${owns ? "states" : "asks"} ${message.type}`;
  return [
    `${padded(said, TREE_COLUMNS)} ${meaningOf(message)}`.trimEnd(),
    ...effects.flatMap((effect, index) =>
      index === effects.length - 1
        ? branchLines(effect, `${below}└ `, `${below}  `)
        : branchLines(effect, `${below}├ `, `${below}│ `),
    ),
  ];
}

/** Words on lines under one heading. */
function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = "쓴 행 · rows written:";
  for (const [index, word] of words.entries()) {
    const next = ` ${word}${index === words.length - 1 ? "" : ","}`;
    if (padded(line + next, 0).length > LINE_COLUMNS) {
      lines.push(line);
      line = "   ";
    }
    line += next;
  }
  return [...lines, line];
}
