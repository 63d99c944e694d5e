import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzzSuite } from "./fuzz.suite.ts";
import { headersSuite } from "./headers.suite.ts";
import { hostileSuite } from "./hostile.suite.ts";
import { matrixSuite } from "./matrix.suite.ts";
import { badInputSuite } from "./badInput.suite.ts";
import { keysSuite } from "./keys.suite.ts";
import { openStage, type Stage } from "./stage.ts";
import { tokensSuite } from "./tokens.suite.ts";

describe("whoever comes, and whatever they send", () => {
  let opened: Stage | undefined;
  const stage = (): Stage => {
    if (opened === undefined) throw new Error("the stage is not open");
    return opened;
  };
  beforeAll(async () => {
    opened = await openStage();
  });
  afterAll(async () => opened?.close());

  matrixSuite(stage);
  badInputSuite(stage);
  hostileSuite(stage);
  tokensSuite(stage);
  keysSuite(stage);
  headersSuite(stage);
  fuzzSuite(stage);

  it("S0.30 no answer to anything that was asked showed an internal id", () => {
    expect(stage().leaks).toEqual([]);
  });
});
