import type { BrokerAddress } from "#bus/broker.ts";
import { brokerAddress } from "#bus/brokers.ts";
import { type CarrierSettings, carrierSettings } from "#contexts/delivery/carriers.ts";
import { type PaymentSettings, paymentSettings } from "#contexts/payment/providers.ts";
import { codecOf } from "#kernel/codec.ts";
import type { JSONWebKeySet, JWK } from "jose";
import type { ChannelUrls } from "#contexts/notification/channels.ts";
import { CHANNEL_NAMES } from "#contexts/notification/contract.ts";
import { type FeedSink, feedSink } from "#contexts/query/feeds/cloudEvents.ts";
import {
  choiceOf,
  DEFAULT_POLICIES,
  type Policies,
  policyNamed,
  policyValue,
} from "#kernel/policies.ts";

/** How this process was asked to run. Every setting is an environment variable of the same name. */
export type Settings = {
  readonly HOST: string;
  readonly PORT: number;
  /** Where the embedded PostgreSQL and the signing keys live. */
  readonly BOJAGI_DATA_DIR: string;
  /** A PostgreSQL of your own, instead of the embedded one. */
  readonly DATABASE_URL: string | undefined;
  /** A shop to try, or nothing; by default a shop on the embedded database and nothing on yours. */
  readonly BOJAGI_SEED: "demo" | "none";
  /** Whether this process serves the web pages; only one of all contexts does. */
  readonly BOJAGI_WEB: "on" | "off";
  /** The contexts of this process, comma-separated; all when absent. */
  readonly BOJAGI_CONTEXTS: readonly string[] | undefined;
  /** Where the logs of contexts in other processes lie: JSON, context to PostgreSQL URL. */
  readonly BOJAGI_STREAMS: Readonly<Record<string, string>>;
  /** A message broker between processes; undefined is PostgreSQL, where readers tail the logs. */
  readonly BOJAGI_BUS: BrokerAddress | undefined;
  /** Where identity publishes its keys, for a process without identity. */
  readonly BOJAGI_JWKS_URL: string | undefined;
  /** Host names that are served; any when absent. */
  readonly BOJAGI_HOSTS: readonly string[];
  /** Origins of web pages, besides our own, that may ask for everything: https://shop.example */
  readonly BOJAGI_ORIGINS: readonly string[];
  /** Where a gateway finds the contexts: JSON, context to a list of addresses. */
  readonly BOJAGI_INSTANCES: Readonly<Record<string, readonly string[]>>;
  /** Contexts that are away for a moment, comma-separated: a gateway's requests to them wait. */
  readonly BOJAGI_AWAITED: readonly string[];
  /** For a fleet: folders of other builds, by the name of the process that runs one: JSON. */
  readonly BOJAGI_BUILDS: Readonly<Record<string, string>>;
  /** The key by which a gateway signs passports: JSON, a private JWK. */
  readonly BOJAGI_PASSPORT_KEY: JWK | undefined;
  /** The keys of the gateways whose passports are taken here: JSON, a JWK set. */
  readonly BOJAGI_PASSPORT_KEYS: JSONWebKeySet | undefined;
  readonly BOJAGI_LOG: "debug" | "info" | "warn" | "error" | "silent";
  readonly BOJAGI_POLICIES: Policies;
  /** Which company moves the money of which method, and our accounts there: JSON (docs/operating.md). */
  readonly BOJAGI_PAYMENT: PaymentSettings;
  /** Which carriers can be called, and our accounts there: JSON (docs/operating.md). */
  readonly BOJAGI_CARRIERS: CarrierSettings;
  /** Where the message services are: JSON, KAKAO, LMS or EMAIL to URL. Without one nobody is reached. */
  readonly BOJAGI_CHANNELS: ChannelUrls;
  /** The page that a gift's link opens; the link's secret stands behind it. */
  readonly BOJAGI_GIFT_PAGE: string;
  /** Where the data platform hears of orders: JSON, its url and the token it asks for, if any. */
  readonly BOJAGI_FEED: FeedSink | undefined;
  /** A Redis where sales are ranked, as redis://…; without one PostgreSQL does it. */
  readonly BOJAGI_RANKING: string | undefined;
  /** Hosts that webhooks may be at though they are private or without https: a comma between them. */
  readonly BOJAGI_WEBHOOK_HOSTS: readonly string[];
  /** An operator that is made sure of at start, as e-mail:password. */
  readonly BOJAGI_OPERATOR: { readonly email: string; readonly password: string } | undefined;
  /** Opens the clock and the fault switches under /ops/test; never in production. */
  readonly BOJAGI_TEST_HOOKS: boolean;
  /** A point of the loop where the process kills itself, as name:n for the n-th time. */
  readonly BOJAGI_CRASH_AT: string | undefined;
};

/** Thrown at start, in one clear line, for a setting that makes no sense. */
export class BadSetting extends Error {}

const SEEDS = ["demo", "none"] as const;
const SWITCH = ["on", "off"] as const;
const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

/** Reads the settings; throws `BadSetting` naming the first that makes no sense. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const textOf = (name: string) => environment[name] || undefined;
  const contexts = textOf("BOJAGI_CONTEXTS");
  // A database of one's own is not a playground: the demo's passwords are public.
  const usualSeed = textOf("DATABASE_URL") === undefined ? "demo" : "none";
  const seed = choice("BOJAGI_SEED", SEEDS, textOf("BOJAGI_SEED") ?? usualSeed);
  return {
    HOST: textOf("HOST") ?? "127.0.0.1",
    PORT: portOf(textOf("PORT") ?? "3000"),
    BOJAGI_DATA_DIR: textOf("BOJAGI_DATA_DIR") ?? "./.bojagi",
    DATABASE_URL: textOf("DATABASE_URL"),
    BOJAGI_SEED: seed,
    BOJAGI_WEB: choice("BOJAGI_WEB", SWITCH, textOf("BOJAGI_WEB") ?? "on"),
    BOJAGI_CONTEXTS: contexts === undefined ? undefined : namesIn(contexts),
    BOJAGI_STREAMS: textsOf("BOJAGI_STREAMS", textOf("BOJAGI_STREAMS") ?? "{}", "contexts to URLs"),
    BOJAGI_BUS: busOf(textOf("BOJAGI_BUS")),
    BOJAGI_JWKS_URL: textOf("BOJAGI_JWKS_URL"),
    BOJAGI_HOSTS: namesIn(textOf("BOJAGI_HOSTS") ?? "").map((host) => host.toLowerCase()),
    BOJAGI_ORIGINS: originsOf(textOf("BOJAGI_ORIGINS") ?? ""),
    BOJAGI_INSTANCES: instancesOf(textOf("BOJAGI_INSTANCES") ?? "{}"),
    BOJAGI_AWAITED: namesIn(textOf("BOJAGI_AWAITED") ?? ""),
    BOJAGI_BUILDS: textsOf(
      "BOJAGI_BUILDS",
      textOf("BOJAGI_BUILDS") ?? "{}",
      "processes to folders",
    ),
    BOJAGI_PASSPORT_KEY: jwkOf(textOf("BOJAGI_PASSPORT_KEY")),
    BOJAGI_PASSPORT_KEYS: jwksOf(textOf("BOJAGI_PASSPORT_KEYS")),
    BOJAGI_LOG: choice("BOJAGI_LOG", LEVELS, textOf("BOJAGI_LOG") ?? "warn"),
    BOJAGI_POLICIES: policiesOf(textOf("BOJAGI_POLICIES") ?? "{}", seed),
    BOJAGI_PAYMENT: paymentOf(textOf("BOJAGI_PAYMENT") ?? "{}"),
    BOJAGI_CARRIERS: carriersOf(textOf("BOJAGI_CARRIERS") ?? "{}"),
    BOJAGI_CHANNELS: channelsOf(textOf("BOJAGI_CHANNELS") ?? "{}"),
    BOJAGI_GIFT_PAGE: textOf("BOJAGI_GIFT_PAGE") ?? "http://127.0.0.1:3000/gift/",
    BOJAGI_FEED: feedOf(textOf("BOJAGI_FEED")),
    BOJAGI_RANKING: rankingOf(textOf("BOJAGI_RANKING")),
    BOJAGI_WEBHOOK_HOSTS: namesIn(textOf("BOJAGI_WEBHOOK_HOSTS") ?? ""),
    BOJAGI_OPERATOR: operatorOf(textOf("BOJAGI_OPERATOR")),
    BOJAGI_TEST_HOOKS: textOf("BOJAGI_TEST_HOOKS") === "on",
    BOJAGI_CRASH_AT: textOf("BOJAGI_CRASH_AT"),
  };
}

const namesIn = (given: string): readonly string[] =>
  given === "" ? [] : given.split(",").map((name) => name.trim());

function choice<T extends string>(name: string, choices: readonly T[], given: string): T {
  const found = choices.find((value) => value === given);
  if (found === undefined) throw new BadSetting(`${name} is one of ${choices.join(", ")}`);
  return found;
}

function operatorOf(given: string | undefined): Settings["BOJAGI_OPERATOR"] {
  if (given === undefined) return undefined;
  const at = given.indexOf(":");
  const [email, password] = [given.slice(0, at), given.slice(at + 1)];
  if (at > 0 && password.length >= 8) return { email, password };
  throw new BadSetting("BOJAGI_OPERATOR is e-mail:password, the password of 8 characters or more");
}

function portOf(given: string): number {
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new BadSetting("PORT is a number from 0 to 65535");
}

function jsonObject(name: string, given: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(given);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // Said below, in the same words as for a number or a list.
  }
  throw new BadSetting(`${name} is a JSON object`);
}

function textsOf(name: string, given: string, whatToWhat: string): Record<string, string> {
  const texts = jsonObject(name, given);
  for (const text of Object.values(texts)) {
    if (typeof text !== "string") throw new BadSetting(`${name} maps ${whatToWhat}`);
  }
  return texts as Record<string, string>;
}

function originsOf(given: string): readonly string[] {
  const origins = namesIn(given);
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new BadSetting("BOJAGI_ORIGINS are origins such as https://shop.example, with commas");
    }
  }
  return origins;
}

function instancesOf(given: string): Readonly<Record<string, readonly string[]>> {
  const instances = jsonObject("BOJAGI_INSTANCES", given);
  const isAddress = (url: unknown) =>
    typeof url === "string" && /^http:\/\/[^/]+$/.test(url) && URL.canParse(url);
  for (const urls of Object.values(instances)) {
    if (!Array.isArray(urls) || !urls.every(isAddress)) {
      throw new BadSetting(
        "BOJAGI_INSTANCES maps contexts to lists of addresses, http://host:port",
      );
    }
  }
  return instances as Record<string, string[]>;
}

/** Its secret is never part of what is said about it. */
function jwkOf(given: string | undefined): JWK | undefined {
  if (given === undefined) return undefined;
  const key = jsonObject("BOJAGI_PASSPORT_KEY", given);
  if (key["crv"] === "Ed25519" && typeof key["d"] === "string") return key;
  throw new BadSetting("BOJAGI_PASSPORT_KEY is a private Ed25519 JWK");
}

function jwksOf(given: string | undefined): JSONWebKeySet | undefined {
  if (given === undefined) return undefined;
  const { keys } = jsonObject("BOJAGI_PASSPORT_KEYS", given);
  if (Array.isArray(keys)) return { keys: keys as JWK[] };
  throw new BadSetting("BOJAGI_PASSPORT_KEYS is a JWK set");
}

/** A broker of this machine, as it is after its installation. */
const NEARBY: Readonly<Record<string, string>> = {
  nats: "nats://127.0.0.1:4222",
  rabbitmq: "rabbitmq-stream://guest:guest@127.0.0.1:5552",
  kafka: "kafka://127.0.0.1:9092",
};

function busOf(given = "postgres"): BrokerAddress | undefined {
  if (given === "postgres") return undefined;
  const address = brokerAddress(NEARBY[given] ?? given);
  if (address !== undefined) return address;
  throw new BadSetting(
    "BOJAGI_BUS is postgres, nats, rabbitmq, kafka, or the address of a broker: nats://host:4222",
  );
}

/** Its secrets are never part of what is said about it. */
function paymentOf(given: string): PaymentSettings {
  const payment = jsonObject("BOJAGI_PAYMENT", given);
  if (codecOf(paymentSettings()).fits(payment)) {
    const { methods = {}, toss, stripe } = payment as PaymentSettings;
    const accounts = { toss, stripe, simulator: true };
    for (const name of Object.values(methods)) {
      if (accounts[name] === undefined)
        throw new BadSetting(
          `BOJAGI_PAYMENT has no account at ${name}, which it names for a method`,
        );
    }
    return payment;
  }
  throw new BadSetting("BOJAGI_PAYMENT names companies for methods, and our accounts there");
}

function carriersOf(given: string): CarrierSettings {
  const carriers = jsonObject("BOJAGI_CARRIERS", given);
  if (codecOf(carrierSettings()).fits(carriers)) return carriers;
  throw new BadSetting("BOJAGI_CARRIERS says where carriers are, and our accounts there");
}

function channelsOf(given: string): ChannelUrls {
  const urls = jsonObject("BOJAGI_CHANNELS", given);
  for (const [name, url] of Object.entries(urls)) {
    const isKnown = CHANNEL_NAMES.some((known) => known === name);
    if (!isKnown || typeof url !== "string" || !URL.canParse(url)) {
      throw new BadSetting(`BOJAGI_CHANNELS maps ${CHANNEL_NAMES.join(", ")} to URLs`);
    }
  }
  return urls;
}

/** Nobody is told when it is absent. */
function feedOf(given: string | undefined): FeedSink | undefined {
  if (given === undefined) return undefined;
  const sink = jsonObject("BOJAGI_FEED", given);
  if (codecOf(feedSink()).fits(sink)) return sink as FeedSink;
  throw new BadSetting("BOJAGI_FEED is the http or https url of the data platform, and its token");
}

function rankingOf(given: string | undefined): string | undefined {
  if (given === undefined || /^rediss?:\/\/[^\s]+$/.test(given)) return given;
  throw new BadSetting("BOJAGI_RANKING is the redis:// url of a Redis");
}

/** A demo shop shows what it has. */
const DEMO_POLICIES: Policies = { ...DEFAULT_POLICIES, "catalog.features": true };

/** Policies given by name replace the defaults; amounts are given as whole numbers. */
function policiesOf(given: string, seed: Settings["BOJAGI_SEED"]): Policies {
  const policies: Record<string, unknown> = {
    ...(seed === "demo" ? DEMO_POLICIES : DEFAULT_POLICIES),
  };
  for (const [name, value] of Object.entries(jsonObject("BOJAGI_POLICIES", given))) {
    const policy = policyNamed(name);
    if (policy === undefined) throw new BadSetting(`BOJAGI_POLICIES: ${name} is not a policy`);
    const read = policyValue(policy, value);
    if (read === undefined) {
      throw new BadSetting(`BOJAGI_POLICIES: ${name} is one of: ${choiceOf(policy)}`);
    }
    policies[name] = read;
  }
  return policies as Policies;
}
