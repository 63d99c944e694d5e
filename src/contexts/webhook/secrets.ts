import { createHmac } from "node:crypto";
import { keyAt } from "#http/keyFile.ts";

/**
 * The secrets that webhooks are signed with. One is derived from the webhook's token, its number and
 * the key of this installation: it is stored nowhere, and shown when it is made.
 */
export type WebhookSecrets = {
  readonly secretOf: (webhookId: string, secretNo: number) => string;
};

export const webhookSecrets = (key: Uint8Array): WebhookSecrets => ({
  secretOf: (webhookId, secretNo) =>
    `whsec_${createHmac("sha256", key).update(`webhook ${webhookId} ${secretNo}`).digest("base64")}`,
});

/** The secrets by the key in a file, or by one made there. */
export const webhookSecretsAt = async (file: string): Promise<WebhookSecrets> =>
  webhookSecrets(await keyAt(file));
