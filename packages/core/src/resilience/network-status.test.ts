import { expect } from 'chai';
import { browserNetwork } from './network-status.ts';

describe('browserNetwork', () => {
  it('says what the browser says', () => {
    expect(browserNetwork.isOnline()).to.equal(navigator.onLine);
  });

  it('tells when the network comes back, until its signal aborts', () => {
    const controller = new AbortController();
    let calls = 0;
    browserNetwork.onOnline(() => void calls++, controller.signal);
    window.dispatchEvent(new Event('online'));
    controller.abort();
    window.dispatchEvent(new Event('online'));
    expect(calls).to.equal(1);
  });
});
