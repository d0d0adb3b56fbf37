import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { ChatRefusal, type ChatRefusalReason } from './refusal.ts';

describe('ChatRefusal', () => {
  const table: [reason: ChatRefusalReason, code: string, retryable: boolean][] = [
    ['banned', 'forbidden', false],
    ['timed-out', 'forbidden', false],
    ['held', 'forbidden', false],
    ['slow-mode', 'rate-limited', true],
    ['duplicate', 'rate-limited', true],
    ['too-long', 'invalid-argument', false],
    ['not-found', 'not-found', false],
  ];
  for (const [reason, code, retryable] of table) {
    it(`is ${code} where the reason is ${reason}`, () => {
      const refusal = new ChatRefusal(reason, 'No.');
      expect(refusal).to.be.instanceOf(T333Error);
      expect(refusal).to.include({ reason, code, retryable, retryAfterMs: null, message: 'No.', name: 'ChatRefusal' });
    });
  }

  it('says when to try again, where that is known', () => {
    expect(new ChatRefusal('timed-out', 'No.', 5000).retryAfterMs).to.equal(5000);
  });
});
