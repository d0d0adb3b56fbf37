import type { Visibility } from '../streams/state-machine.ts';

/** A video that stays: what was recorded of a stream, a clip of that, or a file that somebody sent. */
export interface Vod {
  id: string;
  channelId: string;
  /** Of the channel. */
  handle: string;
  name: string;
  kind: 'recording' | 'clip' | 'upload';
  streamId: string | null;
  title: string;
  categoryId: string | null;
  visibility: Visibility;
  /** Years; 0 is for all. A claim of viewers', which nobody verifies. */
  minAge: number;
  status: 'processing' | 'ready' | 'failed';
  /** Where its blobs are. */
  prefix: string;
  hasThumbnail: boolean;
  /** Of one that has no blobs here. */
  mediaUrl: string | null;
  poster: string | null;
  isSimulated: boolean;
  durationMs: number;
  likeCount: number;
  commentCount: number;
  /** Of its first frame. */
  startedAt: Date | null;
  /** Whoever cut or sent it. */
  createdBy: string | null;
  createdAt: Date;
}

/** What a video is made with. */
export type NewVod = Pick<Vod, 'channelId' | 'kind' | 'title' | 'status' | 'prefix'> & Partial<Vod>;

export interface VodChanges {
  title?: string;
  categoryId?: string | null;
  visibility?: Visibility;
  minAge?: number;
}
