import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { listOf, optional, record, type Shape, text } from "#kernel/schema.ts";

/** As much of each kind as our manifests use, and nothing else: a slip of the pen fits none of it. */
const name = () => Type.String({ pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" });
const is = <T extends string | number | boolean>(value: T) => Type.Literal(value);
const port = () => Type.Integer({ minimum: 1, maximum: 65_535 });
const cpu = () => Type.String({ pattern: "^\\d+m$" });
const memory = () => Type.String({ pattern: "^\\d+Mi$" });
const texts = () => Type.Record(Type.String({ pattern: "^[A-Za-z0-9._-]+$" }), Type.String());
const labels = () =>
  Type.Record(Type.String({ pattern: "^app\\.kubernetes\\.io/[a-z-]+$" }), name());
const meta = record({ name: name(), namespace: optional(name()), labels: optional(labels()) });
const selector = record({ matchLabels: labels() });

const probe = (path: "/livez" | "/readyz") =>
  record({
    httpGet: record({ path: is(path), port: is("http") }),
    timeoutSeconds: Type.Integer({ minimum: 1 }),
    periodSeconds: Type.Integer({ minimum: 1 }),
    failureThreshold: Type.Integer({ minimum: 1 }),
  });
const confined = record({
  allowPrivilegeEscalation: is(false),
  readOnlyRootFilesystem: is(true),
  capabilities: record({ drop: Type.Tuple([is("ALL")]) }),
});
const resources = record({
  requests: record({ cpu: cpu(), memory: memory() }),
  limits: record({ memory: memory() }),
});
const mounts = listOf(
  record({ name: name(), mountPath: text(), readOnly: optional(Type.Boolean()) }),
  10,
  1,
);
const environment = listOf(
  Type.Union([
    record({ name: text(), value: text() }),
    record({
      name: text(),
      valueFrom: record({ secretKeyRef: record({ name: name(), key: text() }) }),
    }),
  ]),
);
const container = record({
  name: name(),
  image: is("bojagi"),
  args: listOf(text(), 3, 1),
  ports: Type.Tuple([record({ name: is("http"), containerPort: port(), protocol: is("TCP") })]),
  envFrom: listOf(
    Type.Union([
      record({ configMapRef: record({ name: name() }) }),
      record({ secretRef: record({ name: name() }) }),
    ]),
    2,
    1,
  ),
  env: environment,
  startupProbe: probe("/livez"),
  livenessProbe: probe("/livez"),
  readinessProbe: probe("/readyz"),
  resources,
  securityContext: confined,
  volumeMounts: mounts,
});
const pod = record({
  automountServiceAccountToken: is(false),
  terminationGracePeriodSeconds: Type.Integer({ minimum: 26 }),
  securityContext: record({
    runAsNonRoot: is(true),
    runAsUser: Type.Integer({ minimum: 1 }),
    runAsGroup: Type.Integer({ minimum: 1 }),
    fsGroup: Type.Integer({ minimum: 1 }),
    seccompProfile: record({ type: is("RuntimeDefault") }),
  }),
  initContainers: optional(
    Type.Tuple([
      record({
        name: name(),
        image: is("bojagi"),
        command: listOf(text(), 3, 1),
        resources,
        securityContext: confined,
        volumeMounts: mounts,
      }),
    ]),
  ),
  containers: Type.Tuple([container]),
  volumes: listOf(
    Type.Union([
      record({ name: name(), emptyDir: record({}) }),
      record({
        name: name(),
        secret: record({
          secretName: name(),
          items: listOf(record({ key: text(), path: text() }), 10, 1),
        }),
      }),
    ]),
  ),
});

const kind = (apiVersion: string, called: string, rest: Record<string, Shape>) =>
  record({ apiVersion: is(apiVersion), kind: is(called), ...rest });

const KINDS: Readonly<Record<string, Shape>> = {
  Kustomization: kind("kustomize.config.k8s.io/v1beta1", "Kustomization", {
    namespace: name(),
    resources: listOf(text(), 50, 1),
    images: listOf(record({ name: is("bojagi"), newTag: text() })),
  }),
  Namespace: kind("v1", "Namespace", { metadata: meta }),
  ConfigMap: kind("v1", "ConfigMap", { metadata: meta, data: texts() }),
  Secret: kind("v1", "Secret", { metadata: meta, type: is("Opaque"), stringData: texts() }),
  Service: kind("v1", "Service", {
    metadata: meta,
    spec: record({
      clusterIP: optional(is("None")),
      type: optional(is("ClusterIP")),
      selector: labels(),
      ports: Type.Tuple([
        record({
          name: is("http"),
          port: port(),
          targetPort: is("http"),
          protocol: is("TCP"),
        }),
      ]),
    }),
  }),
  Deployment: kind("apps/v1", "Deployment", {
    metadata: meta,
    spec: record({
      replicas: optional(Type.Integer({ minimum: 1 })),
      selector,
      strategy: record({
        type: is("RollingUpdate"),
        rollingUpdate: record({ maxSurge: is(1), maxUnavailable: is(0) }),
      }),
      template: record({ metadata: record({ labels: labels() }), spec: pod }),
    }),
  }),
  PodDisruptionBudget: kind("policy/v1", "PodDisruptionBudget", {
    metadata: meta,
    spec: record({ maxUnavailable: is(1), selector }),
  }),
  NetworkPolicy: kind("networking.k8s.io/v1", "NetworkPolicy", {
    metadata: meta,
    spec: record({
      podSelector: selector,
      policyTypes: Type.Tuple([is("Ingress")]),
      ingress: listOf(
        record({
          from: listOf(record({ podSelector: selector }), 5, 1),
          ports: listOf(record({ port: port(), protocol: is("TCP") }), 5, 1),
        }),
        5,
        1,
      ),
    }),
  }),
  HorizontalPodAutoscaler: kind("autoscaling/v2", "HorizontalPodAutoscaler", {
    metadata: meta,
    spec: record({
      scaleTargetRef: record({ apiVersion: is("apps/v1"), kind: is("Deployment"), name: name() }),
      minReplicas: Type.Integer({ minimum: 1 }),
      maxReplicas: Type.Integer({ minimum: 1 }),
      metrics: Type.Tuple([
        record({
          type: is("Resource"),
          resource: record({
            name: is("cpu"),
            target: record({
              type: is("Utilization"),
              averageUtilization: Type.Integer({ minimum: 1, maximum: 100 }),
            }),
          }),
        }),
      ]),
    }),
  }),
};

/** Where a resource is not of its kind: paths in it. */
export function misfits(resource: { readonly kind: string }): readonly string[] {
  const shape = KINDS[resource.kind];
  if (shape === undefined) return [`${resource.kind} is no kind of ours`];
  const validator = Compile(shape);
  if (validator.Check(resource)) return [];
  return validator
    .Errors(resource)
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
}
