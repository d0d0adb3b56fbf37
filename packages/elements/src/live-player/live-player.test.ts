import type { T333Error } from '@t333/core';
import { expect } from 'chai';
import type { PlayerChangeEvent } from './live-player.events.ts';
import { makeHarness, type Harness, type HarnessOptions } from './live-player.harness.ts';

let harness: Harness;
const make = async (options?: HarnessOptions): Promise<Harness> => (harness = await makeHarness(options));

afterEach(() => harness.element.remove());

describe('<live-player> and its player', () => {
  it('makes none before it is in the document', async () => {
    await make({ properties: { src: 'a:1' }, isDetached: true });
    await harness.pass();
    expect(harness.players).to.have.length(0);
    expect(harness.element.player).to.equal(null);
    document.body.append(harness.element);
    await harness.pass();
    expect(harness.element.player).to.equal(harness.player);
    expect(harness.element.state?.source).to.equal('a:1');
  });

  it('tells of each other player', async () => {
    await make({ isDetached: true });
    const told: unknown[] = [];
    harness.element.addEventListener('playerchange', (event: PlayerChangeEvent) => told.push(event.player));
    document.body.append(harness.element);
    harness.element.src = 'a:1';
    await harness.pass();
    harness.element.src = 'b:1';
    await harness.pass();
    harness.element.src = null;
    await harness.pass();
    const [first, second] = harness.players;
    expect(told).to.deep.equal([first, null, second, null]);
  });

  it('keeps it for another source of its type, and makes another for another type', async () => {
    await make({ properties: { src: 'a:1' } });
    harness.element.src = 'a:2';
    await harness.pass();
    expect(harness.players).to.have.length(1);
    expect(harness.player.state.getSnapshot().source).to.equal('a:2');
    harness.element.src = 'b:1';
    await harness.pass();
    expect(harness.players).to.have.length(2);
    expect(() => harness.players[0]!.pause())
      .to.throw()
      .with.property('code', 'destroyed');
  });

  it('plays on with the next source, of either type', async () => {
    await make({ properties: { src: 'a:1' } });
    await Promise.all([harness.element.play(), harness.pass()]);
    for (const src of ['a:2', 'b:1']) {
      harness.element.src = src;
      await harness.pass();
      await harness.pass();
      expect([harness.element.currentSrc, harness.element.paused]).to.deep.equal([src, false]);
    }
  });

  it('keeps volume, mute and rate from one player to the next', async () => {
    await make({ properties: { src: 'a:1' } });
    Object.assign(harness.element, { volume: 0.3, muted: true, playbackRate: 1.5 });
    await harness.pass();
    harness.element.src = 'b:1';
    await harness.pass();
    expect(harness.player.state.getSnapshot()).to.include({ volume: 0.3, muted: true, rate: 1.5 });
  });

  it('brings into the first player what was set before it', async () => {
    await make({ properties: { volume: 0.5, muted: true }, isDetached: true });
    expect(harness.element).to.include({ volume: 0.5, muted: true });
    harness.element.src = 'a:1';
    document.body.append(harness.element);
    await harness.pass();
    expect(harness.player.state.getSnapshot()).to.include({ volume: 0.5, muted: true });
  });

  it('uses the last of several sources that came at once', async () => {
    await make();
    for (const src of ['a:1', 'b:1', 'a:2']) {
      harness.element.src = src;
      await harness.element.updateComplete;
    }
    await harness.pass();
    expect(harness.element.player?.state.getSnapshot().source).to.equal('a:2');
    for (const player of harness.players) {
      if (player !== harness.element.player) expect(() => player.pause()).to.throw();
    }
  });

  it('loads once where load() follows a change of src', async () => {
    await make({ properties: { src: 'a:1' } });
    harness.element.src = 'a:2';
    harness.element.load();
    await harness.pass();
    expect(harness.player.loading.attached).to.equal(2);
  });

  it('survives a move by append', async () => {
    await make({ properties: { src: 'a:1', autoplay: true } });
    const { player } = harness;
    const box = document.createElement('div');
    document.body.append(box);
    box.append(harness.element);
    await harness.pass();
    expect(harness.element.player).to.equal(player);
    expect(player.loading.attached).to.equal(1);
    box.remove();
  });

  it('survives a move by moveBefore', async function () {
    const { body } = document as { body: HTMLElement & { moveBefore?: (node: Node, before: Node | null) => void } };
    if (!body.moveBefore) return this.skip();
    await make({ properties: { src: 'a:1', autoplay: true } });
    const { player } = harness;
    body.moveBefore(harness.element, body.firstChild);
    await harness.pass();
    expect(harness.element.player).to.equal(player);
    expect(player.loading.attached).to.equal(1);
  });

  it('is gone with the element, and a new one comes back with it', async () => {
    await make({ properties: { src: 'a:1', autoplay: true, controls: true } });
    await harness.appears('[part=controls]');
    const { player, element, clock } = harness;
    const listeners = countListeners();
    element.dispatchEvent(new PointerEvent('pointermove'));
    element.remove();
    await harness.pass();
    expect(element.player).to.equal(null);
    expect(() => player.pause()).to.throw();
    expect(clock.pending).to.equal(0);
    let echoes = 0;
    element.addEventListener('timeupdate', () => echoes++);
    player.dispatchEvent(new Event('timeupdate'));
    expect(echoes).to.equal(0);
    document.body.append(element);
    await harness.pass();
    expect(harness.players).to.have.length(2);
    expect(element.player).to.equal(harness.player);
    expect(listeners.stop()).to.deep.equal([]);
  });

  it('waits for play() where preload is "none"', async () => {
    await make({ properties: { src: 'a:1', preload: 'none' } });
    await harness.pass();
    expect(harness.players).to.have.length(0);
    await Promise.all([harness.element.play(), harness.pass(), harness.pass()]);
    expect(harness.element.paused).to.equal(false);
  });

  it('plays at once after append()', async () => {
    await make({ properties: { src: 'a:1' }, isDetached: true });
    document.body.append(harness.element);
    const played = harness.element.play();
    await harness.pass();
    await harness.pass();
    await played;
    expect(harness.element.paused).to.equal(false);
  });

  it('counts as playing from play() on, and does not play when it was paused before it could', async () => {
    await make({ isDetached: true, properties: { src: 'a:1' } });
    document.body.append(harness.element);
    const played = harness.element.play().catch((error: T333Error) => error.code);
    expect(harness.element.paused).to.equal(false);
    harness.element.pause();
    expect(harness.element.paused).to.equal(true);
    await harness.pass();
    await harness.pass();
    expect(await played).to.equal('aborted');
    expect(harness.player.state.getSnapshot()).to.include({ paused: true, playRequested: false });
  });

  it('has nothing to play without a source', async () => {
    await make();
    const error = await harness.element.play().catch((reason: T333Error) => reason);
    expect(error).to.have.property('code', 'invalid-argument');
  });
});

/** Counts what is listened to on the page itself. */
function countListeners(): { stop(): string[] } {
  const added: string[] = [];
  const original = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...[type, ...rest]) {
    if (this === window || this === document || this === document.body) added.push(type);
    return original.call(this, type, ...rest);
  };
  return {
    stop() {
      EventTarget.prototype.addEventListener = original;
      return added;
    },
  };
}
