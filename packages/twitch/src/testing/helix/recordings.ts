import type { Clip, Video } from 'ts-twitch-api';
import { Refused } from '../refused.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

/** Exactly one of these says what is wanted. @throws Refused 400 */
function onlyOne(call: HelixCall, names: readonly string[]): string {
  const given = names.filter((name) => call.query.has(name));
  const [name] = given;
  if (name !== undefined && given.length === 1) return name;
  throw new Refused(400, `Exactly one of these parameters must be specified: ${names.join(', ')}`);
}

function getVideos(call: HelixCall): object {
  const by = onlyOne(call, ['id', 'user_id', 'game_id']);
  const { world } = call;
  if (by === 'id') {
    const videos = call.list('id').flatMap((id) => world.videos.get(id) ?? []);
    if (videos.length === 0) throw new Refused(404, 'The videos were not found');
    return { data: videos, pagination: {} };
  }
  if (by === 'user_id' && !world.users.has(call.one('user_id'))) throw new Refused(404, 'The user was not found');
  const type = call.query.get('type') ?? 'all';
  const language = call.query.get('language');
  const rows = [...world.videos.values()]
    // A video does not say what was played; its channel does.
    .filter((video) => call.one(by) === (by === 'user_id' ? video.user_id : world.channel(video.user_id).game_id))
    .filter((video) => (type === 'all' || video.type === type) && (language ?? video.language) === video.language)
    .toSorted(SORTS[call.query.get('sort') ?? 'time'] ?? byTime);
  return call.page(rows);
}

const byTime = (a: Video, b: Video): number => Date.parse(b.created_at) - Date.parse(a.created_at);
const byViews = (a: { view_count: number }, b: { view_count: number }): number => b.view_count - a.view_count;
const SORTS: Readonly<Record<string, (a: Video, b: Video) => number>> = {
  time: byTime,
  views: byViews,
  trending: byViews,
};

function getClips(call: HelixCall): object {
  const by = onlyOne(call, ['id', 'broadcaster_id', 'game_id']);
  const wanted = call.list(by);
  const from = Date.parse(call.query.get('started_at') ?? '') || -Infinity;
  const to = Date.parse(call.query.get('ended_at') ?? '') || Infinity;
  const rows = [...call.world.clips.values()]
    .filter((clip) => wanted.includes(clip[by as 'id' | 'broadcaster_id' | 'game_id']))
    .filter(({ created_at }: Clip) => Date.parse(created_at) >= from && Date.parse(created_at) <= to)
    .toSorted(byViews);
  return call.page(rows);
}

export const RECORDING_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'GET', path: '/videos', run: getVideos },
  { method: 'GET', path: '/clips', run: getClips },
];
