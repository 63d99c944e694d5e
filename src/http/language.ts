export type Language = "ko" | "en";

/** The language a client prefers by `Accept-Language`; Korean when it names neither of ours. */
export function languageOf(header: string | undefined): Language {
  if (header === undefined) return "ko";
  let best: Language = "ko";
  let bestWeight = 0;
  for (const { value, weight } of weighted(header)) {
    const language = value.startsWith("ko") ? "ko" : value.startsWith("en") ? "en" : undefined;
    if (language !== undefined && weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}

/** Whether `Accept` admits a media type; the range that names it most exactly decides. */
export function accepts(header: string | undefined, mediaType: string): boolean {
  if (header === undefined || header === "*/*" || header === mediaType) return true;
  const ranges = [mediaType, `${mediaType.slice(0, mediaType.indexOf("/"))}/*`, "*/*"];
  const offered = weighted(header);
  for (const range of ranges) {
    const found = offered.find(({ value }) => value === range);
    if (found !== undefined) return found.weight > 0;
  }
  return false;
}

/** The members of a list header in lower case, with their `q`. */
function weighted(header: string): readonly { value: string; weight: number }[] {
  return header
    .toLowerCase()
    .split(",", 50)
    .map((member) => {
      const [value = "", ...parameters] = member.split(";").map((part) => part.trim());
      const q = parameters.find((parameter) => parameter.startsWith("q="));
      const weight = q === undefined ? 1 : Number(q.slice(2));
      return { value, weight: Number.isFinite(weight) ? weight : 0 };
    });
}
