/** Requests as they are, without the typed client. */
export type RawRequest = {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};
export type RawAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
};

/** More connections at once than this, and the listening queue of a busy machine would turn some away. */
const AT_ONCE = 200;
let open = 0;
const waiting: (() => void)[] = [];

/** Sends a request and reads its whole answer; a body given as text goes as it is. */
export async function rawRequest(...asked: Parameters<typeof answered>): Promise<RawAnswer> {
  if (open >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  open++;
  try {
    return await answered(...asked);
  } finally {
    open--;
    waiting.shift()?.();
  }
}

async function answered(
  url: string,
  method: string,
  path: string,
  { body, token, headers = {} }: RawRequest = {},
): Promise<RawAnswer> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
}

/** JSON where it is JSON, undefined where there is nothing. */
export function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
