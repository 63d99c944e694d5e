/** What was started and must end, the last first: at the end of a phase, or when the run is given up. */
export type Closing = {
  /** Throws, and closes it at once, when the run was given up meanwhile. */
  readonly add: (close: () => Promise<unknown>) => Promise<void>;
  /** Closes everything added so far. What fails to close does not keep the rest from it. */
  readonly all: () => Promise<void>;
  /** As `all`, and nothing more can be added. */
  readonly giveUp: () => Promise<void>;
  readonly isGivenUp: () => boolean;
};

export function closingInReverse(): Closing {
  const open: (() => Promise<unknown>)[] = [];
  let givenUp = false;
  let ending = Promise.resolve();
  const closeOpen = async (): Promise<void> => {
    for (let close = open.pop(); close !== undefined; close = open.pop()) {
      await close().catch(() => undefined);
    }
  };
  const all = (): Promise<void> => (ending = ending.then(closeOpen));
  return {
    add: async (close) => {
      open.push(close);
      if (!givenUp) return;
      await all();
      throw new Error("the run was given up");
    },
    all,
    giveUp: () => {
      givenUp = true;
      return all();
    },
    isGivenUp: () => givenUp,
  };
}
