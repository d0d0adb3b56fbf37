import type { ByteSpan } from '../blob/blob-store.ts';

/**
 * One range of bytes, as RFC 9110 has it. Several are answered with all of it, which is allowed.
 *
 * @param header of the request
 * @param size of the whole, bytes
 * @returns null: all of it; `unsatisfiable`: nothing of it is there
 */
export function parseRange(header: string | undefined, size: number): ByteSpan | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : 'unsatisfiable';
}
