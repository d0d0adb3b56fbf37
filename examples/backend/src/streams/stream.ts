import type { StreamStatus, Visibility } from './state-machine.ts';

export interface StreamSettings {
  /** `low` is Low-Latency HLS. */
  latency: 'low' | 'normal';
  /** How far back viewers may go, 0 to 14,400 s. */
  dvrWindowSec: number;
  /** Years, 0 to 21; 0 is for all. A claim of viewers', which nobody verifies. */
  minAge: number;
  /** Passed on to players, and no more than that. */
  hasWatermark: boolean;
  visibility: Visibility;
}

export interface Stream extends StreamSettings {
  id: string;
  channelId: string;
  /** Of the channel. */
  handle: string;
  name: string;
  title: string;
  categoryId: string | null;
  poster: string | null;
  status: StreamStatus;
  ingest: 'rtmp' | 'srt';
  isSimulated: boolean;
  /** Of one that is not made by an encoder. */
  mediaUrl: string | null;
  startAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
}

export interface StreamChanges extends Partial<StreamSettings> {
  title?: string;
  categoryId?: string | null;
  poster?: string | null;
  ingest?: 'rtmp' | 'srt';
  startAt?: Date | null;
}
