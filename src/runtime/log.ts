/** Where the runtime tells what a person may want to know. */
export type Log = {
  readonly info: (fields: object, text: string) => void;
  readonly warn: (fields: object, text: string) => void;
  readonly error: (fields: object, text: string) => void;
};

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
