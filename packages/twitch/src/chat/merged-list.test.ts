import { ChatClient, type ChatEntry } from '@t333/core/chat';
import { FakeChatTransport } from '@t333/core/testing';
import { expect } from 'chai';
import { ME, useStages } from './fixtures/chat-stage.ts';

const entriesOf = ({ feed }: ChatClient): ChatEntry[] =>
  Array.from({ length: feed.size }, (_, index) => feed.at(index)!);

const texts = (client: ChatClient): string =>
  entriesOf(client)
    .map((entry) => (entry.kind === 'message' ? entry.message.text : `[${entry.kind}]`))
    .join();

describe('Twitch IRC and two other services as one list', () => {
  const stage = useStages();

  async function open(signedIn = false) {
    const twitch = stage({ signedIn });
    const { clock } = twitch;
    const [rt, polled] = [
      new FakeChatTransport({ clock, service: 't333' }),
      new FakeChatTransport({ clock, service: 'polled' }),
    ];
    const client = new ChatClient({ clock, random: () => 0.5 });
    const joins = [client.join(twitch.chat, '#North'), client.join(rt, 'north'), client.join(polled, 'north')];
    expect(await twitch.on(Promise.all(joins))).to.deep.equal(['twitch/north', 't333/north', 'polled/north']);
    return { ...twitch, rt, polled, client };
  }

  it('is in the order of time, without copies', async () => {
    const { mock, rt, polled, client, pass, chat } = await open();
    await client.join(chat, 'south');
    for (const [index, say] of [
      (text: string) => mock.chat.say('north', 'ann', text),
      (text: string) => rt.say('north', text),
      (text: string) => polled.say('north', text),
      (text: string) => mock.chat.say('south', 'bob', text),
      (text: string) => rt.say('north', text),
    ].entries()) {
      say(`${index}`);
      await pass(20);
    }
    expect(texts(client)).to.equal('0,1,2,3,4');

    // One of them is told late, and told again.
    polled.drop();
    const missed = polled.say('north', '5');
    await pass(20);
    mock.chat.say('north', 'ann', '6');
    await pass(20);
    polled.restore();
    polled.tell('north', { type: 'message', channel: 'north', message: missed });
    expect(texts(client)).to.equal('0,1,2,3,4,5,6');
    expect(mock.chat.connections).to.have.length(1);
    client.destroy();
    expect(chat.state.getSnapshot().channels.size).to.equal(0);
  });

  it('marks what Twitch does not repeat, and takes back only where it was silenced', async () => {
    const { mock, rt, client, pass } = await open();
    const user = { id: mock.user({ login: 'ann' }).id, handle: 'ann', name: 'Ann' };
    mock.chat.say('north', 'ann', 'a');
    await pass();
    rt.say('north', 'b', { user });
    await pass();
    mock.chat.disconnect(1006);
    await pass(5000);
    expect(client.state.getSnapshot().status).to.equal('live');
    expect(texts(client)).to.equal('a,[gap],b');
    mock.chat.ban('north', 'ann', { seconds: 60 });
    await pass();
    const gone = entriesOf(client).flatMap((entry) =>
      entry.kind === 'message' && entry.deleted ? [entry.message.text] : [],
    );
    expect(gone).to.deep.equal(['a']);
    client.destroy();
  });

  it('sends to the service of a channel, and shows it once', async () => {
    const { mock, client, pass, chat } = await open(true);
    const key = client.send('twitch/north', 'hello')!;
    expect(client.feed.get(key)).to.include({ status: 'sending', isOwn: true });
    await pass(2000);
    expect(texts(client)).to.equal('hello');
    expect(client.feed.get(key)).to.include({ status: 'sent', isOwn: true });
    expect(client.feed.get(key)).to.have.nested.property('message.user.id', ME);
    mock.chat.setRoom('north', { slowSeconds: 30 });
    await pass();
    // Twitch counts from the message before.
    const slow = client.send('twitch/north', 'slow')!;
    await pass(1000);
    const { waitSeconds } = client.state.getSnapshot().channels.get('twitch/north')!;
    expect(waitSeconds).to.be.within(20, 28);
    expect(client.feed.get(slow)).to.include({ status: 'sending' });
    await pass((waitSeconds + 1) * 1000);
    expect(client.feed.get(slow)).to.include({ status: 'sent' });
    client.destroy();
    expect(chat.state.getSnapshot().channels.size).to.equal(0);
  });
});
