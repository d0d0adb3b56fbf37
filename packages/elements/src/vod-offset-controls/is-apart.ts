import type { SyncMemberState } from '@t333/core/sync';

type Member = Pick<SyncMemberState, 'id' | 'offset' | 'coverage'>;

/**
 * Whether a member would have no moment in common with any other. Where lengths are not known yet, nobody can say so.
 *
 * @param seconds the offset that it is to have
 * @param members of its group
 */
export function isApart({ id, offset, coverage }: Member, seconds: number, members: readonly Member[]): boolean {
  const shift = offset.seconds - seconds;
  const others = members.flatMap((other) => (other.id === id ? [] : other.coverage));
  return (
    coverage.length * others.length > 0 &&
    !others.some(({ start, end }) => coverage.some((own) => own.start + shift < end && start < own.end + shift))
  );
}
