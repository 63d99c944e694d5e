import { silent } from "#runtime/log.ts";
import { benchOf } from "../bench.fixture.ts";
import { busSuite } from "../bus.suite.ts";
import { postgresBus } from "./postgres.ts";

busSuite("postgres", () =>
  benchOf(({ world, claims, logUrl }) =>
    postgresBus({ world, log: silent, claims, urlOf: () => logUrl }),
  ),
);
