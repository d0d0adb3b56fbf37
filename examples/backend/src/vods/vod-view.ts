import type { Account } from '../auth/accounts.ts';
import type { SignedUrls } from '../delivery/signed-urls.ts';
import type { Standing } from '../streams/ports.ts';
import { roleIn } from '../streams/roles.ts';
import { isOpen, mayWatch } from '../streams/state-machine.ts';
import { THUMBNAIL } from './recording-files.ts';
import type { Vod } from './vod.ts';

export interface VodViewOptions {
  standing: Standing;
  urls: SignedUrls;
}

/** A video as somebody is shown it: where its media is, if it is for them. */
export async function viewOfVod(vod: Vod, account: Account | null, { standing, urls }: VodViewOptions) {
  const { id, channelId, status } = vod;
  const isForThem = mayWatch(vod, await roleIn(channelId, account, standing));
  const url = (file: string) => (isOpen(vod) ? `/media/vods/${id}/${file}` : urls.sign('vods', id, file));
  return {
    id,
    channelId,
    handle: vod.handle,
    name: vod.name,
    kind: vod.kind,
    streamId: vod.streamId,
    title: vod.title,
    categoryId: vod.categoryId,
    visibility: vod.visibility,
    minAge: vod.minAge,
    status,
    durationSeconds: vod.durationMs / 1000,
    poster: isForThem && vod.hasThumbnail ? url(THUMBNAIL) : vod.poster,
    hlsUrl: isForThem && status === 'ready' ? (vod.mediaUrl ?? url('master.m3u8')) : null,
    simulated: vod.isSimulated,
    likeCount: vod.likeCount,
    commentCount: vod.commentCount,
    startedAt: vod.startedAt?.toISOString() ?? null,
    createdAt: vod.createdAt.toISOString(),
  };
}
