/** Events of `Twitch.Player`. `error` is not documented. */
export type EmbedEventType =
  | 'ready'
  | 'play'
  | 'playing'
  | 'pause'
  | 'ended'
  | 'online'
  | 'offline'
  | 'playbackBlocked'
  | 'captions'
  | 'seek'
  | 'error';

/** One of `getQualities()`; some versions of the script give bare names. */
export interface EmbedQuality {
  readonly name: string;
  /** `chunked` is the source itself. */
  readonly group: string;
  /** Bits a second. */
  readonly bitrate?: number;
  readonly codecs?: string;
  readonly width?: number;
  readonly height?: number;
  readonly framerate?: number;
  readonly isDefault?: boolean;
}

/** What the iframe tells of itself now and then; all of it may be missing. */
export interface EmbedStats {
  /** Seconds. */
  readonly bufferSize?: number;
  readonly codecs?: string;
  /** `1280x720` */
  readonly displayResolution?: string;
  /** `1920x1080` */
  readonly videoResolution?: string;
  readonly fps?: number;
  /** Seconds from the camera to the screen, and from the player's edge. */
  readonly hlsLatencyBroadcaster?: number;
  readonly hlsLatencyEncoder?: number;
  /** Not a rate: kbit/s. */
  readonly playbackRate?: number;
  readonly skippedFrames?: number;
  readonly backendVersion?: string;
}

export interface EmbedOptions {
  readonly width: string | number;
  readonly height: string | number;
  readonly channel?: string;
  readonly video?: string;
  readonly collection?: string;
  /** Every domain that the page is embedded in. A missing one leaves the player silent. */
  readonly parent?: readonly string[];
  readonly autoplay?: boolean;
  readonly muted?: boolean;
  /** `1h2m3s` */
  readonly time?: string;
  readonly allowfullscreen?: boolean;
}

/**
 * `Twitch.Player`: commands are messages to an iframe, without an answer, and getters tell what the iframe pushed last.
 * There is no playback rate.
 */
export interface EmbedPlayer {
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  setChannel(channel: string): void;
  setCollection(collection: string, video?: string): void;
  /** @param startSeconds is ignored by the player */
  setVideo(video: string, startSeconds?: number): void;
  setQuality(group: string): void;
  setMuted(muted: boolean): void;
  setVolume(volume: number): void;
  enableCaptions(): void;
  disableCaptions(): void;
  getMuted(): boolean;
  getVolume(): number;
  getChannel(): string;
  getCurrentTime(): number;
  /** Of a live stream, how long it has been on. */
  getDuration(): number;
  getEnded(): boolean;
  getPlaybackStats(): EmbedStats;
  getQualities(): readonly (EmbedQuality | string)[];
  getQuality(): string;
  getVideo(): string;
  isPaused(): boolean;
  addEventListener(type: EmbedEventType, listener: (detail?: unknown) => void): void;
  removeEventListener(type: EmbedEventType, listener: (detail?: unknown) => void): void;
  destroy(): void;
}

/** What the script leaves as `Twitch`. */
export interface EmbedScript {
  readonly Player: new (idOrElement: string | HTMLElement, options: EmbedOptions) => EmbedPlayer;
}
