import type { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { ME, rejection, useStages } from './fixtures/chat-stage.ts';

describe('twitchAccount', () => {
  const stage = useStages();

  it('tells a message of its own once that is sent while it changes over', async () => {
    const { chat, mock, on, pass, messages } = stage({ signedIn: true });
    await on(chat.join('bob'));
    mock.chat.demandReconnect();
    const sends = [];
    for (let index = 0; index < 12; index++) {
      sends.push(chat.send('bob', `m${index}`, { nonce: `n${index}` }).catch((error: T333Error) => error));
      await Promise.resolve();
    }
    await pass(3000);
    expect(mock.chat.connections).to.have.length(1);
    for (const receipt of await Promise.all(sends)) expect(receipt).not.to.be.instanceOf(Error);
    expect(messages()).to.have.length(12);
    const said = new Set(mock.chat.sent.map(({ text }) => text));
    const told = messages().map(({ text }) => text);
    expect(new Set(told).size).to.equal(told.length);
    expect(told.every((text) => said.has(text))).to.equal(true);
    for (const { text, nonce } of messages()) expect(nonce).to.equal(`n${text.slice(1)}`);
  });

  it('keeps to 20 messages in 30 s, and to 100 where it moderates', async () => {
    const { chat, mock, on, pass } = stage({ signedIn: true });
    mock.addModerator(mock.user({ login: 'bob' }).id, ME);
    await on(Promise.all([chat.join('bob'), chat.join('ann')]));
    const send = (channel: string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => chat.send(channel, `m${index}`)));
    const slow = send('ann', 25);
    await pass(1000);
    expect(mock.chat.sent).to.have.length(20);
    await on(send('bob', 30), 1000);
    expect(mock.chat.sent).to.have.length(50);
    await on(slow, 70_000);
    expect(mock.chat.sent).to.have.length(55);
  });

  it('says why a message was not taken, and tells the channel’s words', async () => {
    const { chat, mock, on, events } = stage({ signedIn: true });
    await on(chat.join('bob'));
    mock.chat.setRoom('bob', { slowSeconds: 30 });
    await on(chat.send('bob', 'one'));
    const slow = await rejection(on(chat.send('bob', 'two')));
    expect(slow).to.include({ code: 'rate-limited', retryable: true });
    mock.chat.ban('bob', 'me');
    const banned = await rejection(on(chat.send('bob', 'three'), 100));
    expect(banned).to.include({ code: 'forbidden', retryable: false });
    expect(events.flatMap((event) => (event.type === 'notice' ? [event.kind] : []))).to.deep.equal([
      'msg_slowmode',
      'msg_banned',
    ]);
  });

  it('does not know of a message that the connection took with it, and says so', async () => {
    const { chat, mock, on, pass } = stage({ signedIn: true });
    await on(chat.join('bob'));
    const sending = chat.send('bob', 'one');
    mock.chat.disconnect(1006);
    expect(await rejection(on(sending))).to.include({ code: 'network', retryable: false });
    await pass(5000);
    await on(chat.send('bob', 'two'));
  });

  it('sends replies, actions and what has line breaks, as one line', async () => {
    const { chat, mock, on, pass, messages } = stage({ signedIn: true });
    await on(chat.join('bob'));
    const id = mock.chat.say('bob', 'ann', 'question');
    await pass();
    await on(chat.send('bob', 'a\r\nPART #bob\n\0b', { replyTo: id }));
    expect(mock.chat.sent[0]!.text).to.equal('a PART #bob b');
    await on(chat.send('bob', '/me waves'));
    expect(messages().at(-1)).to.include({ text: 'waves', kind: 'action' });
    for (const nonce of ['', 'a b', 'x'.repeat(37), 'a;b']) {
      expect((await rejection(chat.send('bob', 'x', { nonce }))).code).to.equal('invalid-argument');
    }
  });

  it('gives up a message for who aborts while it waits', async () => {
    const { chat, mock, on, pass } = stage({ signedIn: true });
    await on(chat.join('bob'));
    await on(Promise.all(Array.from({ length: 20 }, (_, index) => chat.send('bob', `m${index}`))));
    const controller = new AbortController();
    const sending = chat.send('bob', 'late', { signal: controller.signal });
    const outcome = rejection(sending);
    await pass();
    controller.abort();
    expect((await outcome).code).to.equal('aborted');
    await pass(40_000);
    expect(mock.chat.sent).to.have.length(20);
  });

  it('refuses more messages than can wait', async () => {
    const { chat, on } = stage({ signedIn: true });
    await on(chat.join('bob'));
    const all = await Promise.all(
      Array.from({ length: 130 }, (_, index) =>
        Promise.race([
          chat.send('bob', `m${index}`).then(
            () => 'sent',
            (error: T333Error) => error.code,
          ),
          Promise.resolve()
            .then(() => Promise.resolve())
            .then(() => 'waits'),
        ]),
      ),
    );
    expect(all.filter((one) => one === 'overloaded')).to.have.length(30);
  });
});
