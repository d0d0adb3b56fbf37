import { T333Error } from '@t333/core/errors';
import { systemClock } from '@t333/core/time';
import { wallFromUrl, wallToUrl, type Wall } from '@t333/core/wall';

export { wallToUrl };

/** Browsers refuse more than 100 changes of the address in 10 to 30 s, and a volume slider makes 60 a second. */
const WRITE_DELAY_MS = 400;

/**
 * Keeps a wall and the fragment of the page's address the same. A link that cannot be read leaves an empty wall.
 *
 * @param onError gets what is wrong with a link, or why this wall cannot be one
 */
export function followUrl(wall: Wall, onError: (error: T333Error) => void, signal: AbortSignal): void {
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
      attempt(() => history.replaceState(history.state, '', wallToUrl(location.href, wall.describe()))),
    );
  };
  read();
  wall.state.subscribe(write, { signal });
  addEventListener('hashchange', read, { signal });
  signal.addEventListener('abort', () => cancelWrite?.());
}
