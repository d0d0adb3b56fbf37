import type { Store } from '../state/store.ts';
import type { CommandEcho } from './command-echo.ts';
import { HAVE_CURRENT_DATA, HAVE_METADATA, isUnnoticed, type MediaLike } from './media-like.ts';
import type { MediaSettings } from './media-settings.ts';
import type { MediaTracks } from './media-tracks.ts';
import type { CommandOrigin, PlayerCapabilities, PlayerEvents, PlayerState, StreamType } from './player.ts';

/** What the player itself has to do about its element's events, beside the state that they change. */
export interface MediaReactions {
  describe(streamType: StreamType): PlayerCapabilities;
  /** The viewer used the element itself: native controls, a media key. */
  userWants(play: boolean): void;
  /** Whether it starts to play as soon as there is something to play. */
  willPlay(): boolean;
  /** Whether something below the player may have moved on to this position by itself. */
  skippedTo(seconds: number): boolean;
  /** Since the source was asked for, in milliseconds; null where it was there before the player. */
  sinceAsked(): number | null;
  metadataLoaded(): void;
  seeked(): void;
  failed(): void;
}

export interface ObservedMedia {
  media: MediaLike;
  store: Store<PlayerState>;
  echo: CommandEcho;
  settings: MediaSettings;
  tracks: MediaTracks;
  emit: (type: keyof PlayerEvents, origin?: CommandOrigin | null) => void;
  /** Ends the observation. */
  signal: AbortSignal;
}

/** Keeps the state true to the media element, and says who caused what. */
export function observeMedia(
  { media, store, echo, settings, tracks, emit, signal }: ObservedMedia,
  reactions: MediaReactions,
): void {
  const on = (type: string, listener: () => void): void => media.addEventListener(type, listener, { signal });

  let shows = false;
  /** Before there is a frame, a position nobody asked for is the start that the media found; later it is the viewer's act. */
  const seekOrigin = (): CommandOrigin | null => {
    const { currentTime } = media;
    const origin = echo.originOfSeek(currentTime);
    if (origin !== undefined) return origin;
    if (shows && !reactions.skippedTo(currentTime)) return 'user';
    // Its end is known by the same place.
    echo.expectSeek(currentTime, null);
    return null;
  };

  const readSize = (): void => {
    const { duration, videoWidth = 0, videoHeight = 0 } = media;
    const streamType = duration === Infinity ? 'live' : Number.isNaN(duration) ? 'unknown' : 'on-demand';
    if (streamType !== store.getSnapshot().streamType) {
      store.update({ streamType, capabilities: reactions.describe(streamType) });
    }
    store.update({ duration, videoWidth, videoHeight });
  };

  const onMetadata = (): void => {
    readSize();
    tracks.readCaptions();
    tracks.readAudio();
    reactions.metadataLoaded();
  };

  const onFrame = (): void => {
    shows = true;
    if (store.getSnapshot().hasFrame) return;
    store.update({ hasFrame: true, startDelayMs: reactions.sinceAsked() });
    emit('firstframe');
  };

  const leaveEnd = (): Partial<PlayerState> => (store.getSnapshot().phase === 'ended' ? { phase: 'ready' } : {});

  const onPlay = (): void => {
    const origin = echo.take('play');
    const { paused } = store.getSnapshot();
    if (origin === 'user') reactions.userWants(true);
    store.update({ paused: false, autoplayBlocked: false, ...leaveEnd() });
    // An element that is given its source while it should play says it twice.
    if (paused) emit('play', origin);
  };

  on('play', onPlay);
  on('playing', () => {
    store.update({ buffering: false });
    // … or not at all: the new source drops the event that was on its way.
    if (store.getSnapshot().paused && !media.paused) onPlay();
  });
  on('pause', () => {
    // The end of the media, a failure, and leaving the document pause without anybody asking.
    const byItself = media.ended || Boolean(media.error) || media.isConnected === false;
    // Browsers stop what nobody sees or hears, and go on by themselves.
    const origin = byItself ? null : echo.take('pause', isUnnoticed(media) ? 'visibility' : 'user');
    if (origin === 'user') reactions.userWants(false);
    store.update({ paused: true, buffering: false });
    emit('pause', origin);
  });
  on('emptied', () => {
    shows = false;
    // Changing the source pauses an element without a `pause` event.
    if (!reactions.willPlay()) store.update({ paused: media.paused });
  });
  on('seeking', () => {
    store.update({ seeking: true, ...leaveEnd() });
    emit('seeking', seekOrigin());
  });
  on('seeked', () => {
    if (media.seeking) return;
    store.update({ seeking: false });
    reactions.seeked();
    emit('seeked', seekOrigin());
  });
  on('ratechange', () => {
    const origin = echo.take('ratechange');
    // A new source resets the rate; it is set again as soon as the source is known.
    if (media.readyState >= HAVE_METADATA) settings.readRate(origin);
  });
  on('volumechange', () => settings.readVolume(echo.take('volumechange')));
  on('timeupdate', () => {
    if (media.readyState > HAVE_CURRENT_DATA) store.update({ buffering: false });
    emit('timeupdate');
  });
  on('waiting', () => store.update({ buffering: !media.paused }));
  on('ended', () => {
    store.update({ phase: 'ended' });
    emit('ended');
  });
  on('loadedmetadata', onMetadata);
  on('loadeddata', onFrame);
  on('durationchange', readSize);
  on('resize', readSize);
  on('error', () => reactions.failed());
  tracks.observe(signal);

  if (media.readyState >= HAVE_METADATA) onMetadata();
  if (media.readyState >= HAVE_CURRENT_DATA) onFrame();
}
