import { expect } from 'chai';
import { LiveController } from '../live/live-controller.ts';
import type { AudioTrack, CaptionTrack } from '../player/player.ts';
import { StoredTexts } from '../state/stored-texts.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { PreferenceKeeper } from './preference-keeper.ts';
import { ViewerPreferences } from './viewer-preferences.ts';

const CAPTIONS: CaptionTrack[] = [
  { id: '0', label: 'English', language: 'en', kind: 'captions' },
  { id: '1', label: 'Deutsch', language: 'de', kind: 'subtitles' },
  { id: '2', label: 'Signs', language: 'en', kind: 'subtitles', isForced: true },
];
const SOUNDS: AudioTrack[] = [
  { id: '0', label: 'English', language: 'en', kind: 'main', isDefault: true },
  { id: '1', label: 'Deutsch', language: 'de', kind: 'alternative' },
];

class FakeStorage {
  readonly texts = new Map<string, string>();
  refuses = false;

  getItem(key: string): string | null {
    if (this.refuses) throw new DOMException('no', 'SecurityError');
    return this.texts.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    if (this.refuses) throw new DOMException('full', 'QuotaExceededError');
    this.texts.set(key, text);
  }

  removeItem(key: string): void {
    this.texts.delete(key);
  }
}

let clock: FakeClock;
let storage: FakeStorage;
let ends: (() => void)[];

/** A tab: what it writes, the other tabs hear of. */
class Tab {
  readonly page = new EventTarget();
  readonly preferences = new ViewerPreferences({ texts: new StoredTexts({ storage: () => storage, page: this.page }) });

  async open(languages: string[] = ['en'], sounds = SOUNDS, captions = CAPTIONS): Promise<FakePlayer> {
    const player = new FakePlayer({ clock });
    const keeper = new PreferenceKeeper({ player, preferences: this.preferences, languages: () => languages });
    ends.push(() => {
      keeper.destroy();
      player.destroy();
    });
    await load(player, sounds, captions);
    return player;
  }

  async hear(): Promise<void> {
    this.page.dispatchEvent(Object.assign(new Event('storage'), { key: 't333:preferences' }));
    await clock.advance(0);
  }
}

/** As a source that plays its default sound, and shows no text. */
async function load(player: FakePlayer, audioTracks = SOUNDS, captions = CAPTIONS): Promise<void> {
  void player.load(`a:${Math.random()}`);
  await clock.advance(10);
  player.set({
    audioTracks: [...audioTracks],
    audioTrack: audioTracks[0]?.id ?? null,
    captions: [...captions],
    caption: null,
  });
  await clock.advance(0);
}

const seen = (player: FakePlayer): (string | null)[] => {
  const { audioTrack, caption } = player.state.getSnapshot();
  return [audioTrack, caption];
};

describe('PreferenceKeeper', () => {
  let tab: Tab;

  beforeEach(() => {
    clock = new FakeClock();
    storage = new FakeStorage();
    ends = [];
    tab = new Tab();
  });

  afterEach(() => ends.forEach((end) => end()));

  it('leaves the source alone while nothing was chosen, but for what everybody is to read', async () => {
    expect(seen(await tab.open())).to.deep.equal(['0', '2']);
    expect(seen(await tab.open(['en'], SOUNDS, CAPTIONS.slice(0, 2)))).to.deep.equal(['0', null]);
    expect(storage.texts.size).to.equal(0);
  });

  it('keeps what was chosen for the next source, for other players, and after a reload', async () => {
    const player = await tab.open();
    const beside = await tab.open();
    player.setCaption('1');
    player.setAudioTrack('1');
    await clock.advance(0);
    expect(seen(beside)).to.deep.equal(['1', '1']);
    await load(player);
    expect(seen(player)).to.deep.equal(['1', '1']);
    expect(seen(await new Tab().open())).to.deep.equal(['1', '1']);
  });

  it('keeps off, and knows the language when it is on again', async () => {
    const player = await tab.open();
    player.setCaption('1');
    await clock.advance(0);
    player.setCaption(null);
    await clock.advance(0);
    expect(seen(player), 'signs belong to off').to.deep.equal(['0', '2']);
    expect(tab.preferences.state.getSnapshot().captions).to.deep.equal({
      isOff: true,
      language: 'de',
      kind: 'subtitles',
    });
    expect(seen(await tab.open())).to.deep.equal(['0', '2']);
  });

  it('lets go of signs that the viewer turns off himself', async () => {
    const player = await tab.open();
    player.setCaption(null);
    await clock.advance(0);
    expect(seen(player)).to.deep.equal(['0', null]);
    await load(player);
    expect(seen(player), 'in the next source they are there').to.deep.equal(['0', '2']);
  });

  it('shows the signs of the language that is heard', async () => {
    const player = await tab.open();
    player.setAudioTrack('1');
    await clock.advance(0);
    expect(seen(player)).to.deep.equal(['1', '2']);
    player.setCaption(null);
    await clock.advance(0);
    expect(seen(player)).to.deep.equal(['1', null]);
    player.setAudioTrack('0');
    await clock.advance(0);
    expect(seen(player)).to.deep.equal(['0', '2']);
  });

  it('remembers nothing that others did', async () => {
    const player = await tab.open();
    player.setCaption('1', { origin: 'sync' });
    player.setAudioTrack('1', { origin: 'sync' });
    await clock.advance(0);
    expect(storage.texts.size).to.equal(0);
  });

  it('does not take what it had to show instead for a choice', async () => {
    (await tab.open()).setCaption('1');
    await clock.advance(0);
    const english = await tab.open(['en'], SOUNDS, CAPTIONS.slice(0, 1));
    expect(seen(english)).to.deep.equal(['0', '0']);
    expect(seen(await tab.open())).to.deep.equal(['0', '1']);
  });

  it('hears of other tabs', async () => {
    const other = new Tab();
    const there = await other.open();
    (await tab.open()).setCaption('1');
    await clock.advance(0);
    expect(seen(there)).to.deep.equal(['0', '2']);
    await other.hear();
    expect(seen(there)).to.deep.equal(['0', '1']);
  });

  it('holds for as long as the page is open where there is no storage', async () => {
    storage.refuses = true;
    (await tab.open()).setCaption('1');
    await clock.advance(0);
    expect(seen(await tab.open())).to.deep.equal(['0', '1']);
    expect(seen(await new Tab().open())).to.deep.equal(['0', '2']);
  });

  it('ignores what somebody else has stored', async () => {
    storage.texts.set('t333:preferences', '{"v":1,"captions":{"isOff":false,"language":["de"],"kind":"x"}}');
    expect(seen(await tab.open())).to.deep.equal(['0', '2']);
  });

  it('sets the latency of live streams', async () => {
    const player = await tab.open();
    const live = new LiveController({ player, clock });
    ends.push(() => live.destroy());
    tab.preferences.set({ latency: 'normal' });
    player.liveControl = live;
    player.set({ duration: Infinity });
    await clock.advance(0);
    expect(live.latencyMode).to.equal('normal');
    tab.preferences.set({ latency: 'low' });
    expect(live.latencyMode).to.equal('low');
  });

  it('is gone after destroy()', async () => {
    const player = await tab.open();
    ends.shift()!();
    tab.preferences.set({ captions: { isOff: false, language: 'de', kind: '' } });
    expect(seen(player)).to.deep.equal(['0', '2']);
  });
});
