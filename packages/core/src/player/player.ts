import type { T333Error } from '../errors.ts';
import type { ReadableStore } from '../state/store.ts';
import type { TypedEventTarget } from '../state/typed-event-target.ts';
import type { LiveControl } from './live-control.ts';
import type { SegmentScheduler } from './segment-scheduler.ts';

/**
 * Who asked for something. Controllers ignore the echo of their own commands by it, and only a `user` act changes
 * what the viewer wants: an off-screen pause is not a viewer's pause. A `preference` is what the viewer has chosen before.
 */
export type CommandOrigin = 'user' | 'preference' | 'sync' | 'visibility' | 'quality' | 'live';

/** The range in which browsers keep sound (Chromium mutes outside 0.0625–16; hls.js and people want far less). */
export const MIN_RATE = 0.25;
export const MAX_RATE = 4;

export interface CommandOptions {
  /** Default `'user'`. */
  origin?: CommandOrigin;
}

export interface RateOptions extends CommandOptions {
  /**
   * Whether the sound keeps its pitch at this rate. Default true. In Chromium each change of rate then costs 25 ms of media
   * time where there is sound, and nothing where the pitch may change (measured).
   */
  preservePitch?: boolean;
}

/**
 * How soon another rendition is wanted.
 * - `next-segment`: from the next request on; what is buffered plays first.
 * - `soon`: in place of what is buffered, as soon as a segment of it is here.
 * - `at-once`: as `next-segment`, and a segment that is on its way is given up, unless it is of a lower one.
 */
export type RenditionSwitch = 'next-segment' | 'soon' | 'at-once';

export interface RenditionOptions extends CommandOptions {
  /** Default: `soon` for the viewer, `next-segment` for others. */
  when?: RenditionSwitch;
}

/** Pictures since the player had its source, as far as the browser counts them. */
export interface FrameCounts {
  readonly total: number;
  /** Of these, those that were late and never seen. */
  readonly dropped: number;
}

/** One picture on its way to the screen. */
export interface ShownFrame {
  /** Seconds on the player's timeline. */
  readonly mediaTime: number;
  /** When it is expected to be seen, on the clock of `performance.now()`, milliseconds. */
  readonly displayAtMs: number;
}

/** What a player can do; it may change with the source. The rest of t333 adapts to it. */
export interface PlayerCapabilities {
  /** `continuous`: any playback rate from 0.25 to 4. */
  readonly rate: 'continuous' | 'none';
  /** `precise` lands within a frame; `coarse` somewhere near. */
  readonly seek: 'precise' | 'coarse' | 'none';
  /** `levels`: bitrates and sizes are known; `named`: only names are. */
  readonly renditions: 'levels' | 'named' | 'none';
  /** Whether the media time of each shown frame can be observed. */
  readonly frameTime: boolean;
  /** Whether the distance to the live edge is known. */
  readonly latency: boolean;
  readonly volume: boolean;
  /** Whether loading can stop while the picture stays. */
  readonly suspend: boolean;
  /** Whether its requests for media can be watched and put off, and its buffer set. */
  readonly scheduling: boolean;
  /** Below this size, in CSS pixels, or covered by anything, the player must not be shown (a rule of some embeds). */
  readonly minSize?: { readonly width: number; readonly height: number };
}

export type StreamType = 'live' | 'on-demand' | 'unknown';

/** One encoding of a stream at one quality. */
export interface Rendition {
  /** Unique within the source. */
  readonly id: string;
  /** For people: `720p60`, `Source`. */
  readonly label: string;
  /** The most of any stretch, as it is declared. */
  readonly bitrateBps?: number;
  /** Over the whole stream, where that is declared. */
  readonly averageBitrateBps?: number;
  readonly width?: number;
  readonly height?: number;
  readonly frameRate?: number;
  readonly codecs?: string;
}

export interface CaptionTrack {
  readonly id: string;
  /** For people; empty where the source gives none. */
  readonly label: string;
  /** BCP 47, or empty where the source does not say. */
  readonly language: string;
  /** `captions` also say what there is to hear besides speech. Where it is absent nobody knows. */
  readonly kind?: 'captions' | 'subtitles';
  /** The source shows it to who has chosen nothing. */
  readonly isDefault?: boolean;
  /** It has only what everybody has to read: a sign, a sentence in another language. It belongs to “off”. */
  readonly isForced?: boolean;
}

/** One of the sounds that go with a picture: a language, or with a description of what is seen. */
export interface AudioTrack {
  readonly id: string;
  /** For people; empty where the source gives none. */
  readonly label: string;
  /** BCP 47, or empty where the source does not say. */
  readonly language: string;
  /** As in HTML: `main`, `alternative`, `commentary` …; `main-desc` and `descriptions` describe the picture. Where it is absent nobody knows. */
  readonly kind?: string;
  /** The source plays it to who has chosen nothing. */
  readonly isDefault?: boolean;
}

/** The instant, in real time, that a media time shows. */
export interface WallClock {
  /** Seconds on the player's timeline. */
  readonly mediaTime: number;
  /** Milliseconds since 1970 of the moment shown there. */
  readonly epochMs: number;
}

/**
 * How much of a player is alive.
 * - `active`: loads and may play.
 * - `suspended`: keeps the picture and the buffer, loads nothing.
 * - `unloaded`: has given back buffer and decoder; remembers source and position.
 */
export type Lifecycle = 'active' | 'suspended' | 'unloaded';

/** `ready`: duration and size are known, seeking is possible. `error`: nothing more is tried without `retry()`. */
export type PlayerPhase = 'idle' | 'loading' | 'ready' | 'ended' | 'error';

/** A failure that is being retried. */
export interface Recovery {
  readonly error: T333Error;
  /** 1 for the first retry. */
  readonly attempt: number;
  /** Wait before this attempt, in milliseconds; Infinity while it waits for the network to come back. */
  readonly delayMs: number;
}

export interface PlayerState {
  readonly source: string | null;
  readonly phase: PlayerPhase;
  readonly lifecycle: Lifecycle;
  readonly capabilities: PlayerCapabilities;
  readonly streamType: StreamType;
  readonly wallClock: WallClock | null;
  /**
   * Seconds to add to `currentTime` for the position in the source itself. The player's timeline can lie up to 45 ms beside
   * that, depending on where loading began (measured with hls.js); 0 while unknown.
   */
  readonly originShift: number;
  /** Seconds; NaN while unknown, Infinity for a live stream without an end. */
  readonly duration: number;
  readonly paused: boolean;
  /** Whether the viewer, or the group the player is synchronised with, wants it to play; an off-screen pause leaves it true. */
  readonly playRequested: boolean;
  readonly seeking: boolean;
  /** Waiting for media while it should play. */
  readonly buffering: boolean;
  /** A frame of the current source is on the screen. */
  readonly hasFrame: boolean;
  /** From `load()` to the first frame, in milliseconds (`msd` in CMCD v2, CTA-5004-B); null until there is one. */
  readonly startDelayMs: number | null;
  /** The browser refused to play without a gesture. */
  readonly autoplayBlocked: boolean;
  readonly rate: number;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  /** Lowest first. */
  readonly renditions: readonly Rendition[];
  /** The id of the one that plays, or null while unknown. */
  readonly rendition: string | null;
  /** The id that was asked for, or `auto`. */
  readonly selectedRendition: string;
  readonly captions: readonly CaptionTrack[];
  /** The id of the shown track. */
  readonly caption: string | null;
  /** Empty where there is no choice. */
  readonly audioTracks: readonly AudioTrack[];
  /** The id of the one that is heard, or null while unknown. */
  readonly audioTrack: string | null;
  /** Pixels of the picture; 0 while unknown. */
  readonly videoWidth: number;
  readonly videoHeight: number;
  readonly recovery: Recovery | null;
  readonly error: T333Error | null;
}

/** Something happened to a player. `origin` is null where nobody asked: it ended, it failed, it found its start. */
export class PlayerEvent extends Event {
  readonly origin: CommandOrigin | null;

  constructor(type: keyof PlayerEvents, origin: CommandOrigin | null = null) {
    super(type);
    this.origin = origin;
  }
}

/** Nothing more is tried: the error is final until `retry()` or `load()`. */
export class PlayerErrorEvent extends PlayerEvent {
  readonly error: T333Error;

  constructor(error: T333Error) {
    super('error');
    this.error = error;
  }
}

export interface PlayerEvents {
  play: PlayerEvent;
  pause: PlayerEvent;
  seeking: PlayerEvent;
  seeked: PlayerEvent;
  ratechange: PlayerEvent;
  volumechange: PlayerEvent;
  /** Another caption track is shown, or none. */
  captionchange: PlayerEvent;
  /** Another audio track is heard. */
  audiotrackchange: PlayerEvent;
  /** The position moved: about four times a second while playing. */
  timeupdate: PlayerEvent;
  /** The first frame of a source is there to be seen. */
  firstframe: PlayerEvent;
  ended: PlayerEvent;
  error: PlayerErrorEvent;
}

/**
 * The one contract of everything that plays: hls.js on a video element, any media-element-shaped object, an embed,
 * a fake. What changes with every frame is read from the getters; what is worth drawing stands in `state`.
 */
export interface StreamPlayer extends TypedEventTarget<PlayerEvents> {
  readonly state: ReadableStore<PlayerState>;
  /** Seconds. */
  readonly currentTime: number;
  readonly buffered: TimeRanges;
  readonly seekable: TimeRanges;
  /** Keeps it live, and tells where it is; null until it has a live stream, and where nothing can be done about that. `capabilities.latency` tells when it comes. */
  readonly live: LiveControl | null;
  /** Null where the browser does not count. */
  readonly frames: FrameCounts | null;

  /**
   * Replaces the source; a load under way rejects with `aborted`.
   *
   * @returns resolves when it is `ready`
   * @throws T333Error of any source code: `not-found`, `cors`, `not-hls`, `network` …
   */
  load(source: string, options?: CommandOptions): Promise<void>;
  /**
   * Plays now, or as soon as the source is ready.
   *
   * @throws T333Error `autoplay-blocked` when the browser wants a gesture first
   */
  play(options?: CommandOptions): Promise<void>;
  pause(options?: CommandOptions): void;
  /**
   * @param seconds clamped to what is seekable
   * @returns resolves when a frame from there can be shown; a newer seek carries the older ones with it
   */
  seek(seconds: number, options?: CommandOptions): Promise<void>;
  /**
   * Asks the one arbiter for a rate: the user's is the base, and one correction multiplies it, that of `sync` before that of `live`.
   * `state` has it at once; so it has volume and mute.
   *
   * @param rate 0.25 to 4; null withdraws the request of this origin
   */
  setRate(rate: number | null, options?: RateOptions): void;
  /**
   * Reports each frame that is shown; nothing where `capabilities.frameTime` is false.
   *
   * @returns a function that ends it
   */
  onFrame(listener: (frame: ShownFrame) => void): () => void;
  /** @param volume 0 to 1 */
  setVolume(volume: number, options?: CommandOptions): void;
  setMuted(muted: boolean, options?: CommandOptions): void;
  /**
   * Asks for a rendition. What the viewer asks for (`state.selectedRendition`) stands above what `quality` does.
   *
   * @param id of a rendition; `auto` withdraws what this origin has asked for
   */
  setRendition(id: string, options?: RenditionOptions): void;
  /** Lets somebody decide when media is requested; null for nobody. Nothing happens where `capabilities.scheduling` is false. */
  setScheduler(scheduler: SegmentScheduler | null): void;
  /**
   * Nothing happens without `capabilities.scheduling`.
   *
   * @param seconds of media to hold ahead, above 0; null for the player's own choice
   * @throws T333Error `invalid-argument` if it is not above 0
   */
  setBufferGoal(seconds: number | null): void;
  /**
   * A low-latency stream is loaded part by part: some ten requests a second, and a connection that is always taken. Where requests share
   * few connections (HTTP/1.1) that can be left to one player; over HTTP/2 it goes on.
   *
   * @param allowed whether this player may also then; true at first
   */
  setLowLatency(allowed: boolean): void;
  /**
   * Where the choices of viewers are kept, this is one of them; a page that chooses by itself gives the origin `preference`.
   *
   * @param id of a caption track, or null for none
   */
  setCaption(id: string | null, options?: CommandOptions): void;
  /**
   * Where the choices of viewers are kept, this is one of them; a page that chooses by itself gives the origin `preference`.
   *
   * @param id of an audio track
   * @throws T333Error `invalid-argument` where there is no such track
   */
  setAudioTrack(id: string, options?: CommandOptions): void;
  /** Frees or takes back resources. Coming back to `active` restores position, but does not play by itself. */
  setLifecycle(lifecycle: Lifecycle, options?: CommandOptions): void;
  /** Loads the source again after an error, from where it was, and plays if that was wanted. */
  retry(options?: CommandOptions): Promise<void>;
  /** Gives everything back; any later call throws `destroyed`. */
  destroy(): void;
}
