import type { ChatModeratedEntry } from '@t333/core/chat';
import { expect } from 'chai';
import { FakeFeed, said } from '../fake-feed.harness.ts';
import { silenceOf } from './silence.ts';

const AT_MS = 1000;
const HER = said('hi');
let keys = 0;

const done = (action: ChatModeratedEntry['action'], patch: Partial<ChatModeratedEntry> = {}): ChatModeratedEntry => ({
  kind: 'moderated',
  key: `m${keys++}`,
  service: 'fake',
  channel: 'room',
  atMs: AT_MS,
  action,
  userId: 'u1',
  userName: 'Ann',
  ...patch,
});

describe('silenceOf()', () => {
  const minute = { durationMs: 60_000 };
  for (const [name, entries, nowMs, silence] of [
    ['nothing', [], 0, null],
    ['a time-out', [done('timeout', minute)], AT_MS + 59_999, 'timeout'],
    ['one that is over', [done('timeout', minute)], AT_MS + 60_000, null],
    ['one without an end', [done('timeout')], 1e15, 'timeout'],
    ['one that was taken back', [done('timeout', minute), done('untimeout')], AT_MS, null],
    ['a ban', [done('ban')], 1e15, 'ban'],
    ['a ban, and a warning after it', [done('ban'), done('warn')], AT_MS, 'ban'],
    ['a ban that has ended', [done('ban'), done('unban')], AT_MS, null],
    ['somebody else', [done('ban', { userId: 'u2' })], AT_MS, null],
    ['another channel', [done('ban', { channel: 'other' })], AT_MS, null],
    ['another service', [done('ban', { service: 'other' })], AT_MS, null],
  ] as const)
    it(name, () => {
      const feed = new FakeFeed();
      feed.append(HER, ...entries);
      expect(silenceOf(feed, HER, nowMs)).to.equal(silence);
    });
});
