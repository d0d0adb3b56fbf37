import { expect } from 'chai';
import { PreferenceKeeper } from '../preferences/preference-keeper.ts';
import { ViewerPreferences } from '../preferences/viewer-preferences.ts';
import { StoredTexts } from '../state/stored-texts.ts';
import { poll } from './fixtures/hls-stage.ts';
import { HlsPlayer } from './hls-player.ts';
import type { PlayerState } from './player.ts';

let turn = 0;
/** Of each test its own, so that none sees the requests of another. */
const tracks = (kind = 'vod'): string => `/origin/${kind}/stage/tracks.m3u8?session=tracks-${turn}`;

let video: HTMLVideoElement;
let player: HlsPlayer;

const until = (condition: (state: Readonly<PlayerState>) => boolean): Promise<void> =>
  poll(() => condition(player.state.getSnapshot()));

/** What was fetched since the test began. */
const fetched = (what: RegExp): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => what.test(name) && name.endsWith(`-${turn}`));

const cues = (): string[] =>
  [...video.textTracks]
    .filter(({ mode }) => mode === 'showing')
    .flatMap(({ activeCues }) => Array.from(activeCues ?? []))
    .map((cue) => (cue as VTTCue).text);

beforeEach(() => {
  turn++;
  performance.clearResourceTimings();
  video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  player = new HlsPlayer({ media: video });
});

afterEach(() => {
  player.destroy();
  video.remove();
});

describe('HlsPlayer and the tracks of a stream', () => {
  it('tells what the playlist says of them', async () => {
    await player.load(tracks());
    await until(({ captions }) => captions.length === 3);
    expect(player.state.getSnapshot()).to.deep.include({
      captions: [
        { id: '0', label: 'English', language: 'en', kind: 'captions' },
        { id: '1', label: 'Deutsch', language: 'de', kind: 'subtitles' },
        { id: '2', label: 'English (forced)', language: 'en', kind: 'subtitles', isForced: true },
      ],
      caption: null,
      audioTracks: [
        { id: '0', label: 'English', language: 'en', kind: 'main', isDefault: true },
        { id: '1', label: 'Deutsch', language: 'de', kind: 'alternative' },
        { id: '2', label: 'English (described)', language: 'en', kind: 'main-desc' },
      ],
      audioTrack: '0',
    });
  });

  it('has no choice of sounds where there is one', async () => {
    await player.load('/origin/vod/stage/master.m3u8');
    expect(player.state.getSnapshot()).to.deep.include({ audioTracks: [], audioTrack: null, captions: [] });
  });

  it('plays another sound, and goes on where it is', async () => {
    await player.load(tracks());
    await player.play();
    await until(({ audioTracks }) => audioTracks.length === 3 && video.currentTime > 0.3);
    expect(fetched(/sound-de\/\d+\.m4s/)).to.deep.equal([]);
    const position = video.currentTime;
    player.setAudioTrack('1');
    await until(() => fetched(/sound-de\/\d+\.m4s/).length > 0 && video.currentTime > position + 1);
    expect(video.currentTime).to.be.below(position + 10);
    expect(player.state.getSnapshot().audioTrack).to.equal('1');
  });

  it('shows the text of the moment', async () => {
    await player.load(tracks());
    await until(({ captions }) => captions.length === 3);
    player.setCaption('1');
    await player.seek(7);
    await player.play();
    await until(() => cues().length > 0);
    expect(cues()[0]).to.equal(`Die Uhr zeigt 0:${String(Math.floor(video.currentTime / 2) * 2).padStart(2, '0')}.`);
    player.setCaption('0');
    await until(() => cues().some((text) => text.startsWith('[bell]')));
  });

  it('shows the text of the moment of a live stream', async () => {
    await player.load(tracks('live'));
    await until(({ captions }) => captions.length === 3);
    player.setCaption('1');
    await player.play();
    await until(() => cues().length > 0);
    expect(cues()[0]).to.match(/^Die Uhr zeigt 0:\d\d\.$/);
  });

  it('loads no text that nobody reads', async () => {
    await player.load(tracks());
    await player.play();
    await until(({ captions }) => captions.length === 3 && video.currentTime > 1);
    expect(fetched(/\.vtt/)).to.deep.equal([]);
  });

  it('begins with what was chosen before', async () => {
    const texts = new StoredTexts({ storage: () => sessionStorage, page: null });
    const preferences = new ViewerPreferences({ texts, key: `tracks-${performance.now()}` });
    preferences.set({
      captions: { isOff: false, language: 'de', kind: 'subtitles' },
      audio: { isOff: false, language: 'en', kind: 'main-desc' },
    });
    const keeper = new PreferenceKeeper({ player, preferences });
    await player.load(tracks());
    await player.play();
    await until(({ caption, audioTrack }) => caption === '1' && audioTrack === '2');
    await until(() => cues().length > 0 && video.currentTime > 1);
    expect(cues()[0]).to.match(/^Die Uhr/);
    expect(fetched(/sound-en\/\d+\.m4s/), 'of the sound that nobody wants').to.deep.equal([]);
    keeper.destroy();
    sessionStorage.clear();
  });
});
