import { expect } from 'chai';
import { systemClock } from '../time/clock.ts';
import { FakePlayer } from './fake-player.ts';
import { describePlayer } from './player-conformance.ts';

let broken = new Set<string>();

describePlayer('FakePlayer', {
  create() {
    broken = new Set();
    const player = new FakePlayer({
      clock: systemClock,
      find: (src) => {
        if (src === 'nowhere') return undefined;
        // A healing source is missing the first time that it is asked for.
        if (!src.startsWith('healing') || broken.has(src)) return { durationSeconds: 30 };
        broken.add(src);
        return undefined;
      },
    });
    const { fake } = player;
    return {
      player,
      native: {
        play: () => void fake.play(),
        pause: () => fake.pause(),
        seek: (seconds) => {
          fake.currentTime = seconds;
        },
      },
      cleanup() {},
    };
  },
  goodSource: 'good',
  otherSource: 'other',
  missingSource: 'nowhere',
  missingCode: 'not-found',
  healingSource: () => 'healing',
});

describe('FakePlayer', () => {
  it('shows and plays the tracks in its state, and says who asked', async () => {
    const player = new FakePlayer({ clock: systemClock });
    const events: string[] = [];
    for (const type of ['captionchange', 'audiotrackchange'] as const) {
      player.addEventListener(type, ({ origin }) => events.push(`${type} ${origin}`));
    }
    const tracks = [
      { id: 'a', label: 'A', language: 'en' },
      { id: 'b', label: 'B', language: 'de' },
    ];
    player.set({ captions: tracks, audioTracks: tracks, audioTrack: 'a' });
    player.setCaption('b');
    player.setAudioTrack('b', { origin: 'preference' });
    player.setCaption('b');
    expect(player.state.getSnapshot()).to.include({ caption: 'b', audioTrack: 'b' });
    expect(() => player.setAudioTrack('c'))
      .to.throw()
      .with.property('code', 'invalid-argument');
    await Promise.resolve();
    expect(events).to.deep.equal(['captionchange user', 'audiotrackchange preference']);
    player.destroy();
  });
});
