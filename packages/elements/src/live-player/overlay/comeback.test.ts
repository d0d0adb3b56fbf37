import { T333Error, type T333ErrorCode } from '@t333/core';
import { expect } from 'chai';
import { makeHarness, type Harness } from '../live-player.harness.ts';

let harness: Harness;
let tries = 0;

/** A player that has given up; `retry()` gives up too, until the stream is back. */
async function giveUp(code: T333ErrorCode, retryable = true): Promise<void> {
  tries = 0;
  harness = await makeHarness({ properties: { src: 'a:1', autoplay: true } });
  const { player } = harness;
  const error = new T333Error(code, 'gone', { retryable });
  player.retry = async () => {
    tries++;
    player.set({ phase: 'loading', error: null });
    await harness.clock.advance(0);
    player.set({ phase: 'error', error });
    throw error;
  };
  player.set({ phase: 'error', error });
  await harness.appears('[part=message]');
}

afterEach(() => harness.element.remove());

describe('a stream that went away', () => {
  it('is tried again, for as long as it takes', async () => {
    await giveUp('not-found');
    expect(harness.find('[part=hint]')!.textContent).to.equal('It plays here as soon as it is back');
    await harness.pass(10_000);
    expect(tries).to.be.at.least(1);
    for (let second = 0; second < 300; second++) await harness.pass(1000);
    expect(tries).to.be.at.least(6);
  });

  it('says the same all the while, and nothing once it is back', async () => {
    await giveUp('empty-playlist');
    const said = harness.find('[part=message]')!.textContent;
    harness.player.retry = async () => harness.player.set({ phase: 'loading', error: null });
    await harness.pass(10_000);
    expect(harness.find('[part=message]')!.textContent).to.equal(said);
    harness.player.set({ phase: 'ready' });
    await harness.pass();
    expect(harness.find('[part=message]')).to.equal(null);
    expect(harness.find('[part=hint]')).to.equal(null);
  });

  it('is called offline where it was live', async () => {
    tries = 0;
    harness = await makeHarness({
      properties: { src: 'a:1', autoplay: true },
      media: { find: () => ({ durationSeconds: Infinity }) },
    });
    await harness.pass(100);
    expect(harness.element.streamType).to.equal('live');
    const { player } = harness;
    player.set({ phase: 'error', error: new T333Error('not-found', 'gone', { retryable: true }) });
    const message = await harness.appears('[part=message]');
    expect(message.textContent).to.equal('The stream is offline');
    expect(harness.find('[part=hint]')!.textContent).to.equal('It plays here as soon as it is back');
  });

  it('has no bar that comes and goes while it is tried', async () => {
    await giveUp('not-found');
    harness.element.controls = true;
    harness.element.dispatchEvent(new PointerEvent('pointerover'));
    const bar = await harness.appears('[part=controls]');
    const seen = new Set<string>();
    harness.player.retry = async () => {
      harness.player.set({ phase: 'loading', error: null });
      await harness.pass(0);
      seen.add(`${getComputedStyle(bar).display} ${getComputedStyle(harness.find('.spinner')!).display}`);
      harness.player.set({ phase: 'error', error: new T333Error('not-found', 'gone', { retryable: true }) });
    };
    for (let second = 0; second < 60; second++) {
      await harness.pass(1000);
      seen.add(getComputedStyle(harness.find('[part=controls]')!).display);
    }
    expect([...seen].toSorted()).to.deep.equal(['none', 'none none']);
  });

  it('is left alone where trying again cannot help', async () => {
    for (const [code, retryable] of [
      ['cors', true],
      ['not-hls', true],
      ['http', false],
    ] as const) {
      await giveUp(code, retryable);
      expect(harness.find('[part=hint]')).to.equal(null);
      await harness.pass(100_000);
      expect(tries, code).to.equal(0);
      harness.element.remove();
    }
  });

  it('is not woken where it was put to sleep', async () => {
    for (const lifecycle of ['suspended', 'unloaded'] as const) {
      await giveUp('network');
      harness.player.setLifecycle(lifecycle);
      await harness.pass(100_000);
      expect(tries, lifecycle).to.equal(0);
      harness.element.remove();
    }
  });

  it('is forgotten with another source, and leaves no timer with the element', async () => {
    await giveUp('network');
    harness.element.src = 'a:2';
    await harness.pass(100);
    await harness.pass(100_000);
    expect(tries).to.equal(0);
    harness.element.remove();
    await giveUp('network');
    const { clock, element } = harness;
    element.remove();
    await clock.advance(100);
    expect(clock.pending).to.equal(0);
  });
});
