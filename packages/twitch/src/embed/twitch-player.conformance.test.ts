import { describePlayer } from '@t333/core/testing';
import { systemClock } from '@t333/core/time';
import { installFakeTwitch, type FakeTwitch } from '../testing/fake-embed.ts';
import { TwitchPlayer } from './twitch-player.ts';

let healed = new Set<string>();

/** A video gets well when it is asked for again. */
function find({ video = '' }): { durationSeconds: number } | undefined {
  if (video.startsWith('404')) return undefined;
  if (!video.startsWith('9000') || healed.has(video)) return { durationSeconds: 30 };
  healed.add(video);
  return undefined;
}

let healings = 0;

describePlayer('TwitchPlayer with a video', {
  create() {
    healed = new Set();
    const fake: FakeTwitch = installFakeTwitch(window, {
      clock: systemClock,
      find,
      readyAfterMs: 20,
      pushEveryMs: 60,
      // The suite asks for a length before it plays, and for the last moments of a video: the embed has neither.
      durationAfterPlay: false,
      nextVideoNearEnd: false,
    });
    const container = document.createElement('div');
    container.style.cssText = 'inline-size: 480px; block-size: 300px';
    document.body.append(container);
    const player = new TwitchPlayer({ container });
    const viewer = (): NonNullable<FakeTwitch['embeds'][number]>['viewer'] => fake.embeds.at(-1)!.viewer;
    return {
      player,
      native: {
        play: () => viewer().play(),
        pause: () => viewer().pause(),
        seek: (seconds) => viewer().seek(seconds),
      },
      cleanup() {
        fake.uninstall();
        container.remove();
      },
    };
  },
  goodSource: 'twitch:v1',
  otherSource: 'twitch:v2',
  missingSource: 'twitch:v404',
  missingCode: 'not-found',
  healingSource: () => `twitch:v9000${healings++}`,
});
