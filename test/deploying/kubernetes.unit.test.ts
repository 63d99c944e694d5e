import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { CONTEXT_NAMES } from "#contexts/names.ts";
import { faultsIn, FOLDER, ofKind, type Resource, resourcesOfFolder } from "./manifests.ts";

const all = resourcesOfFolder();
const namesOf = (kind: string) => ofKind(all, kind).map(({ metadata }) => metadata.name);
const EVERYBODY = ["gateway", ...CONTEXT_NAMES].toSorted();

describe("the Kubernetes manifests", () => {
  test("S1.50 are valid: kinds, selectors, ports, volumes, and settings that the program knows", () => {
    expect(faultsIn(all)).toEqual([]);
  });

  test("S1.50 have every context and the gateway, each with a name and a budget", () => {
    for (const kind of ["Deployment", "Service", "PodDisruptionBudget"]) {
      expect(namesOf(kind).toSorted(), kind).toEqual(EVERYBODY);
    }
    for (const { metadata, spec } of ofKind(all, "Deployment")) {
      const [{ args, env }] = spec.template.spec.containers;
      const contexts = env.find(({ name }) => name === "BOJAGI_CONTEXTS")?.value;
      const expected =
        metadata.name === "gateway" ? ["gateway", undefined] : ["serve", metadata.name];
      expect([...args, contexts]).toEqual(expected);
    }
  });

  test("S1.50 let the gateway find each context at the name and port of its service", () => {
    const { data } =
      ofKind(all, "ConfigMap").find((it) => it.metadata.name === "bojagi-gateway") ?? {};
    const instances = JSON.parse(data?.["BOJAGI_INSTANCES"] ?? "{}") as Record<string, string[]>;
    const services = ofKind(all, "Service").filter(({ metadata }) => metadata.name !== "gateway");
    expect(instances).toEqual(
      Object.fromEntries(
        services.map(({ metadata: { name }, spec }) => [
          name,
          [`http://${name}:${spec.ports[0].port}`],
        ]),
      ),
    );
  });

  test("S1.50 are all named by the kustomization, except the secrets, of which none is here", () => {
    const [kustomization] = ofKind(all, "Kustomization");
    const listed = kustomization?.resources ?? [];
    expect(listed.filter((file) => !existsSync(join(FOLDER, file)))).toEqual([]);
    expect(listed).not.toContain("secrets.example.yaml");
    expect(listed.length).toBe(CONTEXT_NAMES.length + 2);
    const values = ofKind(all, "Secret").flatMap(({ stringData }) => Object.values(stringData));
    expect(new Set(values)).toEqual(new Set(["<fill in>"]));
  });

  test("S4.19 let payment grow to ten at a CPU target of 15 %, and nobody else says how many", () => {
    const [scaler, ...others] = ofKind(all, "HorizontalPodAutoscaler");
    expect(others).toEqual([]);
    expect(scaler?.spec).toMatchObject({ scaleTargetRef: { name: "payment" }, maxReplicas: 10 });
    expect(scaler?.spec.metrics[0].resource.target.averageUtilization).toBe(15);
    const payment = ofKind(all, "Deployment").find(({ metadata }) => metadata.name === "payment");
    expect(payment?.spec.replicas).toBeUndefined();
    expect(payment?.spec.template.spec.containers[0].resources.requests["cpu"]).toMatch(/^\d+m$/);
  });
});

type Planted = (text: string) => string;
test.each<[string, Planted, RegExp]>([
  ["a probe of another path", (text) => text.replaceAll("/readyz", "/ready"), /readinessProbe/],
  [
    "a setting that is none",
    (text) => text.replaceAll("BOJAGI_JWKS_URL", "BOJAGI_JWKS"),
    /no setting/,
  ],
  [
    "a value that makes no sense",
    (text) => text.replaceAll("nats://", "gnats://"),
    /BOJAGI_BUS is/,
  ],
  [
    "a missing secret",
    (text) => text.replaceAll('"key":"signing.json"', '"key":"sign.json"'),
    /sign\.json/,
  ],
  [
    "a process of root",
    (text) => text.replaceAll('"runAsNonRoot":true', '"runAsNonRoot":false'),
    /runAs/,
  ],
  [
    "a selector of nobody",
    (text) =>
      text.replace(
        '"selector":{"app.kubernetes.io/name":"order"',
        '"selector":{"app.kubernetes.io/name":"odor"',
      ),
    /Service order selects/,
  ],
])("%s in the manifests is found", (_, plant, found) => {
  const text = JSON.stringify(all);
  const planted = plant(text);
  expect(planted).not.toBe(text);
  expect(faultsIn(JSON.parse(planted) as Resource[]).join("\n")).toMatch(found);
});

test("S1.50 where there is no kubectl, the smoke test says that nothing was checked", () => {
  const ran = spawnSync("/bin/bash", [join(FOLDER, "smoke.sh")], {
    env: { PATH: "/nowhere" },
    encoding: "utf8",
  });
  expect([ran.status, ran.stdout]).toEqual([3, expect.stringContaining("nothing was checked")]);
});

test("the image runs what the manifests ask for, as nobody special", () => {
  const dockerfile = readFileSync(resolve(FOLDER, "../Dockerfile"), "utf8");
  expect(dockerfile).toContain('ENTRYPOINT ["node", "bin/bojagi.mjs"]');
  expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
});
