import type { ChatChannelState, ChatTransportState } from './transport.ts';

/**
 * How a chat is doing.
 * - `idle`: nothing is joined.
 * - `polling`: live, but told only now and then.
 * - `offline`: this device has no network.
 * - `error`: it was refused, and is not tried again; see `error`.
 */
export type ChatStatus = 'idle' | 'connecting' | 'live' | 'polling' | 'reconnecting' | 'offline' | 'error';

/** @param wasLive whether it has been live before */
export function channelStatus(
  transport: Pick<ChatTransportState, 'status' | 'retryAtMs' | 'isPolling'>,
  channel: Pick<ChatChannelState, 'status'> | undefined,
  wasLive: boolean,
): ChatStatus {
  const { status, retryAtMs, isPolling } = transport;
  if (status === 'failed' || status === 'closed' || channel?.status === 'failed') return 'error';
  if (status === 'waiting') return retryAtMs === null ? 'offline' : 'reconnecting';
  if (status === 'open' && channel?.status === 'joined') return isPolling ? 'polling' : 'live';
  return wasLive ? 'reconnecting' : 'connecting';
}

/** What is worth telling most comes first. */
const WORST_FIRST = ['offline', 'reconnecting', 'connecting', 'polling', 'live', 'error'] as const;

/** Of all channels together: the worst, where an error of one is no error of all. */
export const wholeStatus = (all: readonly ChatStatus[]): ChatStatus =>
  WORST_FIRST.find((status) => all.includes(status)) ?? 'idle';
