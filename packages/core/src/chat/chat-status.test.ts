import { expect } from 'chai';
import { channelStatus, wholeStatus, type ChatStatus } from './chat-status.ts';
import type { ChatTransportStatus } from './transport.ts';

describe('channelStatus', () => {
  const table: [
    status: ChatTransportStatus,
    channel: 'joined' | 'joining' | 'failed' | null,
    more: { retryAtMs?: number; isPolling?: boolean; wasLive?: boolean },
    is: ChatStatus,
  ][] = [
    ['idle', null, {}, 'connecting'],
    ['connecting', 'joining', {}, 'connecting'],
    ['open', 'joining', {}, 'connecting'],
    ['open', 'joining', { wasLive: true }, 'reconnecting'],
    ['open', 'joined', {}, 'live'],
    ['open', 'joined', { isPolling: true }, 'polling'],
    ['waiting', 'joining', { retryAtMs: 5, wasLive: true }, 'reconnecting'],
    ['waiting', 'joining', { wasLive: true }, 'offline'],
    ['open', 'failed', {}, 'error'],
    ['failed', 'joining', {}, 'error'],
    ['closed', null, {}, 'error'],
  ];
  for (const [status, channel, { retryAtMs = null, isPolling = false, wasLive = false }, is] of table) {
    it(`is ${is} where the transport is ${status}, the channel ${channel}, and it ${wasLive ? 'was' : 'was not'} live`, () => {
      expect(
        channelStatus({ status, retryAtMs, isPolling }, channel ? { status: channel } : undefined, wasLive),
      ).to.equal(is);
    });
  }

  it('is the worst of all, but an error only where all have one', () => {
    expect(wholeStatus([])).to.equal('idle');
    expect(wholeStatus(['live', 'reconnecting', 'connecting'])).to.equal('reconnecting');
    expect(wholeStatus(['live', 'error', 'polling'])).to.equal('polling');
    expect(wholeStatus(['error', 'error'])).to.equal('error');
  });
});
