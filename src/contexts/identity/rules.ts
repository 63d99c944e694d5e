import type { BodyOf } from "#kernel/message.ts";
import { type Refusal, refuse } from "#kernel/refusal.ts";
import type { ValueOf } from "#kernel/schema.ts";
import type { homeAddress, registerPartner, signUp, updateMember } from "./contract.ts";

export type Member = {
  readonly memberId: string;
  readonly email: string;
  readonly name: string;
  readonly phone: string;
  readonly address: ValueOf<ReturnType<typeof homeAddress>> | undefined;
  readonly passwordHash: string;
  readonly role: "MEMBER" | "OPERATOR";
  readonly status: "ACTIVE" | "WITHDRAWN";
  /** The partner whose staff the member is. */
  readonly partnerId: string | undefined;
  readonly lastLoginAt: number | undefined;
};
/** Taken by the first who signs up with it. */
export type TakenEmail = { readonly email: string; readonly memberId: string };
export type Partner = {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly businessNo: string;
  readonly email: string;
  readonly status: "ENABLE" | "DISABLE";
};
export type RefreshToken = {
  readonly tokenHash: string;
  readonly memberId: string;
  readonly family: string;
  readonly expiresAt: number;
  readonly usedAt: number | undefined;
};
/** All refresh tokens that came from one log-in, by rotation. */
export type TokenFamily = {
  readonly family: string;
  readonly memberId: string;
  readonly endedAt: number | undefined;
};
export type MemberOrder = {
  readonly orderId: string;
  readonly memberId: string;
  readonly isOpen: boolean;
};

/** E-mails differ by more than their case. */
export const normalized = (email: string): string => email.toLowerCase();

export function newMember(
  body: BodyOf<typeof signUp>,
  taken: TakenEmail | undefined,
): { readonly member: Member; readonly email: TakenEmail } | Refusal {
  if (taken !== undefined) return refuse("IDENTITY_EMAIL_TAKEN");
  const { memberId, name, phone, address, passwordHash, role } = body;
  const email = normalized(body.email);
  return {
    email: { email, memberId },
    member: {
      memberId,
      email,
      name,
      phone,
      address,
      passwordHash,
      role,
      status: "ACTIVE",
      partnerId: undefined,
      lastLoginAt: undefined,
    },
  };
}

/** What becomes of a refresh token that is shown again. */
export type Refreshing = "refreshed" | "reused" | "unknown";

export function judgeRefresh(
  token: RefreshToken | undefined,
  family: TokenFamily | undefined,
  member: Member | undefined,
  at: number,
): Refreshing {
  if (token === undefined || family === undefined) return "unknown";
  if (family.endedAt !== undefined) return "reused";
  if (token.usedAt !== undefined) return "reused";
  if (token.expiresAt <= at) return "unknown";
  return member?.status === "ACTIVE" ? "refreshed" : "unknown";
}

export const updated = (member: Member, body: BodyOf<typeof updateMember>): Member => ({
  ...member,
  name: body.name ?? member.name,
  phone: body.phone ?? member.phone,
  address: body.address ?? member.address,
  passwordHash: body.passwordHash ?? member.passwordHash,
});

/** Keeps the row, since orders name the member, but nothing of the person. */
export const withdrawn = (member: Member): Member => ({
  ...member,
  email: `${member.memberId}@withdrawn.invalid`,
  name: "-",
  phone: "-",
  address: undefined,
  passwordHash: "-",
  status: "WITHDRAWN",
});

export const newPartner = (body: BodyOf<typeof registerPartner>): Partner => ({
  ...body,
  status: "ENABLE",
});

/** Members are told by messenger, partners by mail. Nothing where there is nobody to tell. */
export function contactOf(member: Member | undefined, partner: Partner | undefined) {
  if (member?.status === "ACTIVE") return { name: member.name, phone: member.phone };
  if (partner === undefined) return {};
  return { name: partner.partnerName, email: partner.email };
}
