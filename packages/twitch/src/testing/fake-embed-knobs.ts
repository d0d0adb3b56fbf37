import type { Clock } from '@t333/core/time';
import type { MediaLike } from '@t333/core/player';
import type { EmbedQuality, EmbedStats } from '../embed/embed-api.ts';

/** What somebody asks the embed for: one of these. */
export interface FakeTwitchTarget {
  readonly channel?: string;
  /** Without the `v`. */
  readonly video?: string;
}

/** What is behind a channel or a video. */
export interface FakeBroadcast {
  /** Seconds; Infinity for a live stream. */
  readonly durationSeconds: number;
}

/** How the embed behaves, and how it deviates from what one would expect of it. */
export interface FakeTwitchKnobs {
  /** What there is; undefined for nothing. Default: every channel is live, every video has 60 s. */
  find: (target: FakeTwitchTarget) => FakeBroadcast | undefined;
  /** What plays it. Default: a `FakeMedia` on the clock. A `<video>` is put into the iframe, to be looked at. */
  media: ((target: FakeTwitchTarget) => MediaLike) | null;
  /** From the constructor to the `ready` event; Infinity for never. */
  readyAfterMs: number;
  /** From a command to its effect in the iframe. */
  commandMs: number;
  /** The iframe tells its state so often; how often it really does is not known. */
  pushEveryMs: number;
  /** Which `play()` the browser refuses, though `ready` fires. */
  autoplay: 'allowed' | 'muted' | 'blocked';
  /** A refusal is told by `playbackBlocked`. Else it is not told at all. */
  tellsBlocked: boolean;
  /** The domains that the page is embedded in. One that `parent` does not name keeps the player silent. */
  domains: readonly string[];
  /** A `seek` that nobody asked for, on load. */
  seeksOnLoad: boolean;
  /** A `seek` to 0.01 that does not happen, soon after it plays. */
  spuriousSeek: boolean;
  /** `seek(0)` does nothing. */
  ignoresSeekToZero: boolean;
  /** The first state after a seek has the position from before it. */
  staleAfterSeek: boolean;
  /** A click on the embed's own timeline pauses, seeks and plays. */
  timelineClickPauses: boolean;
  /** `pause` instead of `ended`. */
  pauseForEnded: boolean;
  /** A seek into the last 10 s goes on to another video. */
  nextVideoNearEnd: boolean;
  /** `setVideo(id, startSeconds)` begins at 0. */
  setVideoDropsTime: boolean;
  /** `getDuration()` is 0 before it has played. */
  durationAfterPlay: boolean;
  /** A live stream that goes on after a pause goes on at the live edge. */
  liveResumeJumps: boolean;
  /** An advertisement before the first picture, in seconds: `playing`, and the clock stands. */
  adSeconds: number;
  /** Commands before `ready` are dropped. */
  dropsEarlyCommands: boolean;
  /** `destroy()` leaves a `message` listener on the window. */
  leaksListener: boolean;
  /** Bare names, as some versions give; on iOS there is `auto` alone. */
  qualities: readonly (EmbedQuality | string)[];
  stats: EmbedStats;
}

export interface FakeTwitchOptions extends Partial<FakeTwitchKnobs> {
  /** Default: the time of the page. */
  clock?: Clock;
}

const quality = (name: string, group: string, height: number, framerate: number, bitrate: number): EmbedQuality => ({
  name,
  group,
  height,
  width: Math.round((height * 16) / 9),
  framerate,
  bitrate,
  codecs: 'avc1.64002A,mp4a.40.2',
  isDefault: group === 'chunked',
});

/** What a partner's channel offers. */
export const USUAL_QUALITIES: readonly EmbedQuality[] = [
  quality('1080p60 (source)', 'chunked', 1080, 60, 6_000_000),
  quality('720p60', '720p60', 720, 60, 3_400_000),
  quality('480p', '480p30', 480, 30, 1_400_000),
  quality('360p', '360p30', 360, 30, 630_000),
  quality('160p', '160p30', 160, 30, 230_000),
];

/** All that is known of the real one; what is not known is left out, or guessed where something has to stand. */
export const usualKnobs = (view: Window): FakeTwitchKnobs => ({
  find: ({ channel }) => ({ durationSeconds: channel ? Infinity : 60 }),
  media: null,
  readyAfterMs: 100,
  commandMs: 5,
  pushEveryMs: 250,
  autoplay: 'allowed',
  tellsBlocked: false,
  domains: [view.location.hostname],
  seeksOnLoad: true,
  spuriousSeek: true,
  ignoresSeekToZero: true,
  staleAfterSeek: true,
  timelineClickPauses: true,
  pauseForEnded: true,
  nextVideoNearEnd: true,
  setVideoDropsTime: true,
  durationAfterPlay: true,
  liveResumeJumps: true,
  adSeconds: 0,
  dropsEarlyCommands: true,
  leaksListener: true,
  qualities: USUAL_QUALITIES,
  stats: { bufferSize: 4, fps: 60, skippedFrames: 0, hlsLatencyBroadcaster: 4.2, playbackRate: 6000 },
});
