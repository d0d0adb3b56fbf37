import { expect } from 'chai';
import type { ChatClient } from './chat-client.ts';
import { textsOf } from './fixtures/feed-mirror.ts';
import { ANN, t333Stage, type T333StageOptions } from './fixtures/t333-stage.ts';

const KEY = 't333/north';

/** Distinct, and so long that few of them fit into a frame. */
const long = (index: number): string => `${index} ${'🦊'.repeat(490)}`;

async function open(options: T333StageOptions = {}, say: (stage: ReturnType<typeof t333Stage>) => void = () => {}) {
  const stage = t333Stage(options);
  const client = stage.newClient();
  say(stage);
  await stage.on(client.join(stage.chat, 'north'), 1000);
  const close = async (): Promise<void> => {
    client.destroy();
    stage.chat.destroy();
    await stage.pass(0);
    expect(stage.clock.pending).to.equal(0);
  };
  return { ...stage, client, close };
}

const older = ({ state }: ChatClient): string => state.getSnapshot().channels.get(KEY)!.older;

describe('The past of a ChatClient over T333Chat, its connection, and a server', () => {
  it('fills a gap of messages so long that few of them fit into a frame', async () => {
    const { client, hub, pass, close } = await open();
    hub.say('north', ANN, 'first');
    await pass(1);
    hub.faults.losesEvent = () => true;
    for (let index = 0; index < 100; index++) hub.say('north', ANN, long(index));
    hub.faults.losesEvent = () => false;
    for (const session of hub.sessions) session.shed('north', 2, 101);
    hub.say('north', ANN, 'last');
    await pass(1000);
    const all = Array.from({ length: 100 }, (_, index) => long(index));
    expect(textsOf(client.feed) === ['first', ...all, 'last'].join()).to.equal(true);
    await close();
  });

  it('says of a gap that it is lost where the server does not keep that much', async () => {
    const { client, hub, pass, close } = await open({ hub: { keep: 10 } });
    hub.say('north', ANN, 'first');
    await pass(1);
    hub.faults.losesEvent = () => true;
    for (let index = 0; index < 20; index++) hub.say('north', ANN, `${index}`);
    hub.faults.losesEvent = () => false;
    for (const session of hub.sessions) session.shed('north', 2, 21);
    await pass(1000);
    expect(textsOf(client.feed)).to.equal(`first,[gap],${Array.from({ length: 10 }, (_, i) => 10 + i).join()}`);
    expect(client.feed.at(1)).to.include({ kind: 'gap', status: 'lost' });
    await close();
  });

  it('reads on over polls where whole pages have no message in them', async () => {
    const { client, on, close } = await open({ sockets: false }, ({ hub, act }) => {
      for (const text of ['a', 'b']) hub.say('north', ANN, text);
      for (let index = 0; index < 150; index++) act('north', { action: 'settings', settings: { slowModeMs: index } });
      hub.say('north', ANN, 'c');
    });
    expect([textsOf(client.feed), older(client)]).to.deep.equal(['c', 'available']);
    expect(await on(client.loadOlder(KEY), 5000)).to.equal(2);
    expect(textsOf(client.feed)).to.equal('a,b,c');
    expect(await on(client.loadOlder(KEY), 5000)).to.equal(0);
    expect(older(client)).to.equal('none');
    await close();
  });

  it('reads over polls down to where the log begins, wherever that is', async () => {
    const { client, on, close } = await open({ sockets: false, hub: { keep: 130 } }, ({ hub }) => {
      for (let index = 0; index < 200; index++) hub.say('north', ANN, `${index}`);
    });
    for (let page = 0; page < 20 && older(client) === 'available'; page++) await on(client.loadOlder(KEY), 5000);
    expect(textsOf(client.feed)).to.equal(Array.from({ length: 130 }, (_, index) => `${70 + index}`).join());
    expect(older(client)).to.equal('none');
    await close();
  });
});
