import { afterEach, expect, test } from "vitest";
import { silent } from "#runtime/log.ts";
import { SLOTS } from "#store/store.ts";
import type { Claims } from "../bus.ts";
import { benchOf } from "../bench.fixture.ts";
import { busSuite, LANE, STREAM, until } from "../bus.suite.ts";
import { type PostgresBus, postgresBus } from "./postgres.ts";

busSuite("postgres", () =>
  benchOf(({ world, claims, logUrl }) =>
    postgresBus({ world, log: silent, claims, urlOf: () => logUrl }),
  ),
);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test("a notice wakes those who hear what it names, and the others read it all the same", async () => {
  let opened: PostgresBus | undefined;
  const bench = await benchOf(
    ({ world, claims, logUrl }) =>
      (opened = postgresBus({ world, log: silent, claims, urlOf: () => logUrl })),
  );
  closing.push(bench.close);
  await bench.open();
  const arrived: string[] = [];
  const subscribe = (name: string, heard: string) =>
    opened?.subscribe({
      group: name,
      streams: [STREAM],
      from: () => Promise.resolve(Array.from({ length: 8 }, () => 0)),
      hears: (type) => type === heard,
      handler: () => Promise.resolve(void arrived.push(name)),
    });
  await subscribe("awaits it", "order.placed");
  await bench.state(LANE, ["before they are told of anything"]);
  opened?.wake(STREAM, ["order.placed"]);
  await until(() => arrived.length === 1);
  await subscribe("awaits another", "order.paid");
  await until(() => arrived.length === 2);
  await bench.state(LANE, ["then"]);
  opened?.wake(STREAM, ["order.placed"]);
  await until(() => arrived.length === 4);
  expect(arrived.filter((name) => name === "awaits another")).toHaveLength(2);
});

test("all lanes are claimed at once, and the driver has nothing to complain of", async () => {
  const complaints: string[] = [];
  const complained = ({ message }: Error) => void complaints.push(message);
  process.on("warning", complained);
  closing.push(() => Promise.resolve(void process.off("warning", complained)));
  let claiming: Claims | undefined;
  const bench = await benchOf((place) => {
    claiming = place.claims;
    return postgresBus({ ...place, log: silent, urlOf: () => place.logUrl });
  });
  closing.push(bench.close);
  await bench.open();
  const lanes = Array.from({ length: SLOTS }, (_, slot) => ({ stream: STREAM, slot }));
  const claimed = await Promise.all(lanes.map(async (lane) => claiming?.claim(lane)));
  expect(claimed).toEqual(lanes.map(() => true));
  await Promise.all(lanes.map(async (lane) => claiming?.release(lane)));
  expect(complaints).toEqual([]);
});
