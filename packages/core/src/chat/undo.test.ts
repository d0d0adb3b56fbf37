import { expect } from 'chai';
import { DEFAULT_CHAT_SETTINGS } from './events.ts';
import { messageOf } from './fixtures/message-of.ts';
import type { ModerationAct } from './transport.ts';
import { inverseOf } from './undo.ts';

describe('inverseOf', () => {
  const settings = { ...DEFAULT_CHAT_SETTINGS, slowModeMs: 5000 };
  const pinned = messageOf('p');
  const table: [act: ModerationAct, pinned: typeof pinned | null, inverse: ModerationAct | null][] = [
    [{ action: 'timeout', userId: 'u', durationMs: 1000 }, null, { action: 'untimeout', userId: 'u' }],
    [{ action: 'ban', userId: 'u' }, null, { action: 'unban', userId: 'u' }],
    [{ action: 'pin', messageId: 'm' }, null, { action: 'unpin', messageId: 'm' }],
    [{ action: 'pin', messageId: 'm' }, pinned, { action: 'pin', messageId: 'p' }],
    [{ action: 'unpin' }, pinned, { action: 'pin', messageId: 'p' }],
    [{ action: 'unpin' }, null, null],
    [{ action: 'settings', settings: { slowModeMs: 0 } }, null, { action: 'settings', settings: { slowModeMs: 5000 } }],
    [{ action: 'delete', messageId: 'm' }, null, null],
    [{ action: 'clear' }, null, null],
    [{ action: 'ban' }, null, null],
  ];
  for (const [act, before, inverse] of table) {
    it(`${JSON.stringify(inverse)} takes back ${JSON.stringify(act)}`, () => {
      expect(inverseOf(act, { settings, pinned: before })).to.deep.equal(inverse);
    });
  }
});
