import { hash } from "node:crypto";
import type { Refusal, RefusalCode, RefusalDetail } from "#kernel/refusal.ts";
import { EXPLANATIONS } from "./explanations.ts";
import type { Language } from "./language.ts";
import { fieldMessage } from "./fieldMessages.ts";
import { isRefusalCode, TITLES } from "./titles.ts";

/** An error answer by RFC 9457, with the members of requirements §4.17. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: RefusalCode;
  readonly requestId: string;
  readonly traceId: string;
  readonly errors?: readonly ProblemError[];
  /** What may be confirmed in place of what was refused. */
  readonly instead?: unknown;
};
export type ProblemError = RefusalDetail & { readonly message: string };

export type Occurrence = {
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly language: Language;
  /** Before `/problems/…` in the problem's type. */
  readonly publicUrl: string;
};

/** Beyond this many wrong fields a reader learns nothing new. */
const ERRORS_MAX = 50;

/** The problem document of a refusal. Holds nothing of the request but its id and names of fields. */
export function problemOf({ refusal, details, instead }: Refusal, at: Occurrence): Problem {
  const [status] = TITLES[refusal];
  const errors = details?.slice(0, ERRORS_MAX).map((detail) => ({
    ...detail,
    message: messageOf(detail, at.language),
  }));
  return {
    type: `${at.publicUrl}/problems/${refusal}`,
    title: titleOf(refusal, at.language),
    status,
    detail: explanationOf(refusal, at.language),
    instance: `urn:bojagi:request:${encodeURIComponent(at.requestId)}`,
    code: refusal,
    requestId: at.requestId,
    traceId: traceIdOf(at),
    ...(errors === undefined || errors.length === 0 ? {} : { errors }),
    ...(instead === undefined ? {} : { instead }),
  };
}

export const titleOf = (code: RefusalCode, language: Language): string =>
  TITLES[code][language === "ko" ? 1 : 2];

export const explanationOf = (code: RefusalCode, language: Language): string =>
  EXPLANATIONS[code][language === "ko" ? 0 : 1];

const messageOf = ({ code, values }: RefusalDetail, language: Language): string =>
  isRefusalCode(code) ? explanationOf(code, language) : fieldMessage(code, values ?? {}, language);

/** The trace of the request; without one, an id that follows from the request id. */
const traceIdOf = ({ traceparent, requestId }: Occurrence): string =>
  traceparent?.slice(3, 35) ?? hash("sha256", requestId, "hex").slice(0, 32);
