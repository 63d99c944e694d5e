import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, type Called } from "./calling.fixture.ts";
import { JUN, type Running, startShop } from "./server.fixture.ts";

let running: Running;
let mina: string;
let jun: string;

beforeAll(async () => {
  running = await startShop();
  mina = await running.tokenOf("member");
  jun = await running.tokenOf("member", JUN);
});
afterAll(() => running.server.close());

const codeOf = ({ status, body }: Called) => `${status} ${String(body["code"])}`;
const place = (key: string, price: number, headers: Record<string, string> = {}, token = mina) =>
  call(running.url, "POST", "/api/parcels", { token, key, body: { price }, headers });

function gate(): () => void {
  let open = () => {};
  running.shop.mood.gate = new Promise((resolve) => (open = resolve));
  return open;
}

describe("a key makes a write happen once", () => {
  test("the same key and body give the first answer again", async () => {
    const first = await place("once", 5);
    const again = await place('"once"', 5);
    expect(again.text).toBe(first.text);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("a refusal is kept like any other answer", async () => {
    expect(codeOf(await place("refused", 999))).toBe("409 STOCK_INSUFFICIENT");
    const again = await place("refused", 999);
    expect(codeOf(again)).toBe("409 STOCK_INSUFFICIENT");
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("another body under the key is refused, another member's key is another key", async () => {
    await place("mine", 5);
    expect(codeOf(await place("mine", 6))).toBe("422 IDEMPOTENCY_KEY_REUSED");
    expect((await place("mine", 6, {}, jun)).status).toBe(201);
  });

  test("the client's own request id is a key too, the same one", async () => {
    const body = { price: 5 };
    const headers = { "x-request-id": "by-id" };
    const byId = await call(running.url, "POST", "/api/parcels", { token: mina, body, headers });
    expect(byId.status).toBe(201);
    expect((await place("by-id", 5)).text).toBe(byId.text);
  });

  test.each(['"open', "two words", "x".repeat(256)])("%s is no key", async (key) => {
    const answer = await place(key, 5);
    expect(answer.body).toMatchObject({
      code: "COMMON_INVALID_PARAMETER",
      errors: [{ field: "Idempotency-Key" }],
    });
  });

  test("while the first is at work, the others are told to wait", async () => {
    const open = gate();
    const before = running.shop.sent.length;
    const first = place("slow", 5);
    await expect.poll(() => running.shop.sent.length).toBe(before + 1);
    let other = await place("slow", 5);
    expect(codeOf(other)).toBe("409 REQUEST_IN_PROGRESS");
    expect(other.headers.get("retry-after")).toBe("1");
    open();
    expect((await first).status).toBe(201);
    other = await place("slow", 5);
    expect(other.headers.get("idempotent-replayed")).toBe("true");
  });

  test("a hundred at once are one write", async () => {
    const before = running.shop.rows.size;
    const answers = await Promise.all(Array.from({ length: 100 }, () => place("hundred", 5)));
    const statuses = new Set(answers.map(codeOf));
    expect([...statuses].every((code) => /^(201|409 REQUEST_IN_PROGRESS)/.test(code))).toBe(true);
    expect(
      new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size,
    ).toBe(1);
    expect(running.shop.rows.size).toBe(before + 1);
  });
});

describe("without a key", () => {
  const path = "/api/parcels/ord_0000000000000000";
  const note = (text: string, token = mina) =>
    call(running.url, "PATCH", path, { token, body: { note: text } });

  test("the same write of the same member within a second is a duplicate", async () => {
    expect(codeOf(await note("a"))).toBe("404 COMMON_ENTITY_NOT_FOUND");
    const again = await note("a");
    expect(codeOf(again)).toBe("429 DUPLICATE_REQUEST");
    expect(again.headers.get("retry-after")).toBe("1");
    expect((await note("b")).status).toBe(404);
    expect((await note("a", jun)).status).toBe(404);
  });
});

describe("waiting for the outcome", () => {
  test("is asked for by Prefer, and never for longer than half a minute", async () => {
    const answer = await place("wait", 5, { prefer: "respond-async, wait=7" });
    expect(answer.headers.get("preference-applied")).toBe("wait=7");
    expect(running.shop.sent.at(-1)?.waitMs).toBe(7_000);
    await place("wait-long", 5, { prefer: "wait=3600" });
    expect(running.shop.sent.at(-1)?.waitMs).toBe(30_000);
    const plain = await place("no-wait", 5);
    expect(plain.headers.get("preference-applied")).toBeNull();
    expect(running.shop.sent.at(-1)?.waitMs).toBe(0);
  });
});

describe("the position", () => {
  const read = (position: string) =>
    call(running.url, "GET", "/api/parcels", { headers: { "bojagi-position": position } });

  test("an answer gave lets a read see that write", async () => {
    const written = await place("position", 5);
    const position = String(written.headers.get("bojagi-position"));
    const seen = await read(position);
    expect(seen.status).toBe(200);
    expect(seen.headers.get("bojagi-position-reached")).toBeNull();
  });

  test("that is not reached in time is said, and the read is served", async () => {
    const ahead = Buffer.from("parcel/3/999999").toString("base64url");
    const seen = await read(ahead);
    expect(seen.status).toBe(200);
    expect(seen.headers.get("bojagi-position-reached")).toBe("false");
  });

  test("that we never gave is refused", async () => {
    expect(codeOf(await read("nonsense"))).toBe("400 COMMON_INVALID_PARAMETER");
  });
});
