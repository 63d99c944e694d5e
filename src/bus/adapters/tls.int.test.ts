import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestBroker } from "#test/brokers/broker.ts";
import { type Certificates, hasOpenssl, makeCertificates } from "#test/brokers/certificates.ts";
import { hasKafka, openKafka } from "#test/brokers/kafka.ts";
import { hasNats, openNats } from "#test/brokers/nats.ts";
import { hasRabbitMq, openRabbitMq } from "#test/brokers/rabbitmq.ts";
import type { Broker } from "../broker.ts";
import { brokerAddress, openBroker } from "../brokers.ts";
import { LANE, STREAM } from "../bus.suite.ts";
import { packsOf } from "../packs.ts";

const BROKERS = [
  { name: "NATS", needs: "nats-server", isThere: hasNats, open: openNats, asksWho: true },
  { name: "RabbitMQ", needs: "rabbitmq-server", isThere: hasRabbitMq, open: openRabbitMq },
  {
    name: "Kafka",
    needs: "java, Kafka's jars",
    isThere: hasKafka,
    open: openKafka,
    asksWho: true,
  },
];
const STARTED_WITHIN_MS = 120_000;

for (const { name, needs, isThere, open, asksWho = false } of BROKERS) {
  describe.skipIf(!isThere || !hasOpenssl)(`${name} over TLS (needs ${needs}, openssl)`, () => {
    let certificates: Certificates;
    let server: TestBroker;
    beforeAll(async () => {
      certificates = await makeCertificates();
      server = await open(certificates);
    }, STARTED_WITHIN_MS);
    afterAll(() => server.close());
    afterAll(() => certificates.remove());

    /** The broker as somebody sees it who was given these files. */
    const seenWith = async <T>(url: string, ask: (broker: Broker) => Promise<T>): Promise<T> => {
      const address = brokerAddress(url);
      if (address === undefined) throw new Error(`${url} is no broker`);
      const broker = await openBroker(address);
      return ask(broker).finally(() => broker.close());
    };
    const full = () => {
      const { ca, client } = certificates;
      return `${server.url}?ca=${ca}&cert=${client.cert}&key=${client.key}`;
    };

    test(
      "what was appended is there",
      async () => {
        const segment = { position: 1, count: 1, messages: `["tea"]`, appliedBy: [] };
        await seenWith(full(), async (broker) => {
          await broker.resume(STREAM);
          await broker.append(LANE, packsOf(LANE, [segment], 0));
        });
        const heads = await seenWith(full(), (broker) => broker.heads(STREAM));
        expect(heads[LANE.slot]).toBe(1);
      },
      STARTED_WITHIN_MS,
    );

    test(
      "a server whose CA is not known here, and a connection without TLS, are refused",
      async () => {
        const refused = [server.url, server.url.replace("+tls", "")];
        // Who has to show who it is, and does not.
        if (asksWho) refused.push(`${server.url}?ca=${certificates.ca}`);
        for (const url of refused) {
          await expect(
            seenWith(url, ({ health }) => health()),
            url,
          ).rejects.toBeInstanceOf(Error);
        }
      },
      STARTED_WITHIN_MS,
    );
  });
}

describe.skipIf(!hasNats || !hasOpenssl)(
  "TLS where there is none (needs nats-server, openssl)",
  () => {
    test("a server that does not speak it is not spoken to", async () => {
      const server = await openNats();
      const address = brokerAddress(server.url.replace("nats:", "nats+tls:"));
      const broker = await openBroker(address as NonNullable<typeof address>);
      try {
        await expect(broker.health()).rejects.toThrow(/tls/i);
      } finally {
        await broker.close();
        await server.close();
      }
    });
  },
);
