import type { BootPorts, KnownMedia, MediaSink, PrimeOptions, Primer } from './primer.ts';

export interface BootOptions extends Pick<PrimeOptions, 'signal' | 'request'> {
  /** What is played first, where the page knows it: then nothing has to be asked for before. */
  known?: KnownMedia;
}

/** A video that plays already, for the player to go on with. */
export interface Booted {
  readonly url: string;
  readonly mediaSource: MediaSource;
  readonly buffer: SourceBuffer;
  readonly codecs: string;
}

/** Plays the beginning of a recording in this video before there is a player. @returns as `prime()` does */
export type Boot = (video: HTMLVideoElement, url: string, options?: BootOptions) => Promise<void>;

/** What was booted, until a player takes it: resolves to null where it came to nothing. */
export type BootedVideos = WeakMap<HTMLVideoElement, Promise<Booted | null>>;

declare global {
  /** Made by the boot snippet. */
  var t333Boot: Boot | undefined;
  var t333Booted: BootedVideos | undefined;
}

/**
 * Like `createPrimer()`, a part of a snippet: it imports nothing. Live streams are primed only: where their media lies on the player's
 * timeline is not known before there is a player.
 */
export function createBoot(primer: Primer, videos: BootedVideos): Boot {
  return async (video, url, { known, ...options } = {}) => {
    let sink: MediaSink | undefined;
    let settle!: (booted: Booted | null) => void;
    // At once: a player that comes while this is on its way waits for it, and does not begin by itself.
    const booting = new Promise<Booted | null>((resolve) => (settle = resolve));
    videos.set(video, booting);
    const open: BootPorts['open'] = (codecs, durationSeconds) => {
      const type = `video/mp4;codecs="${codecs}"`;
      if (sink || typeof MediaSource !== 'function' || !MediaSource.isTypeSupported(type)) return null;
      const mediaSource = new MediaSource();
      const queue: [Uint8Array<ArrayBuffer>[], Uint8Array<ArrayBuffer>[]] = [[], []];
      const hasEnded = [false, false];
      const life = new AbortController();
      const { signal } = life;
      let buffer: SourceBuffer | undefined;
      const address = URL.createObjectURL(mediaSource);
      const end = (booted: Booted | null): void => {
        life.abort();
        URL.revokeObjectURL(address);
        settle(booted);
      };
      const giveUp = (): void => {
        if (signal.aborted && videos.get(video) !== booting) return;
        videos.delete(video);
        end(null);
        if (video.src !== address) return;
        video.removeAttribute('src');
        video.load();
      };
      const pump = (): void => {
        if (!buffer || buffer.updating || signal.aborted) return;
        const next = queue[0].shift() ?? (hasEnded[0] ? queue[1].shift() : undefined);
        try {
          if (next) buffer.appendBuffer(next);
          else if (hasEnded[0] && hasEnded[1]) {
            // An answer that failed has brought nothing to be played.
            if (buffer.buffered.length > 0) end({ url, mediaSource, buffer, codecs });
            else giveUp();
          }
        } catch {
          giveUp();
        }
      };
      const begin = (): void => {
        try {
          // Or it would pass for a live stream until the player says how long it is.
          mediaSource.duration = durationSeconds;
          buffer = mediaSource.addSourceBuffer(type);
        } catch {
          return giveUp();
        }
        buffer.addEventListener('updateend', pump, { signal });
        buffer.addEventListener('error', giveUp, { signal });
        pump();
        // Firefox waits with that until it has far more than one segment.
        if (video.autoplay) video.play().catch(() => {});
      };
      mediaSource.addEventListener('sourceopen', begin, { signal });
      options.signal?.addEventListener('abort', giveUp, { once: true });
      video.src = address;
      return (sink = (piece, bytes) => {
        if (bytes) queue[piece].push(bytes);
        else hasEnded[piece] = true;
        pump();
      });
    };
    await primer(url, options, { known, open });
    if (!sink) settle(null);
  };
}
