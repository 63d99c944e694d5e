import { pino, type DestinationStream, type Logger } from "pino";

export type LogLevel = "info" | "warn" | "silent";

/** The level of `BOJAGI_LOG`; every request is logged unless it says otherwise (requirements S1.5). */
export const logLevelOf = (name: string | undefined): LogLevel =>
  name === "warn" || name === "silent" ? name : "info";

/**
 * The log of the HTTP front: one JSON object a line. Lines are written in pieces of some kilobytes,
 * and at the latest after half a second: a write for each line would cost more than the request.
 */
export function httpLog(level: LogLevel, destination: DestinationStream = toOutput()): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: "message",
      serializers: { err: (error: unknown) => errorFields(error) },
    },
    destination,
  );
}

const CHARACTERS_MAX = 2_048;
const CAUSES_MAX = 3;

/** What is told of an error. Not its other fields: a database puts values of rows into them. */
function errorFields(error: unknown, causes = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error).slice(0, CHARACTERS_MAX) };
  const { name, message, stack, cause } = error;
  return {
    name,
    code: (error as { readonly code?: unknown }).code,
    message: message.slice(0, CHARACTERS_MAX),
    stack: stack?.slice(0, CHARACTERS_MAX),
    ...(cause === undefined || causes === CAUSES_MAX
      ? {}
      : { cause: errorFields(cause, causes + 1) }),
  };
}

const toOutput = (): DestinationStream =>
  pino.destination({ dest: 1, sync: false, minLength: 8_192, periodicFlush: 500 });
