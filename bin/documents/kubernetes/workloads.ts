type Json = Readonly<Record<string, unknown>>;

/** One program of the platform, in so many processes. */
export type Workload = {
  readonly name: string;
  readonly component: "gateway" | "context";
  /** The command of `bojagi` that it runs. */
  readonly command: string;
  readonly port: number;
  /** The ConfigMap with its settings, and the Secret with those that are secret. */
  readonly configuration: string;
  readonly secret?: string;
  /** What it is sure to have. An autoscaler's target is a share of it. */
  readonly cpu: string;
  /** Absent where an autoscaler says how many. */
  readonly replicas: number | undefined;
  /** The setting by which it signs passports, or checks them. */
  readonly passport: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Files that it finds in its data folder. */
  readonly keys: readonly string[];
};

const labelsOf = (name: string, component: string): Json => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/part-of": "bojagi",
  "app.kubernetes.io/component": component,
});
const selectorOf = (name: string): Json => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/part-of": "bojagi",
});

/** New processes are ready before old ones go. */
export function deployment(workload: Workload): Json {
  const { name, component, replicas } = workload;
  const labels = labelsOf(name, component);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: selectorOf(name) },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels }, spec: podOf(workload) },
    },
  };
}

const CONFINED: Json = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
const USER_ID = 1_000;

function podOf(workload: Workload): Json {
  const { keys } = workload;
  return {
    automountServiceAccountToken: false,
    // Longer than a process takes to end in order.
    terminationGracePeriodSeconds: 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER_ID,
      runAsGroup: USER_ID,
      fsGroup: USER_ID,
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...(keys.length === 0 ? {} : { initContainers: [keysInPlace] }),
    containers: [containerOf(workload)],
    volumes: [
      { name: "data", emptyDir: {} },
      { name: "tmp", emptyDir: {} },
      ...(keys.length === 0 ? [] : [keysVolume(keys)]),
    ],
  };
}

const keysVolume = (keys: readonly string[]): Json => ({
  name: "keys",
  secret: { secretName: "bojagi-keys", items: keys.map((key) => ({ key, path: key })) },
});

/** A process makes keys that it does not find, so it may write where they lie. */
const keysInPlace: Json = {
  name: "keys",
  image: "bojagi",
  command: ["sh", "-c", "mkdir -p /data/keys && cp -L /keys/* /data/keys/"],
  resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
  securityContext: CONFINED,
  volumeMounts: [
    { name: "data", mountPath: "/data" },
    { name: "keys", mountPath: "/keys", readOnly: true },
  ],
};

const containerOf = (workload: Workload): Json => ({
  name: workload.name,
  image: "bojagi",
  args: [workload.command],
  ports: [{ name: "http", containerPort: workload.port, protocol: "TCP" }],
  envFrom: [
    { configMapRef: { name: workload.configuration } },
    ...(workload.secret === undefined ? [] : [{ secretRef: { name: workload.secret } }]),
  ],
  env: [
    ...Object.entries(workload.environment).map(([name, value]) => ({ name, value })),
    {
      name: workload.passport,
      valueFrom: { secretKeyRef: { name: "bojagi-passport", key: workload.passport } },
    },
  ],
  startupProbe: { ...probe("/livez"), periodSeconds: 1, failureThreshold: 90 },
  livenessProbe: { ...probe("/livez"), periodSeconds: 5, failureThreshold: 3 },
  readinessProbe: { ...probe("/readyz"), periodSeconds: 1, failureThreshold: 2 },
  resources: {
    requests: { cpu: workload.cpu, memory: "160Mi" },
    limits: { memory: "512Mi" },
  },
  securityContext: CONFINED,
  volumeMounts: [
    { name: "data", mountPath: "/data" },
    { name: "tmp", mountPath: "/tmp" },
  ],
});

const probe = (path: string): Json => ({ httpGet: { path, port: "http" }, timeoutSeconds: 2 });

/**
 * A name for all instances. Those of a context have no cluster address: the gateway sees each of them
 * and chooses by itself. What is asked from outside has one, at `outsidePort`.
 */
export const service = (name: string, port: number, outsidePort?: number): Json => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, labels: selectorOf(name) },
  spec: {
    ...(outsidePort === undefined ? { clusterIP: "None" } : { type: "ClusterIP" }),
    selector: selectorOf(name),
    ports: [{ name: "http", port: outsidePort ?? port, targetPort: "http", protocol: "TCP" }],
  },
});

/** At most one at a time is taken away on purpose. */
export const budget = (name: string): Json => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name },
  spec: { maxUnavailable: 1, selector: { matchLabels: selectorOf(name) } },
});

export const autoscaler = (
  name: string,
  { cpuPercent, max }: { readonly cpuPercent: number; readonly max: number },
): Json => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    minReplicas: 1,
    maxReplicas: max,
    metrics: [
      {
        type: "Resource",
        resource: {
          name: "cpu",
          target: { type: "Utilization", averageUtilization: cpuPercent },
        },
      },
    ],
  },
});
