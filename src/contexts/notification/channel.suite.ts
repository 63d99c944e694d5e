import { describe, expect, test } from "vitest";
import type { Channel, Letter } from "./channel.ts";

/** A channel, and the letters that it delivered. */
export type TriedChannel = {
  readonly channel: Channel;
  readonly delivered: () => readonly Pick<Letter, "key" | "title" | "text" | "link">[];
};

export const letter = (key: string): Letter => ({
  key,
  to: { name: "Jun", phone: "010-8765-4321" },
  title: "선물이 도착했습니다",
  text: "Mina님이 선물을 보냈습니다.\n\n생일 축하해!",
  link: "https://shop.example/gift/secret",
});
export const patience = (): AbortSignal => new AbortController().signal;

/** What every channel does. */
export function channelSuite(name: string, open: () => TriedChannel): void {
  describe(name, () => {
    test("takes a letter with all that is in it", async () => {
      const { channel, delivered } = open();
      expect(await channel(letter("a.1"), patience())).toBe("TAKEN");
      const { title, text, link } = letter("a.1");
      expect(delivered().filter(({ key }) => key === "a.1")).toMatchObject([{ title, text, link }]);
    });

    test("delivers a letter once, however often it is given", async () => {
      const { channel, delivered } = open();
      for (const key of ["b.1", "b.1", "b.2"]) await channel(letter(key), patience());
      const keys = delivered().map(({ key }) => key);
      expect(keys.filter((key) => key.startsWith("b."))).toEqual(["b.1", "b.2"]);
    });
  });
}
