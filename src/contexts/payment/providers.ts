/** Which company moves the money of which method, made from the settings. */
import { randomBytes } from "node:crypto";
import { count, matching, oneOf, optional, record, text, type ValueOf } from "#kernel/schema.ts";
import type { World } from "#kernel/world.ts";
import type { ProvidedMethod } from "./contract.ts";
import { type Provider, PROVIDER_NAMES, type ProviderName, type Providers } from "./provider.ts";
import { simulatorProvider } from "./providers/simulator.ts";
import { type Simulator, startSimulator } from "./providers/simulator/server.ts";
import { stripeProvider } from "./providers/stripe.ts";
import { tossProvider } from "./providers/toss.ts";

type Clock = Pick<World, "now" | "after">;
const url = () => matching("^https?://[^\\s]+$", 200);
const limits = {
  connectWithinMs: optional(count(1, 60_000)),
  answerWithinMs: optional(count(1, 25_000)),
};
/** Stripe moves the money of cards; pay apps would need a person to be sent there and back. */
const ofCards = () => optional(oneOf(...PROVIDER_NAMES));
const ofApps = () => optional(oneOf("simulator", "toss"));

/** The simulator moves the money of a method that no other is named for. */
export const paymentSettings = () =>
  record({
    methods: optional(
      record({
        CARD: ofCards(),
        NAVER_PAY: ofApps(),
        TOSS_PAY: ofApps(),
        KAKAO_PAY: ofApps(),
      }),
    ),
    /** One that runs elsewhere; without it one is started here. */
    simulator: optional(record({ url: url(), secret: text(), ...limits })),
    toss: optional(record({ url: optional(url()), secretKey: text(), ...limits })),
    stripe: optional(
      record({ url: optional(url()), secretKey: text(), webhookSecret: text(), ...limits }),
    ),
  });
export type PaymentSettings = ValueOf<ReturnType<typeof paymentSettings>>;

export type OpenProviders = {
  readonly providers: Providers;
  /** The one that was started here, to be told what to do wrong. */
  readonly simulator: Pick<Simulator, "set" | "left"> | undefined;
  readonly close: () => Promise<void>;
};
type Made = {
  readonly provider: Provider;
  readonly simulator?: Simulator;
  readonly close: () => Promise<void>;
};

/** The companies that the settings name. Throws for a method whose company has no account. */
export async function openProviders(
  settings: PaymentSettings,
  here: { readonly bookFile: string; readonly world: Clock },
): Promise<OpenProviders> {
  const { methods = {} } = settings;
  const nameOf = (method: ProvidedMethod): ProviderName => methods[method] ?? "simulator";
  const chosen = {
    CARD: nameOf("CARD"),
    NAVER_PAY: nameOf("NAVER_PAY"),
    TOSS_PAY: nameOf("TOSS_PAY"),
    KAKAO_PAY: nameOf("KAKAO_PAY"),
  };
  const made = new Map<ProviderName, Made>();
  for (const name of new Set(Object.values(chosen))) {
    made.set(name, await make(name, settings, here));
  }
  const of = (name: ProviderName): Provider => {
    const found = made.get(name);
    if (found === undefined) throw new Error(`${name} was not made`);
    return found.provider;
  };
  return {
    providers: {
      ofMethod: {
        CARD: of(chosen.CARD),
        NAVER_PAY: of(chosen.NAVER_PAY),
        TOSS_PAY: of(chosen.TOSS_PAY),
        KAKAO_PAY: of(chosen.KAKAO_PAY),
      },
      named: Object.fromEntries([...made].map(([name, company]) => [name, company.provider])),
    },
    simulator: made.get("simulator")?.simulator,
    close: async () => {
      await Promise.all([...made.values()].map(({ close }) => close()));
    },
  };
}

const nothing = () => Promise.resolve();

async function make(
  name: ProviderName,
  settings: PaymentSettings,
  here: { readonly bookFile: string; readonly world: Clock },
): Promise<Made> {
  switch (name) {
    case "simulator":
      return settings.simulator === undefined
        ? await simulatorHere(here)
        : { provider: simulatorProvider(settings.simulator, here.world), close: nothing };
    case "toss":
      if (settings.toss !== undefined)
        return { provider: tossProvider(settings.toss, here.world), close: nothing };
      throw new Error("BOJAGI_PAYMENT has no account at toss");
    case "stripe":
      if (settings.stripe !== undefined)
        return { provider: await stripeProvider(settings.stripe, here.world), close: nothing };
      throw new Error("BOJAGI_PAYMENT has no account at stripe");
  }
}

/** Its book outlives the process, so that what was in doubt can be looked up after a restart. */
async function simulatorHere({
  bookFile,
  world,
}: {
  readonly bookFile: string;
  readonly world: Clock;
}): Promise<Made> {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const simulator = await startSimulator({ secret, file: bookFile, world });
  const provider = simulatorProvider({ url: simulator.url, secret }, world);
  return { provider, simulator, close: simulator.close };
}
