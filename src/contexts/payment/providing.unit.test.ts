import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BodyOf, Draft } from "#kernel/message.ts";
import type { Policies } from "#kernel/policies.ts";
import { anOrder, failed, mina, placed } from "#test/orders.ts";
import { NOON, type Stage, stageOf, type Told } from "#test/stage.ts";
import { payments, refunds, strays } from "./collections.ts";
import {
  authorizePayment,
  callProvider,
  cancelPayment,
  charge,
  type ChargeFinding,
  noteCharge,
  noteReturn,
  paymentDue,
  refundPayment,
  takeHint,
} from "./contract.ts";
import { reactions } from "./reactions.ts";

const orderId = anOrder;
const amountMinor = 30_000n;
const RETRY: Partial<Policies> = { "payment.onFailure": "RETRYABLE" };

const byCard = placed({ payMethod: "CARD" });
const ask = (attempt = 1): Draft =>
  charge({ orderId, memberId: mina, payMethod: "CARD", amountMinor, attempt });
type Request = BodyOf<typeof noteCharge>["request"];
const said = (
  request: Request,
  finding: ChargeFinding,
  { attempt = 1, amount = amountMinor, currency = "KRW" } = {},
): Draft =>
  noteCharge({
    orderId,
    attempt,
    request,
    finding,
    ...(finding === "CHARGED" ? { amountMinor: amount, currency, providerRef: "sim_1" } : {}),
  });
const cancel = (): Draft => cancelPayment({ orderId });
const refund = (): Draft => refundPayment({ orderId, cause: "CANCELLED_BY_MEMBER" });
const hint = (attempt = 1): Draft => takeHint({ orderId, attempt });
const due = (): Draft => paymentDue({ orderId });

const MESSAGES = {
  charge: ask(),
  "charged, to a charge": said("CHARGE", "CHARGED"),
  "declined, to a charge": said("CHARGE", "DECLINED"),
  "no answer, to a charge": said("CHARGE", "UNKNOWN"),
  "charged, to a look": said("LOOK", "CHARGED"),
  "declined, to a look": said("LOOK", "DECLINED"),
  "not known there": said("LOOK", "ABSENT"),
  "no answer, to a look": said("LOOK", "UNKNOWN"),
  closed: said("CLOSE", "CLOSED"),
  "too little charged": said("CHARGE", "CHARGED", { amount: 1n }),
  "dollars charged": said("LOOK", "CHARGED", { currency: "USD" }),
  cancel: cancel(),
  failed: failed(),
  refund: refund(),
  hint: hint(),
  due: due(),
} as const satisfies Record<string, Draft>;
type MessageName = keyof typeof MESSAGES;

const UNSURE = said("CHARGE", "UNKNOWN");
/** How each state is reached. */
const STATES = {
  OPENED: [byCard],
  REQUESTED: [byCard, ask()],
  IN_DOUBT: [byCard, ask(), UNSURE],
  "REQUESTED, hinted": [byCard, ask(), hint()],
  "IN_DOUBT, cancel asked": [byCard, ask(), UNSURE, cancel()],
  APPROVED: [byCard, ask(), said("CHARGE", "CHARGED")],
  REFUND_DUE: [byCard, ask(), said("CHARGE", "CHARGED"), refund()],
  FAILED: [byCard, ask(), said("CHARGE", "DECLINED")],
  CANCELLED: [byCard, ask(), UNSURE, cancel(), said("LOOK", "DECLINED")],
} as const satisfies Record<string, readonly Draft[]>;
type State = keyof typeof STATES;

function stageIn(state: State, policies: Partial<Policies> = {}): Stage {
  const stage = stageOf(reactions, policies);
  for (const draft of STATES[state]) stage.tell(draft);
  return stage;
}
const statusIn = (stage: Stage) => stage.row(payments, orderId)?.status ?? "none";
const requestsIn = ({ tasks }: Told): string[] =>
  tasks.map(({ command }) => (command.body as BodyOf<typeof callProvider>).request);
const outcome = (stage: Stage, draft: Draft): string => {
  const told = stage.tell(draft);
  const types = told.emitted.map(({ definition }) => definition.type.replace("payment.", ""));
  return [statusIn(stage), ...types, ...requestsIn(told)].join(" ");
};

/** Cells: the state after, what is said in small letters, what the provider is asked in capitals. */
const MATRIX: Readonly<Record<State, Readonly<Partial<Record<MessageName, string>>>>> = {
  OPENED: {
    charge: "REQUESTED CHARGE",
    "charged, to a look": "OPENED stray-charge-found RETURN",
    "declined, to a look": "OPENED",
    cancel: "CANCELLED cancelled",
    hint: "OPENED",
    due: "OPENED",
  },
  REQUESTED: {
    charge: "REQUESTED",
    "charged, to a charge": "APPROVED approved",
    "declined, to a charge": "FAILED failed",
    "no answer, to a charge": "IN_DOUBT in-doubt",
    "charged, to a look": "APPROVED approved",
    "declined, to a look": "FAILED failed",
    "not known there": "REQUESTED",
    "no answer, to a look": "REQUESTED",
    "too little charged": "FAILED failed stray-charge-found RETURN",
    "dollars charged": "FAILED failed stray-charge-found RETURN",
    cancel: "REQUESTED",
    failed: "REQUESTED",
    hint: "REQUESTED",
    due: "REQUESTED",
  },
  "REQUESTED, hinted": {
    hint: "REQUESTED",
    "no answer, to a charge": "IN_DOUBT in-doubt LOOK",
    "charged, to a charge": "APPROVED approved",
    "declined, to a charge": "FAILED failed",
  },
  IN_DOUBT: {
    charge: "IN_DOUBT",
    "charged, to a charge": "APPROVED approved",
    "declined, to a charge": "FAILED failed",
    "no answer, to a charge": "IN_DOUBT",
    "charged, to a look": "APPROVED approved",
    "declined, to a look": "FAILED failed",
    "not known there": "IN_DOUBT CHARGE",
    "no answer, to a look": "IN_DOUBT",
    closed: "FAILED failed",
    "dollars charged": "FAILED failed stray-charge-found RETURN",
    failed: "IN_DOUBT",
    hint: "IN_DOUBT LOOK",
    due: "IN_DOUBT LOOK",
  },
  "IN_DOUBT, cancel asked": {
    "charged, to a look": "APPROVED approved",
    "declined, to a look": "CANCELLED cancelled",
    "not known there": "IN_DOUBT CLOSE",
    closed: "CANCELLED cancelled",
    "no answer, to a look": "IN_DOUBT",
    due: "IN_DOUBT LOOK",
  },
  APPROVED: {
    charge: "APPROVED approved",
    "charged, to a charge": "APPROVED",
    "charged, to a look": "APPROVED",
    "declined, to a look": "APPROVED",
    cancel: "APPROVED approved",
    refund: "REFUND_DUE REFUND",
    hint: "APPROVED",
    due: "APPROVED",
  },
  REFUND_DUE: {
    "charged, to a look": "REFUND_DUE",
    hint: "REFUND_DUE",
  },
  FAILED: {
    charge: "FAILED failed",
    "charged, to a charge": "FAILED stray-charge-found RETURN",
    "charged, to a look": "FAILED stray-charge-found RETURN",
    "not known there": "FAILED",
    "no answer, to a look": "FAILED",
    cancel: "FAILED cancelled",
    hint: "FAILED LOOK",
  },
  CANCELLED: {
    charge: "CANCELLED cancelled",
    "charged, to a charge": "CANCELLED stray-charge-found RETURN",
    "charged, to a look": "CANCELLED stray-charge-found RETURN",
    hint: "CANCELLED LOOK",
  },
};
const CELLS = Object.entries(MATRIX).flatMap(([state, row]) =>
  Object.entries(row).map(([name, expected]) => [state as State, name as MessageName, expected]),
) as readonly (readonly [State, MessageName, string])[];

describe("a payment by card", () => {
  test.each(CELLS)("S1.43 that is %s, on %s: %s", (state, name, expected) => {
    expect(outcome(stageIn(state), MESSAGES[name])).toBe(expected);
  });

  test.each(CELLS.filter(([, name]) => name !== "hint" && name !== "due"))(
    "that was %s, on %s a second time: nothing is said that was not, and nobody is charged",
    (state, name, expected) => {
      const stage = stageIn(state);
      stage.tell(MESSAGES[name]);
      const again = stage.tell(MESSAGES[name]);
      const said = again.emitted.map(({ definition }) => definition.type.replace("payment.", ""));
      expect(said.filter((type) => !expected.includes(type))).toEqual([]);
      if (expected !== "IN_DOUBT CHARGE") expect(requestsIn(again)).not.toContain("CHARGE");
      expect(requestsIn(again)).not.toContain("RETURN");
      expect(requestsIn(again)).not.toContain("REFUND");
    },
  );

  test("a declined charge that may be tried again is a new charge under a new key", () => {
    const stage = stageIn("REQUESTED", RETRY);
    expect(outcome(stage, said("CHARGE", "DECLINED"))).toBe("OPENED failed");
    expect(outcome(stage, ask(2))).toBe("REQUESTED CHARGE");
    // The first was taken after all: the second is not touched by it.
    expect(outcome(stage, said("LOOK", "CHARGED"))).toBe("REQUESTED stray-charge-found RETURN");
    expect(outcome(stage, said("CHARGE", "CHARGED", { attempt: 2 }))).toBe("APPROVED approved");
    expect(stage.rows(strays)).toMatchObject([{ chargeKey: `${orderId}-1`, status: "DUE" }]);
    stage.tell(noteReturn({ orderId, attempt: 1, amountMinor }));
    expect(stage.rows(strays)).toMatchObject([{ status: "RETURNED" }]);
  });

  test("twenty hints make one look, and one more when it has answered", () => {
    const stage = stageIn("FAILED");
    const looks = Array.from({ length: 20 }, () => requestsIn(stage.tell(hint()))).flat();
    expect(looks).toEqual(["LOOK"]);
    expect(requestsIn(stage.tell(said("LOOK", "DECLINED")))).toEqual(["LOOK"]);
    expect(requestsIn(stage.tell(said("LOOK", "DECLINED")))).toEqual([]);
    expect(stage.row(payments, orderId)?.looks).toEqual([]);
  });

  test("a hint of an attempt that was never made, or of an order nobody knows, asks nobody", () => {
    expect(requestsIn(stageIn("FAILED").tell(hint(2)))).toEqual([]);
    const nobody = stageOf(reactions);
    expect(nobody.tell(hint())).toMatchObject({ changedRows: false, tasks: [] });
  });

  test("a doubt is looked into every 5 s for a minute, then every half minute, until it is known", () => {
    const stage = stageIn("REQUESTED");
    const [first] = stage.tell(UNSURE, { at: NOON }).deadlines;
    expect(first).toMatchObject({ name: "look", key: orderId, at: NOON + 5_000 });
    const pauseAt = (at: number) => {
      stage.tell(due(), { at });
      const [next] = stage.tell(said("LOOK", "UNKNOWN"), { at }).deadlines;
      return next !== undefined && "at" in next ? next.at - at : undefined;
    };
    expect([5_000, 55_000, 60_000, 3_600_000].map((after) => pauseAt(NOON + after))).toEqual([
      5_000, 5_000, 30_000, 30_000,
    ]);
    const { deadlines } = stage.tell(said("LOOK", "CHARGED"));
    expect(deadlines).toEqual([{ name: "look", key: orderId, cleared: true }]);
  });

  test("a refund goes back under its own token, and is done once the provider has it", () => {
    const stage = stageIn("APPROVED");
    const [task] = stage.tell(refund()).tasks;
    const { refundId = "" } = (task?.command.body ?? {}) as BodyOf<typeof callProvider>;
    expect(task).toMatchObject({
      kind: "payment.CARD",
      command: { body: { request: "REFUND", amountMinor, providerRef: "sim_1" } },
    });
    const done = noteReturn({ orderId, attempt: 1, amountMinor, refundId });
    expect(outcome(stage, done)).toBe("REFUNDED refunded");
    expect(outcome(stage, done)).toBe("REFUNDED");
    expect(stage.added(refunds)).toMatchObject([{ refundId, amountMinor }]);
  });

  test("every call has a number of its own, and the charge a key that stays", () => {
    const stage = stageOf(reactions);
    const told = [byCard, ask(), UNSURE, due(), said("LOOK", "ABSENT")].map((draft) =>
      stage.tell(draft),
    );
    expect(told.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual([
      `CHARGE/${orderId}/1`,
      `LOOK/${orderId}/2`,
      `CHARGE/${orderId}/3`,
    ]);
    const attempts = told.flatMap(({ tasks }) =>
      tasks.map(({ command }) => (command.body as BodyOf<typeof callProvider>).attempt),
    );
    expect(attempts).toEqual([1, 1, 1]);
  });

  test("what the payer brings is used by the next charge; it is taken from nobody else, and not later", () => {
    const bring = (memberId: string) =>
      authorizePayment({ orderId, memberId, payerRef: "key-of-the-payer" });
    const stage = stageIn("OPENED");
    expect(stage.tell(bring("mem_0000000000000Jun")).answer).toMatchObject({
      refusal: { refusal: "COMMON_ENTITY_NOT_FOUND" },
    });
    expect(stage.tell(bring(mina)).answer).toMatchObject({ value: {} });
    expect(stage.tell(ask()).tasks[0]?.command.body).toMatchObject({
      payerRef: "key-of-the-payer",
    });
    expect(stage.tell(bring(mina)).answer).toMatchObject({
      refusal: { refusal: "COMMON_ILLEGAL_STATUS" },
    });
  });
});

/** A provider with a book: it may lose its answers, decline, and charge what it was asked for and never told. */
type Book = {
  charged: Set<number>;
  declined: Set<number>;
  closed: Set<number>;
  returned: Set<number>;
};

/** Plays calls, answers, hints, cancels and time in any order, until nothing is left to do. */
function play(draws: readonly number[], retries: boolean) {
  const stage = stageOf(reactions, retries ? RETRY : {});
  const book: Book = {
    charged: new Set(),
    declined: new Set(),
    closed: new Set(),
    returned: new Set(),
  };
  const pending: Draft[] = [byCard, ask()];
  let attempt = 1;
  let hints = 3;
  let step = 0;
  // Once nothing is drawn any more every answer is given and nothing comes twice.
  const draw = (below: number) => (draws[step++] ?? below - 1) % below;
  const tell = (draft: Draft): void => {
    const told = stage.tell(draft);
    for (const { command } of told.tasks) pending.push(command);
    for (const deadline of told.deadlines) if ("at" in deadline) pending.push(deadline.command);
    for (const { definition } of told.emitted) {
      const mayPayAgain = retries && attempt < 3 && statusIn(stage) === "OPENED";
      if (definition.type === "payment.failed" && mayPayAgain) pending.push(ask(++attempt));
    }
  };
  while (pending.length > 0) {
    const [next] = pending.splice(step < draws.length ? draw(pending.length) : 0, 1);
    if (next === undefined) break;
    if (step > 10_000) throw new Error("it never ends");
    if (draw(12) === 1 && step < draws.length) pending.push(next);
    if (draw(20) === 1) pending.push(cancel());
    if (hints-- > 0) pending.push(hint(1 + draw(attempt)));
    if (next.definition.type !== callProvider.type) tell(next);
    else tell(answerOf(book, next.body as BodyOf<typeof callProvider>, draw));
  }
  return { stage, book };
}

function answerOf(
  book: Book,
  { request, attempt, refundId, amountMinor: amount }: BodyOf<typeof callProvider>,
  draw: (below: number) => number,
): Draft {
  if (request === "REFUND" || request === "RETURN") {
    book.returned.add(attempt);
    const refunded = refundId === undefined ? {} : { refundId };
    return noteReturn({ orderId, attempt, amountMinor: amount, ...refunded });
  }
  const mood = draw(8);
  const isEntered =
    book.charged.has(attempt) || book.declined.has(attempt) || book.closed.has(attempt);
  if (mood === 0) return said(request, "UNKNOWN", { attempt });
  if (!isEntered && request === "CHARGE") (mood < 3 ? book.declined : book.charged).add(attempt);
  if (!isEntered && request === "CLOSE") book.closed.add(attempt);
  if (mood === 1) return said(request, "UNKNOWN", { attempt });
  return said(request, findingIn(book, attempt), { attempt });
}

function findingIn({ charged, declined, closed, returned }: Book, attempt: number): ChargeFinding {
  if (returned.has(attempt)) return "RETURNED";
  if (charged.has(attempt)) return "CHARGED";
  if (declined.has(attempt)) return "DECLINED";
  return closed.has(attempt) ? "CLOSED" : "ABSENT";
}

const worlds = fc.record({
  draws: fc.array(fc.nat(10_000), { minLength: 10, maxLength: 120 }),
  retries: fc.boolean(),
});

test("I10 I16 our book and the provider's agree, whatever answer is lost, late or hinted at", () => {
  fc.assert(
    fc.property(worlds, ({ draws, retries }) => {
      const { stage, book } = play(draws, retries);
      const payment = stage.row(payments, orderId);
      const kept = [...book.charged].filter((attempt) => !book.returned.has(attempt));
      expect(kept).toEqual(payment?.status === "APPROVED" ? [payment.attempt] : []);
      expect(["APPROVED", "FAILED", "CANCELLED", "OPENED"]).toContain(payment?.status);
      expect(payment?.looks).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});

test("the histories above reach every end, and a doubt on the way", () => {
  const ends = fc.sample(worlds, { numRuns: 1_000, seed: 7 }).map(({ draws, retries }) => {
    const payment = play(draws, retries).stage.row(payments, orderId);
    const way = payment?.trail.includes("IN_DOUBT") === true ? "after a doubt" : "at once";
    return `${payment?.status} ${way}`;
  });
  expect([...new Set(ends)].toSorted()).toEqual([
    "APPROVED after a doubt",
    "APPROVED at once",
    "CANCELLED after a doubt",
    "CANCELLED at once",
    "FAILED after a doubt",
    "FAILED at once",
  ]);
});
