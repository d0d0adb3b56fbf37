import '@t333/elements/performance-warning/define';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import type { PerformanceWarning } from '@t333/elements/performance-warning';
import type { WallStats } from '@t333/elements/wall-stats';
import { byId } from './page.ts';

/** Gives the page its advice, the figures behind "Why?", and what may be chosen beside them. */
export function setUpQuality(wall: MultiStreamGrid): void {
  const advice = byId<PerformanceWarning>('advice');
  const stats = byId<WallStats>('stats');
  const panel = byId('quality');
  const why = byId('why');
  const policy = byId<HTMLSelectElement>('policy');
  const dataSaver = byId<HTMLInputElement>('data-saver');

  const follow = (): void => {
    advice.quality = wall.quality;
    // Nobody pays for figures that nobody sees.
    stats.quality = panel.hidden ? null : wall.quality;
    if (wall.quality) dataSaver.checked = wall.quality.dataSaver;
  };
  const name = (): void => {
    const names = wall.streams.map(({ id, title }, index) => [id, title ?? `Stream ${index + 1}`]);
    advice.names = stats.names = Object.fromEntries(names);
  };

  wall.addEventListener('qualitychange', follow);
  wall.addEventListener('streamschange', name);
  advice.addEventListener('closetile', ({ ids }) => ids.forEach((id) => wall.wall.remove(id)));
  why.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    why.ariaExpanded = String(!panel.hidden);
    void import('@t333/elements/wall-stats/define');
    follow();
  });
  policy.addEventListener('change', () => wall.setAttribute('quality-policy', policy.value));
  dataSaver.addEventListener('change', () => wall.setAttribute('data-saver', String(dataSaver.checked)));
  follow();
  name();
}
