import type { Account } from '../auth/accounts.ts';
import type { Clock } from '../clock.ts';
import type { SignedUrls } from '../delivery/signed-urls.ts';
import { CAMERAS } from '../simulated/cameras.ts';
import type { Rooms, Standing } from './ports.ts';
import { roleIn } from './roles.ts';
import { simulatedViewers } from './simulated-viewers.ts';
import { isOpen, mayWatch } from './state-machine.ts';
import type { Stream } from './stream.ts';

/** Seeded for a demo: nobody is there. What plays in place of somebody's encoder has the viewers that it has. */
const CROWDED: ReadonlySet<string> = new Set(CAMERAS.map(({ handle }) => handle));

export interface StreamViewOptions {
  clock: Clock;
  rooms: Pick<Rooms, 'viewerCount'>;
  standing: Standing;
  urls: SignedUrls;
}

/** A stream as somebody is shown it: how many watch, and where its media is, if it is for them. */
export async function viewOf(
  stream: Stream,
  account: Account | null,
  { clock, rooms, standing, urls }: StreamViewOptions,
) {
  const { id, channelId, status, startAt, startedAt, endedAt } = stream;
  const { latency, dvrWindowSec, minAge, hasWatermark, visibility } = stream;
  const viewerCount =
    status === 'ended'
      ? 0
      : stream.isSimulated && CROWDED.has(stream.handle)
        ? simulatedViewers(channelId, clock.now())
        : await rooms.viewerCount(channelId);
  const isThere = status !== 'ended' && mayWatch(stream, await roleIn(channelId, account, standing));
  const url = (file: string) => (isOpen(stream) ? `/media/live/${id}/${file}` : urls.sign('live', id, file));
  return {
    id,
    channelId,
    handle: stream.handle,
    name: stream.name,
    title: stream.title,
    categoryId: stream.categoryId,
    poster: stream.poster ?? (isThere && stream.mediaUrl === null ? url('thumbnail.jpg') : null),
    status,
    viewerCount,
    scheduled: status === 'preview' && startAt !== null,
    startAt: startAt?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    hlsUrl: isThere ? (stream.mediaUrl ?? url('master.m3u8')) : null,
    ingest: stream.ingest,
    simulated: stream.isSimulated,
    settings: { latency, dvrWindowSec, minAge, hasWatermark, visibility },
  };
}
