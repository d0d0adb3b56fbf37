import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { rejection, TestPage } from '../realtime/fixtures/connection-stage.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeCreator } from './fixtures/fake-creator.ts';
import { GRACE_MS, REVEALED_MS, StreamKeys } from './stream-keys.ts';

async function open(creator = new FakeCreator()) {
  const clock = new FakeClock();
  const page = new TestPage();
  const keys = new StreamKeys({ api: creator, clock, page });
  await clock.advance(0);
  const state = () => keys.state.getSnapshot();
  return { clock, page, keys, creator, state };
}

const withText = (): FakeCreator => {
  const creator = new FakeCreator();
  creator.texts.set('primary', 't333_live_old');
  return creator;
};

describe('StreamKeys', () => {
  it('knows what there is, and asks for no key', async () => {
    const { state, creator } = await open(withText());
    expect(state()).to.deep.include({ status: 'ready', error: null });
    expect(state().keys.primary).to.include({ createdAtMs: Date.UTC(2025, 5, 1), isRevealed: false, isNew: false });
    expect(state().keys.backup.createdAtMs).to.equal(null);
    expect(creator.calls).to.deep.equal(['keys']);
  });

  it('reveals a key for 30 s, from the last time that somebody asked', async () => {
    const { keys, state, clock } = await open(withText());
    expect(keys.text('primary')).to.equal(null);
    expect(await keys.reveal('primary')).to.equal(true);
    expect(keys.text('primary')).to.equal('t333_live_old');
    await clock.advance(REVEALED_MS - 1);
    await keys.reveal('primary');
    await clock.advance(REVEALED_MS - 1);
    expect(state().keys.primary.isRevealed).to.equal(true);
    await clock.advance(1);
    expect([state().keys.primary.isRevealed, keys.text('primary'), clock.pending]).to.deep.equal([false, null, 0]);
  });

  it('hides what nobody sees', async () => {
    const { keys, page } = await open(withText());
    await keys.reveal('primary');
    page.set(true);
    expect(keys.text('primary')).to.equal(null);
  });

  it('reads a key without revealing it', async () => {
    const { keys, state } = await open(withText());
    expect(await keys.read('primary')).to.equal('t333_live_old');
    expect([keys.text('primary'), state().keys.primary.isRevealed]).to.deep.equal([null, false]);
  });

  it('says that a server with hashes alone does not tell', async () => {
    const { keys, state } = await open();
    expect(await keys.reveal('primary')).to.equal(false);
    expect(state().keys.primary).to.include({ isLost: true, isRevealed: false });
  });

  it('knows from the start that a server never tells', async () => {
    const { getKeys, rotateKey, calls } = new FakeCreator();
    const keys = new StreamKeys({ api: { getKeys, rotateKey }, clock: new FakeClock(), page: new TestPage() });
    await keys.load();
    const { primary, backup } = keys.state.getSnapshot().keys;
    expect([primary.isLost, backup.isLost]).to.deep.equal([true, false]);
    expect(await keys.reveal('primary')).to.equal(false);
    await keys.rotate('primary');
    await keys.load();
    expect(keys.state.getSnapshot().keys.primary.isLost).to.equal(false);
    expect(await keys.reveal('primary')).to.equal(true);
    expect(calls.filter((call) => call.startsWith('read'))).to.deep.equal([]);
    keys.destroy();
  });

  it('rotates: the new key is here until it is destroyed, the old one is good for ten minutes', async () => {
    const { keys, state, clock, creator } = await open();
    await keys.rotate('primary');
    const { oldUntilMs, createdAtMs, isNew, isRevealed } = state().keys.primary;
    expect([createdAtMs, oldUntilMs, isNew, isRevealed]).to.deep.equal([
      clock.wallTime(),
      clock.wallTime() + GRACE_MS,
      true,
      false,
    ]);
    expect(await keys.read('primary')).to.equal('t333_live_secret-primary-1');
    await clock.advance(GRACE_MS);
    expect(state().keys.primary.oldUntilMs).to.equal(null);
    await keys.reveal('primary');
    await clock.advance(REVEALED_MS);
    expect(await keys.reveal('primary')).to.equal(true);
    expect(creator.calls.slice(1)).to.deep.equal([`rotate primary ${GRACE_MS}`]);
    keys.destroy();
    expect([clock.pending, keys.text('primary')]).to.deep.equal([0, null]);
    expect(await rejection(keys.read('primary'))).to.include({ code: 'destroyed' });
  });

  it('the first key of a slot has none before it; one may be cut off at once', async () => {
    const { keys, state, creator } = await open();
    await keys.rotate('backup');
    expect(state().keys.backup.oldUntilMs).to.equal(null);
    await keys.rotate('backup', { graceMs: 0 });
    expect(state().keys.backup.oldUntilMs).to.equal(null);
    expect(creator.calls.at(-1)).to.equal('rotate backup 0');
  });

  it('a key that was shown is hidden when another one is made', async () => {
    const { keys } = await open(withText());
    await keys.reveal('primary');
    const rotated = keys.rotate('primary');
    expect(keys.text('primary')).to.equal(null);
    await rotated;
    expect(keys.text('primary')).to.equal(null);
  });

  it('no state has a key, whatever is done', async () => {
    const { keys, state } = await open(withText());
    const seen: string[] = [];
    keys.state.subscribe(() => seen.push(JSON.stringify(state())));
    await keys.reveal('primary');
    await keys.rotate('primary');
    await keys.reveal('primary');
    await keys.read('primary');
    keys.hide();
    await Promise.resolve();
    expect(seen.length).to.be.above(2);
    expect(seen.join()).to.not.include('t333_live');
  });

  it('says what has failed, one slot at a time, and forgets it with the next try', async () => {
    const { keys, state, creator } = await open();
    creator.fault = new T333Error('forbidden', 'No.');
    expect(await rejection(keys.rotate('primary'))).to.equal(creator.fault);
    expect(state().keys.primary).to.include({ error: creator.fault, request: null });
    expect(state().keys.backup.error).to.equal(null);
    creator.fault = null;
    await keys.rotate('primary');
    expect(state().keys.primary.error).to.equal(null);
  });

  it('one is made at a time', async () => {
    const { keys } = await open();
    const first = keys.rotate('primary');
    expect(await rejection(keys.rotate('primary'))).to.include({ code: 'invalid-argument' });
    await Promise.all([first, keys.rotate('backup')]);
  });

  it('may not be there: it is asked again when somebody says so', async () => {
    const creator = new FakeCreator();
    creator.fault = new T333Error('unauthorized', 'Sign in.');
    const { keys, state } = await open(creator);
    expect(state()).to.include({ status: 'error', error: creator.fault });
    creator.fault = null;
    await keys.load();
    expect(state()).to.include({ status: 'ready', error: null });
  });

  it('what comes too late is nothing', async () => {
    const creator = new FakeCreator();
    const { keys, state, clock } = await open(creator);
    creator.waits = true;
    const rotated = rejection(keys.rotate('primary'));
    const before = state();
    keys.destroy();
    expect(await rotated).to.include({ code: 'destroyed' });
    expect([state().keys.primary.isNew, before.keys.primary.isNew, clock.pending]).to.deep.equal([false, false, 0]);
  });
});
