import type { LiveAnswer, LiveMedia } from '../delivery/live-media.ts';
import { MAX_HELD_TARGETS, parseDirectives } from './blocking-reload.ts';
import type { LiveStreams } from './live-streams.ts';
import type { Thumbnails } from './thumbnails.ts';

const PLAYLIST = 'application/vnd.apple.mpegurl';
const DAY_SECONDS = 86_400;

/** Longer than any target duration that is made here. */
const MOST_HELD_MS = MAX_HELD_TARGETS * 2 * 1000;

const playlist = (body: string): LiveAnswer => ({ status: 200, type: PLAYLIST, body, maxAgeSeconds: 0 });
const refusal = (status: number, body: string): LiveAnswer => ({ status, type: 'text/plain', body, maxAgeSeconds: 0 });
const picture = (body: Buffer | null, maxAgeSeconds: number): LiveAnswer | null =>
  body && { status: 200, type: 'image/jpeg', body, maxAgeSeconds };

/** Answers for what is made on this instance. Names are looked up, never put together to a path. */
export function liveMediaOf({ streams, thumbnails }: { streams: LiveStreams; thumbnails: Thumbnails }): LiveMedia {
  return async ({ streamId, file, query, signal }) => {
    const stream = streams.get(streamId);
    if (!stream) return null;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(MOST_HELD_MS)]);
    if (file === 'thumbnail.jpg') return picture(thumbnails.latest(streamId), 0);
    if (file === 'master.m3u8') return playlistOr503(await stream.master(patience));

    const [, rendition] = /^(\w+)\.m3u8$/.exec(file) ?? [];
    if (rendition !== undefined) {
      const directives = parseDirectives(query);
      if (!directives) return refusal(400, 'Those directives are not to be understood.');
      const answer = await stream.playlist(rendition, directives, patience);
      if (answer === 'refused') return refusal(400, 'That lies too far ahead.');
      return answer && playlistOr503(answer === 'late' ? null : answer.text);
    }
    const [, folder, name] = /^(\w+)\/([\w-]+(?:\.\w+)+)$/.exec(file) ?? [];
    if (folder === undefined || name === undefined) return null;
    if (folder === 'thumbnails') return picture(thumbnails.named(streamId, name), 7 * DAY_SECONDS);
    const media = await stream.media(folder, name, patience);
    return media && { status: 200, type: 'video/mp4', body: media, maxAgeSeconds: DAY_SECONDS };
  };
}

const playlistOr503 = (text: string | null): LiveAnswer =>
  text === null ? refusal(503, 'Nothing has come.') : playlist(text);
