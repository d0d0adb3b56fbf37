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
