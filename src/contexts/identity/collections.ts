import {
  collection,
  flagColumn,
  instantColumn,
  jsonColumn,
  maybeColumn,
  textColumn,
} from "#store/collection.ts";
import { homeAddress } from "./contract.ts";
import type {
  Member,
  MemberOrder,
  Partner,
  RefreshToken,
  TakenEmail,
  TokenFamily,
} from "./rules.ts";

export const members = collection<Member>("identity.members", "memberId", {
  memberId: textColumn(),
  email: textColumn(),
  name: textColumn(),
  phone: textColumn(),
  address: maybeColumn(jsonColumn(homeAddress())),
  passwordHash: textColumn(),
  role: textColumn<Member["role"]>(),
  status: textColumn<Member["status"]>(),
  partnerId: maybeColumn(textColumn()),
  lastLoginAt: maybeColumn(instantColumn()),
});

export const takenEmails = collection<TakenEmail>("identity.taken_emails", "email", {
  email: textColumn(),
  memberId: textColumn(),
});

export const partners = collection<Partner>("identity.partners", "partnerId", {
  partnerId: textColumn(),
  partnerName: textColumn(),
  businessNo: textColumn(),
  email: textColumn(),
  status: textColumn<Partner["status"]>(),
});

export const refreshTokens = collection<RefreshToken>("identity.refresh_tokens", "tokenHash", {
  tokenHash: textColumn(),
  memberId: textColumn(),
  family: textColumn(),
  expiresAt: instantColumn(),
  usedAt: maybeColumn(instantColumn()),
});

export const tokenFamilies = collection<TokenFamily>("identity.token_families", "family", {
  family: textColumn(),
  memberId: textColumn(),
  endedAt: maybeColumn(instantColumn()),
});

export const memberOrders = collection<MemberOrder>("identity.member_orders", "orderId", {
  orderId: textColumn(),
  memberId: textColumn(),
  isOpen: flagColumn(),
});
