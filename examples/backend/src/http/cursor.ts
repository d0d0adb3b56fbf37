import { Problem } from './problem.ts';

/** Where a page of a list begins: behind the item of this time and id. */
export interface Place {
  at: Date;
  id: string;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

export const formatCursor = ({ at, id }: Place): string => Buffer.from(`${at.getTime()} ${id}`).toString('base64url');

/** @throws Problem `bad_request` for what no list has given out */
export function parseCursor(cursor: string): Place {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const at = new Date(/^\d{1,15}$/.test(time) ? Number(time) : Number.NaN);
  if (Number.isNaN(at.getTime()) || !UUID.test(id)) throw new Problem('bad_request', 'That cursor is none of ours.');
  return { at, id };
}

/** A page, of rows of which one more than a page was asked for. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => Place,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? formatCursor(place(last)) : null };
}
