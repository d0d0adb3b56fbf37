import { MAX_SERVER_FRAME_BYTES } from './protocol.ts';

/** Room for what stands around events. */
const FRAME_BYTES = MAX_SERVER_FRAME_BYTES - 4096;
const FRAME_EVENTS = 500;

const utf8 = new TextEncoder();

/** Events, as texts, in parts that fit into a frame each. */
export function fitting(texts: readonly string[]): string[][] {
  const parts: string[][] = [];
  let part: string[] = [];
  let size = 0;
  for (const text of texts) {
    // And the comma behind it.
    const bytes = utf8.encode(text).length + 1;
    if (part.length > 0 && (size + bytes > FRAME_BYTES || part.length >= FRAME_EVENTS)) {
      parts.push(part);
      part = [];
      size = 0;
    }
    part.push(text);
    size += bytes;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
