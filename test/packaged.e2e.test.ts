/** The platform as it is handed over: one file, unpacked somewhere, with its libraries beside it. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onceOnly } from "./town/people.ts";
import { freePort, type TownProcess, townProcess } from "./town/processes.ts";
import { rawRequest } from "./town/requests.ts";

const ROOT = resolve(import.meta.dirname, "..");
const OPERATOR = { email: "operator@shop.example", password: "of-the-package" };
const MINA = { email: "mina@people.example", password: "of-mina-alone" };

let base: string;
let folder: string;
let configuration: string;
let platform: TownProcess;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "bojagi-packaged-"));
  // The account of PostgreSQL, where we are root, has to pass.
  await chmod(base, 0o755);
  const told = execFileSync(process.execPath, ["bin/package.mjs", "--into", base], { cwd: ROOT });
  execFileSync("tar", ["-xzf", told.toString().trim(), "-C", base]);
  await rm(join(base, "bojagi"), { recursive: true });
  folder = join(base, "package");
  await linkLibraries();
  await mkdir(join(base, "data"), { mode: 0o755 });
  configuration = join(base, "settings.json");
  await writeFile(configuration, JSON.stringify({ BOJAGI_ORIGINS: "https://old.example" }));
  platform = townProcess({
    contexts: [],
    port: await freePort(),
    databaseUrl: "",
    folder,
    environment: {
      BOJAGI_CONFIG: configuration,
      BOJAGI_DATA_DIR: join(base, "data"),
      BOJAGI_OPERATOR: `${OPERATOR.email}:${OPERATOR.password}`,
      BOJAGI_SEED: "none",
      BOJAGI_WEB: "on",
    },
  });
  await platform.start();
}, 120_000);
afterAll(async () => {
  await platform.stop();
  await rm(base, { recursive: true, force: true });
});

/** As an installation leaves them, and without what others bundled. */
async function linkLibraries(): Promise<void> {
  await mkdir(join(folder, "node_modules"));
  const libraries = readdirSync(join(ROOT, "node_modules")).filter((name) => name !== ".cache");
  for (const name of libraries) {
    await symlink(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  }
}

const post = async <T>(path: string, body: unknown, token?: string): Promise<T> => {
  const posted = { body, token, headers: onceOnly() };
  const answer = await rawRequest(platform.url, "POST", path, posted);
  expect(answer.status, path).toBeLessThan(300);
  return answer.body as T;
};
const get = (path: string, asked: Parameters<typeof rawRequest>[3] = {}) =>
  rawRequest(platform.url, "GET", path, asked);

/** Every file of the package, without the libraries beside it. */
const packed = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith("node_modules/"))
    .toSorted();

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of packed()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

test("S4.18 what was packed starts with node alone, answers, and has its pages built", async () => {
  expect((await get("/readyz")).status).toBe(200);
  expect((await get("/api/items")).status).toBe(200);
  const page = await get("/", { headers: { accept: "text/html" } });
  const [script = ""] = /\/assets\/[\w.-]+\.js/.exec(String(page.body)) ?? [];
  expect((await get(script)).headers.get("content-type")).toContain("javascript");
  expect(packed()).toContain("src/main.ts");
  expect(packed().filter((path) => /\.test\.ts$|^(test|bench)\//.test(path))).toEqual([]);
});

test("S4.18 one command builds, tests and packages, and the pipeline runs it", () => {
  const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
  expect(read(".github/workflows/check.yml")).toContain("run: bash .ci/run");
  expect(read(".ci/run")).toMatch(/^exec bash bin\/check$/m);
  for (const step of ["suite tests npm test", "step package npm run --silent package"]) {
    expect(read("bin/check")).toContain(`\n${step}\n`);
  }
  expect(JSON.parse(read("package.json"))).toMatchObject({
    scripts: { check: "bin/check", package: "node bin/package.mjs" },
  });
});

test("S4.22 another configuration needs no other build, and a restart keeps the data", async () => {
  const build = fingerprint();
  await post("/api/members", { ...MINA, name: "Mina", phone: "010-1234-5678" });
  const { accessToken: token } = await post<{ accessToken: string }>("/api/sessions", MINA);
  await post("/api/wallet/charges", { amount: 7_000 }, token);
  expect(await configured()).toEqual({ old: true, new: false, autoPay: "false" });

  await platform.stop();
  await writeFile(configuration, JSON.stringify({ BOJAGI_ORIGINS: "https://new.example" }));
  await platform.start({ BOJAGI_POLICIES: '{"order.autoPay":true}' });

  expect(await configured()).toEqual({ old: false, new: true, autoPay: "true" });
  expect((await get("/api/wallet", { token })).body).toMatchObject({ balance: 7_000 });
  expect(fingerprint()).toBe(build);
}, 60_000);

/** Which pages of others may ask, as the file says; and a policy, as the environment does. */
async function configured() {
  const mayAsk = async (origin: string) =>
    (await get("/api/items", { headers: { origin } })).headers.get(
      "access-control-allow-origin",
    ) === origin;
  const { accessToken: token } = await post<{ accessToken: string }>("/api/sessions", OPERATOR);
  const { policies } = (await get("/ops/policies", { token })).body as Policies;
  return {
    old: await mayAsk("https://old.example"),
    new: await mayAsk("https://new.example"),
    autoPay: policies.find(({ name }) => name === "order.autoPay")?.value,
  };
}
type Policies = {
  readonly policies: readonly { readonly name: string; readonly value: unknown }[];
};
