/**
 * Identity: who a person is and what they may do. Its facts carry ids, and how to reach somebody only
 * where that was asked.
 */
import { command, fact } from "#kernel/message.ts";
import { instant, listOf, matching, oneOf, optional, record, text, token } from "#kernel/schema.ts";

export const memberSignedUp = fact("identity.member-signed-up", "memberId", {
  memberId: token("mem"),
});
export const memberUpdated = fact("identity.member-updated", "memberId", {
  memberId: token("mem"),
});
export const memberWithdrawn = fact("identity.member-withdrawn", "memberId", {
  memberId: token("mem"),
});
const ofPartner = { partnerId: token("ptn"), partnerName: text(100) };
export const partnerRegistered = fact("identity.partner-registered", "partnerId", ofPartner);
export const partnerEnabled = fact("identity.partner-enabled", "partnerId", ofPartner);
export const partnerDisabled = fact("identity.partner-disabled", "partnerId", ofPartner);

/** An address of the form the sign-up takes; not every legal one, but none that is not. */
export const email = () =>
  matching("^[^\\s@\"'<>()]{1,64}@[^\\s@\"'<>()]{1,180}\\.[^\\s@\"'<>()]{2,}$", 254);
export const phone = () => matching("^[0-9+][0-9 -]{6,18}$", 20);
export const homeAddress = () =>
  record({
    postalCode: matching("^\\d{5}$", 5),
    streetAddress: text(200),
    detailAddress: text(200),
  });
export const role = () => oneOf("MEMBER", "OPERATOR");

/** A password arrives here only as its slow salted hash. */
const passwordHash = () => text(200);

export const signUp = command("identity.sign-up", "memberId", {
  memberId: token("mem"),
  email: email(),
  name: text(50),
  phone: phone(),
  address: optional(homeAddress()),
  passwordHash: passwordHash(),
  role: role(),
});
/** The password was right: the first refresh token of a new family. */
export const openSession = command("identity.open-session", "memberId", {
  memberId: token("mem"),
  tokenHash: text(64),
  family: text(40),
  expiresAt: instant(),
});
/** Spends a refresh token for its successor; a spent one ends its family. */
export const refreshSession = command("identity.refresh-session", "tokenHash", {
  tokenHash: text(64),
  nextTokenHash: text(64),
  expiresAt: instant(),
});
export const endSession = command("identity.end-session", "tokenHash", { tokenHash: text(64) });
export const updateMember = command("identity.update-member", "memberId", {
  memberId: token("mem"),
  name: optional(text(50)),
  phone: optional(phone()),
  address: optional(homeAddress()),
  passwordHash: optional(passwordHash()),
});
/** `openOrders` are those the caller found open; the member stays while there is one. */
export const withdraw = command("identity.withdraw", "memberId", {
  memberId: token("mem"),
  openOrders: listOf(token("ord"), 100),
});
/** How is this member or this partner reached? `letterId` is the asker's own. Answered by `contact-given`. */
export const giveContact = command("identity.give-contact", "letterId", {
  letterId: text(64),
  memberId: optional(token("mem")),
  partnerId: optional(token("ptn")),
});
/** Answers `identity.give-contact`: members have a phone, partners a mail address, who withdrew has none. */
export const contactGiven = fact("identity.contact-given", "letterId", {
  letterId: text(64),
  name: optional(text(100)),
  phone: optional(phone()),
  email: optional(email()),
});
export const registerPartner = command("identity.register-partner", "partnerId", {
  partnerId: token("ptn"),
  partnerName: text(100),
  businessNo: matching("^\\d{3}-?\\d{2}-?\\d{5}$", 12),
  email: email(),
});
export const setPartnerStatus = command("identity.set-partner-status", "partnerId", {
  partnerId: token("ptn"),
  status: oneOf("ENABLE", "DISABLE"),
});
export const addPartnerStaff = command("identity.add-partner-staff", "memberId", {
  partnerId: token("ptn"),
  memberId: token("mem"),
});
