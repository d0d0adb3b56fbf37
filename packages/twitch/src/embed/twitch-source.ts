import { T333Error } from '@t333/core/errors';
import { PREFIX, readTwitchUrl } from './is-twitch-source.ts';

/** What the embed is told to play. */
export type TwitchSource =
  | { readonly kind: 'channel'; readonly channel: string }
  | { readonly kind: 'video'; readonly video: string; readonly startSeconds: number };

const CHANNEL = /^[a-z0-9_]{4,25}$/;
const VIDEO = /^v?(\d{1,20})$/;
/** Pages of twitch.tv that would pass for the name of a channel. */
const PAGES = new Set(
  'about bits clips collections directory downloads drops embed friends inventory jobs login moderator popout prime products search security settings signup store subs subscriptions team turbo user videos wallet'.split(
    ' ',
  ),
);
const TIME = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s?)?$/;

/**
 * Reads `twitch:name`, `twitch:v123`, `twitch:v123?t=1h2m3s` and addresses of twitch.tv, m.twitch.tv and player.twitch.tv.
 *
 * @throws T333Error `unsupported` for clips, collections and other pages of Twitch; `unknown-source` for what is no source of
 * Twitch at all, or names what no channel can be called
 */
export function readTwitchSource(text: string): TwitchSource {
  const short = text.trim();
  if (PREFIX.test(short)) {
    const [name = '', query] = short.replace(PREFIX, '').split('?', 2);
    return readName(name, new URLSearchParams(query));
  }
  const url = readTwitchUrl(short);
  if (!url) throw unknown('No link of Twitch');
  return readAddress(url);
}

/** The page that plays the source on Twitch itself. */
export function twitchPageUrl(source: TwitchSource): string {
  if (source.kind === 'channel') return `https://www.twitch.tv/${source.channel}`;
  const { video, startSeconds } = source;
  return `https://www.twitch.tv/videos/${video}${startSeconds > 0 ? `?t=${writeTime(startSeconds)}` : ''}`;
}

/** `1h2m3s`, `90s` or `90` in seconds; 0 for anything else. */
export function readTime(text: string | null | undefined): number {
  const parts = TIME.exec(text?.trim().toLowerCase() ?? '');
  if (!parts) return 0;
  const [, hours = 0, minutes = 0, seconds = 0] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Whole seconds as Twitch writes them: `1h2m3s`. */
export function writeTime(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 3600)}h${Math.floor(whole / 60) % 60}m${whole % 60}s`;
}

function readAddress({ hostname, pathname, searchParams }: URL): TwitchSource {
  const [first = '', second = '', third = ''] = pathname.split('/').filter(Boolean);
  if (hostname.startsWith('clips.') || second === 'clip' || searchParams.has('clip')) throw unsupported('Clips');
  if (hostname.startsWith('player.')) {
    const video = searchParams.get('video');
    if (video !== null) return readVideo(video, searchParams.get('time') ?? searchParams.get('t'));
    const channel = searchParams.get('channel');
    if (channel !== null) return readChannel(channel);
    throw unsupported('Collections');
  }
  if (first === 'videos' && second) return readVideo(second, searchParams.get('t'));
  if (third && (second === 'v' || second === 'video')) return readVideo(third, searchParams.get('t'));
  if (!first || PAGES.has(first.toLowerCase())) throw unsupported('Pages without a channel or a video');
  return readChannel(first);
}

function readName(name: string, query: URLSearchParams): TwitchSource {
  return /^v\d+$/i.test(name) ? readVideo(name, query.get('t')) : readChannel(name);
}

function readChannel(text: string): TwitchSource {
  const channel = text.toLowerCase();
  if (!CHANNEL.test(channel)) throw unknown('No channel has such a name');
  return { kind: 'channel', channel };
}

function readVideo(text: string, time: string | null): TwitchSource {
  const video = VIDEO.exec(text.toLowerCase())?.[1];
  if (!video) throw unknown('No video has such a number');
  return { kind: 'video', video, startSeconds: readTime(time) };
}

const unsupported = (what: string): T333Error =>
  new T333Error('unsupported', `${what} cannot be played: Twitch's player is for channels and videos.`);

const unknown = (why: string): T333Error =>
  new T333Error('unknown-source', `${why}: channels have 4 to 25 letters, digits and underscores, videos a number.`);
