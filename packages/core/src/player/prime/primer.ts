/** What a primed request has brought, with its true times on the clock of `performance.now()`. */
export interface PrimedAnswer {
  /** Where it came from in the end, after redirects. */
  readonly url: string;
  /** The answer itself, for its headers. */
  readonly response: Response;
  readonly data: ArrayBuffer;
  readonly startMs: number;
  readonly firstByteMs: number;
  readonly endMs: number;
}

export interface PrimeOptions {
  /** `manifest`: the master playlist only. Default `media`: also the playlist of one rendition and what is played first. */
  depth?: 'manifest' | 'media';
  /** Where playback is to begin in a recording, in seconds. Default 0. A live stream begins near its edge. */
  startSeconds?: number;
  /** Whether players of other addresses wait with their playlists until this is here, for 3 s at most: for the stream in focus. */
  first?: boolean;
  /** Gives up what is under way, and what nobody has taken. */
  signal?: AbortSignal;
  /** As the player will send them; by default as it does without settings. */
  request?: Pick<RequestInit, 'credentials' | 'headers'>;
}

/**
 * Is given media while it arrives: first the initialization section (0), then the segment (1), whichever is here sooner.
 *
 * @param bytes null: all of it has arrived, or nothing more will
 */
export type MediaSink = (piece: 0 | 1, bytes: Uint8Array<ArrayBuffer> | null) => void;

/** What is played first, where a page knows it without asking. */
export interface KnownMedia {
  /** The addresses of the initialization section and of the first segment. */
  readonly urls: readonly string[];
  /** As in the CODECS of a master playlist. */
  readonly codecs: string;
  /** Of the whole recording. */
  readonly durationSeconds: number;
}

/** For `boot()`. */
export interface BootPorts {
  known?: KnownMedia | undefined;
  /** @returns null where somebody else has it already */
  open: (codecs: string, durationSeconds: number) => MediaSink | null;
}

/** The one global of t333: what the snippet in the head leaves for the player. */
export interface Primer {
  /** @returns resolves when everything is here, or given up; it never rejects */
  (url: string, options?: PrimeOptions, boot?: BootPorts): Promise<void>;
  /** The answer, once; null when it failed or is too old. Undefined where nothing was asked for. */
  take(url: string): Promise<PrimedAnswer | null> | undefined;
  /** Whether this has been asked for and not been taken yet. */
  has(url: string): boolean;
  /** What everything else has to wait for, if there is such a thing. */
  readonly first: Promise<unknown> | undefined;
  /** The text of what is here already. */
  peek(url: string): string | undefined;
}

declare global {
  /** Made by `prime()`, or by a snippet before it. */
  var t333Prime: Primer | undefined;
}

export interface PrimerPorts {
  fetch: typeof fetch;
  now: () => number;
  /** @returns what cancels it */
  after: (delayMs: number, task: () => void) => () => void;
}

interface Entry {
  readonly answer: Promise<PrimedAnswer | null>;
  arrived?: PrimedAnswer;
  maxAgeMs: number;
  forget(): void;
}

/** A page that primes and does not play gives the memory back after this, in milliseconds. */
const MAX_AGE_MS = 30_000;

/** A player would ask again after this, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Longer than a first segment takes on a link that can play it, in milliseconds. */
const MAX_WAIT_MS = 3000;

/** Nine streams: a master, a playlist, an initialization section and a segment of each. */
const MAX_ENTRIES = 36;

/** Six seconds at 5 Mbit/s: what is larger is not worth its delay to everything else. */
const MAX_BYTES = 4e6;

/** Where a playlist does not say it, players keep this far from the live edge, in target durations (RFC 8216bis, HOLD-BACK). */
const HOLD_BACK_TARGETS = 3;

/** Not worth the bytes here: byte ranges, variables, other starts, deltas, gaps. Their media is left to the player. */
const BEYOND = /BYTERANGE|#EXT-X-(?:DEFINE|START|SKIP|GAP|I-FRAMES-ONLY)/;

const browserPorts: PrimerPorts = {
  fetch: (...args) => fetch(...args),
  now: () => performance.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Fetches what a player needs first, before there is a player. The head snippet is made of this file alone: it imports nothing,
 * and every byte of it is in the way of the first frame.
 */
export function createPrimer({ fetch, now, after }: PrimerPorts = browserPorts): Primer {
  const entries = new Map<string, Entry>();

  const load = (
    url: string,
    { signal, request }: PrimeOptions,
    onBytes?: (bytes: Uint8Array<ArrayBuffer>) => void,
  ): Promise<PrimedAnswer | null> => {
    const known = entries.get(url);
    if (known) return known.answer;
    if (signal?.aborted || entries.size >= MAX_ENTRIES) return Promise.resolve(null);
    const life = new AbortController();
    let cancelTimer: (() => void) | undefined;
    const forget = (): void => {
      life.abort();
      cancelTimer?.();
      if (entries.get(url) === entry) entries.delete(url);
    };
    signal?.addEventListener('abort', forget, { signal: life.signal });
    const run = async (): Promise<PrimedAnswer | null> => {
      try {
        cancelTimer = after(TIMEOUT_MS, forget);
        const startMs = now();
        const response = await fetch(url, { ...request, signal: life.signal });
        const firstByteMs = now();
        if (!response.ok) throw response;
        const pieces: Uint8Array<ArrayBuffer>[] = [];
        let bytes = 0;
        for (const reader = response.body!.getReader(); ;) {
          const { done, value } = await reader.read();
          if (done) break;
          bytes += value.length;
          if (bytes > MAX_BYTES) throw response;
          pieces.push(value);
          onBytes?.(value);
        }
        const data = await new Blob(pieces).arrayBuffer();
        cancelTimer();
        cancelTimer = after(MAX_AGE_MS, forget);
        const arrived = { url: response.url || url, response, data, startMs, firstByteMs, endMs: now() };
        if (entries.get(url) === entry) entry.arrived = arrived;
        else forget();
        return arrived;
      } catch {
        forget();
        return null;
      }
    };
    const entry: Entry = { answer: Promise.resolve().then(run), maxAgeMs: MAX_AGE_MS, forget };
    entries.set(url, entry);
    return entry.answer;
  };

  const absolute = (url: string, base = location.href): string => new URL(url, base).href;
  const textOf = ({ data }: PrimedAnswer): string => new TextDecoder().decode(data);

  const loadMedia = (urls: readonly string[], options: PrimeOptions, sink?: MediaSink | null): Promise<unknown> =>
    Promise.all(
      urls.map(async (url, i) => {
        await load(url, options, sink ? (bytes) => sink(i as 0 | 1, bytes) : undefined);
        sink?.(i as 0 | 1, null);
      }),
    );

  const follow = async (url: string, options: PrimeOptions, boot?: BootPorts, codecs = ''): Promise<void> => {
    const answer = await load(url, options);
    if (!answer) return;
    const text = textOf(answer);
    const variant = chooseVariant(text);
    if (variant) {
      // Sound of its own would come too late for a beginning that promises it.
      const playable = /^#EXT-X-MEDIA:.*URI=/m.test(text) ? '' : variant[1];
      if (options.depth !== 'manifest') await follow(absolute(variant[0], answer.url), options, boot, playable);
      return;
    }
    const { urls, maxAgeMs, isLive, durationSeconds } = readMedia(text, options.startSeconds);
    const entry = entries.get(url);
    if (entry) entry.maxAgeMs = maxAgeMs;
    if (options.depth === 'manifest') return;
    const media = urls.map((uri) => absolute(uri, answer.url));
    await loadMedia(
      media,
      options,
      !isLive && codecs && media.length === 2 ? boot?.open(codecs, durationSeconds) : null,
    );
  };

  const prime = async (url: string, options: PrimeOptions = {}, boot?: BootPorts): Promise<void> => {
    const known = boot?.known;
    const run = Promise.all([
      known &&
        loadMedia(
          known.urls.map((one) => absolute(one)),
          options,
          boot.open(known.codecs, known.durationSeconds),
        ),
      follow(absolute(url), options, boot),
    ]);
    if (options.first) {
      let cancel!: () => void;
      const end = (): void => {
        if (primer.first === first) primer.first = undefined;
        cancel();
      };
      const first = Promise.race([run, new Promise<void>((resolve) => (cancel = after(MAX_WAIT_MS, resolve)))]).then(
        end,
      );
      primer.first = first;
    }
    await run;
  };
  const primer = Object.assign(prime, {
    first: undefined as Promise<unknown> | undefined,
    take: (url: string) => {
      const entry = entries.get(absolute(url));
      // What is still under way keeps its time limit.
      if (entry?.arrived) entry.forget();
      entries.delete(absolute(url));
      return entry?.answer.then((answer) => (answer && now() - answer.endMs < entry.maxAgeMs ? answer : null));
    },
    has: (url: string) => entries.has(absolute(url)),
    peek: (url: string) => {
      const arrived = entries.get(absolute(url))?.arrived;
      return arrived && textOf(arrived);
    },
  });
  return primer;
}

/** The lowest that this browser can show: the first frame counts, and a better one follows it. */
function chooseVariant(master: string): readonly [uri: string, codecs: string] | undefined {
  const { ManagedMediaSource, MediaSource } = globalThis as Record<string, unknown> & typeof globalThis;
  const Source = (ManagedMediaSource ?? MediaSource) as typeof MediaSource | undefined;
  let best: readonly [string, string] | undefined;
  let least = Infinity;
  for (const [, attributes = '', uri] of master.matchAll(/^#EXT-X-STREAM-INF:(.*)\r?\n(?:#.*\r?\n)*(\S+)/gm)) {
    const read = (name: string): string =>
      RegExp(`(?:^|,)${name}="?([^",]*(?:,[^"=]*(?="))?)`).exec(attributes)?.[1] ?? '';
    const codecs = read('CODECS');
    // Sound alone is for who can show nothing.
    const cost = Number(read('BANDWIDTH')) + (read('RESOLUTION') ? 0 : 1e12);
    if (cost < least && (!codecs || Source?.isTypeSupported(`video/mp4;codecs="${codecs}"`))) {
      least = cost;
      best = [uri!, codecs];
    }
  }
  return best;
}

/** What is played first, and for how long the playlist is news. */
function readMedia(
  playlist: string,
  startSeconds = 0,
): { urls: string[]; maxAgeMs: number; isLive: boolean; durationSeconds: number } {
  const number = (tag: RegExp): number | undefined => (tag.test(playlist) ? Number(tag.exec(playlist)![1]) : undefined);
  const target = number(/#EXT-X-TARGETDURATION:([\d.]+)/) ?? 0;
  const isLive = !playlist.includes('#EXT-X-ENDLIST');
  const maxAgeMs = isLive ? target * 1000 : MAX_AGE_MS;
  if (BEYOND.test(playlist)) return { urls: [], maxAgeMs, isLive, durationSeconds: 0 };
  const segments: { end: number; map: string | undefined; uri: string }[] = [];
  let end = 0;
  let map: string | undefined;
  let duration = 0;
  for (const line of playlist.split(/\r?\n/)) {
    const [, tag, value = ''] = /^#EXT(-X-MAP|INF):(.*)/.exec(line) ?? [];
    if (tag === 'INF') duration = parseFloat(value);
    else if (tag) map = /URI="([^"]*)"/.exec(value)?.[1];
    else if (line && line[0] !== '#') segments.push({ end: (end += duration), map, uri: line.trim() });
  }
  // Parts are gone in a moment, and which of them is played first depends on the moment too.
  const hasParts = /#EXT-X-PART:/.test(playlist);
  const holdBack = number(/[:,]HOLD-BACK=([\d.]+)/) ?? HOLD_BACK_TARGETS * target;
  const position = isLive ? Math.max(0, end - holdBack) : startSeconds;
  const first = segments.find((segment) => segment.end > position);
  const urls = [first?.map, hasParts ? undefined : first?.uri].filter((uri) => uri !== undefined);
  return { urls, maxAgeMs, isLive, durationSeconds: end };
}
