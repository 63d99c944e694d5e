import { expect, test } from "vitest";
import { command } from "#kernel/message.ts";
import { DEFAULT_POLICIES } from "#kernel/policies.ts";
import { text } from "#kernel/schema.ts";
import { realWorld } from "#kernel/world.ts";
import { collection, textColumn } from "#store/collection.ts";
import { memoryStore } from "#store/stores/memory.ts";
import { groupOf } from "./group.ts";
import { silent } from "./log.ts";
import { reactionsOf } from "./reaction.ts";
import { routingOf } from "./routing.ts";
import type { TaskRunner } from "./tasks.ts";

type Letter = { readonly letterId: string; readonly state: string };
const letters = collection<Letter>("notification.letters", "letterId", {
  letterId: textColumn(),
  state: textColumn(),
});
const write = command("notification.write", "letterId", { letterId: text() });
const post = command("notification.post", "letterId", { letterId: text() });
const posted = command("notification.posted", "letterId", { letterId: text() });

const on = reactionsOf("notification");
const letterOf = ({ letterId }: { readonly letterId: string }) => ({
  letter: letters.one(letterId),
});
const reactions = [
  on(write, {
    needs: letterOf,
    decide: ({ letterId }) => ({
      changed: { letter: { letterId, state: "written" } },
      tasks: [{ kind: "post", id: `post/${letterId}`, command: post({ letterId }) }],
    }),
  }),
  on(post, { decide: () => ({}) }),
  on(posted, {
    needs: letterOf,
    decide: ({ letterId }, { letter }) => ({
      changed: { letter: { letterId, state: `${letter?.state ?? "unknown"}, posted` } },
    }),
  }),
];

/** A context whose letters are posted by `runner`, and a clock that the test moves. */
async function office(runner: TaskRunner) {
  const store = memoryStore();
  let aheadMs = 0;
  const world = realWorld({ offsetMs: () => aheadMs });
  const parties = [{ name: "notification", reactions, sends: [] }];
  const group = groupOf({
    world,
    policies: DEFAULT_POLICIES,
    routing: routingOf(["notification"], parties),
    store,
    log: silent,
    runners: { post: runner },
  });
  await group.start();
  const stateOf = async (letterId: string) => {
    const transaction = await store.begin();
    const [loaded] = await transaction.load([{ collection: letters as never, keys: [letterId] }]);
    await transaction.rollback();
    return (loaded?.rows[0]?.row as Letter | undefined)?.state;
  };
  return {
    group,
    stateOf,
    write: (letterId: string) =>
      group.send(write({ letterId }), { actor: { role: "system" }, requestId: "test" }),
    passMinutes: (minutes: number) => {
      aheadMs += minutes * 60_000;
    },
  };
}

test("a task is run after its commit, and its result is decided once", async () => {
  let calls = 0;
  const {
    group,
    stateOf,
    write: writeLetter,
  } = await office((message) => {
    calls++;
    return Promise.resolve(posted({ letterId: message.key }));
  });
  await writeLetter("mina");
  await group.lookForDue();
  await expect.poll(() => stateOf("mina")).toBe("written, posted");
  await group.lookForDue();
  expect(calls).toBe(1);
  await group.drain();
});

test("a call that fails is made again, later and with the same message", async () => {
  const asked: string[] = [];
  const {
    group,
    stateOf,
    write: writeLetter,
    passMinutes,
  } = await office((message) => {
    asked.push(message.id);
    return asked.length < 3
      ? Promise.reject(new Error("the post office is closed"))
      : Promise.resolve(posted({ letterId: message.key }));
  });
  await writeLetter("jun");
  for (let tries = 1; tries <= 3; tries++) {
    await expect
      .poll(async () => {
        if (asked.length < tries) passMinutes(2);
        await group.lookForDue();
        return asked.length;
      })
      .toBe(tries);
  }
  await expect.poll(() => stateOf("jun")).toBe("written, posted");
  expect(new Set(asked).size).toBe(1);
  await group.drain();
});

test("of more tasks than fit at once the rest waits for room, and each is run", async () => {
  let atOnce = 0;
  let mostAtOnce = 0;
  const {
    group,
    stateOf,
    write: writeLetter,
  } = await office(async (message) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce--;
    return posted({ letterId: message.key });
  });
  const names = Array.from({ length: 50 }, (_, index) => `letter ${index}`);
  await Promise.all(names.map(writeLetter));
  for (const name of names) await expect.poll(() => stateOf(name)).toBe("written, posted");
  expect(mostAtOnce).toBeLessThanOrEqual(16);
  await group.drain();
});
