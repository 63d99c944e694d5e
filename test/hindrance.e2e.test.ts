/** A start that cannot succeed, as whoever starts it reads it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedPostgres } from "#store/embedded.ts";

async function started(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["bin/run.mjs", "src/main.ts"], {
    env: { PATH: process.env["PATH"], BOJAGI_WEB: "off", BOJAGI_SEED: "none", ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, lines: said.trimEnd().split("\n") };
}

test("a data folder in use and a port that is taken are told in one line each", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bojagi-hindrance-test-"));
  const server = await startEmbeddedPostgres({ directory: join(folder, "postgres") });
  const taken = createServer().listen(0, "127.0.0.1");
  try {
    expect(await started({ BOJAGI_DATA_DIR: folder, PORT: "0" })).toEqual({
      code: 1,
      lines: [expect.stringMatching(/ is in use by process \d+: stop that one, or .*DATA_DIR$/)],
    });
    const { port } = taken.address() as AddressInfo;
    const database = server.url("postgres");
    expect(
      await started({ BOJAGI_DATA_DIR: folder, PORT: String(port), DATABASE_URL: database }),
    ).toEqual({ code: 1, lines: [`port ${port} is taken: start this one with another PORT`] });
  } finally {
    taken.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
