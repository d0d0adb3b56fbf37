import type { MediaAudioTracks } from './audio-tracks.ts';

/**
 * What `MediaPlayer` needs of a media element. Every `<video>` and `<audio>` has it, and so have custom elements
 * and objects of the same shape.
 */
export interface MediaLike extends EventTarget {
  src: string;
  currentTime: number;
  playbackRate: number;
  preservesPitch?: boolean;
  volume: number;
  muted: boolean;
  readonly duration: number;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly buffered: TimeRanges;
  readonly seekable: TimeRanges;
  readonly error?: { readonly code: number; readonly message: string } | null;
  readonly videoWidth?: number;
  readonly videoHeight?: number;
  readonly textTracks?: TextTrackList;
  readonly audioTracks?: MediaAudioTracks;
  readonly isConnected?: boolean;
  readonly ownerDocument?: Pick<Document, 'hidden'>;
  /** In Chromium and WebKit; 0 where there is no sound. */
  readonly webkitAudioDecodedByteCount?: number;
  getRootNode?(): object;
  getVideoPlaybackQuality?(): { readonly totalVideoFrames: number; readonly droppedVideoFrames: number };
  play(): Promise<void> | void;
  pause(): void;
  load?(): void;
  removeAttribute?(name: string): void;
  requestVideoFrameCallback?(callback: VideoFrameRequestCallback): number;
}

/** `HTMLMediaElement.HAVE_METADATA` and `HAVE_CURRENT_DATA`, for where there is no DOM. */
export const HAVE_METADATA = 1;
export const HAVE_CURRENT_DATA = 2;

/**
 * Whether it is silent on a hidden page. Not where it floats, nor where nobody knows whether it does: a viewer may pause it there.
 */
export const isUnnoticed = (media: MediaLike): boolean =>
  media.ownerDocument?.hidden === true &&
  (media.muted || media.volume === 0 || media.webkitAudioDecodedByteCount === 0) &&
  (media.getRootNode?.() as Partial<DocumentOrShadowRoot> | undefined)?.pictureInPictureElement === null;

/** Where the media that is buffered at the position ends; the position itself where there is none. */
export function bufferedEnd({ buffered, currentTime }: Pick<MediaLike, 'buffered' | 'currentTime'>): number {
  for (let i = 0; i < buffered.length; i++) {
    // The first frame of a segment may begin a little after it.
    if (buffered.start(i) <= currentTime + 0.1 && buffered.end(i) > currentTime) return buffered.end(i);
  }
  return currentTime;
}

/** The nearest position inside the ranges; the position itself where nothing is known. */
export function clampToRanges(seconds: number, ranges: TimeRanges): number {
  if (ranges.length === 0) return Math.max(0, seconds);
  return Math.min(Math.max(seconds, ranges.start(0)), ranges.end(ranges.length - 1));
}
