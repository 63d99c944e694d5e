/** How often one member, or one address, may ask: token buckets in this process's memory. */
import type { Policies } from "#kernel/policies.ts";
import { rememberingMap } from "./remembering.ts";

/** Takes one request from a bucket: 0, or how long to wait until there is room for one. */
type Take = (name: string) => number;

export type RateLimits = {
  readonly ofMember: (memberId: string, isWrite: boolean) => number;
  readonly ofAddress: (address: string, isWrite: boolean) => number;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Who was not seen for longer than that many others is forgotten, and begins with a full bucket. */
const REMEMBERED_MAX = 50_000;

export function rateLimitsOf(policies: Policies, monotonic: () => number): RateLimits {
  const bucketsOf = (count: number, withinMs: number, burst: number): Take =>
    takingFrom({ perMs: count / withinMs, burst }, monotonic);
  const perSecond = (kind: "Writes" | "Reads"): Take =>
    bucketsOf(
      policies[`rateLimit.member${kind}PerSecond`],
      SECOND_MS,
      policies[`rateLimit.member${kind}Burst`],
    );
  const perMinute = (kind: "Writes" | "Reads"): Take => {
    const count = policies[`rateLimit.address${kind}PerMinute`];
    return bucketsOf(count, MINUTE_MS, count);
  };
  const members = { writes: perSecond("Writes"), reads: perSecond("Reads") };
  const addresses = { writes: perMinute("Writes"), reads: perMinute("Reads") };
  return {
    ofMember: (memberId, isWrite) => (isWrite ? members.writes : members.reads)(memberId),
    ofAddress: (address, isWrite) =>
      (isWrite ? addresses.writes : addresses.reads)(networkOf(address)),
  };
}

type Bucket = { left: number; at: number };

/**
 * A bucket holds `burst` requests and fills at its rate. It is full for who comes first. Without a
 * rate everything is let through.
 */
export function takingFrom(
  { perMs, burst }: { readonly perMs: number; readonly burst: number },
  monotonic: () => number,
  rememberedMax = REMEMBERED_MAX,
): Take {
  if (perMs === 0) return () => 0;
  const buckets = rememberingMap<Bucket>(rememberedMax);
  return (name) => {
    const now = monotonic();
    const bucket = buckets.get(name);
    if (bucket === undefined) {
      buckets.set(name, { left: burst - 1, at: now });
      return 0;
    }
    bucket.left = Math.min(burst, bucket.left + (now - bucket.at) * perMs);
    bucket.at = now;
    if (bucket.left < 1) return (1 - bucket.left) / perMs;
    bucket.left--;
    return 0;
  };
}

const IPV6_NETWORK = /^(?:[0-9a-f]{1,4}:){3}[0-9a-f]{1,4}/i;

/** Who has an IPv6 address has 2^64 of them: they count together. */
const networkOf = (address: string): string =>
  address.includes(".") ? address : (IPV6_NETWORK.exec(address)?.[0] ?? address);
