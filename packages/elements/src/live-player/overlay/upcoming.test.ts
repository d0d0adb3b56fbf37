import { T333Error } from '@t333/core';
import { SourceRegistry } from '@t333/core/player';
import { FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../../base/axe.harness.ts';
import { registerLocale } from '../../i18n/localize.ts';
import { makeHarness, type Harness, type HarnessOptions } from '../live-player.harness.ts';

/** When the clock of the harness begins. */
const NOW_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

let harness: Harness;
const make = async (inMs: number, { properties, ...options }: HarnessOptions = {}): Promise<void> => {
  harness = await makeHarness({
    ...options,
    properties: { startsAt: new Date(NOW_MS + inMs), src: 'a:1', autoplay: true, ...properties },
  });
  await harness.appears('[part=status]');
  await harness.pass(0);
};

const textOf = (part: string): string | undefined =>
  harness.find(`[part=${part}]`)?.textContent.replace(/\s+/g, ' ').trim();
const said = (): string | undefined => textOf('status');

/** It is not there yet; `comes()` brings it. */
function absent(): { media: HarnessOptions['media']; comes(): void } {
  let isThere = false;
  return {
    media: { find: () => (isThere ? { durationSeconds: Infinity } : undefined) },
    comes: () => (isThere = true),
  };
}

afterEach(async () => {
  harness.element.remove();
  await harness.clock.advance(1000);
  expect(harness.clock.pending, 'nothing runs on').to.equal(0);
});

describe('a stream that is to begin', () => {
  it('counts down, and is not asked for', async () => {
    await make(754_300, { properties: { label: 'The hills at dusk' } });
    expect([textOf('title'), textOf('countdown')]).to.deep.equal(['The hills at dusk', 'Starts in 12:35']);
    await harness.pass(300);
    expect(textOf('countdown')).to.equal('Starts in 12:34');
    await harness.pass(753_000);
    expect(textOf('countdown')).to.equal('Starts in 0:01');
    expect(harness.players).to.deep.equal([]);
    expect(harness.find('.spinner')).to.equal(null);
    await harness.pass(1000);
    expect(harness.players).to.have.lengthOf(1);
    await harness.pass(100);
    expect(harness.element.paused).to.equal(false);
    expect(harness.find('[part=upcoming]')).to.equal(null);
    expect(harness.find('.upcoming')).to.equal(null);
  });

  it('tells days and hours, in the language of the page, and the day itself', async () => {
    await make(75 * HOUR_MS);
    expect(textOf('countdown')).to.equal('Starts in 3 days');
    expect(harness.find('time')!.getAttribute('datetime')).to.equal('2026-01-04T03:00:00.000Z');
    expect(textOf('hint'))
      .to.match(/Jan.*4|4.*Jan|0?3.*Jan|Jan.*0?3/)
      .and.to.not.include('2026');
    harness.element.startsAt = NOW_MS + 30 * HOUR_MS;
    await harness.pass();
    expect(textOf('countdown')).to.match(/^Starts in (29|30) hours$/);
    harness.element.startsAt = NOW_MS + 400 * 24 * HOUR_MS;
    await harness.pass();
    expect(textOf('hint')).to.include('2027');
    harness.element.remove();
    registerLocale('de', { 'player.starts': 'Beginn {time}' });
    await make(75 * HOUR_MS, { attributes: { lang: 'de' } });
    expect(textOf('countdown')).to.equal('Beginn in 3 Tagen');
  });

  it('takes what an attribute can say', async () => {
    for (const startsAt of ['2026-01-01T00:01:00Z', String((NOW_MS + MINUTE_MS) / 1000), String(NOW_MS + MINUTE_MS)]) {
      await make(0, { properties: { startsAt }, attributes: { 'starts-at': startsAt } });
      expect(textOf('countdown'), startsAt).to.equal('Starts in 1:00');
      harness.element.remove();
    }
    await make(0, { properties: { startsAt: 'tomorrow' } });
    expect(harness.find('[part=upcoming]')).to.equal(null);
    expect(harness.players, 'what nobody can read holds nothing back').to.have.lengthOf(1);
  });

  it('says it at a few moments to who cannot see it', async () => {
    await make(754_000);
    const heard: string[] = [];
    for (let second = 0; second < 753; second++) {
      const text = said()!;
      if (heard.at(-1) !== text) heard.push(text);
      await harness.pass(1000);
    }
    expect(heard).to.deep.equal([
      'Starts in 13 minutes',
      'Starts in 10 minutes',
      'Starts in 5 minutes',
      'Starts in 1 minute',
      'Starts in 10 seconds',
    ]);
    expect(harness.find('[part=status]')!.className).to.equal('visually-hidden');
    expect(harness.find('[part=countdown]')!.getAttribute('role')).to.equal('timer');
  });

  it('waits until it is on, and says so all the while', async () => {
    const { media, comes } = absent();
    await make(5000, { media: media!, properties: { controls: true } });
    await harness.pass(5000);
    const heard = new Set<string | undefined>();
    for (let second = 0; second < 120; second++) {
      await harness.pass(1000);
      heard.add(said());
      expect(harness.find('[part=retry-button]')).to.equal(null);
      const bar = harness.find('[part=controls]');
      if (bar) expect(getComputedStyle(bar).display, 'the bar does not come and go').to.equal('none');
    }
    expect([...heard]).to.deep.equal(['Starting soon It plays here as soon as it begins']);
    expect(harness.player.loading.attached, 'not all the time').to.be.within(3, 40);
    comes();
    await harness.pass(60_000);
    await harness.pass(100);
    expect(harness.element.paused).to.equal(false);
    expect(harness.find('.upcoming')).to.equal(null);
  });

  it('is missed an hour later, and not before', async () => {
    await make(1000, { media: absent().media! });
    await harness.pass(1000);
    await harness.pass(HOUR_MS - 1000);
    expect(said()).to.include('Starting soon');
    await harness.pass(61_000);
    expect(said()).to.include('This stream is not there');
  });

  it('says why, where waiting cannot help', async () => {
    await make(1000);
    await harness.pass(1100);
    harness.player.set({ hasFrame: false, phase: 'error', error: new T333Error('cors', '') });
    harness.element.remove();
    await make(1000, {
      prepare: (player) => {
        player.load = async () => player.set({ phase: 'error', error: new T333Error('cors', '') });
      },
    });
    await harness.pass(1000);
    await harness.pass(100);
    expect(said()).to.include('This stream may not be shown on this site');
  });

  it('moves with its time', async () => {
    await make(MINUTE_MS);
    harness.element.startsAt = NOW_MS + 2 * MINUTE_MS;
    await harness.pass(61_000);
    expect(textOf('countdown')).to.equal('Starts in 0:59');
    expect(harness.players).to.deep.equal([]);
    harness.element.startsAt = null;
    await harness.pass();
    await harness.pass();
    expect(harness.players).to.have.lengthOf(1);
  });

  it('is opened at once where its time has come before', async () => {
    await make(-MINUTE_MS);
    await harness.pass(100);
    expect(harness.players).to.have.lengthOf(1);
    expect(harness.element.paused).to.equal(false);
    harness.element.startsAt = NOW_MS + HOUR_MS;
    await harness.pass(100);
    expect(harness.find('[part=upcoming]'), 'what plays says more').to.equal(null);
    expect(harness.element.paused).to.equal(false);
  });

  it('is opened again where the element comes back', async () => {
    await make(-MINUTE_MS);
    await harness.pass(100);
    harness.element.remove();
    await harness.clock.advance(1000);
    document.body.append(harness.element);
    await harness.pass(100);
    await harness.pass(100);
    expect(harness.players).to.have.lengthOf(2);
    expect(harness.element.paused).to.equal(false);
  });

  it('loads nothing by itself where `preload` says so', async () => {
    await make(1000, { properties: { preload: 'none', autoplay: false, controls: true } });
    await harness.pass(5000);
    expect(harness.players).to.deep.equal([]);
    (await harness.appears('[part=start-button]')).click();
    await harness.pass(100);
    expect(harness.element.paused).to.equal(false);
  });

  it('has the code fetched shortly before, and no stream', async () => {
    const made: FakePlayer[] = [];
    harness = await makeHarness({
      properties: { startsAt: NOW_MS + MINUTE_MS, src: 'h:1', autoplay: true },
      isDetached: true,
    });
    harness.element.sources = new SourceRegistry([
      {
        id: 'hls',
        matches: () => true,
        create: async ({ clock }) => {
          made.push(new FakePlayer({ clock }));
          return made.at(-1)!;
        },
      },
    ]);
    document.body.append(harness.element);
    await harness.appears('[part=upcoming]');
    await harness.pass(39_000);
    expect(made).to.deep.equal([]);
    await harness.pass(10_000);
    expect(made).to.have.lengthOf(1);
    expect(made[0]!.loading.attached).to.equal(0);
    await harness.pass(11_000);
    await harness.pass(100);
    expect(made).to.have.lengthOf(2);
    expect(harness.element.paused).to.equal(false);
  });

  for (const scheme of ['light', 'dark']) {
    for (const [name, inMs] of [
      ['soon', 5000],
      ['far away', 100 * HOUR_MS],
    ] as const) {
      it(`has nothing for axe to complain about: ${name}, ${scheme}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        await make(inMs, { properties: { label: 'Stage' } });
        expect(await axeFaults(harness.element)).to.deep.equal([]);
        document.documentElement.style.colorScheme = '';
      });
    }
  }
});
