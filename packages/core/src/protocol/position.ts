import type { RtPosition } from './frames.ts';
import { count, id } from './read-event.ts';
import { record } from './readers.ts';

export const position = record<RtPosition>({ epoch: id, seq: count });

/** `epoch:seq`, as addresses have it. */
export const formatPosition = ({ epoch, seq: number_ }: RtPosition): string => `${epoch}:${number_}`;

/** Null where it is none. */
export function parsePosition(string: string): RtPosition | null {
  const end = string.lastIndexOf(':');
  const digits = string.slice(end + 1);
  if (end < 1 || !/^\d{1,16}$/.test(digits)) return null;
  return position({ epoch: string.slice(0, end), seq: Number(digits) }, []) ?? null;
}
