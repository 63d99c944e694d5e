import { describe, expect, it } from "vitest";
import type { Done } from "#runtime/committing.ts";
import { contexts } from "../../bin/messages.ts";
import { arrowsInto, trafficOf } from "./traffic.ts";

const names = contexts.map(({ name }) => name);
const SECOND_MS = 1_000;

/** What the loop says of a commit, as far as it is counted. */
const commit = (said: Partial<Pick<Done, "stated" | "roots">>): Done =>
  ({ stated: [], roots: [], ...said }) as never;
const stated = (context: string, type: string) => ({
  context,
  definition: contexts
    .flatMap(({ reactions }) => reactions)
    .find(({ definition }) => definition.type === type)?.definition,
});

describe("the arrows of the map", () => {
  it("are those of the reactions: facts to who hears them, commands from who may send them", () => {
    const arrows = arrowsInto(names, contexts);
    const typesOf = (from: string, to: string, kind: string) =>
      arrows.find((arrow) => arrow.from === from && arrow.to === to && arrow.kind === kind)?.types;
    expect(typesOf("order", "catalog", "fact")).toContain("order.placed");
    expect(typesOf("order", "payment", "command")).toContain("payment.charge");
    expect(typesOf("wallet", "order", "fact")).toBeUndefined();
    expect(arrows.filter(({ from, to }) => from === to)).toEqual([]);
  });

  it("end at the contexts of the process that is asked: all processes tell each arrow once", () => {
    const whole = arrowsInto(names, contexts);
    const parts = names.flatMap((name) => arrowsInto([name], contexts));
    expect(parts).toEqual(whole);
  });
});

describe("what passes along an arrow", () => {
  it("is counted for whoever takes it, over the last five whole seconds", () => {
    let now = 100 * SECOND_MS;
    const traffic = trafficOf(arrowsInto(names, contexts), () => now);
    const placed = commit({ stated: [stated("order", "order.placed")] as never });
    for (let times = 0; times < 10; times++) traffic.committed(placed);
    const toCatalog = { from: "order", to: "catalog", kind: "fact" } as const;
    expect(traffic.along(toCatalog)).toEqual({ total: 10, perSecond: 0 });
    now += SECOND_MS;
    expect(traffic.along(toCatalog)).toEqual({ total: 10, perSecond: 2 });
    expect(traffic.along({ ...toCatalog, to: "delivery" }).total).toBe(0);
    now += 5 * SECOND_MS;
    expect(traffic.along(toCatalog)).toEqual({ total: 10, perSecond: 0 });
  });

  it("comes from another process, and is counted for those it came to", () => {
    const traffic = trafficOf(arrowsInto(["catalog", "coupon"], contexts), () => 0);
    const { definition } = stated("order", "order.placed");
    const arrival = { lane: { stream: "order", slot: 0 }, consumers: ["catalog"] };
    traffic.committed(commit({ roots: [{ definition, arrival }] as never }));
    const along = (to: string) => traffic.along({ from: "order", to, kind: "fact" }).total;
    expect([along("catalog"), along("coupon")]).toEqual([1, 0]);
  });

  it("begins with a request, a deadline or the answer of an outside call", () => {
    const traffic = trafficOf(arrowsInto(names, contexts), () => 0);
    const { definition } = stated("order", "payment.charge");
    const deadline = { context: "payment", key: "look/1" };
    traffic.committed(
      commit({
        roots: [
          { definition, request: {} },
          { definition, deadline },
        ] as never,
      }),
    );
    const into = (["request", "deadline", "task"] as const).map(
      (entry) => traffic.into("payment", entry).total,
    );
    expect(into).toEqual([1, 1, 0]);
  });
});
