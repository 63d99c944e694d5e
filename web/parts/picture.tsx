/** The five cardinal colours and their neighbours, as cloth is dyed. */
const DYES = [
  ["#2b5f75", "#7fa9a3", "#e6dcc3", "#c2452d", "#e0a526"],
  ["#3c3a5a", "#8e86ad", "#efe3da", "#b5483a", "#d9a05b"],
  ["#2b7960", "#94bfa6", "#f1e6cf", "#d87f4a", "#8c3b3b"],
  ["#6b3b4e", "#c48b98", "#f3e7dd", "#4f7a78", "#d8b25a"],
  ["#27476e", "#88a5c4", "#efe9db", "#d65733", "#86955a"],
  ["#5a5b34", "#a9a86c", "#f2ead3", "#b8582f", "#3e6b78"],
] as const;

function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return hash >>> 0;
}

/** A row of numbers below 1 that follows from the text alone. */
function chanceOf(text: string): () => number {
  let state = hashOf(text);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

type Patch = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Cuts a cloth into patches, as scraps are pieced together in a jogakbo. */
function pieced(patch: Patch, chance: () => number, depth: number): readonly Patch[] {
  if (depth === 0 || (depth < 3 && chance() < 0.2)) return [patch];
  const at = 0.3 + chance() * 0.4;
  const { x, y, width, height } = patch;
  const parts =
    width * (0.7 + chance() * 0.6) > height
      ? [
          { x, y, width: width * at, height },
          { x: x + width * at, y, width: width * (1 - at), height },
        ]
      : [
          { x, y, width, height: height * at },
          { x, y: y + height * at, width, height: height * (1 - at) },
        ];
  return parts.flatMap((part) => pieced(part, chance, depth - 1));
}

export type PictureProps = {
  /** What it is drawn from: the same name has the same picture everywhere. */
  readonly of: string;
};

/** A patchwork cloth for an item; drawn here, so it is never missing. It says nothing that the name does not. */
export function Picture({ of }: PictureProps) {
  const chance = chanceOf(of);
  const dyes = DYES[hashOf(of) % DYES.length] ?? DYES[0];
  const patches = pieced({ x: 0, y: 0, width: 120, height: 120 }, chance, 4);
  return (
    <svg
      viewBox="0 0 120 120"
      className="picture"
      aria-hidden="true"
      preserveAspectRatio="xMidYMid slice"
    >
      {patches.map(({ x, y, width, height }) => (
        <rect
          key={`${x},${y}`}
          x={x}
          y={y}
          width={width}
          height={height}
          fill={dyes[Math.floor(chance() ** 1.4 * dyes.length)] ?? dyes[2]}
          stroke="#fffaf0"
          strokeWidth="0.9"
          strokeDasharray="2.2 1.4"
        />
      ))}
    </svg>
  );
}
