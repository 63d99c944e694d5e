import type { Goods } from "./shape.ts";

const FOOD = "식품 / Food";
const ELECTRIC = "가전 / Appliances";

/** 오늘상회 Oneul Store. */
export const everyday: readonly Goods[] = [
  {
    name: "찹쌀 고추장 / Gochujang",
    size: "900g",
    priceMinor: 14_000n,
    stock: 240,
    category: FOOD,
    description: "순창에서 두 해 묵힌 장. Aged two years in Sunchang.",
  },
  {
    name: "재래 된장 / Doenjang",
    size: "900g",
    priceMinor: 13_000n,
    stock: 230,
    category: FOOD,
    description: "메주로 담근 된장. Soybean paste of the old kind.",
  },
  {
    name: "참기름 / Sesame oil",
    size: "320ml",
    priceMinor: 19_000n,
    stock: 160,
    category: FOOD,
    description: "저온에서 짠 기름. Pressed at low heat.",
  },
  {
    name: "재래김 / Roasted seaweed",
    size: "20봉 / 20 packs",
    priceMinor: 11_000n,
    stock: 800,
    category: FOOD,
    description: "두 번 구운 얇은 김. Thin, roasted twice.",
  },
  {
    name: "약과 / Yakgwa",
    size: "12개 / 12 pieces",
    priceMinor: 12_500n,
    stock: 300,
    category: FOOD,
    description: "조청에 재운 과자. Honey cookies with ginger.",
  },
  {
    name: "곶감 / Dried persimmons",
    size: "30개 / 30 pieces",
    priceMinor: 32_000n,
    stock: 75,
    category: FOOD,
    description: "상주 반건시. Half-dried persimmons from Sangju, for the holidays.",
  },
  {
    name: "현미 / Brown rice",
    size: "10kg",
    priceMinor: 41_000n,
    stock: 130,
    category: FOOD,
    description: "주문한 주에 찧습니다. Milled in the week you order.",
  },
  {
    name: "전기 주전자 / Electric kettle",
    size: "1.2L",
    priceMinor: 59_000n,
    stock: 110,
    category: ELECTRIC,
    description: "60도부터 맞추는 온도. Set from 60 °C: green tea thanks you.",
  },
  // Fixture F14 (requirements §4.2).
  {
    name: "TV",
    size: "55인치 / 55 inch",
    priceMinor: 890_000n,
    stock: 10_000,
    category: ELECTRIC,
    description: "거실용 OLED 텔레비전. An OLED television for the living room.",
  },
];
