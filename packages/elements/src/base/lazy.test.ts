import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import { lazy } from './lazy.ts';

/** Something that renders, and counts how often it was asked to. */
function makeHost(): ReactiveControllerHost & { updates: number } {
  return {
    updates: 0,
    updateComplete: Promise.resolve(true),
    addController() {},
    removeController() {},
    requestUpdate() {
      this.updates++;
    },
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

describe('lazy', () => {
  it('fetches once for all hosts, has each render again, and then answers at once', async () => {
    let fetches = 0;
    const use = lazy(async () => ({ fetches: ++fetches }));
    const [first, second] = [makeHost(), makeHost()];
    expect(use(first)).to.equal(undefined);
    expect(use(second)).to.equal(undefined);
    await settle();
    expect([first.updates, second.updates]).to.deep.equal([1, 1]);
    expect(use(first)).to.deep.equal({ fetches: 1 });
    await settle();
    expect([first.updates, fetches]).to.deep.equal([1, 1]);
  });

  it('forgets a failure, without having its host render for nothing', async () => {
    let isOnline = false;
    const use = lazy(async () => {
      if (!isOnline) throw new TypeError('Failed to fetch');
      return 'module';
    });
    const host = makeHost();
    use(host);
    await settle();
    expect(host.updates).to.equal(0);
    isOnline = true;
    expect(use(host)).to.equal(undefined);
    await settle();
    expect([use(host), host.updates]).to.deep.equal(['module', 1]);
  });
});
