import type { Position } from "#runtime/sending.ts";
import { SLOTS } from "#store/store.ts";

/** The header by which a client shows what it has seen; its value is opaque to clients. */
export const POSITION_HEADER = "bojagi-position";

const WRITTEN = /^([a-z][a-z0-9-]{0,40})\/(\d{1,3})\/(\d{1,16})$/;
const OPAQUE = /^[A-Za-z0-9_-]{1,100}$/;

export const writePosition = ({ stream, slot, position }: Position): string =>
  Buffer.from(`${stream}/${slot}/${position}`).toString("base64url");

/** The position a client sent back; undefined when it is none of ours. */
export function readPosition(header: string): Position | undefined {
  if (!OPAQUE.test(header)) return undefined;
  const written = WRITTEN.exec(Buffer.from(header, "base64url").toString("latin1"));
  if (written === null) return undefined;
  const [, stream = "", slot, position] = written;
  if (Number(slot) >= SLOTS) return undefined;
  return { stream, slot: Number(slot), position: Number(position) };
}
