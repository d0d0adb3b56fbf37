import type { T333ErrorCode } from '../errors.ts';
import type { PlayerEvent, PlayerEvents, PlayerState, StreamPlayer } from '../player/player.ts';
import { equal, fail, near, nextEvent, rejects, throws, until } from './expectations.ts';

export interface ConformanceSubject {
  player: StreamPlayer;
  /** What native controls do to the media, past the player. Leave it out where nothing can. */
  native?: { play(): void; pause(): void; seek(seconds: number): void };
  cleanup(): void | Promise<void>;
}

export interface PlayerConformance {
  /** A new player without a source, free to play without a gesture. */
  create(): ConformanceSubject | Promise<ConformanceSubject>;
  /** An on-demand source of 20 s or more. */
  goodSource: string;
  /** Another one. */
  otherSource: string;
  /** An address with nothing behind it, and the code of the error it gives. */
  missingSource: string;
  missingCode: T333ErrorCode;
  /** A new source each time, that fails at first and is well when it is tried again. */
  healingSource?: () => string;
  /** A source with several texts and sounds. */
  tracksSource?: string;
}

interface TestGlobals {
  describe(title: string, define: () => void): void;
  it(title: string, run: () => Promise<void>): void;
  beforeEach(run: () => Promise<void>): void;
  afterEach(run: () => Promise<void>): void;
}

const EVENT_TYPES = [
  'play',
  'pause',
  'seeking',
  'seeked',
  'ratechange',
  'volumechange',
  'captionchange',
  'audiotrackchange',
  'timeupdate',
  'firstframe',
  'ended',
  'error',
] as const satisfies (keyof PlayerEvents)[];

/**
 * The suite that every player passes. It defines its tests by the `describe` and `it` of the runner around it (mocha,
 * jasmine and node:test have them alike), and fails by plain errors.
 */
export function describePlayer(name: string, config: PlayerConformance): void {
  const { describe, it, beforeEach, afterEach } = globalThis as unknown as TestGlobals;
  const { goodSource, otherSource, missingSource, missingCode, healingSource } = config;

  describe(`${name} as a StreamPlayer`, () => {
    let subject: ConformanceSubject;
    let player: StreamPlayer;
    let events: string[];

    const state = (): Readonly<PlayerState> => player.state.getSnapshot();

    beforeEach(async () => {
      subject = await config.create();
      player = subject.player;
      events = [];
      for (const type of EVENT_TYPES) {
        player.addEventListener(type, (event: PlayerEvent) => events.push(`${type} ${event.origin}`));
      }
    });

    afterEach(async () => {
      player.destroy();
      await subject.cleanup();
    });

    const seen = async (event: string): Promise<void> => {
      while (!events.includes(event)) await nextEvent(player, event.split(' ')[0] as keyof PlayerEvents);
    };

    /** Some browsers learn the length of a file only as they read it. */
    const loaded = async (): Promise<void> => {
      await player.load(goodSource);
      await until(player, ({ hasFrame, duration }) => hasFrame && duration >= 20);
    };

    const playing = async (): Promise<void> => {
      await loaded();
      await player.play();
      await until(player, ({ paused, hasFrame }) => !paused && hasFrame);
      await nextEvent(player, 'timeupdate');
      events.length = 0;
    };

    it('begins idle, with a frozen snapshot that stays the same while nothing changes', async () => {
      equal(state().phase, 'idle', 'phase');
      equal(state().source, null, 'source');
      equal(Object.isFrozen(state()), true, 'frozen');
      equal(state(), state(), 'identity');
      player.setVolume(state().volume);
      player.pause();
      equal(Object.isFrozen(state()), true, 'frozen');
    });

    it('loads: ready, with duration, size and a first frame', async () => {
      const loading = player.load(goodSource);
      equal(state().phase, 'loading', 'phase while it loads');
      equal(state().source, goodSource, 'source');
      await loading;
      equal(state().phase, 'ready', 'phase');
      await until(player, ({ hasFrame, duration }) => hasFrame && duration >= 20);
      await seen('firstframe null');
      equal(state().streamType, 'on-demand', 'streamType');
      equal(state().paused, true, 'paused');
    });

    it('tells subscribers once for the changes of one task, and not after they left', async () => {
      let calls = 0;
      const leave = player.state.subscribe(() => calls++);
      player.load(goodSource).catch(() => {});
      equal(calls, 0, 'calls in the same task');
      await until(player, ({ phase }) => phase === 'ready');
      equal(calls > 0, true, 'called');
      leave();
      const before = calls;
      await player.load(otherSource);
      equal(calls, before, 'calls after leaving');
    });

    it('plays and pauses for whoever asks, and says who it was', async () => {
      await player.load(goodSource);
      await player.play({ origin: 'sync' });
      await seen('play sync');
      equal(state().playRequested, true, 'playRequested');
      player.pause({ origin: 'visibility' });
      await seen('pause visibility');
      equal(state().paused, true, 'paused');
      equal(state().playRequested, true, 'playRequested after an off-screen pause');
      await player.play();
      await seen('play user');
      player.pause();
      await seen('pause user');
      equal(state().playRequested, false, 'playRequested after the user paused');
    });

    it('moves on while it plays', async () => {
      await playing();
      const from = player.currentTime;
      while (player.currentTime < from + 0.2) await nextEvent(player, 'timeupdate');
    });

    it('plays as soon as it can when asked while it loads', async () => {
      player.load(goodSource).catch(() => {});
      await player.play({ origin: 'sync' });
      await until(player, ({ paused, phase }) => !paused && phase === 'ready');
      equal(events.filter((event) => event.startsWith('play ')).join(), 'play sync', 'play events');
    });

    it('does not play when it was paused before it could', async () => {
      const loading = player.load(goodSource);
      const play = player.play();
      player.pause();
      await rejects(play, 'aborted');
      await loading;
      await until(player, ({ hasFrame }) => hasFrame);
      equal(state().paused, true, 'paused');
    });

    it('goes on playing with the next source', async () => {
      await playing();
      await player.load(otherSource);
      await until(player, ({ paused, source }) => !paused && source === otherSource);
    });

    it('takes acts on the media itself for the user’s', async function nativeActs() {
      if (!subject.native) return;
      await playing();
      subject.native.pause();
      await seen('pause user');
      equal(state().playRequested, false, 'playRequested');
      subject.native.seek(7);
      await seen('seeked user');
      subject.native.play();
      await seen('play user');
      equal(state().playRequested, true, 'playRequested');
    });

    it('seeks where it is told, and says who it was', async () => {
      await loaded();
      await player.seek(9, { origin: 'sync' });
      near(player.currentTime, 9, 'position');
      await seen('seeked sync');
      equal(events.includes('seeking sync'), true, 'seeking sync');
      equal(state().seeking, false, 'seeking');
    });

    it('takes a position before the start for the start, and refuses what is none', async () => {
      await loaded();
      await player.seek(4);
      await player.seek(-5);
      near(player.currentTime, 0, 'position');
      await rejects(player.seek(NaN), 'invalid-argument');
      await rejects(player.seek(Infinity), 'invalid-argument');
    });

    it('takes a position past the end for the end', async () => {
      await loaded();
      await player.seek(1e9);
      near(player.currentTime, state().duration, 'position');
    });

    it('carries older seeks with the newest', async () => {
      await loaded();
      await Promise.all([player.seek(3), player.seek(12), player.seek(6)]);
      near(player.currentTime, 6, 'position');
    });

    it('begins at the position that was asked for while it loaded', async () => {
      const loading = player.load(goodSource);
      await Promise.all([loading, player.seek(11)]);
      await until(player, ({ seeking, hasFrame }) => !seeking && hasFrame);
      near(player.currentTime, 11, 'position');
    });

    it('multiplies the user’s rate by one correction', async () => {
      await player.load(goodSource);
      if (state().capabilities.rate === 'none') return;
      player.setRate(1.5);
      await seen('ratechange user');
      player.setRate(1.04, { origin: 'sync' });
      await seen('ratechange sync');
      near(state().rate, 1.56, 'rate', 0.001);
      player.setRate(0.9, { origin: 'live' });
      near(state().rate, 1.56, 'rate, since sync comes before live', 0.001);
      player.setRate(null, { origin: 'sync' });
      player.setRate(null, { origin: 'live' });
      await until(player, ({ rate }) => rate === 1.5);
      await player.load(otherSource);
      equal(state().rate, 1.5, 'rate of the next source');
      for (const rate of [0, -1, 100, NaN]) throws(() => player.setRate(rate), 'invalid-argument');
      equal(state().rate, 1.5, 'rate after refusals');
    });

    it('sets volume and mute, within range, and says who it was', async () => {
      await player.load(goodSource);
      const wasMuted = state().muted;
      player.setMuted(!wasMuted, { origin: 'visibility' });
      await seen('volumechange visibility');
      equal(state().muted, !wasMuted, 'muted');
      player.setMuted(wasMuted);
      await until(player, ({ muted }) => muted === wasMuted);
      for (const volume of [-0.1, 1.1, NaN, Infinity]) throws(() => player.setVolume(volume), 'invalid-argument');
      if (!state().capabilities.volume) return;
      player.setVolume(0.25);
      await until(player, ({ volume }) => volume === 0.25);
      await player.load(otherSource);
      equal(state().volume, 0.25, 'volume of the next source');
    });

    it('shows rate, volume and mute in its state at once, before a load and during it', async () => {
      const wasMuted = state().muted;
      player.setMuted(!wasMuted, { origin: 'visibility' });
      equal(state().muted, !wasMuted, 'muted before the load');
      const loading = player.load(goodSource);
      if (state().capabilities.volume) {
        player.setVolume(0.5);
        equal(state().volume, 0.5, 'volume during the load');
      }
      if (state().capabilities.rate !== 'none') {
        player.setRate(1.5);
        equal(state().rate, 1.5, 'rate during the load');
        player.setRate(1.25, { origin: 'sync' });
        player.setRate(null);
        equal(state().rate, 1.25, 'rate after a request was withdrawn');
      }
      const expected = state();
      await loading;
      await seen('firstframe null');
      for (const key of ['muted', 'volume', 'rate'] as const) equal(state()[key], expected[key], key);
      equal(events.includes('volumechange visibility'), true, 'volumechange visibility');
      equal(events.includes('ratechange null'), false, 'ratechange null');
    });

    it('refuses renditions that do not exist', async () => {
      await player.load(goodSource);
      player.setRendition('auto');
      throws(() => player.setRendition('no such rendition'), 'invalid-argument', 'unsupported');
    });

    it('refuses audio tracks that do not exist', async () => {
      await player.load(goodSource);
      throws(() => player.setAudioTrack('no such track'), 'invalid-argument', 'unsupported');
    });

    it('offers texts and sounds, and says who has chosen', async () => {
      if (!config.tracksSource) return;
      player.load(config.tracksSource).catch(() => {});
      await until(
        player,
        ({ phase, captions, audioTracks }) => phase === 'ready' && captions.length > 1 && audioTracks.length > 1,
      );
      const { captions, audioTracks, audioTrack } = state();
      equal(Object.isFrozen(captions) && Object.isFrozen(audioTracks), true, 'frozen');
      const other = audioTracks.find(({ id }) => id !== audioTrack)!;
      player.setAudioTrack(other.id);
      equal(state().audioTrack, other.id, 'audioTrack');
      await seen('audiotrackchange user');
      const last = captions.at(-1)!;
      player.setCaption(last.id, { origin: 'preference' });
      equal(state().caption, last.id, 'caption');
      await seen('captionchange preference');
      player.setCaption(null);
      equal(state().caption, null, 'caption that was turned off');
      await seen('captionchange user');
      equal(state().captions, captions, 'captions, which have not changed');
      equal(state().audioTracks, audioTracks, 'audioTracks, which have not changed');
      await player.load(goodSource);
      equal(state().audioTracks.length, 0, 'audio tracks of the next source');
    });

    it('takes a buffer goal, and refuses what is none', async () => {
      player.setBufferGoal(12);
      player.setBufferGoal(null);
      for (const none of [0, -1, NaN]) throws(() => player.setBufferGoal(none), 'invalid-argument');
    });

    it('gives up a load for a newer one', async () => {
      const first = player.load(goodSource);
      const second = player.load(otherSource);
      await rejects(first, 'aborted');
      await second;
      equal(state().source, otherSource, 'source');
      equal(state().phase, 'ready', 'phase');
    });

    it('reports a source that is not there, and plays the next', async () => {
      const error = await rejects(player.load(missingSource), missingCode);
      equal(state().error, error, 'error');
      equal(state().phase, 'error', 'phase');
      equal(error.retryable, true, 'retryable');
      equal(events.join(), 'error null', 'events');
      await rejects(player.play(), missingCode);
      await rejects(player.seek(1), missingCode);
      player.pause();
      await player.load(goodSource);
      equal(state().error, null, 'error of the next source');
      await player.play();
    });

    it('tries again when told, and plays if that was wanted', async () => {
      await rejects(player.load(missingSource), missingCode);
      await rejects(player.retry(), missingCode);
      if (!healingSource) return;
      const play = player.load(healingSource());
      player.play().catch(() => {});
      await play.then(fail, () => {});
      await player.retry();
      await until(player, ({ paused, phase, error }) => !paused && phase === 'ready' && error === null);
    });

    it('has nothing to retry without a source', async () => {
      await rejects(player.retry(), 'invalid-argument');
    });

    it('suspends and comes back without forgetting what the viewer wants', async () => {
      await playing();
      player.setLifecycle('suspended');
      await seen('pause visibility');
      equal(state().lifecycle, 'suspended', 'lifecycle');
      equal(state().playRequested, true, 'playRequested');
      equal(state().hasFrame, true, 'the picture stays');
      player.setLifecycle('active');
      equal(state().paused, true, 'it does not play by itself');
      await player.play({ origin: 'visibility' });
      await until(player, ({ paused }) => !paused);
    });

    it('unloads, remembers its place, and comes back to it', async () => {
      await playing();
      await player.seek(8);
      player.setLifecycle('unloaded');
      await seen('pause visibility');
      equal(state().lifecycle, 'unloaded', 'lifecycle');
      equal(state().hasFrame, false, 'hasFrame');
      equal(state().source, goodSource, 'source');
      equal(player.buffered.length, 0, 'buffered ranges');
      player.setLifecycle('suspended');
      equal(state().lifecycle, 'unloaded', 'lifecycle: there is nothing to suspend');
      player.setLifecycle('active');
      await until(player, ({ phase, hasFrame, seeking }) => phase === 'ready' && hasFrame && !seeking);
      near(player.currentTime, 8, 'position', 1);
      equal(state().paused, true, 'it does not play by itself');
      equal(state().playRequested, true, 'playRequested');
    });

    it('comes back from unloaded by play()', async () => {
      await player.load(goodSource);
      player.setLifecycle('unloaded');
      await player.play();
      equal(state().lifecycle, 'active', 'lifecycle');
      await until(player, ({ paused, phase }) => !paused && phase === 'ready');
    });

    it('ends, and plays again from the start', async () => {
      await loaded();
      await player.seek(state().duration - 0.3);
      await player.play();
      await seen('ended null');
      equal(state().phase, 'ended', 'phase');
      equal(state().paused, true, 'paused');
      equal(events.includes('pause user'), false, 'the end is nobody’s pause');
      equal(state().playRequested, true, 'playRequested');
      await player.play();
      await until(player, ({ phase, paused }) => phase === 'ready' && !paused);
      equal(player.currentTime < 5, true, 'position near the start');
    });

    it('is gone after destroy(): no events, no changes, every call refused', async () => {
      await playing();
      const pending = player.load(otherSource);
      player.destroy();
      player.destroy();
      await rejects(pending, 'destroyed');
      events.length = 0;
      const last = state();
      for (const call of [
        () => player.load(goodSource),
        () => player.play(),
        () => player.seek(1),
        () => player.retry(),
      ]) {
        await rejects(call(), 'destroyed');
      }
      for (const call of [
        () => player.pause(),
        () => player.setRate(1),
        () => player.setVolume(1),
        () => player.setMuted(true),
        () => player.setRendition('auto'),
        () => player.setScheduler(null),
        () => player.setBufferGoal(null),
        () => player.setCaption(null),
        () => player.setAudioTrack('0'),
        () => player.setLifecycle('suspended'),
      ]) {
        throws(call, 'destroyed');
      }
      // Whatever its media still had to say, it has said by the time that another one plays.
      const next = await config.create();
      await next.player.load(goodSource);
      await next.player.play();
      await nextEvent(next.player, 'timeupdate');
      next.player.destroy();
      await next.cleanup();
      equal(events.join(), '', 'events');
      equal(state(), last, 'state');
    });
  });
}
