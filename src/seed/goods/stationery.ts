import type { Goods } from "./shape.ts";

const PAPER = "종이 / Paper";
const TOOLS = "필기구 / Writing";

/** 먹과 종이 Ink & Paper. */
export const stationery: readonly Goods[] = [
  {
    name: "한지 공책 / Hanji notebook",
    priceMinor: 12_000n,
    stock: 280,
    category: PAPER,
    description: "닥종이를 실로 묶은 공책. Mulberry paper bound with thread, 80 pages.",
  },
  {
    name: "화선지 백 장 / Calligraphy paper, 100 sheets",
    size: "35×70cm",
    priceMinor: 28_000n,
    stock: 90,
    category: PAPER,
    description: "먹이 고르게 번지는 종이. Takes the ink evenly.",
  },
  {
    name: "편지지와 봉투 / Letter set",
    priceMinor: 8_000n,
    stock: 400,
    category: PAPER,
    description: "압화를 넣은 편지지 열 장. Ten sheets with pressed flowers, ten envelopes.",
  },
  {
    name: "엽서 열 장 / Ten postcards",
    priceMinor: 9_000n,
    stock: 350,
    category: PAPER,
    description: "민화 호랑이와 까치. Tigers and magpies of folk painting.",
  },
  {
    name: "붓펜 / Brush pen",
    priceMinor: 6_500n,
    stock: 600,
    optionGroups: [
      {
        name: "굵기",
        options: [
          { name: "세필 / Fine", priceMinor: 0n },
          { name: "중필 / Medium", priceMinor: 0n },
        ],
      },
    ],
    category: TOOLS,
    description: "끝이 살아 있는 붓펜. A tip that springs back.",
  },
  {
    name: "송연먹 / Pine-soot ink stick",
    priceMinor: 22_000n,
    stock: 70,
    category: TOOLS,
    description: "소나무 그을음으로 빚은 먹. A cool black, scented with camphor.",
  },
  {
    name: "벼루 / Inkstone",
    priceMinor: 54_000n,
    stock: 25,
    category: TOOLS,
    description: "보령 남포석 벼루. Cut of Nampo stone from Boryeong.",
  },
  {
    name: "전각 도장 / Carved name seal",
    priceMinor: 35_000n,
    stock: 45,
    optionGroups: [
      {
        name: "글자",
        options: [
          { name: "한글", priceMinor: 0n },
          { name: "漢字", priceMinor: 5_000n },
        ],
      },
    ],
    category: TOOLS,
    description: "이름을 새겨 드립니다. Your name, carved in three days.",
  },
];
