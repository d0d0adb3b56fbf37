import { T333Error } from '@t333/core/errors';
import type { SyncGroup } from '@t333/core/sync';
import { systemClock } from '@t333/core/time';
import { wallFromUrl, wallToUrl, type Wall } from '@t333/core/wall';
import { describeSynced } from './synced-description.ts';

/** Browsers refuse more than 100 changes of the address in 10 to 30 s, and a volume slider makes 60 a second. */
const WRITE_DELAY_MS = 400;

/** What a link is about. It fires `groupchange` when it has another group, or none any more. */
export interface LinkedGrid extends EventTarget {
  readonly wall: Wall;
  readonly group: SyncGroup | null;
}

/** @throws T333Error `invalid-argument` as of `wallToUrl` */
export const linkTo = ({ wall, group }: LinkedGrid, base: string): string =>
  wallToUrl(base, describeSynced(wall.describe(), group));

/**
 * Keeps a wall and the fragment of the page's address the same. A link that cannot be read leaves an empty wall.
 *
 * @param onError gets what is wrong with a link, or why this wall cannot be one
 */
export function followUrl(grid: LinkedGrid, onError: (error: T333Error) => void, signal: AbortSignal): void {
  const { wall } = grid;
  let cancelWrite: (() => void) | undefined;
  const attempt = (act: () => void): boolean => {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof T333Error)) throw error;
      onError(error);
      return false;
    }
  };
  const read = (): void => {
    const understood = attempt(() => {
      const description = wallFromUrl(location.href);
      if (description) wall.restore(description);
    });
    if (!understood) wall.setTiles([]);
  };
  const write = (): void => {
    cancelWrite?.();
    cancelWrite = systemClock.after(WRITE_DELAY_MS, () =>
      attempt(() => history.replaceState(history.state, '', linkTo(grid, location.href))),
    );
  };
  let leaveGroup = (): void => {};
  const watchGroup = (): void => {
    leaveGroup();
    leaveGroup = grid.group ? onSyncChange(grid.group, write) : leaveGroup;
  };
  read();
  watchGroup();
  wall.state.subscribe(write, { signal });
  grid.addEventListener('groupchange', watchGroup, { signal });
  addEventListener('hashchange', read, { signal });
  signal.addEventListener('abort', () => {
    cancelWrite?.();
    leaveGroup();
  });
}

/** Calls back for what makes a link another one: the time is what it says until somebody moves it. */
function onSyncChange(group: SyncGroup, onChange: () => void): () => void {
  const life = new AbortController();
  const { signal } = life;
  const offsets = (): string => JSON.stringify(group.state.getSnapshot().members.map(({ offset }) => offset));
  let before = offsets();
  const look = (): void => {
    const now = offsets();
    if (now !== before) onChange();
    before = now;
  };
  group.state.subscribe(look, { signal });
  group.addEventListener('timelinechange', ({ origin }) => origin === 'user' && onChange(), { signal });
  return () => life.abort();
}
