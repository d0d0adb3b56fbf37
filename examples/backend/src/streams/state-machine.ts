export type StreamStatus = 'preview' | 'live' | 'ended';
export type StreamAct = 'start' | 'stop';
export type Visibility = 'public' | 'unlisted' | 'private' | 'subscribers';
/** What somebody is in a channel. */
export type ChannelRole = 'broadcaster' | 'admin' | 'moderator' | 'subscriber' | 'viewer';

const NEXT: Readonly<Record<StreamStatus, Readonly<Partial<Record<StreamAct, StreamStatus>>>>> = {
  preview: { start: 'live', stop: 'ended' },
  live: { stop: 'ended' },
  ended: {},
};

/** What becomes of a stream. @returns null: that cannot be done with it */
export const nextStatus = (status: StreamStatus, act: StreamAct): StreamStatus | null => NEXT[status][act] ?? null;

/** The broadcaster does all; whoever keeps order on the whole site can end what should not be. */
export const mayAct = (role: ChannelRole, act: StreamAct | 'change'): boolean =>
  role === 'broadcaster' || (role === 'admin' && act === 'stop');

/** A preview is for who makes it. What is unlisted is for who has its address. */
export function mayWatch(
  { status, visibility }: { status: StreamStatus | 'ready' | 'processing' | 'failed'; visibility: Visibility },
  role: ChannelRole,
): boolean {
  if (role === 'broadcaster' || role === 'admin') return true;
  if (status !== 'live' && status !== 'ended' && status !== 'ready') return false;
  if (visibility === 'private') return false;
  return visibility !== 'subscribers' || role === 'subscriber' || role === 'moderator';
}

/** Whether everybody with the address may: then it needs no signature. */
export const isOpen = (of: Parameters<typeof mayWatch>[0]): boolean => mayWatch(of, 'viewer');
