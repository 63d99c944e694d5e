/** Product code, as it stands in a stack; the simulation itself is in `test/`. */
const PRODUCT = new URL("../../src/", import.meta.url).pathname;

const OUTSIDE = [
  [Date, "now"],
  [Math, "random"],
  [performance, "now"],
  [globalThis, "setTimeout"],
  [globalThis, "setInterval"],
  [globalThis, "setImmediate"],
  [globalThis, "fetch"],
  [globalThis.crypto, "getRandomValues"],
  [globalThis.crypto, "randomUUID"],
] as const satisfies readonly (readonly [object, string])[];

/**
 * Runs `act` while clocks, timers, chance and network throw for product code. The test runner beside
 * it keeps them: it is told apart by the stack of the call.
 */
export async function withoutTheOutside<T>(act: () => Promise<T>): Promise<T> {
  const undo = OUTSIDE.map(([owner, name]) => forbidden(owner, name));
  undo.push(forbiddenNewDate());
  try {
    return await act();
  } finally {
    for (const giveBack of undo.reverse()) giveBack();
  }
}

function refuseProduct(name: string): void {
  const stack = new Error(name).stack ?? "";
  if (stack.includes(PRODUCT)) throw new Error(`product code reached ${name} beside its World`);
}

function forbidden(owner: object, name: string): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const real = (owner as Record<string, (...given: never[]) => unknown>)[name];
  const guarded = function (this: unknown, ...given: never[]): unknown {
    refuseProduct(name);
    return real?.apply(owner, given);
  };
  Object.defineProperty(owner, name, { value: guarded, configurable: true, writable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, before);
  };
}

/** `new Date(instant)` only reads a calendar; without an instant it reads the clock. */
function forbiddenNewDate(): () => void {
  const real = globalThis.Date;
  globalThis.Date = new Proxy(real, {
    construct: (target, given: readonly unknown[]) => {
      if (given.length === 0) refuseProduct("new Date()");
      return Reflect.construct(target, given) as Date;
    },
  });
  return () => void (globalThis.Date = real);
}
