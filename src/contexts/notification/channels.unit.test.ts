import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BodyOf, Message } from "#kernel/message.ts";
import { runnersOn } from "./channel.ts";
import { channelSuite, letter, patience } from "./channel.suite.ts";
import { channelsAt } from "./channels.ts";
import { httpChannel } from "./channels/http.ts";
import { type ChannelSimulator, openChannelSimulator } from "./channels/simulator.ts";
import type { deliver } from "./contract.ts";

let services: ChannelSimulator;
beforeAll(async () => {
  services = await openChannelSimulator();
});
afterAll(() => services.close());

channelSuite("a channel over HTTP", () => ({
  channel: httpChannel(services.urlOf("KAKAO")),
  delivered: services.delivered,
}));

describe("a message service that fails", () => {
  const channel = () => httpChannel(services.urlOf("LMS"));

  test.each(["down", "silent"] as const)(
    "%s: nothing is known, so it is given again",
    async (fault) => {
      const given = letter(`${fault}.1`);
      services.fail("LMS", fault, 1);
      await expect(channel()(given, patience())).rejects.toBeInstanceOf(Error);
      expect(await channel()(given, patience())).toBe("TAKEN");
      const [found, ...more] = services.delivered().filter(({ key }) => key === given.key);
      expect([found?.times, more]).toEqual([fault === "silent" ? 2 : 1, []]);
    },
  );

  test("a no for good is no failure", async () => {
    services.fail("LMS", "refuse", 1);
    expect(await channel()(letter("no.1"), patience())).toBe("REFUSED");
  });

  test("slow: the caller's patience ends it", async () => {
    services.fail("LMS", "slow", 1);
    const caller = new AbortController();
    const asked = channel()(letter("slow.1"), caller.signal);
    caller.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });
});

test("the link of a gift is made when its notice is given, and no other notice has one", async () => {
  const channels = channelsAt({ KAKAO: services.urlOf("KAKAO") });
  const runners = runnersOn(channels, (giftId) => `https://shop.example/${giftId}/secret`);
  const notice: BodyOf<typeof deliver> = {
    subjectId: "ord_0000000000000001",
    template: "GIFT_LINK",
    noticeId: "ntf_0000000000000001",
    attempt: 1,
    channel: "KAKAO",
    language: "en",
    recipientName: "Jun",
    recipientPhone: "010-8765-4321",
    data: {
      giftId: "gt_00000000000000001",
      giverName: "Mina",
      receiverName: "Jun",
      message: "<b>",
    },
  };
  const give = (body: BodyOf<typeof deliver>) =>
    runners["notification.KAKAO"]?.({ body } as Message, patience());
  const said = await give(notice);
  expect(said?.body).toMatchObject({ outcome: "SENT", attempt: 1 });
  await give({ ...notice, template: "GIFT_ACCEPTED", noticeId: "ntf_0000000000000002" });
  const links = services
    .delivered()
    .filter(({ key }) => key.startsWith("ntf_"))
    .map(({ link, text }) => [link, text.endsWith("<b>")]);
  expect(links).toEqual([
    ["https://shop.example/gt_00000000000000001/secret", true],
    [undefined, true],
  ]);
});
