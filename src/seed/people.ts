import type { BodyOf } from "#kernel/message.ts";
import type { registerPartner, signUp } from "#contexts/identity/contract.ts";

/** Everybody's, and no secret: the demo shop is for trying out. */
export const DEMO_PASSWORD = "bojagi-demo";

export const SELLERS = {
  haneul: {
    partnerName: "하늘찻집 Haneul Tea",
    businessNo: "101-81-00001",
    email: "haneul@demo.example",
  },
  dal: {
    partnerName: "달항아리 도예 Dal Pottery",
    businessNo: "101-81-00002",
    email: "dal@demo.example",
  },
  goun: {
    partnerName: "고운 보자기 Goun Textiles",
    businessNo: "101-81-00003",
    email: "goun@demo.example",
  },
  meok: {
    partnerName: "먹과 종이 Ink & Paper",
    businessNo: "101-81-00004",
    email: "meok@demo.example",
  },
  oneul: {
    partnerName: "오늘상회 Oneul Store",
    businessNo: "101-81-00005",
    email: "oneul@demo.example",
  },
} as const satisfies Readonly<Record<string, Omit<BodyOf<typeof registerPartner>, "partnerId">>>;
export type SellerKey = keyof typeof SELLERS;

export type Person = Omit<BodyOf<typeof signUp>, "memberId" | "passwordHash">;

export const OPERATOR: Person = {
  email: "operator@demo.example",
  name: "보자기 운영팀 Operator",
  phone: "02-555-0100",
  role: "OPERATOR",
};

/** Each has a full wallet and every coupon that is not first-come. */
export const SHOPPERS: readonly Person[] = [
  {
    email: "mina@demo.example",
    name: "김미나 Mina",
    phone: "010-1234-5678",
    address: {
      postalCode: "04524",
      streetAddress: "서울 중구 세종대로 110",
      detailAddress: "3층",
    },
    role: "MEMBER",
  },
  {
    email: "jun@demo.example",
    name: "박준 Jun",
    phone: "010-8765-4321",
    address: {
      postalCode: "48058",
      streetAddress: "부산 해운대구 센텀중앙로 79",
      detailAddress: "1204호",
    },
    role: "MEMBER",
  },
];
export const WALLET_MINOR = 1_000_000n;

/** The member of staff by whom a seller logs in. */
export const staffOf = ({ partnerName, email }: (typeof SELLERS)[SellerKey]): Person => ({
  email,
  name: partnerName,
  phone: "02-555-0200",
  role: "MEMBER",
});
