import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { BroadcastChannelTransport } from './broadcast-channel-transport.ts';
import { FrameEvent, type Frame } from './transport.ts';

fc.configureGlobal({ seed: 333 });

const MOVE = { type: 'timeline', roomId: 'r', position: 1, rate: 1, playing: true, at: 5, rev: 0 };
const EVENT = { ...MOVE, rev: 1, by: 'someone' };

let rooms = 0;

/** What a raw channel of the same name gives and takes. */
class Wire {
  readonly channel: BroadcastChannel;
  readonly heard: Record<string, unknown>[] = [];

  constructor(name: string) {
    this.channel = new BroadcastChannel(`t333:${name}`);
    this.channel.addEventListener('message', ({ data }) => {
      if (data !== 'mark') this.heard.push(data as Record<string, unknown>);
    });
  }

  send(data: unknown): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.channel.postMessage(data);
  }
}

describe('BroadcastChannelTransport', () => {
  let clock: FakeClock;
  let name: string;
  let wire: Wire;
  const opened: BroadcastChannelTransport[] = [];

  const open = (): { transport: BroadcastChannelTransport; heard: Frame[] } => {
    const transport = new BroadcastChannelTransport(name, { clock });
    const heard: Frame[] = [];
    transport.addEventListener('frame', ({ frame }: FrameEvent) => heard.push(frame));
    opened.push(transport);
    return { transport, heard };
  };

  /** Channels deliver in order, so after this all that was sent before has arrived. */
  const settle = async (): Promise<void> => {
    for (let hop = 0; hop < 4; hop++) {
      const [from, to] = [new BroadcastChannel(`t333:${name}`), new BroadcastChannel(`t333:${name}`)];
      const arrived = new Promise((resolve) => to.addEventListener('message', resolve));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      from.postMessage('mark');
      await arrived;
      from.close();
      to.close();
    }
  };

  const join = async (transport: BroadcastChannelTransport): Promise<Frame> => {
    const joined = transport.request({ type: 'join', channelId: 'r' });
    await settle();
    await clock.advance(150);
    return joined;
  };

  beforeEach(() => {
    clock = new FakeClock();
    name = `test${++rooms}`;
    wire = new Wire(name);
  });

  afterEach(() => {
    for (const transport of opened.splice(0)) transport.destroy();
    wire.channel.close();
    expect(clock.pending).to.equal(0);
  });

  it('takes the device’s clock for that of the authority', async () => {
    expect(await open().transport.request({ type: 'ping' })).to.deep.equal({
      type: 'pong',
      serverAt: clock.wallTime(),
    });
  });

  it('finds an empty room when nobody answers', async () => {
    expect(await join(open().transport)).to.deep.equal({ type: 'joined', channelId: 'r', events: [] });
  });

  it('carries what one does to the others, and to those who come later', async () => {
    const [a, b, c] = [open(), open(), open()];
    await join(a.transport);
    await join(b.transport);
    expect(await a.transport.request(MOVE)).to.deep.equal({ type: 'ack', rev: 1 });
    await settle();
    const { by } = b.heard[0] as { by?: string };
    expect(b.heard).to.deep.equal([{ ...MOVE, rev: 1, by }]);
    expect([a.heard, c.heard]).to.deep.equal([[], []]);
    a.transport.destroy();
    expect(await join(c.transport)).to.deep.include({ events: [{ ...MOVE, rev: 1, by }] });
  });

  it('does not wait for others once one has answered', async () => {
    const [a, b] = [open(), open()];
    await join(a.transport);
    await a.transport.request(MOVE);
    const joined = b.transport.request({ type: 'join', channelId: 'r' });
    expect(await joined)
      .to.have.property('events')
      .with.length(1);
    expect(clock.now()).to.equal(150);
  });

  it('refuses what does not know the last', async () => {
    const { transport } = open();
    await join(transport);
    await transport.request(MOVE);
    expect(await transport.request(MOVE)).to.include({ type: 'error', code: 'stale' });
    expect(await transport.request({ ...MOVE, rate: 99 })).to.include({ type: 'error', code: 'bad_request' });
    expect(await transport.request({ type: 'dance' })).to.include({ type: 'error', code: 'bad_request' });
  });

  it('keeps the same one of two acts in every tab', async () => {
    const tabs = [open(), open(), open()];
    for (const { transport } of tabs) await join(transport);
    await Promise.all(tabs.map(({ transport }, index) => transport.request({ ...MOVE, position: index })));
    await settle();
    const late = open();
    const lines = [];
    for (const { transport } of [...tabs, late]) lines.push(((await join(transport)).events as Frame[])[0]);
    expect(new Set(lines.map((line) => JSON.stringify(line)))).to.have.property('size', 1);
  });

  it('corrects who has missed something', async () => {
    const { transport, heard } = open();
    await join(transport);
    wire.send({ t333: 1, tell: { ...EVENT, rev: 7 } });
    wire.send({ t333: 1, tell: { ...EVENT, rev: 3 } });
    await settle();
    expect(heard.map(({ rev }) => rev)).to.deep.equal([7]);
    expect(wire.heard.at(-1)).to.deep.equal({ t333: 1, tell: { ...EVENT, rev: 7 } });
  });

  it('says nothing of rooms that it is not in', async () => {
    const { transport, heard } = open();
    await join(transport);
    await transport.request(MOVE);
    wire.send({ t333: 1, tell: { ...EVENT, roomId: 'other' } });
    await transport.request({ type: 'leave', channelId: 'r' });
    wire.send({ t333: 1, tell: { ...EVENT, rev: 9 } });
    wire.send({ t333: 1, ask: 'r' });
    await settle();
    expect(heard).to.deep.equal([]);
    expect(wire.heard.filter((note) => 'tell' in note)).to.have.length(1);
  });

  it('passes on a timeline that is none, and keeps its own', async () => {
    const { transport, heard } = open();
    await join(transport);
    await transport.request(MOVE);
    const wrong = { ...EVENT, rev: 9, position: NaN };
    wire.send({ t333: 1, tell: wrong });
    await settle();
    expect(heard).to.deep.equal([wrong]);
    expect(await transport.request({ ...MOVE, rev: 1 })).to.deep.equal({ type: 'ack', rev: 2 });
  });

  it('is not disturbed by anything that others write into its channel', async () => {
    const { transport, heard } = open();
    await join(transport);
    for (const noise of [
      '',
      null,
      1,
      [],
      {},
      { t333: 2, tell: EVENT },
      { t333: 1 },
      { t333: 1, ask: {} },
      { t333: 1, tell: 1 },
    ]) {
      wire.send(noise);
    }
    for (const value of fc.sample(fc.jsonValue(), { numRuns: 100, seed: 333 }))
      wire.send({ t333: 1, ask: value, tell: value });
    await settle();
    expect(heard.every((frame) => typeof frame === 'object')).to.equal(true);
    expect(await transport.request(MOVE)).to.deep.equal({ type: 'ack', rev: 1 });
  });

  it('gives up when it is told to, and is closed for good when it is destroyed', async () => {
    const { transport } = open();
    const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
      promise.catch((error: unknown) => (error instanceof T333Error ? error.code : error));
    const controller = new AbortController();
    const first = codeOf(transport.request({ type: 'join', channelId: 'r' }, { signal: controller.signal }));
    controller.abort();
    expect(await first).to.equal('aborted');
    const second = codeOf(transport.request({ type: 'join', channelId: 'r' }));
    transport.destroy();
    transport.destroy();
    expect(await second).to.equal('destroyed');
    expect(await codeOf(transport.request({ type: 'ping' }))).to.equal('destroyed');
    expect(transport.state.getSnapshot().status).to.equal('closed');
  });
});
