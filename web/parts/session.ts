import { cell, useCell } from "./cell.ts";
import { kept } from "./kept.ts";
import { languageNow } from "./language.ts";
import { type Problem, Refused, Unanswered } from "./problem.ts";

/** Who is logged in, in this tab's memory only; the cookie that renews it is out of our reach. */
export type Session = {
  readonly accessToken: string;
  readonly memberId: string;
  readonly role: "member" | "seller" | "operator";
};
/** Whether somebody was logged in here, so that strangers are not asked for a session: no secret. */
const before = kept<true>("local", "session");
/** `undefined`: nobody; `"asking"`: not known yet. */
const session = cell<Session | undefined | "asking">(before.read() ? "asking" : undefined);
session.subscribe(() => before.write(session.get() === undefined ? undefined : true));

export const tokenNow = (): string | undefined => {
  const now = session.get();
  return typeof now === "object" ? now.accessToken : undefined;
};
export const sessionNow = (): Session | undefined => {
  const now = session.get();
  return typeof now === "object" ? now : undefined;
};

/** Whether it is still asked who this is. */
export const useIsResuming = (): boolean => useCell(session) === "asking";

/** The session of this tab: undefined while nobody is logged in. */
export function useSession(): Session | undefined {
  const now = useCell(session);
  return typeof now === "object" ? now : undefined;
}

/** One tab at a time: a refresh cookie is good for one use. */
const oneAtATime = <T>(act: () => Promise<T>): Promise<T> =>
  "locks" in navigator ? navigator.locks.request("bojagi.session", act) : act();

/** Logs in, and from then on every call is this member's. Throws as a call does. */
export const logIn = (email: string, password: string): Promise<Session> =>
  oneAtATime(async () => {
    const next = await post("/api/browser-sessions", { email, password });
    session.set(next);
    return next as Session;
  });

export async function logOut(): Promise<void> {
  await oneAtATime(() => post("/api/browser-sessions/end", {}));
  session.set(undefined);
}

let renewing: Promise<string | undefined> | undefined;

/** The next token after `spent`; undefined when the session has ended. */
export function renewed(spent: string | undefined): Promise<string | undefined> {
  const now = tokenNow();
  if (now !== undefined && now !== spent) return Promise.resolve(now);
  renewing ??= oneAtATime(renew).finally(() => (renewing = undefined));
  return renewing;
}

const ENDED: ReadonlySet<string> = new Set(["AUTH_TOKEN_INVALID", "AUTH_REFRESH_REUSED"]);

async function renew(): Promise<string | undefined> {
  try {
    session.set(await post("/api/browser-sessions/refresh", {}));
  } catch (error) {
    if (!(error instanceof Refused) || !ENDED.has(error.problem.code)) throw error;
    session.set(undefined);
  }
  return tokenNow();
}

/** Finds the session of an earlier visit; throws where the server does not answer. */
export async function resumed(): Promise<Session | undefined> {
  if (session.get() === "asking") await renewed(undefined);
  return sessionNow();
}

async function post(path: string, body: unknown): Promise<Session | undefined> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": languageNow() },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new Unanswered("no answer", { cause });
  });
  if (response.status === 204) return undefined;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Session;
  if (answer === undefined) throw new Unanswered(`status ${response.status}`);
  throw new Refused(answer as Problem);
}
