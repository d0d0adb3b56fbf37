import type { Advice, AdviceCode } from '@t333/core/quality';
import { expect } from 'chai';
import { AdviceWatch, GONE_MS, LINGER_MS } from './advice-watch.ts';
import { parseDismissals } from './dismissals.ts';

const advice = (code: AdviceCode, level: Advice['level'] = 'warning'): Advice => ({
  code,
  level,
  action: null,
  figures: { streamCount: 4, droppedRatio: 0, stalledMs: 0, bitrateBps: 0 },
});
const tip = advice('many-streams', 'info');
const crowd = advice('many-streams');
const drops = advice('dropping-frames');

/** `!` marks news. */
const shown = (watch: AdviceWatch, now: readonly Advice[], nowMs: number): string | null => {
  const next = watch.next(now, nowMs);
  return next && `${next.advice.code} ${next.advice.level}${next.isNews ? '!' : ''}`;
};
const watching = (dismissed = '{}'): AdviceWatch => new AdviceWatch(parseDismissals(dismissed), 0);

describe('AdviceWatch', () => {
  it('shows the most urgent, and tells it once', () => {
    const watch = watching();
    expect(shown(watch, [], 0)).to.equal(null);
    expect(shown(watch, [drops, crowd], 1000)).to.equal('dropping-frames warning!');
    expect(shown(watch, [drops, crowd], 2000)).to.equal('dropping-frames warning');
  });

  it('keeps what comes and goes in its place', () => {
    const watch = watching();
    shown(watch, [drops], 0);
    shown(watch, [tip], 0);
    expect(shown(watch, [tip], LINGER_MS - 1)).to.equal('dropping-frames warning');
    expect(shown(watch, [tip], LINGER_MS)).to.equal('many-streams info!');
    expect(shown(watch, [drops, tip], LINGER_MS + 1), 'no news within a minute').to.equal('dropping-frames warning');
  });

  it('does not keep it from what is more urgent', () => {
    const watch = watching();
    shown(watch, [crowd], 0);
    expect(shown(watch, [drops], 1000)).to.equal('dropping-frames warning!');
  });

  it('does not keep what was acted on', () => {
    const watch = watching();
    shown(watch, [drops], 0);
    watch.release();
    expect(shown(watch, [], 1000)).to.equal(null);
  });

  it('is news again after a minute, and when it is worse', () => {
    const watch = watching();
    expect(shown(watch, [tip], 0)).to.equal('many-streams info!');
    expect(shown(watch, [crowd], 1000)).to.equal('many-streams warning!');
    expect(shown(watch, [tip], 2000), 'better is no news').to.equal('many-streams info');
    shown(watch, [], 3000);
    expect(shown(watch, [], 10_000)).to.equal(null);
    expect(shown(watch, [tip], 10_000 + GONE_MS)).to.equal('many-streams info!');
  });

  it('is silent about all that was dismissed together', () => {
    const watch = watching();
    shown(watch, [drops, tip], 0);
    watch.dismiss([drops, tip]);
    expect(shown(watch, [drops, tip], 1000)).to.equal(null);
    expect(shown(watch, [drops, crowd], 2000), 'worse').to.equal('many-streams warning!');
  });

  it('has what lingers dismissed too', () => {
    const watch = watching();
    shown(watch, [drops], 0);
    shown(watch, [], 1000);
    watch.dismiss([]);
    expect(shown(watch, [drops], 2000)).to.equal(null);
  });

  it('leaves a dismissed tip away, and has a warning back when it was gone for a minute', () => {
    const watch = watching('{"many-streams":"warning"}');
    expect(shown(watch, [crowd], GONE_MS - 1), 'a page that fills in its first minute').to.equal(null);
    expect(shown(watch, [tip], GONE_MS)).to.equal(null);
    expect(shown(watch, [crowd], 2 * GONE_MS - 2), 'gone for less').to.equal(null);
    expect(shown(watch, [crowd], 4 * GONE_MS), 'it was there all the time').to.equal(null);
    expect(shown(watch, [tip], 5 * GONE_MS)).to.equal(null);
    expect(shown(watch, [crowd], 6 * GONE_MS)).to.equal('many-streams warning!');
    expect(Object.fromEntries(watch.dismissals)).to.deep.equal({ 'many-streams': 'info' });
    expect(shown(watch, [tip], 9 * GONE_MS)).to.equal(null);
  });
});
