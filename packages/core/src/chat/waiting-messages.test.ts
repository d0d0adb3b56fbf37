import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import type { FakeChatTransport } from '../testing/fake-chat-transport.ts';
import { useClientStage, type ClientStage } from './fixtures/client-stage.ts';

describe('ChatClient, while its connection is away', () => {
  let stage: ClientStage;
  let rt: FakeChatTransport;

  const send = (text: string): string | null => stage.client.send('fake/north', text);

  useClientStage((one) => (stage = one));

  beforeEach(async () => {
    rt = await stage.joined('north');
  });

  it('sends again what a lost connection has stopped, as soon as that is back', async () => {
    rt.drop();
    for (const text of ['a', 'b']) send(text);
    await stage.clock.advance(110_000);
    expect(stage.statuses).to.equal('a waiting,b waiting');
    rt.restore();
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('a sent,b sent');
  });

  it('says of a message on its way that it waits when the connection breaks', async () => {
    rt.send = () => new Promise(() => {});
    const key = send('a')!;
    await stage.clock.advance(10);
    expect(stage.statuses).to.equal('a sending');
    rt.drop();
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('a waiting');
    rt.restore();
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('a sending');
    expect(stage.client.discard(key)).to.equal('a');
  });

  it('tries what waits at once where somebody wants that, and takes it back where somebody does not', async () => {
    rt.drop();
    const [a, b] = ['a', 'b'].map((text) => send(text)!);
    await stage.clock.advance(100_000);
    let calls = 0;
    rt.send = async () => {
      calls++;
      throw new T333Error('network', 'x', { retryable: true });
    };
    stage.client.resend(a!);
    await stage.clock.advance(1);
    expect([calls, stage.statuses]).to.deep.equal([1, 'a waiting,b waiting']);
    expect(stage.client.discard(b!)).to.equal('b');
    // From then on it has its two minutes again.
    await stage.clock.advance(100_000);
    expect(stage.statuses).to.equal('a waiting');
    await stage.clock.advance(40_000);
    expect(stage.statuses).to.equal('a failed');
  });

  it('gives up in the end', async () => {
    rt.drop();
    send('a');
    await stage.clock.advance(119_000);
    expect(stage.statuses).to.equal('a waiting');
    await stage.clock.advance(1001);
    expect(stage.statuses).to.equal('a failed');
  });

  it('takes nothing along when a channel is left', async () => {
    rt.drop();
    send('a');
    await stage.clock.advance(10);
    stage.client.leave('fake/north');
    expect([stage.statuses, stage.clock.pending]).to.deep.equal(['', 0]);
  });
});
