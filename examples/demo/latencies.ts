import type { LiveState } from '@t333/core/live';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';

/** What a full bar stands for. */
const LONGEST_SECONDS = 10;

/** Shows in `list` how far behind the camera each tile of a wall is, and in `spread` how far they are apart, once a second. */
export function showLatencies(wall: MultiStreamGrid, list: HTMLElement, spread: HTMLElement): void {
  const rows = new Map<string, HTMLElement>();
  let leave = new AbortController();

  const show = (): void => {
    const { tiles = [] } = wall.quality?.state.getSnapshot() ?? {};
    const shown: number[] = [];
    for (const [id, row] of rows) {
      const seconds = latencyOf(tiles.find((tile) => tile.id === id)?.player.live?.state.getSnapshot());
      if (seconds !== null) shown.push(seconds);
      row.lastElementChild!.textContent = seconds === null ? '–' : `${seconds.toFixed(2)} s`;
      row.style.setProperty('--share', `${Math.min(1, (seconds ?? 0) / LONGEST_SECONDS)}`);
    }
    const apart = shown.length > 1 ? `${(Math.max(...shown) - Math.min(...shown)).toFixed(2)} s apart` : '…';
    const common = wall.equalizer?.state.getSnapshot().latencySeconds ?? null;
    spread.textContent =
      common === null ? `Each as near as it can: ${apart}` : `All brought to ${common.toFixed(1)} s: ${apart}`;
  };
  const name = (): void => {
    rows.clear();
    for (const { id, title } of wall.streams) {
      const row = document.createElement('li');
      const [label, figure] = [document.createElement('span'), document.createElement('bdi')];
      label.textContent = title ?? id;
      row.append(label, figure);
      rows.set(id, row);
    }
    list.replaceChildren(...rows.values());
    show();
  };
  const follow = (): void => {
    leave.abort();
    leave = new AbortController();
    wall.quality?.state.subscribe(show, leave);
  };

  wall.addEventListener('qualitychange', follow);
  wall.addEventListener('streamschange', name);
  follow();
  name();
}

/** Of who plays live. */
const latencyOf = (state: LiveState | undefined): number | null =>
  state?.mode === 'following' ? state.latencySeconds : null;
