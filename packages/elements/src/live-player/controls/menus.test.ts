import { LiveController } from '@t333/core/live';
import { pagePreferences } from '@t333/core/preferences';
import type { AudioTrack, CaptionTrack, PlayerEvent, PlayerState } from '@t333/core/player';
import { expect } from 'chai';
import { makeHarness, type Harness, type HarnessOptions } from '../live-player.harness.ts';

const CAPTIONS: CaptionTrack[] = [
  { id: '0', label: 'English', language: 'en', kind: 'captions', isDefault: true },
  { id: '1', label: '', language: 'de', kind: 'subtitles' },
  { id: '2', label: 'Signs', language: 'en', kind: 'subtitles', isForced: true },
];
const SOUNDS: AudioTrack[] = [
  { id: '0', label: 'English', language: 'en', kind: 'main', isDefault: true },
  { id: '1', label: '', language: 'de', kind: 'alternative' },
  { id: '2', label: '', language: '', kind: 'main-desc' },
];
const TRACKS: Partial<PlayerState> = { captions: CAPTIONS, caption: '0', audioTracks: SOUNDS, audioTrack: '0' };

const open: Harness[] = [];

async function make(patch: Partial<PlayerState>, options: HarnessOptions = {}): Promise<Harness> {
  const harness = await makeHarness({
    ...options,
    properties: { src: 'a:1', controls: true, autoplay: true, lang: 'en', ...options.properties },
  });
  open.push(harness);
  await harness.pass();
  harness.player.set(patch);
  harness.element.dispatchEvent(new PointerEvent('pointerover'));
  await harness.appears('[part=controls]');
  harness.element.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse' }));
  await harness.pass();
  return harness;
}

const groups = (harness: Harness, menu: string): string[][] =>
  [...harness.root.querySelectorAll(`#${menu} [role=group], #${menu}:not(:has([role=group]))`)].map((group) =>
    [...group.querySelectorAll('button')].map(
      ({ textContent, ariaChecked }) => (ariaChecked === 'true' ? '✓ ' : '') + textContent.trim().replace(/\s+/g, ' '),
    ),
  );

const click = (harness: Harness, menu: string, label: string): void => {
  const items = [...harness.root.querySelectorAll<HTMLButtonElement>(`#${menu} button`)];
  items.find(({ textContent }) => textContent.includes(label))!.click();
};

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(requestAnimationFrame);
};

afterEach(() => {
  for (const { element } of open.splice(0)) element.remove();
  pagePreferences.set({ captions: null, audio: null, latency: null });
});

describe('the menu of captions and sounds', () => {
  it('says what they are, and leaves out what is not the viewer’s to choose', async () => {
    const harness = await make(TRACKS);
    await harness.appears('#captions');
    expect(groups(harness, 'captions')).to.deep.equal([
      ['Off, except forced', '✓ EnglishCC, default', 'German'],
      ['✓ Englishdefault', 'German', 'Track 3audio description'],
    ]);
    expect(harness.find('[part=captions-button]')!.ariaLabel).to.equal('Captions · Audio');
  });

  it('names languages in that of the page', async () => {
    const harness = await make(TRACKS, { properties: { lang: 'fr' } });
    await harness.appears('#captions');
    expect(groups(harness, 'captions')[1]).to.include('allemand');
  });

  it('is off while only what is forced is shown', async () => {
    const harness = await make({ ...TRACKS, caption: '2' });
    await harness.appears('#captions');
    expect(groups(harness, 'captions')[0]![0]).to.equal('✓ Off, except forced');
  });

  it('has sounds alone where there are no captions, and nothing where there is one sound', async () => {
    const harness = await make({ audioTracks: SOUNDS.slice(0, 2), audioTrack: '1' });
    await harness.appears('[part=audio-button]');
    expect(groups(harness, 'audio')).to.deep.equal([['Englishdefault', '✓ German']]);
    harness.player.set({ audioTracks: SOUNDS.slice(0, 1) });
    await harness.pass();
    expect(harness.find('[part=audio-button]')).to.equal(null);
  });

  it('chooses, tells by an event, and what was chosen holds for the next source and for other players', async () => {
    const harness = await make(TRACKS);
    const beside = await make(TRACKS);
    await harness.appears('#captions');
    // What keeps it is fetched.
    await until(() => harness.player.state.getSnapshot().caption === '0');
    const events: string[] = [];
    for (const type of ['captionchange', 'audiotrackchange'] as const) {
      harness.element.addEventListener(type, (event) => events.push(`${type} ${(event as PlayerEvent).origin}`));
    }
    await import('@t333/core/preferences');
    await harness.pass(300);
    await beside.pass(300);
    click(harness, 'captions', 'German');
    harness.player.setAudioTrack('1');
    await harness.pass();
    expect(events).to.deep.equal(['captionchange user', 'audiotrackchange user']);
    await until(() => beside.player.state.getSnapshot().caption === '1');
    expect(beside.player.state.getSnapshot().audioTrack).to.equal('1');
    expect(pagePreferences.state.getSnapshot().captions).to.include({ isOff: false, language: 'de' });
    harness.element.src = 'a:2';
    await harness.pass();
    await harness.pass();
    harness.player.set(TRACKS);
    await until(() => harness.player.state.getSnapshot().caption === '1');
  });

  it('keeps nothing where the page does, on the player or around it', async () => {
    for (const [attribute, around] of [
      ['no-preferences', ''],
      ['', 'no-preferences'],
    ] as const) {
      if (around) document.body.setAttribute(around, '');
      pagePreferences.set({ captions: { isOff: false, language: 'de', kind: 'subtitles' } });
      const harness = await make(TRACKS, attribute ? { attributes: { [attribute]: '' } } : {});
      await harness.appears('#captions');
      await harness.pass(1000);
      expect(harness.player.state.getSnapshot().caption).to.equal('0');
      click(harness, 'captions', 'Off');
      await harness.pass();
      expect(pagePreferences.state.getSnapshot().captions).to.include({ isOff: false });
      document.body.removeAttribute('no-preferences');
    }
  });
});

describe('the choice of latency', () => {
  let live: LiveController;

  const makeLive = async (holdBack: number, attributes: Record<string, string> = {}): Promise<Harness> =>
    make(
      {},
      {
        properties: { muted: true },
        attributes,
        media: { find: () => ({ durationSeconds: Infinity, windowSeconds: 60 }) },
        prepare(player, clock) {
          Object.assign(player, { liveEdgeOffset: 1, holdBack, liveEdgeStep: 0.2 });
          live = new LiveController({ player, clock });
          player.liveControl = live;
        },
      },
    );

  afterEach(() => live.destroy());

  it('is there where the stream offers one, and is remembered', async () => {
    const harness = await makeLive(6);
    await harness.pass(2000);
    await harness.appears('[part=latency-button]');
    expect(groups(harness, 'latency')).to.deep.equal([['✓ Low', 'Normal']]);
    const before = live.state.getSnapshot().ownTargetLatencySeconds!;
    click(harness, 'latency', 'Normal');
    await harness.pass(2000);
    expect(live.latencyMode).to.equal('normal');
    expect(live.state.getSnapshot().ownTargetLatencySeconds! - before).to.be.closeTo(5, 0.3);
    expect(Math.abs(live.state.getSnapshot().driftSeconds!), 'at once').to.be.below(1);
    expect(groups(harness, 'latency')).to.deep.equal([['Low', '✓ Normal']]);
    await until(() => pagePreferences.state.getSnapshot().latency === 'normal');
  });

  it('is not there without low latency, nor where the page has chosen', async () => {
    const plain = await makeLive(1);
    await plain.pass(2000);
    expect(plain.find('[part=latency-button]')).to.equal(null);
    live.destroy();
    const chosen = await makeLive(6, { 'target-latency': '3' });
    await until(() => live.targetLatency === 3);
    await chosen.pass(2000);
    expect(live.state.getSnapshot().latencyModes).to.deep.equal([]);
    expect(chosen.find('[part=latency-button]')).to.equal(null);
  });
});
