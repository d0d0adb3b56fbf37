import { expect } from 'chai';
import { timeRanges } from './time-ranges.ts';
import type { MediaAudioTrack, MediaAudioTracks } from './audio-tracks.ts';
import type { MediaLike } from './media-like.ts';
import { MediaPlayer } from './media-player.ts';

/** As in Safari. */
class FakeAudioTracks extends EventTarget {
  readonly list: MediaAudioTrack[];

  constructor(languages: string[]) {
    super();
    this.list = languages.map((language, index) => ({
      id: '',
      kind: index === 0 ? 'main' : 'alternative',
      label: '',
      language,
      enabled: index === 0,
    }));
    this.list.forEach((track, index) => Object.defineProperty(this, index, { value: track }));
  }

  get length(): number {
    return this.list.length;
  }
}

const open = (languages: string[]): { player: MediaPlayer; tracks: FakeAudioTracks; origins: unknown[] } => {
  const tracks = new FakeAudioTracks(languages);
  const media = Object.assign(new EventTarget(), {
    src: 'film.mp4',
    readyState: 4,
    duration: 60,
    paused: true,
    buffered: timeRanges(),
    seekable: timeRanges(),
    audioTracks: tracks as unknown as MediaAudioTracks,
  }) as unknown as MediaLike;
  const player = new MediaPlayer({ media });
  const origins: unknown[] = [];
  player.addEventListener('audiotrackchange', ({ origin }) => origins.push(origin));
  return { player, tracks, origins };
};

describe('audio tracks of a media element', () => {
  it('can be chosen, where there are several', async () => {
    const { player, tracks, origins } = open(['en', 'de']);
    expect(player.state.getSnapshot()).to.deep.include({
      audioTracks: [
        { id: '0', label: '', language: 'en', kind: 'main' },
        { id: '1', label: '', language: 'de', kind: 'alternative' },
      ],
      audioTrack: '0',
    });
    player.setAudioTrack('1', { origin: 'preference' });
    expect(tracks.list.map(({ enabled }) => enabled)).to.deep.equal([false, true]);
    expect(player.state.getSnapshot().audioTrack).to.equal('1');
    tracks.dispatchEvent(new Event('change'));
    await Promise.resolve();
    expect(origins).to.deep.equal([null, 'preference']);
    for (const id of ['2', '', 'de'])
      expect(() => player.setAudioTrack(id))
        .to.throw()
        .with.property('code', 'invalid-argument');
  });

  it('are the viewer’s choice when the element has changed them itself', async () => {
    const { player, tracks, origins } = open(['en', 'de']);
    await Promise.resolve();
    tracks.list[0]!.enabled = false;
    tracks.list[1]!.enabled = true;
    tracks.dispatchEvent(new Event('change'));
    await Promise.resolve();
    expect(player.state.getSnapshot().audioTrack).to.equal('1');
    expect(origins).to.deep.equal([null, 'user']);
  });

  it('are no choice where there is one', () => {
    const { player } = open(['en']);
    expect(player.state.getSnapshot()).to.deep.include({ audioTracks: [], audioTrack: null });
  });
});
