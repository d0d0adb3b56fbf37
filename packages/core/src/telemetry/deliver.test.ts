import { expect } from 'chai';
import { deliverTo } from './deliver.ts';

describe('deliverTo an address', () => {
  const native = globalThis.fetch;
  let requests = 0;

  beforeEach(() => {
    requests = 0;
    globalThis.fetch = async () => {
      requests++;
      return new Response(null, { status: 204 });
    };
  });
  afterEach(() => {
    globalThis.fetch = native;
  });

  it('posts', async () => {
    expect(await deliverTo('/collector', new AbortController().signal)([], false)).to.equal('delivered');
    expect(requests).to.equal(1);
  });

  it('sends nothing any more, once it is revoked, of what was on its way', async () => {
    const revoked = new AbortController();
    const delivery = deliverTo('/collector', revoked.signal)([], false);
    revoked.abort();
    expect(await delivery).to.equal('refused');
    expect(requests).to.equal(0);
  });
});
