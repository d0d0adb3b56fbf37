import { expect } from 'chai';
import { ME, rejection, useStages } from './fixtures/chat-stage.ts';

describe('Channels of a TwitchChat', () => {
  const stage = useStages();

  it('are asked for again, ever more slowly, where nobody answers when the connection is back', async () => {
    let isDeaf = false;
    const asked: number[] = [];
    const { chat, mock, clock, on, pass, events } = stage({
      loses(line) {
        const isLost = isDeaf && line.startsWith('JOIN #bob');
        if (isLost) asked.push(clock.now());
        return isLost;
      },
    });
    await on(Promise.all([chat.join('bob'), chat.join('ann')]));
    await pass(5000);
    mock.chat.say('ann', 'cat', 'the last that is heard');
    await pass(1000);
    const lostAtMs = clock.wallTime() - 1000;
    isDeaf = true;
    mock.chat.disconnect(1006);
    await pass(600_000);
    expect(chat.state.getSnapshot().channels.get('bob')).to.deep.include({ status: 'joining' });
    expect(chat.state.getSnapshot().channels.get('bob')!.error).to.include({ code: 'timeout', retryable: true });
    expect(asked.length).to.be.within(20, 35);
    expect(asked.at(-1)! - asked.at(-2)!).to.equal(25_000);
    expect((await rejection(on(chat.join('bob'), 50_000))).code).to.equal('timeout');
    isDeaf = false;
    await pass(60_000);
    expect(chat.state.getSnapshot().channels.get('bob')).to.deep.include({ status: 'joined', error: null });
    const gaps = events.flatMap((event) => (event.type === 'gap' ? [event] : []));
    expect(gaps.map(({ channel }) => channel)).to.deep.equal(['ann', 'bob']);
    for (const { sinceMs } of gaps) expect(sinceMs).to.equal(lostAtMs);
  });

  it('are heard all the time where a connection takes over, also where there are more than can be joined at once', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `room${index}`);
    const { chat, mock, on, pass, messages, events } = stage();
    await on(Promise.all(names.map((name) => chat.join(name))), 30_000);
    await pass(20_000);
    mock.chat.demandReconnect();
    for (let second = 0; second < 40; second++) {
      for (const name of names) mock.chat.say(name, 'cat', `${second}`);
      await pass(1000);
    }
    expect(events.filter(({ type }) => type === 'gap')).to.deep.equal([]);
    expect(messages()).to.have.length(40 * 45);
    expect(mock.chat.connections).to.have.length(1);
  });

  it('wait for their turn once, however often they are left and joined', async () => {
    const sent: string[] = [];
    const { chat, on, pass } = stage({ loses: (line) => (sent.push(line.trim()), false) });
    await on(chat.join('bob'));
    for (let index = 0; index < 30; index++) chat.join(`x${index}`).catch(() => {});
    for (let time = 0; time < 5; time++) {
      chat.leave('x29');
      chat.join('x29').catch(() => {});
    }
    await pass(30_000);
    expect(sent.filter((line) => line.endsWith('#x29'))).to.deep.equal(['JOIN #x29']);
    expect(chat.state.getSnapshot().channels.get('x29')!.status).to.equal('joined');
  });

  it('are too many beyond 100, where one does not moderate', async () => {
    const { chat, mock, on, pass } = stage({ signedIn: true });
    mock.addModerator(mock.user({ login: 'mine' }).id, ME);
    const joining = Promise.all(Array.from({ length: 100 }, (_, index) => chat.join(`x${index}`)));
    await on(joining, 60_000);
    await on(chat.join('mine'), 15_000);
    const error = await rejection(on(chat.join('one-too-many'.replaceAll('-', '_')), 25_000));
    expect(error.code).to.equal('overloaded');
    chat.leave('x0');
    await pass(15_000);
    await on(chat.join('one_too_many'), 1000);
  });

  it('fail where the connection that takes over is refused', async () => {
    const { chat, mock, on, pass } = stage();
    await on(Promise.all([chat.join('bob'), chat.join('ann')]));
    mock.chat.suspended.add('bob');
    mock.chat.demandReconnect();
    await pass(1000);
    const { channels, status } = chat.state.getSnapshot();
    expect(channels.get('bob')!.error).to.include({ code: 'not-found' });
    expect([status, channels.get('bob')!.status, channels.get('ann')!.status]).to.deep.equal([
      'open',
      'failed',
      'joined',
    ]);
    await pass(120_000);
    expect(mock.chat.connections.map(({ channels: names }) => names)).to.deep.equal([['ann']]);
  });

  it('tell why a message was refused, also on the connection that takes over', async () => {
    const { chat, mock, on, pass, events } = stage({
      signedIn: true,
      loses: (line) => line.startsWith('JOIN #ann') && mock.chat.connections.length > 1,
    });
    await on(Promise.all([chat.join('bob'), chat.join('ann')]));
    mock.chat.setRoom('bob', { slowSeconds: 30 });
    await on(chat.send('bob', 'one'));
    mock.chat.demandReconnect();
    await pass(1000);
    expect(mock.chat.connections).to.have.length(2);
    expect((await rejection(on(chat.send('bob', 'two')))).code).to.equal('rate-limited');
    expect(events.at(-1)).to.include({ type: 'notice', kind: 'msg_slowmode' });
    await pass(60_000);
  });
});
