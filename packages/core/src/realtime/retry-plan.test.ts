import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { CLOSE } from '../protocol/index.ts';
import { closeError } from './close-codes.ts';
import { RealtimeRefusal } from './refusal.ts';
import { jittered, planRetry, type RetryInput } from './retry-plan.ts';

const lost = closeError(1006);
const input: RetryInput = {
  error: lost,
  attempt: 1,
  wasReady: true,
  isOnline: true,
  canPoll: true,
  random: () => 0.5,
};

describe('planRetry', () => {
  const plans: [title: string, input: Partial<RetryInput>, plan: ReturnType<typeof planRetry>][] = [
    ['comes back soon to a server that has let it in', {}, { delayMs: 500, poll: false }],
    ['waits longer each time', { attempt: 3 }, { delayMs: 2000, poll: false }],
    ['polls where the wait gets long', { attempt: 5 }, { delayMs: 30_000, poll: true }],
    ['polls where no socket got through', { wasReady: false }, { delayMs: 30_000, poll: true }],
    ['waits on where there are no polls', { attempt: 5, canPoll: false }, { delayMs: 8000, poll: false }],
    ['waits for the network', { isOnline: false }, { delayMs: null, poll: false }],
    ['does what the server wishes', { error: closeError(CLOSE.abuse) }, { delayMs: 30_000, poll: true }],
    [
      'waits for as long as it says, and a little more where all have heard it',
      { error: new RealtimeRefusal('unavailable', '', 2000) },
      { delayMs: 2200, poll: false },
    ],
    ['gives up where it would only happen again', { error: new T333Error('forbidden', '') }, null],
  ];
  for (const [title, patch, plan] of plans)
    it(title, () => expect(planRetry({ ...input, ...patch })).to.deep.equal(plan));

  it('knows which ends are final', () => {
    const codes = [1000, 1001, 1006, 1012, 4000, 4001, 4003, 4004, 4008, 4029, 4999];
    expect(codes.map((code) => closeError(code)).map(({ code, retryable }) => `${code} ${retryable}`)).to.deep.equal([
      'network true',
      'network true',
      'network true',
      'network true',
      'invalid-frame false',
      'unauthorized false',
      'forbidden false',
      'unsupported false',
      'network true',
      'rate-limited true',
      'network true',
    ]);
  });

  it('jitters by a fifth, up or down', () => {
    expect([0, 0.5, 1].map((share) => jittered(4000, () => share))).to.deep.equal([3200, 4000, 4800]);
  });
});
