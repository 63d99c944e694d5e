import { parseYaml } from "@redocly/openapi-core";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { BadSetting, readSettings } from "#src/settings.ts";
import { misfits } from "./kinds.ts";

export const FOLDER = resolve(import.meta.dirname, "../../deploy/kubernetes");

type Labels = Readonly<Record<string, string>>;
type Texts = Readonly<Record<string, string>>;
export type Variable = {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
};
type Container = {
  readonly args: readonly string[];
  readonly ports: readonly [{ readonly containerPort: number }];
  readonly env: readonly Variable[];
  readonly envFrom: readonly {
    readonly configMapRef?: { readonly name: string };
    readonly secretRef?: { readonly name: string };
  }[];
  readonly resources: { readonly requests: Texts };
  readonly volumeMounts: readonly { readonly name: string }[];
};
type Volume = {
  readonly name: string;
  readonly secret?: { readonly secretName: string; readonly items: readonly { key: string }[] };
};
/** A resource that fits the schema of its kind; each kind has some of it. */
export type Resource = {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly resources: readonly string[];
  readonly data: Texts;
  readonly stringData: Texts;
  readonly spec: {
    readonly replicas?: number;
    readonly selector: Labels & { readonly matchLabels?: Labels };
    readonly podSelector: { readonly matchLabels: Labels };
    readonly ports: readonly [{ readonly port: number }];
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: { readonly containers: readonly [Container]; readonly volumes: Volume[] };
    };
    readonly scaleTargetRef: { readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: readonly [
      { readonly resource: { readonly target: { readonly averageUtilization: number } } },
    ];
  };
};

/** Every resource of every file of the folder. */
export const resourcesOfFolder = (): readonly Resource[] =>
  readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .toSorted()
    .flatMap((file) => readFileSync(join(FOLDER, file), "utf8").split(/^---$/m))
    .map((text) => parseYaml(text) as Resource);

export const ofKind = (all: readonly Resource[], kind: string): readonly Resource[] =>
  all.filter((resource) => resource.kind === kind);

/** What is wrong with the manifests as a whole, in words. */
export function faultsIn(all: readonly Resource[]): readonly string[] {
  const shapes = all.flatMap((resource) =>
    misfits(resource).map((place) => `${resource.kind} ${resource.metadata?.name}: ${place}`),
  );
  if (shapes.length > 0) return shapes;
  return [...strayingSelectors(all), ...ofKind(all, "Deployment").flatMap((it) => inside(it, all))];
}

/** Whatever selects pods selects those of the deployment of its name. */
function strayingSelectors(all: readonly Resource[]): readonly string[] {
  const podLabels = ofKind(all, "Deployment").map(({ spec }) => spec.template.metadata.labels);
  return ["Deployment", "Service", "PodDisruptionBudget"].flatMap((kind) =>
    ofKind(all, kind)
      .filter(({ metadata, spec }) => {
        const wanted = Object.entries(spec.selector.matchLabels ?? spec.selector);
        const chosen = podLabels.filter((labels) =>
          wanted.every(([label, value]) => labels[label] === value),
        );
        const [only] = chosen;
        return chosen.length !== 1 || only?.["app.kubernetes.io/name"] !== metadata.name;
      })
      .map(({ metadata }) => `${kind} ${metadata.name} selects other pods than its own`),
  );
}

/** What a deployment's container is told: settings that exist, make sense, and lie where it says. */
function inside(
  { metadata: { name }, spec }: Resource,
  all: readonly Resource[],
): readonly string[] {
  const [container] = spec.template.spec.containers;
  const { volumes } = spec.template.spec;
  const named = (kind: string, of: string | undefined) =>
    ofKind(all, kind).find(({ metadata }) => metadata.name === of);
  const maps = container.envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []);
  const sets = container.envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []);
  const references = [
    ...container.env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []),
    ...volumes.flatMap(({ secret }) =>
      (secret?.items ?? []).map(({ key }) => ({ name: secret?.secretName ?? "", key })),
    ),
  ];
  const given = {
    ...Object.assign({}, ...maps.map((map) => named("ConfigMap", map)?.data)),
    ...Object.fromEntries(container.env.map(({ name: key, value }) => [key, value])),
  } as Record<string, string | undefined>;
  const secretNames = sets.flatMap((set) => Object.keys(named("Secret", set)?.stringData ?? {}));
  return [
    ...maps.filter((map) => named("ConfigMap", map) === undefined),
    ...sets.filter((set) => named("Secret", set) === undefined),
    ...references
      .filter(({ name: secret, key }) => named("Secret", secret)?.stringData[key] === undefined)
      .map(({ name: secret, key }) => `${secret}/${key}`),
    ...container.volumeMounts
      .map((mount) => mount.name)
      .filter((mount) => !volumes.some((volume) => volume.name === mount)),
  ]
    .map((missing) => `${name}: ${missing} is not there`)
    .concat(settingFaults(name, given, secretNames))
    .concat(
      given["PORT"] === String(container.ports[0].containerPort) ? [] : [`${name}: another port`],
    );
}

const OF_THE_SYSTEM = new Set(["NODE_OPTIONS"]);

function settingFaults(
  name: string,
  given: Readonly<Record<string, string | undefined>>,
  secretNames: readonly string[],
): readonly string[] {
  const known = Object.keys(readSettings({}));
  const unknown = [...Object.keys(given), ...secretNames]
    .filter((setting) => !known.includes(setting) && !OF_THE_SYSTEM.has(setting))
    .map((setting) => `${name}: ${setting} is no setting`);
  try {
    readSettings(given);
    return unknown;
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error;
    return [...unknown, `${name}: ${error.message}`];
  }
}
