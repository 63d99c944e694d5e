import { newToken, randomText } from "#kernel/ids.ts";
import type { Policies } from "#kernel/policies.ts";
import { impossible } from "#kernel/refusal.ts";
import type { World } from "#kernel/world.ts";
import type { Sent } from "#runtime/sending.ts";
import { type Exchange, signalOf } from "./exchange.ts";
import type { Group, Reads } from "./group.ts";
import type { Idempotency } from "./idempotency.ts";
import type { ReadCache } from "./readCache.ts";
import type { Identity, Tools } from "./route.ts";

/** How long a question waits for those it is put to, when they are other processes. */
const ASK_WAIT_MS = 5_000;

export type ToolsFor = {
  readonly group: Group;
  readonly reads: Reads;
  readonly cache: ReadCache;
  /** The caller told how far it has seen: nothing older is shown. */
  readonly mustBeFresh: boolean;
  readonly world: World;
  readonly policies: Policies;
  readonly exchange: Exchange;
  readonly idempotency: Idempotency | undefined;
  readonly waitMs: number;
};

/** What one request may use. `sent` tells what the group answered to its last command. */
export function toolsFor(given: ToolsFor): {
  readonly tools: Tools;
  readonly sent: () => Sent | undefined;
} {
  const { group, reads, world, policies, exchange, idempotency, waitMs } = given;
  let commands = 0;
  let last: Sent | undefined;
  const tools: Tools = {
    get identity(): Identity {
      return exchange.caller ?? impossible("a route for guests asks who the caller is");
    },
    get signal() {
      return signalOf(exchange);
    },
    caller: exchange.caller,
    actor: exchange.actor,
    send: async (draft, options) => {
      last = await group.send(draft, {
        actor: exchange.actor,
        requestId: exchange.requestId,
        traceparent: exchange.traceparent,
        idempotency: numbered(idempotency, commands++),
        fresh: options?.fresh,
        waitMs: Math.max(waitMs, options?.waitMs ?? 0),
      });
      return last;
    },
    ask: async (draft) => {
      const { actor, requestId, traceparent } = exchange;
      const asked = { actor, requestId, traceparent, waitMs: ASK_WAIT_MS };
      const { answer } = await group.send(draft, asked);
      return answer.settled ? answer : undefined;
    },
    read: reads.query,
    cached: given.mustBeFresh ? (_, __, make) => make() : given.cache,
    watch: group.watch,
    now: world.now,
    token: (kind) => newToken(kind, world),
    secret: (length) => randomText(length, world.random),
    policies,
  };
  return { tools, sent: () => last };
}

/** A route that gives several commands has an answer kept for each of them. */
const numbered = (
  idempotency: Idempotency | undefined,
  commands: number,
): Idempotency | undefined =>
  idempotency === undefined || commands === 0
    ? idempotency
    : { ...idempotency, answerId: `${idempotency.answerId}.${commands + 1}` };
