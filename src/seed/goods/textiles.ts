import type { Goods } from "./shape.ts";

const CLOTH = "보자기 / Wrapping cloths";
const WEAR = "의류 / Clothing";
const HOME = "침구 / Home textiles";

/** The two items of fixture F1 (requirements §4.2): with GOLD twice and one cord they cost 72,000. */
const pouchAndCord: readonly Goods[] = [
  {
    name: "보자기 파우치 / Bojagi pouch",
    priceMinor: 30_000n,
    stock: 500,
    optionGroups: [
      {
        name: "사이즈",
        options: [
          { name: "S", priceMinor: 0n },
          { name: "M", priceMinor: 0n },
          { name: "L", priceMinor: 0n },
        ],
      },
      {
        name: "색상",
        options: [
          { name: "RED", priceMinor: 0n },
          { name: "GOLD", priceMinor: 1_000n },
        ],
      },
    ],
    category: CLOTH,
    description: "명주로 누빈 파우치. Quilted silk; gold thread costs a little more.",
  },
  {
    name: "매듭 끈 / Knotted cord",
    priceMinor: 10_000n,
    stock: 500,
    category: CLOTH,
    description: "국화매듭을 엮은 끈. A silk cord with a chrysanthemum knot.",
  },
];

/** Fixture F3: a size with its own stock is an item of its own. */
const shirtsAndCoat: readonly Goods[] = [
  ...["90-S", "100-M", "110-L"].map((size) => ({
    name: "스탠다드 블랙 스웨트 셔츠",
    size,
    priceMinor: 49_800n,
    stock: 1_000,
    category: WEAR,
    description: "도톰한 면 기모. The standard black sweatshirt, brushed cotton.",
  })),
  {
    name: "울 코트 / Wool coat",
    priceMinor: 245_000n,
    stock: 200,
    category: WEAR,
    description: "두루마기 선을 살린 코트. Cut along the lines of a durumagi.",
  },
];

/** 고운 보자기 Goun Textiles. */
export const textiles: readonly Goods[] = [
  ...pouchAndCord,
  ...shirtsAndCoat,
  {
    name: "조각보 / Patchwork cloth",
    priceMinor: 85_000n,
    stock: 18,
    category: CLOTH,
    description: "모시 조각을 쌈솔로 이은 보. Ramie scraps, flat-felled by hand, 90 cm.",
  },
  {
    name: "명주 보자기 / Silk wrapping cloth",
    priceMinor: 42_000n,
    stock: 60,
    optionGroups: [
      {
        name: "크기",
        options: [
          { name: "55cm", priceMinor: 0n },
          { name: "90cm", priceMinor: 18_000n },
        ],
      },
    ],
    category: CLOTH,
    description: "양면이 다른 색. A colour for each side, for gifts that matter.",
  },
  {
    name: "광목 보자기 / Cotton wrapping cloth",
    priceMinor: 15_000n,
    stock: 340,
    category: CLOTH,
    description: "장 볼 때 쓰는 튼튼한 보. Sturdy: carries the shopping home.",
  },
  {
    name: "누비 담요 / Quilted blanket",
    priceMinor: 98_000n,
    stock: 40,
    saleStatus: "PREPARE",
    category: HOME,
    description: "가을에 선보입니다. Hand-quilted; on sale from autumn.",
  },
];
