import { expect } from 'chai';
import * as fc from 'fast-check';
import { Store } from './store.ts';

fc.configureGlobal({ seed: 333 });

const microtask = (): Promise<void> => Promise.resolve();

describe('Store', () => {
  it('gives a frozen snapshot that does not follow the object it was made of', () => {
    const initial = { a: 1 };
    const store = new Store(initial);
    initial.a = 2;
    expect(store.getSnapshot()).to.deep.equal({ a: 1 });
    expect(Object.isFrozen(store.getSnapshot())).to.equal(true);
  });

  it('keeps the identity of a snapshot until a value changes', () => {
    const list = [1];
    const store = new Store({ a: 1, list, none: NaN });
    const before = store.getSnapshot();
    store.update({ a: 1, list, none: NaN });
    expect(store.getSnapshot()).to.equal(before);
    store.update({ a: 2 });
    expect(store.getSnapshot()).not.to.equal(before);
    expect(before.a).to.equal(1);
  });

  it('calls listeners once for all changes of one task', async () => {
    const store = new Store({ a: 1, b: 1 });
    const seen: unknown[] = [];
    store.subscribe(() => seen.push(store.getSnapshot()));
    store.update({ a: 2 });
    store.update({ b: 2 });
    expect(seen).to.have.length(0);
    await microtask();
    expect(seen).to.deep.equal([{ a: 2, b: 2 }]);
    await microtask();
    expect(seen).to.have.length(1);
  });

  it('tells every listener of several stores, and those that change in answer', async () => {
    const [a, b] = [new Store({ n: 0 }), new Store({ n: 0 })];
    const calls: string[] = [];
    a.subscribe(() => {
      calls.push('a');
      b.update({ n: a.getSnapshot().n });
    });
    b.subscribe(() => calls.push('b'));
    a.update({ n: 1 });
    await microtask();
    await microtask();
    expect(calls).to.deep.equal(['a', 'b']);
  });

  it('lets the same function subscribe twice and leave once', async () => {
    const store = new Store({ n: 0 });
    let calls = 0;
    const listener = (): void => void calls++;
    const leave = store.subscribe(listener);
    store.subscribe(listener);
    leave();
    leave();
    store.update({ n: 1 });
    await microtask();
    expect(calls).to.equal(1);
  });

  it('does not call who left during the same round', async () => {
    const store = new Store({ n: 0 });
    let calls = 0;
    let leaveLast = (): void => {};
    store.subscribe(() => leaveLast());
    leaveLast = store.subscribe(() => void calls++);
    store.update({ n: 1 });
    await microtask();
    expect(calls).to.equal(0);
  });

  it('leaves by a signal, and does not enter by one that is aborted', async () => {
    const store = new Store({ n: 0 });
    const controller = new AbortController();
    let calls = 0;
    store.subscribe(() => void calls++, { signal: controller.signal });
    controller.abort();
    store.subscribe(() => void calls++, { signal: controller.signal });
    store.update({ n: 1 });
    await microtask();
    expect(calls).to.equal(0);
  });

  it('is bound, so that both functions can be handed over as they are', async () => {
    const { getSnapshot, subscribe } = new Store({ n: 7 });
    expect(getSnapshot().n).to.equal(7);
    expect(subscribe(() => {})).to.be.a('function');
  });

  it('shows the last of any patches, and freezes each', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.integer(), b: fc.string() }, { requiredKeys: [] })), (patches) => {
        const store = new Store<{ a: number; b: string }>({ a: 0, b: '' });
        for (const patch of patches) store.update(patch);
        expect(store.getSnapshot()).to.deep.equal(Object.assign({ a: 0, b: '' }, ...patches));
        expect(Object.isFrozen(store.getSnapshot())).to.equal(true);
      }),
    );
  });
});

describe('Store listeners that throw', () => {
  let uncaught: Promise<unknown>;
  const mochaHandler = window.onerror;

  beforeEach(() => {
    uncaught = new Promise((resolve) => {
      // mocha's own handler, which would fail the test, is this one property.
      // oxlint-disable-next-line unicorn/prefer-add-event-listener
      window.onerror = (_message, _file, _line, _column, error) => {
        resolve(error);
        return true;
      };
    });
  });

  afterEach(() => {
    // oxlint-disable-next-line unicorn/prefer-add-event-listener
    window.onerror = mochaHandler;
  });

  it('do not silence the others, and reach the console', async () => {
    const store = new Store({ n: 0 });
    const fault = new Error('fault of a listener');
    let calls = 0;
    store.subscribe(() => {
      throw fault;
    });
    store.subscribe(() => void calls++);
    store.update({ n: 1 });
    expect(await uncaught).to.equal(fault);
    expect(calls).to.equal(1);
  });
});
