/** Where calls may go whose address somebody gave us: public ones, by https, and nowhere else (attacks R14). */
import { lookup as systemLookup } from "node:dns";
import { Resolver } from "node:dns/promises";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";

export type Destinations = {
  /** Whether it may be called: asked when an address is kept, and again before each call. */
  readonly allows: (url: string) => Promise<boolean>;
  /** For the connection itself: connects to no other address than was judged here. */
  readonly lookup: LookupFunction;
};

/** The addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

const PORTS: ReadonlySet<string> = new Set(["", "443", "8443"]);

/** Everything public, and the hosts named, which may be private ones and need no https. */
export function destinationsBut(
  privateHosts: readonly string[] = [],
  resolve: Resolve = resolved,
): Destinations {
  const isNamed = (host: string): boolean => privateHosts.includes(host);
  const publicAddresses = async (name: string): Promise<readonly string[]> => {
    const addresses = await resolve(name).catch((): readonly string[] => []);
    // One private address among public ones is enough to be led inside.
    return addresses.every(isPublic) ? addresses : [];
  };
  return {
    allows: async (url) => {
      const { protocol, port, hostname, username, password } = new URL(url);
      if (username !== "" || password !== "") return false;
      const host = bare(hostname);
      if (isNamed(host)) return true;
      if (protocol !== "https:" || !PORTS.has(port)) return false;
      return isIP(host) === 0 ? (await publicAddresses(host)).length > 0 : isPublic(host);
    },
    lookup: (name, options, callback) => {
      if (isNamed(name)) return systemLookup(name, options, callback);
      void answerLookup(publicAddresses(name), name, options.all === true, callback);
    },
  };
}

type Looked = Parameters<LookupFunction>[2];

async function answerLookup(
  asked: Promise<readonly string[]>,
  name: string,
  wantsAll: boolean,
  answer: Looked,
): Promise<void> {
  const found = (await asked).map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  const [first] = found;
  if (first === undefined) answer(new Error(`${name} has no public address`), "", 0);
  else if (wantsAll) answer(null, found);
  else answer(null, first.address, first.family);
}

/** An IPv6 address stands in brackets in a URL; a name may end with the root's dot. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

const PRIVATE_RANGES: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
const privateV4 = new BlockList();
for (const [network, prefix] of PRIVATE_RANGES) privateV4.addSubnet(network, prefix, "ipv4");

/** Of IPv6 only what is given out as global unicast; ways to write or to tunnel IPv4 are not. */
const GLOBAL_V6: readonly [network: string, prefix: number] = ["2000::", 3];
const SPECIAL_V6: readonly (readonly [network: string, prefix: number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];
const globalV6 = new BlockList();
globalV6.addSubnet(...GLOBAL_V6, "ipv6");
const specialV6 = new BlockList();
for (const [network, prefix] of SPECIAL_V6) specialV6.addSubnet(network, prefix, "ipv6");

/** Whether an address is of the public internet: not of this machine, its networks or its cloud. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !privateV4.check(address, "ipv4");
    case 6:
      return globalV6.check(address, "ipv6") && !specialV6.check(address, "ipv6");
    default:
      return false;
  }
}

const RESOLVE_WITHIN_MS = 1_500;

/** By DNS alone: the names of this machine and of its network are no destinations. */
async function resolved(name: string): Promise<readonly string[]> {
  if (!name.includes(".")) return [];
  const resolver = new Resolver({ timeout: RESOLVE_WITHIN_MS, tries: 1 });
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  return found.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}
