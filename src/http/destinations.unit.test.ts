import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { realWorld } from "#kernel/world.ts";
import { destinationsBut, isPublic } from "./destinations.ts";
import { callOut } from "./outgoing.ts";

describe("an address of the public internet", () => {
  test.each([
    ["8.8.8.8", true],
    ["1.1.1.1", true],
    ["172.15.0.1", true],
    ["172.32.0.1", true],
    ["2606:4700:4700::1111", true],
    ["0.0.0.0", false],
    ["10.1.2.3", false],
    ["100.64.0.1", false],
    ["127.0.0.1", false],
    ["127.8.8.8", false],
    ["169.254.169.254", false],
    ["172.16.0.1", false],
    ["172.31.255.255", false],
    ["192.0.0.8", false],
    ["192.168.1.1", false],
    ["198.18.0.1", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::", false],
    ["::1", false],
    ["::ffff:8.8.8.8", false],
    ["::ffff:127.0.0.1", false],
    ["64:ff9b::7f00:1", false],
    ["fc00::1", false],
    ["fd00:ec2::254", false],
    ["fe80::1", false],
    ["ff02::1", false],
    ["2001::1", false],
    ["2001:db8::1", false],
    ["2002:7f00:1::", false],
    ["not an address", false],
  ])("%s: %s", (address, expected) => {
    expect(isPublic(address)).toBe(expected);
  });
});

describe("an address that somebody gave us", () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    "shop.example": ["8.8.8.8", "2606:4700:4700::1111"],
    "inside.example": ["10.0.0.7"],
    "mixed.example": ["8.8.8.8", "127.0.0.1"],
  };
  const { allows } = destinationsBut(["friend.internal"], (name) =>
    Promise.resolve(names[name] ?? []),
  );
  test.each([
    ["https://shop.example/hooks", true],
    ["https://shop.example:8443/hooks", true],
    ["https://SHOP.example./hooks", true],
    ["https://8.8.8.8/", true],
    ["http://friend.internal:9000/hooks", true],
    ["http://shop.example/hooks", false],
    ["https://shop.example:22/", false],
    ["https://user:secret@shop.example/", false],
    ["https://inside.example/", false],
    ["https://mixed.example/", false],
    ["https://nowhere.example/", false],
    ["https://localhost/", false],
    ["https://127.0.0.1/", false],
    ["https://127.1/", false],
    ["https://0x7f000001/", false],
    ["https://2130706433/", false],
    ["https://017700000001/", false],
    ["https://[::1]/", false],
    ["https://[::ffff:7f00:1]/", false],
    ["https://[fd00:ec2::254]/latest/meta-data", false],
    ["https://169.254.169.254/latest/meta-data", false],
    ["https://friend.internal.evil.example/", false],
  ])("%s: %s", async (url, expected) => {
    expect(await allows(url)).toBe(expected);
  });

  test("a name that is public when it is judged and private when it is called is not connected to", async () => {
    const answers = [["8.8.8.8"], ["127.0.0.1"]];
    let asked = 0;
    const rebound = destinationsBut([], () => Promise.resolve(answers[asked++] ?? []));
    let came = 0;
    const server = createServer((_, response) => {
      came++;
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://rebound.example:${(server.address() as AddressInfo).port}/`;
    await rebound.allows("https://rebound.example/");
    const { signal } = new AbortController();
    const { lookup } = rebound;
    await expect(
      callOut({ url, method: "POST", body: "{}" }, { lookup }, realWorld(), signal),
    ).rejects.toThrow("no public address");
    expect([asked, came]).toEqual([2, 0]);
    server.close();
    await once(server, "close");
  });
});
