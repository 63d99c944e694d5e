import { firstOf, promised, type Promised } from "./evidence.ts";

const dense = promised("I23 a log has no gap and no repeat", (of) =>
  firstOf(of.streams, (stream) =>
    firstOf([...of.log(stream).entries()], ([slot, segments]) => {
      let head = 0;
      for (const { position, count } of segments) {
        if (position - count !== head) return `${stream}/${slot}: ${position} after ${head}`;
        head = position;
      }
      return undefined;
    }),
  ),
);

const segmentsWhole = promised("I23 a segment holds as many messages as it says", (of) =>
  firstOf(of.streams, (stream) => {
    const heads = of.log(stream).map((segments) => segments.at(-1)?.position ?? 0);
    const said = heads.reduce((sum, head) => sum + head, 0);
    const there = of.messages(stream).length;
    return there === said ? undefined : `${stream}: ${there} messages, ${said} positions`;
  }),
);

const versionsRise = promised("I24 position order is the order of change", (of) => {
  const last = new Map<string, number>();
  // The last lines that were still on their way are cancelled: the rest has been delivered, by that.
  const sharing = new Map<string, number>();
  const idle = new Set<string>();
  return firstOf([...of.messages("order"), ...of.messages("catalog")], (message) => {
    const { body, key, type, id } = message;
    if (idle.has(id)) return `${id} is logged twice`;
    idle.add(id);
    const version = (body["orderVersion"] ?? body["itemVersion"]) as number | undefined;
    if (version === undefined) return undefined;
    const before = last.get(key) ?? 0;
    last.set(key, version);
    const shares = sharing.get(key) === version;
    sharing.delete(key);
    if (type === "order.lines-cancelled") sharing.set(key, version);
    return version > before || shares ? undefined : `${type} of ${key}: ${version} after ${before}`;
  });
});

/** What the logs must agree with: who hears what, and what was applied, as the simulation saw it. */
export type Hearing = {
  readonly hearersOf: (type: string) => readonly string[];
  /** By consumer and message id. */
  readonly applied: ReadonlyMap<string, Applied>;
};
type Applied = {
  readonly id: string;
  readonly isFact: boolean;
  readonly times: number;
};

type Parked = {
  readonly consumer: string;
  readonly parkedId: string;
  readonly type: string;
  readonly key: string;
  readonly reasonClass?: string;
  readonly reason?: string;
};

export const logsAtRest = ({ hearersOf, applied }: Hearing): readonly Promised[] => [
  dense,
  segmentsWhole,
  versionsRise,
  promised("I25 every logged message was applied by everybody who hears it", (of) =>
    firstOf(of.streams, (stream) =>
      firstOf(of.messages(stream), ({ id, type, key }) => {
        const deaf = hearersOf(type).find((consumer) => !applied.has(`${consumer} ${id}`));
        return deaf === undefined ? undefined : `${deaf} never applied ${type} of ${key} (${id})`;
      }),
    ),
  ),
  promised("I25 every fact that was applied lies in a log", (of) => {
    const all = of.streams.flatMap(of.messages);
    const logged = new Set(all.map(({ id }) => id));
    return firstOf([...applied], ([name, { id, isFact }]) =>
      isFact && !logged.has(id) ? `${name} is in no log` : undefined,
    );
  }),
  promised("I26 no watermark stands behind the end of its log", (of) =>
    firstOf(of.streams, (stream) =>
      firstOf([...of.log(stream).entries()], ([slot, segments]) => {
        const head = segments.at(-1)?.position ?? 0;
        const ahead = of.streams.find((consumer) => of.mark(consumer, stream, slot) > head);
        return ahead === undefined ? undefined : `${ahead} is past ${stream}/${slot} at ${head}`;
      }),
    ),
  ),
  promised("I28 nothing stays parked", (of) =>
    firstOf(of.streams, (context) =>
      firstOf(of.rows<Parked>(`${context}.parked`), ({ parkedId, type, key, reason }) =>
        [parkedId, type, key, reason].join(" "),
      ),
    ),
  ),
  // Time ran on past all of them, so none is left that guards anything.
  promised("I30 every deadline fired or was cleared", (of) =>
    firstOf(of.streams, (context) =>
      firstOf(
        of.rows<{ readonly deadlineId: string }>(`${context}.deadlines`),
        ({ deadlineId }) => `${context}: ${deadlineId}`,
      ),
    ),
  ),
];

/** Applied once: a message that was applied again is found as soon as it happens. */
export const appliedOnce = ({ applied }: Hearing): Promised =>
  promised("I26 nothing is applied twice", () =>
    firstOf([...applied], ([name, { times }]) =>
      times > 1 ? `${name}: ${times} times` : undefined,
    ),
  );
