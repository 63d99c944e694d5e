import { expect, test } from "vitest";
import { REFUSAL_CODES, refuse } from "#kernel/refusal.ts";
import { EXPLANATIONS } from "./explanations.ts";
import { problemPage } from "./pages.ts";
import { problemOf } from "./problem.ts";
import { TITLES } from "./titles.ts";

const occurrence = {
  requestId: "a b?",
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  language: "ko",
  publicUrl: "https://shop.example",
} as const;

test.each(REFUSAL_CODES)("%s has a status, two titles, two explanations and a page", (code) => {
  const [status, ko, en] = TITLES[code];
  const [koText, enText] = EXPLANATIONS[code];
  expect(status).toBeGreaterThanOrEqual(400);
  expect(ko).toMatch(/[가-힣]/);
  expect(en).toMatch(/^[A-Z][A-Za-z ]+$/);
  expect(koText).toMatch(/[가-힣].*\.$/);
  expect(enText).toMatch(/\.$/);
  expect(problemPage(code)?.content).toContain(koText);
});

test("what is no code has no page", () => {
  expect(problemPage("toString")).toBeUndefined();
});

test("a problem has the members of the requirements, in the language asked for", () => {
  const details = [{ line: 2, code: "SHORT", values: { available: 1 } }];
  expect(problemOf(refuse("STOCK_INSUFFICIENT", details), occurrence)).toEqual({
    type: "https://shop.example/problems/STOCK_INSUFFICIENT",
    title: "재고 부족",
    status: 409,
    detail: "요청한 수량만큼 재고가 없습니다.",
    instance: "urn:bojagi:request:a%20b%3F",
    code: "STOCK_INSUFFICIENT",
    requestId: "a b?",
    traceId: "0af7651916cd43dd8448eb211c80319c",
    errors: [
      { line: 2, code: "SHORT", values: { available: 1 }, message: "조건에 맞지 않습니다." },
    ],
  });
  const english = problemOf(refuse("STOCK_INSUFFICIENT"), { ...occurrence, language: "en" });
  expect(english).toMatchObject({ title: "Not enough stock" });
  expect(english).not.toHaveProperty("errors");
});

test("without a trace the trace id follows from the request id", () => {
  const untraced = { ...occurrence, traceparent: undefined };
  const { traceId } = problemOf(refuse("AUTH_FORBIDDEN"), untraced);
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(problemOf(refuse("AUTH_FORBIDDEN"), untraced).traceId).toBe(traceId);
});
