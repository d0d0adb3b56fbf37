import { expect } from 'chai';
import { T333Error } from '../../errors.ts';
import { WorkerMatcher } from './worker-matcher.ts';

const WORKER = new URL('align-worker.ts', import.meta.url).href;
const RANGE = { min: -1, max: 1 };

describe('WorkerMatcher', () => {
  const OriginalWorker = globalThis.Worker;
  let worker: Worker;
  let matcher: WorkerMatcher;

  beforeEach(() => {
    globalThis.Worker = class extends OriginalWorker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        // oxlint-disable-next-line typescript/no-this-alias
        worker = this;
      }
    };
    matcher = new WorkerMatcher(WORKER);
  });
  afterEach(() => {
    matcher.close();
    globalThis.Worker = OriginalWorker;
  });

  const failureOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

  it('tells of what goes wrong inside, and works on', async () => {
    expect(await failureOf(matcher.match('nobody', 'knows', RANGE)))
      .to.be.instanceOf(T333Error)
      .with.property('code', 'media-decode');
    expect(await matcher.add('silence', { samples: new Float32Array(16_000), sampleRate: 16_000, start: 0 })).to.equal(
      false,
    );
  });

  it('gives up where an answer cannot be read', async () => {
    const call = failureOf(matcher.match('a', 'b', RANGE));
    worker.dispatchEvent(new MessageEvent('messageerror'));
    expect(await call).to.have.property('code', 'media-decode');
    expect(await failureOf(matcher.match('a', 'b', RANGE))).to.have.property('code', 'media-decode');
  });
});
