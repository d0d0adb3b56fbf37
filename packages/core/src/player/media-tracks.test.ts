import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { MediaPlayer } from './media-player.ts';

describe('captions of a player', () => {
  let clock: FakeClock;
  let video: HTMLVideoElement;
  let player: MediaPlayer;
  let origins: unknown[];

  /** As the browser, or the viewer, does it in the media itself. */
  const choose = async (index: number): Promise<void> => {
    [...video.textTracks].forEach((track, at) => (track.mode = at === index ? 'showing' : 'disabled'));
    video.textTracks.dispatchEvent(new Event('change'));
    await Promise.resolve();
  };

  beforeEach(async () => {
    clock = new FakeClock();
    video = document.createElement('video');
    player = new MediaPlayer({ media: video, clock });
    origins = [];
    player.addEventListener('captionchange', ({ origin }) => origins.push(origin));
    video.addTextTrack('captions', 'English', 'en');
    video.addTextTrack('subtitles', 'Deutsch', 'de');
    video.textTracks.dispatchEvent(new Event('addtrack'));
  });

  afterEach(() => player.destroy());

  const caption = (): string | null => player.state.getSnapshot().caption;

  it('stay as they were asked for when the browser chooses others as soon as they are there', async () => {
    player.setCaption('1', { origin: 'preference' });
    await choose(0);
    expect([caption(), [...video.textTracks].map(({ mode }) => mode)]).to.deep.equal(['1', ['disabled', 'showing']]);
    expect(origins).to.deep.equal(['preference']);
  });

  it('are the viewer’s choice later, and where nobody has asked', async () => {
    await choose(0);
    expect([caption(), origins]).to.deep.equal(['0', ['user']]);
    player.setCaption('1');
    await clock.advance(1000);
    await choose(0);
    expect([caption(), origins]).to.deep.equal(['0', ['user', 'user', 'user']]);
  });

  it('are the source’s own where other tracks have come', async () => {
    video.addTextTrack('subtitles', 'Français', 'fr').mode = 'showing';
    video.textTracks.dispatchEvent(new Event('addtrack'));
    await Promise.resolve();
    expect([caption(), origins]).to.deep.equal(['2', [null]]);
  });
});
