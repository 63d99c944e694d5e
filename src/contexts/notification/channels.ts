import type { Channel, Channels } from "./channel.ts";
import { httpChannel } from "./channels/http.ts";
import type { ChannelName } from "./contract.ts";

/** Where the message services are, by channel. */
export type ChannelUrls = { readonly [Name in ChannelName]?: string };

/** The channels with those addresses; one without an address serves nobody. */
export const channelsAt = (urls: ChannelUrls): Channels => ({
  KAKAO: channelAt(urls.KAKAO),
  LMS: channelAt(urls.LMS),
  EMAIL: channelAt(urls.EMAIL),
});

const channelAt = (url: string | undefined): Channel | undefined =>
  url === undefined ? undefined : httpChannel(url);
