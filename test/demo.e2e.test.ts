import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bojagi-demo-test-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the demo as a person would; `leaveAt` interrupts it when that is printed. */
async function demo(story: readonly string[], leaveAt?: string) {
  const child = spawn(process.execPath, ["bin/run.mjs", "src/demo.ts", ...story], {
    env: { PATH: process.env["PATH"], TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (leaveAt === undefined || child.killed || !printed.includes(leaveAt)) return;
    child.kill("SIGINT");
  });
  let complained = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complained += text));
  const [code] = (await once(child, "close")) as [number | null];
  const left = (await readdir(folder)).filter((name) => name.startsWith("bojagi-demo-"));
  return { code, lines: printed.trimEnd().split("\n"), complained, left };
}

const NOTHING_LEFT = { code: 0, complained: "", left: [] };

test("npm run demo tells an order through every state, each request one transaction", async () => {
  const told = await demo([]);
  expect(told).toMatchObject(NOTHING_LEFT);
  const story = told.lines.join("\n");
  expect(story).toContain(
    "주문접수 → 결제대기 → 결제완료 → 상품준비완료 → 배송중 → 배송완료 → 수령확인",
  );
  const [promises, ending] = told.lines.slice(-2);
  expect(promises).toMatch(/ [1-9]\d* promises checked, 0 broken$/);
  expect(ending).toMatch(
    /^ORD-\d{8}-\d{6} 수령확인 · Receipt confirmed: .* messages of the order in 6 transactions$/,
  );
  const headings = told.lines.filter((line) => line.includes("one transaction, xid"));
  expect(headings.map((line) => /: (\d+) messages? of (\d+) contexts?/.exec(line)?.[0])).toEqual([
    ": 6 messages of 5 contexts",
    ": 9 messages of 6 contexts",
    ": 1 message of 1 context",
    ": 3 messages of 3 contexts",
    ": 3 messages of 3 contexts",
    ": 1 message of 1 context",
  ]);
});

test("npm run demo -- cancel tells how money, coupon and stock come back", async () => {
  const told = await demo(["cancel"]);
  expect(told).toMatchObject(NOTHING_LEFT);
  expect(told.lines.join("\n")).toMatch(/잔액 1,000,000원, 쿠폰 AVAILABLE, 재고 24 \/ 300/);
  expect(told.lines.at(-1)).toMatch(/환불 · Refunded: .* messages of the order in 3 transactions$/);
});

test("npm run demo -- card-timeout tells how a silent company is asked, and charges once", async () => {
  const told = await demo(["card-timeout"]);
  expect(told).toMatchObject(NOTHING_LEFT);
  const story = told.lines.join("\n");
  expect(story).toMatch(/in doubt after \d+ ms/);
  expect(story).toMatch(/paid \d+ ms later/);
  expect(story).toMatch(/잔액 1,000,000원, 쿠폰 USED, 재고 23 \/ 298/);
  expect(told.lines.at(-2)).toMatch(/, 0 broken$/);
  expect(told.lines.at(-1)).toMatch(/상품준비완료 · Items ready/);
});

test("npm run demo -- gift tells how who receives it says where it goes", async () => {
  const told = await demo(["gift"]);
  expect(told).toMatchObject(NOTHING_LEFT);
  expect(told.lines.join("\n")).toContain("주문접수 → 결제 중 → 선물 수락 대기 → 상품준비완료");
  expect(told.lines.at(-2)).toMatch(/, 0 broken$/);
});

test("npm run demo -- bank-transfer tells how the stock falls with the confirmed deposit", async () => {
  const told = await demo(["bank-transfer"]);
  expect(told).toMatchObject(NOTHING_LEFT);
  expect(told.lines.join("\n")).toContain(
    "주문접수 → 입금확인대기 → 입금확인완료 → 상품준비완료 → 배송중 → 배송완료 → 수령확인",
  );
  expect(told.lines.at(-2)).toMatch(/, 0 broken$/);
});

test("a story that nobody knows is refused, and an interrupted one leaves nothing behind", async () => {
  const unknown = await demo(["tragedy"]);
  expect(unknown).toMatchObject({ code: 1, left: [] });
  expect(unknown.complained).toContain("receive, cancel, card-timeout");
  const interrupted = await demo([], "one transaction");
  expect(interrupted).toMatchObject({ code: 1, left: [] });
  expect(interrupted.complained).toContain("SIGINT");
});
