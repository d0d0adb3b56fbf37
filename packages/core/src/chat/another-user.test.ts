import { expect } from 'chai';
import type { FakeChatTransport } from '../testing/fake-chat-transport.ts';
import { ClientStage, useClientStage } from './fixtures/client-stage.ts';

const ME = { id: 'me', handle: 'me', name: 'Me' };

describe('ChatClient, about who is signed in', () => {
  let stage: ClientStage;
  let rt: FakeChatTransport;

  useClientStage((one) => (stage = one));

  beforeEach(async () => {
    rt = await stage.joined('north');
  });

  it('learns that it may speak again from who it is told to be', async () => {
    const identity = { user: ME, role: 'viewer', badges: [] } as const;
    rt.identify('north', { ...identity, timeoutUntilMs: stage.clock.wallTime() + 60_000 });
    await stage.clock.advance(1);
    expect(stage.channel().gate).to.include({ can: 'later', reason: 'timed-out' });
    rt.identify('north', identity);
    await stage.clock.advance(1);
    expect(stage.channel().gate).to.deep.equal({ can: 'now' });
    // A service that tells of time-outs in events alone says nothing by an identity without.
    const act = { type: 'moderated', channel: 'north', userId: 'me', action: 'timeout' } as const;
    rt.tell('north', { ...act, untilMs: stage.clock.wallTime() + 30_000 });
    rt.identify('north', { ...identity, badges: [{ type: 'vip' }] });
    await stage.clock.advance(1);
    expect(stage.channel().waitSeconds).to.equal(30);
  });

  it('leaves to whoever comes next nothing of whoever was there: no silence, no wait, no message', async () => {
    const other = { user: { id: 'ann', handle: 'ann', name: 'Ann' }, role: 'viewer', badges: [] } as const;
    rt.tell('north', { type: 'moderated', channel: 'north', userId: 'me', action: 'ban' });
    expect(stage.channel().gate).to.include({ can: 'never', reason: 'banned' });
    rt.identify('north', other);
    await stage.clock.advance(1);
    expect(stage.channel().gate).to.deep.equal({ can: 'now' });
    rt.identify('north', { user: ME, role: 'viewer', badges: [], cooldownUntilMs: stage.clock.wallTime() + 5000 });
    await stage.clock.advance(1);
    expect(stage.client.send('fake/north', 'mine', { whenReady: true })).to.equal(null);
    stage.client.setDraft('fake/north', 'and more');
    rt.identify('north', other);
    await stage.clock.advance(10_000);
    expect(stage.channel()).to.deep.include({ gate: { can: 'now' }, queued: null, draft: 'mine and more' });
    expect(stage.client.feed.size).to.equal(1);
  });

  it('keeps what waits for somebody who is signed out, until they are back', async () => {
    const identity = { user: ME, role: 'viewer', badges: [] } as const;
    rt.identify('north', { ...identity, cooldownUntilMs: stage.clock.wallTime() + 5000 });
    await stage.clock.advance(1);
    stage.client.send('fake/north', 'mine', { whenReady: true });
    rt.identify('north', null as never);
    await stage.clock.advance(1);
    rt.identify('north', { ...identity, cooldownUntilMs: stage.clock.wallTime() + 5000 });
    await stage.clock.advance(1);
    expect(stage.channel().queued).to.equal('mine');
  });

  it('says nothing in the name of another that has waited for its connection', async () => {
    rt.drop();
    stage.client.send('fake/north', 'mine');
    rt.restore();
    rt.identify('north', { user: { id: 'ann', handle: 'ann', name: 'Ann' }, role: 'viewer', badges: [] });
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('mine failed');
    expect(stage.client.feed.at(0)).to.have.nested.property('error.code', 'unauthorized');
  });
});
