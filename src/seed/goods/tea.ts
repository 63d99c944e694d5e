import type { Goods } from "./shape.ts";

const LEAVES = "차 / Tea";
const WARE = "다구 / Tea ware";

/** 하늘찻집 Haneul Tea. */
export const tea: readonly Goods[] = [
  {
    name: "우전 녹차 / First-flush green tea",
    size: "60g",
    priceMinor: 28_000n,
    stock: 120,
    category: LEAVES,
    description: "곡우 전에 딴 어린잎. Young leaves from Hadong, picked before the April rain.",
  },
  {
    name: "세작 녹차 / Sejak green tea",
    size: "80g",
    priceMinor: 18_000n,
    stock: 300,
    category: LEAVES,
    description: "매일 마시는 두물차. The second picking: an everyday green tea.",
  },
  {
    name: "햇우전 한정판 / This year's first harvest",
    size: "30g",
    priceMinor: 45_000n,
    stock: 0,
    category: LEAVES,
    description:
      "올해 첫 잎, 서른 통. Thirty tins of the year's first leaves, and all of them are gone.",
  },
  {
    name: "황차 / Yellow tea",
    size: "70g",
    priceMinor: 22_000n,
    stock: 90,
    category: LEAVES,
    description: "살짝 띄운 부드러운 차. Slightly fermented, soft and round.",
  },
  {
    name: "쑥차 / Mugwort tea",
    size: "50g",
    priceMinor: 9_000n,
    stock: 200,
    category: LEAVES,
    description: "이른 봄 쑥을 덖은 차. Roasted early-spring mugwort, no caffeine.",
  },
  {
    name: "유자청 / Yuja in honey",
    priceMinor: 12_000n,
    stock: 400,
    optionGroups: [
      {
        name: "용량",
        options: [
          { name: "500g", priceMinor: 0n },
          { name: "1kg", priceMinor: 9_000n },
        ],
      },
    ],
    category: LEAVES,
    description: "고흥 유자로 담근 청. Goheung citron, sliced thin; a spoonful makes a cup.",
  },
  {
    name: "볶은 보리차 / Roasted barley tea",
    size: "1kg",
    priceMinor: 4_500n,
    stock: 1_000,
    category: LEAVES,
    description: "가마솥에 볶은 보리. Barley roasted in an iron pot, hot or iced.",
  },
  {
    name: "청자 찻주전자 / Celadon teapot",
    size: "350ml",
    priceMinor: 68_000n,
    stock: 24,
    category: WARE,
    description: "물줄기가 곧은 주전자. A pot for three cups that pours without a drip.",
  },
  {
    name: "나무 차시 / Wooden tea scoop",
    priceMinor: 7_000n,
    stock: 150,
    category: WARE,
    description: "대추나무를 깎아 만든 차시. Carved of jujube wood.",
  },
];
