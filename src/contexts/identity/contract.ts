/** Identity: who a person is and what they may do. Its facts carry ids, never personal data. */
import { fact } from "#kernel/message.ts";
import { text, token } from "#kernel/schema.ts";

export const memberSignedUp = fact("identity.member-signed-up", "memberId", {
  memberId: token("mem"),
});
export const memberWithdrawn = fact("identity.member-withdrawn", "memberId", {
  memberId: token("mem"),
});
const ofPartner = { partnerId: token("ptn"), partnerName: text(100) };
export const partnerRegistered = fact(
  "identity.partner-registered",
  "partnerId",
  ofPartner,
);
export const partnerEnabled = fact(
  "identity.partner-enabled",
  "partnerId",
  ofPartner,
);
export const partnerDisabled = fact(
  "identity.partner-disabled",
  "partnerId",
  ofPartner,
);
