import type { Recording } from '../vods/recording.ts';
import type { StreamStatus } from './state-machine.ts';

/** The rooms of channels, which hear what becomes of their streams. */
export interface Rooms {
  tellStream: (channelId: string, told: { status: StreamStatus; startedAt?: number; hlsUrl?: string }) => Promise<void>;
  viewerCount: (channelId: string) => Promise<number>;
}

/** What makes media of what encoders send, on whatever instance it runs. */
export interface Pipelines {
  /** The stream has ended: no more of it is taken. */
  end: (streamId: string) => Promise<void>;
  /** The stream is live since then, Unix milliseconds: what was before was for its maker. */
  begun: (streamId: string, startedMs: number) => Promise<void>;
  /** What there is of a stream that goes on; null where nothing is. */
  recordingSoFar: (streamId: string) => Promise<Recording | null>;
  /** Cuts off the encoder that came with that key, if it is there. */
  dropEncoder: (channelId: string, keyId: string) => Promise<void>;
  /** Says that this instance makes what it makes. Default: it makes nothing. */
  renew?: () => Promise<void>;
  /** Encoders that send to this instance. Default: none. */
  senders?: () => readonly Sender[];
}

/** An encoder that sends. */
export interface Sender {
  channelId: string;
  streamId: string;
  /** Of the key it came with. */
  keyId: string;
}

/** What somebody is in a channel that is not theirs. */
export interface Standing {
  isModerator: (accountId: string, channelId: string) => Promise<boolean>;
  isSubscriber: (accountId: string, channelId: string) => Promise<boolean>;
}

export const NO_ROOMS: Rooms = { tellStream: async () => {}, viewerCount: async () => 0 };
export const NO_PIPELINES: Pipelines = {
  end: async () => {},
  begun: async () => {},
  recordingSoFar: async () => null,
  dropEncoder: async () => {},
};
export const NO_STANDING: Standing = { isModerator: async () => false, isSubscriber: async () => false };
