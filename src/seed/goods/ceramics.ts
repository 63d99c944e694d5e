import type { Goods } from "./shape.ts";

const TABLE = "식기 / Tableware";
const HOME = "장식 / For the room";

/** 달항아리 도예 Dal Pottery. */
export const ceramics: readonly Goods[] = [
  {
    name: "달항아리 / Moon jar",
    size: "소 / small",
    priceMinor: 180_000n,
    stock: 12,
    category: HOME,
    description: "두 사발을 맞붙여 빚은 백자. White porcelain, joined of two bowls, 20 cm.",
  },
  {
    name: "달항아리 / Moon jar",
    size: "대 / large",
    priceMinor: 420_000n,
    stock: 3,
    category: HOME,
    description: "장작가마에서 구운 큰 항아리. Fired with pine wood, 38 cm, none like another.",
  },
  {
    name: "백자 찻잔 / White porcelain teacup",
    priceMinor: 16_000n,
    stock: 150,
    category: TABLE,
    description: "손에 감기는 얇은 잔. A thin cup that sits well in the hand.",
  },
  {
    name: "분청 접시 / Buncheong plate",
    priceMinor: 24_000n,
    stock: 80,
    category: TABLE,
    description: "귀얄로 분을 바른 접시. Brushed with white slip, 22 cm.",
  },
  {
    name: "밥그릇 / Rice bowl",
    priceMinor: 19_000n,
    stock: 220,
    category: TABLE,
    description: "뚜껑 없는 백자 공기. White porcelain, for one serving of rice.",
  },
  {
    name: "국그릇 / Soup bowl",
    priceMinor: 21_000n,
    stock: 180,
    category: TABLE,
    description: "밥그릇과 짝이 되는 대접. The rice bowl's companion.",
  },
  {
    name: "물레 머그 / Wheel-thrown mug",
    priceMinor: 18_000n,
    stock: 260,
    optionGroups: [
      {
        name: "유약",
        options: [
          { name: "백 / White", priceMinor: 0n },
          { name: "청 / Blue", priceMinor: 1_000n },
          { name: "흑 / Black", priceMinor: 1_000n },
        ],
      },
    ],
    category: TABLE,
    description: "물레로 하나씩 만든 머그. Thrown one by one, in three glazes.",
  },
  {
    name: "수저받침 / Chopstick rest",
    priceMinor: 5_000n,
    stock: 500,
    category: TABLE,
    description: "조약돌 모양 받침. Shaped like a pebble.",
  },
  {
    name: "옹기 항아리 / Onggi jar",
    size: "5L",
    priceMinor: 65_000n,
    stock: 30,
    saleStatus: "SUSPENDED",
    category: TABLE,
    description: "숨 쉬는 장독. A breathing jar; not sold while its glaze is tested again.",
  },
];
