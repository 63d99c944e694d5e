import type { Access, Route } from "#http/route.ts";
import type { Declared } from "#kernel/message.ts";
import { routes } from "./client.ts";
import { messages } from "./messages.ts";

/** A JSON Schema, as it stands in the snapshot. */
export type ShapeJson = Readonly<Record<string, unknown>>;
export type MessageContract = Omit<Declared, "type" | "shape"> & { readonly shape: ShapeJson };
export type RouteContract = {
  readonly context: string;
  readonly access: Access;
  readonly idempotency?: "required";
  readonly params?: ShapeJson;
  readonly query?: ShapeJson;
  readonly body?: ShapeJson;
  /** By status; null for an answer without a body. */
  readonly answers: Readonly<Record<string, ShapeJson | null>>;
};

/** Everything that others rely on: the messages by type, the routes by method and path. */
export type Contracts = {
  readonly messages: Readonly<Record<string, MessageContract>>;
  readonly routes: Readonly<Record<string, RouteContract>>;
};

/** The contracts as the code says them now. */
export function currentContracts(): Contracts {
  const told = {
    messages: Object.fromEntries(
      messages.map((message) => [message.type, messageContract(message)]),
    ),
    routes: Object.fromEntries(
      routes()
        .map((route) => [`${route.path} ${route.method}`, routeContract(route)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
  // As a reader of the file finds them: without what is undefined, and without the schemas' symbols.
  return JSON.parse(JSON.stringify(told)) as Contracts;
}

/** The snapshot. */
export const contractsDocument = (): string => printed(currentContracts());

/** JSON with a line for each thing that fits one. */
export const printed = (value: unknown): string => `${textOf(value, "")}\n`;

const messageContract = ({ kind, context, version, shape }: Declared) => ({
  kind,
  context,
  version,
  shape,
});

const routeContract = ({ context, access, idempotency, params, query, body, answers }: Route) => ({
  context,
  access,
  idempotency,
  params,
  query,
  body,
  answers,
});

const LINE_CHARACTERS_MAX = 100;

function textOf(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  const fits = indent.length + line.length <= LINE_CHARACTERS_MAX;
  if (fits || typeof value !== "object" || value === null) return line;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((part) => deeper + textOf(part, deeper))
    : Object.entries(value).map(
        ([name, part]) => `${deeper}${JSON.stringify(name)}: ${textOf(part, deeper)}`,
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}
