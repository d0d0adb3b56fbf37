import { FakeClock } from '@t333/core/testing';
import { TwitchMock, type TwitchMockOptions } from '@t333/twitch/testing';
import { expect } from 'chai';
import { TwitchClient } from './client.ts';
import { settled } from './fixtures/client-stage.ts';
import { LocalRateLimiter } from './rate-limiter.ts';

const PER_MINUTE = 240;
const CALLS = 600;
const LATENCY_MS = 50;

interface Figures {
  answered: number;
  seconds: number;
  refused: number;
}

/** Makes 600 calls at once of which none can be batched, in the time of the mock. */
async function figures(options: TwitchMockOptions, spent = 0): Promise<Figures> {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clientId: 'c', clock, pointsPerMinute: PER_MINUTE, latencyMs: LATENCY_MS, ...options });
  mock.on('GET', '/bits/cheermotes', () => ({ data: [] }));
  mock.bucket().remaining = PER_MINUTE - spent;
  const limiter = new LocalRateLimiter({ clock, pointsPerMinute: PER_MINUTE });
  const auth = mock.tokenSource();
  const client = new TwitchClient({ clientId: 'c', auth, fetch: mock.fetch, limiter, clock, random: () => 0.5 });
  let answered = 0;
  let lastMs = 0;
  const call = async (id: number): Promise<void> => {
    await client.get('/bits/cheermotes', { query: { broadcaster_id: String(id) } });
    answered++;
    lastMs = clock.now();
  };
  const calls = Array.from({ length: CALLS }, (_, id) => call(id));
  for (let step = 0; step < 3000; step++) {
    await settled();
    if (answered === CALLS) break;
    await clock.advance(100);
  }
  await Promise.all(calls);
  return {
    answered,
    seconds: lastMs / 1000,
    refused: mock.requests.filter(({ status }) => status === 429).length,
  };
}

describe('limits, against the mock', () => {
  it('are kept to without a refusal, and in little more than the least time', async () => {
    const { answered, seconds, refused } = await figures({ refill: 'continuous' });
    expect({ answered, refused }).to.deep.equal({ answered: CALLS, refused: 0 });
    // 360 points have to come back: 90 s.
    expect(seconds).to.be.at.least(89).and.at.most(93);
  });

  it('are kept to where the points come back all at once', async () => {
    const { answered, seconds, refused } = await figures({ refill: 'window' });
    expect(answered).to.equal(CALLS);
    expect(refused).to.be.at.most(5);
    expect(seconds).to.be.at.most(125);
  });

  it('are kept to by the estimate where a browser hides the headers', async () => {
    const { answered, seconds, refused } = await figures({ refill: 'continuous', headers: 'hidden' });
    expect({ answered, refused }).to.deep.equal({ answered: CALLS, refused: 0 });
    expect(seconds).to.be.at.most(93);
  });

  it('are learned where others have spent most of the points before', async () => {
    const { answered, refused } = await figures({ refill: 'continuous' }, 150);
    expect({ answered, refused }).to.deep.equal({ answered: CALLS, refused: 0 });
  });

  it('are learned from refusals where nothing else tells', async () => {
    const { answered, refused } = await figures({ refill: 'continuous', headers: 'hidden' }, 150);
    expect(answered).to.equal(CALLS);
    expect(refused).to.be.at.least(1).and.at.most(200);
  });
});
