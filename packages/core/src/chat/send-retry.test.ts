import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { ChatRefusal } from './refusal.ts';
import { sendRetryMs } from './send-retry.ts';

const network = new T333Error('network', 'x', { retryable: true });

describe('sendRetryMs', () => {
  const table: [name: string, error: T333Error, attempt: number, waitMs: number | null, leftMs?: number][] = [
    ['after a second, at first', network, 1, 500],
    ['later and later', network, 4, 4000],
    ['within limits', network, 5, 7500],
    ['as often as it takes', network, 50, 7500],
    ['not for ever', network, 6, null, 0],
    ['not what is refused each time', new ChatRefusal('slow-mode', 'x', 7000), 6, null],
    ['not what cannot help', new T333Error('network', 'x'), 1, null],
    ['not what was refused for good', new ChatRefusal('banned', 'x'), 1, null],
    ['when the server says', new ChatRefusal('slow-mode', 'x', 7000), 1, 7000],
    ['after a while where it does not say', new ChatRefusal('rate-limited', 'x'), 3, 4000],
    ['not after ages', new ChatRefusal('slow-mode', 'x', 3_600_000), 1, null],
    ['not what was said before', new ChatRefusal('duplicate', 'x'), 1, null],
  ];
  for (const [name, error, attempt, waitMs, leftMs = 1] of table)
    it(name, () => expect(sendRetryMs(error, attempt, leftMs, () => 0.5)).to.equal(waitMs));
});
