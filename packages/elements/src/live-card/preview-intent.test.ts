import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { INTENT_MS, PreviewIntent } from './preview-intent.ts';

describe('PreviewIntent', () => {
  let clock: FakeClock;
  let intent: PreviewIntent;
  let log: string[];

  beforeEach(() => {
    clock = new FakeClock();
    log = [];
    intent = new PreviewIntent({ clock, show: () => log.push('show'), hide: () => log.push('hide') });
  });

  it('shows after a rest, and hides at once', async () => {
    intent.enter('hover');
    await clock.advance(INTENT_MS - 1);
    expect(log).to.deep.equal([]);
    await clock.advance(1);
    expect(log).to.deep.equal(['show']);
    intent.leave('hover');
    expect(log).to.deep.equal(['show', 'hide']);
  });

  it('tells when somebody may want to see more, and when nobody does', async () => {
    const signals: AbortSignal[] = [];
    intent = new PreviewIntent({ clock, consider: (signal) => signals.push(signal), show: () => {}, hide: () => {} });
    intent.enter('hover');
    intent.enter('focus');
    await clock.advance(INTENT_MS);
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false]);
    intent.end();
    intent.enter('hover');
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
    intent.leave('hover');
    expect(signals[1]!.aborted).to.equal(true);
  });

  it('does nothing for who passes by', async () => {
    intent.enter('hover');
    await clock.advance(INTENT_MS - 1);
    intent.leave('hover');
    await clock.advance(INTENT_MS);
    expect([log, clock.pending]).to.deep.equal([[], 0]);
  });

  it('stays while one reason is left, and begins once', async () => {
    intent.enter('hover');
    intent.enter('focus');
    await clock.advance(INTENT_MS);
    intent.leave('hover');
    intent.enter('hover');
    intent.leave('focus');
    expect(log).to.deep.equal(['show']);
    intent.leave('hover');
    expect(log).to.deep.equal(['show', 'hide']);
  });

  it('ends for all reasons, until a new one', async () => {
    intent.enter('hover');
    await clock.advance(INTENT_MS);
    intent.end();
    intent.end();
    await clock.advance(INTENT_MS);
    expect(log).to.deep.equal(['show', 'hide']);
    intent.enter('focus');
    await clock.advance(INTENT_MS);
    expect(log).to.deep.equal(['show', 'hide', 'show']);
  });
});
