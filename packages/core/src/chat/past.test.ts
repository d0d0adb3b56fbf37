import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import type { ChatEvent, ChatGapEvent } from './events.ts';
import { entriesOf } from './fixtures/feed-mirror.ts';
import { ClientStage, useClientStage } from './fixtures/client-stage.ts';

const gap = (from: number, to: number): ChatGapEvent => ({
  type: 'gap',
  channel: 'north',
  reset: false,
  from: { epoch: 'fake', seq: from },
  to: { epoch: 'fake', seq: to },
});

describe('ChatClient, about the past', () => {
  let stage: ClientStage;

  useClientStage((one) => (stage = one));

  /** More promises than a clock waits for at once. */
  const manyPages = async (): Promise<void> => {
    for (let page = 0; page < 20; page++) await stage.clock.advance(1);
  };

  it('loads older pages until there are none', async () => {
    const rt = stage.transport();
    for (let index = 0; index < 130; index++) rt.say('north', `${index}`);
    await stage.client.join(rt, 'north');
    await stage.clock.advance(1);
    expect([stage.client.feed.size, stage.channel().older]).to.deep.equal([50, 'available']);
    const first = stage.client.loadOlder('fake/north');
    expect(stage.channel().older).to.equal('loading');
    expect(await stage.client.loadOlder('fake/north')).to.equal(0);
    expect(await first).to.equal(50);
    expect(await stage.client.loadOlder('fake/north')).to.equal(30);
    expect(await stage.client.loadOlder('fake/north')).to.equal(0);
    expect(stage.channel().older).to.equal('none');
    expect(stage.texts).to.equal(Array.from({ length: 130 }, (_, index) => `${index}`).join());
  });

  it('takes from a page what a full list has room for: the newest', async () => {
    stage.client.destroy();
    stage = new ClientStage({ capacity: 100 });
    const rt = stage.transport();
    for (let index = 0; index < 130; index++) rt.say('north', `${index}`);
    await stage.client.join(rt, 'north');
    for (let index = 130; index < 150; index++) rt.say('north', `${index}`);
    expect(await stage.client.loadOlder('fake/north')).to.equal(30);
    expect(stage.texts).to.equal(Array.from({ length: 100 }, (_, index) => `${index + 50}`).join());
    expect(await stage.client.loadOlder('fake/north')).to.equal(0);
    stage.client.destroy();
  });

  it('has nothing to load where the service keeps nothing', async () => {
    await stage.joined('north', 'fake', { capabilities: { history: false, replay: false } });
    expect(stage.channel().older).to.equal('none');
    expect(await stage.client.loadOlder('fake/north')).to.equal(0);
  });

  it('may be asked again after a page failed', async () => {
    const rt = await stage.joined('north');
    const { history } = rt;
    rt.history = () => Promise.reject(new T333Error('network', 'x'));
    const failed = await stage.client.loadOlder('fake/north').catch((error: unknown) => error);
    expect(failed).to.include({ code: 'network' });
    expect(stage.channel().older).to.equal('available');
    rt.history = history;
  });

  it('fills a gap by itself, with what is missing and nothing else', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false } });
    rt.say('north', 'a');
    rt.drop();
    for (const text of ['b', 'c']) rt.say('north', text);
    rt.restore();
    rt.say('north', 'd');
    expect(stage.texts).to.equal('a,[gap],d');
    expect(stage.client.feed.at(1)).to.include({ status: 'filling' });
    await stage.clock.advance(1);
    expect(stage.texts).to.equal('a,b,c,d');
  });

  it('keeps a gap that could not be filled, to be filled later', async () => {
    const rt = await stage.joined('north');
    rt.say('north', 'a');
    const { history } = rt;
    rt.history = () => Promise.reject(new T333Error('network', 'x'));
    rt.tell('north', gap(2, 3));
    await stage.clock.advance(1);
    const entry = stage.client.feed.at(1)!;
    expect(entry).to.include({ kind: 'gap', status: 'open' });
    rt.history = () => Promise.reject(new T333Error('unsupported', 'x'));
    const error = await stage.client.fillGap(entry.key).catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'unsupported' });
    expect(stage.client.feed.get(entry.key)).to.include({ status: 'lost' });
    await stage.client.fillGap(entry.key);
    await stage.client.fillGap('nothing');
    rt.history = history;
  });

  it('fills a long gap page by page', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false } });
    rt.say('north', 'first');
    rt.drop();
    for (let index = 0; index < 450; index++) rt.say('north', `${index}`);
    rt.restore();
    await stage.clock.advance(1);
    expect(stage.texts).to.equal(['first', ...Array.from({ length: 450 }, (_, index) => index)].join());
  });

  it('fills a gap from pages that are shorter than it asks for', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false } });
    const history = rt.history.bind(rt);
    rt.history = (channel, options) => history(channel, { ...options, limit: 16 });
    rt.say('north', 'first');
    rt.drop();
    for (let index = 0; index < 100; index++) rt.say('north', `${index}`);
    rt.restore();
    await manyPages();
    expect(stage.texts).to.equal(['first', ...Array.from({ length: 100 }, (_, index) => index)].join());
  });

  it('leaves a gap open that is longer than it asks for at once, and goes on where it was', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false } });
    const history = rt.history.bind(rt);
    rt.history = (channel, options) => history(channel, { ...options, limit: 10 });
    rt.say('north', 'first');
    rt.drop();
    for (let index = 0; index < 150; index++) rt.say('north', `${index}`);
    rt.restore();
    await manyPages();
    const all = Array.from({ length: 150 }, (_, index) => index);
    expect(stage.texts).to.equal(['first', '[gap]', ...all.slice(50)].join());
    const entry = stage.client.feed.at(1)!;
    expect(entry).to.deep.include({ status: 'open', to: { epoch: 'fake', seq: 51 } });
    await stage.client.fillGap(entry.key);
    expect(stage.texts).to.equal(['first', ...all].join());
  });

  it('says that a gap is lost where the log begins in it, and has what there is', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false } });
    const history = rt.history.bind(rt);
    rt.history = async (channel, options) => {
      const { messages } = await history(channel, options);
      const kept = messages.filter(({ position }) => position!.seq >= 4);
      return { messages: kept, start: kept[0]?.position ?? null };
    };
    rt.say('north', 'first');
    rt.drop();
    for (const text of ['a', 'b', 'c', 'd']) rt.say('north', text);
    rt.restore();
    await stage.clock.advance(1);
    expect(stage.texts).to.equal('first,[gap],c,d');
    expect(stage.client.feed.at(1)).to.include({ status: 'lost' });
  });

  it('takes back what a page without messages has no word of', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false } });
    for (const text of ['a', 'b', 'c']) rt.say('north', text);
    rt.history = async () => ({ messages: [], start: { epoch: 'fake', seq: 2 } });
    rt.tell('north', gap(4, 4));
    await stage.clock.advance(1);
    const gone = entriesOf(stage.client.feed).flatMap((entry) =>
      entry.kind === 'message' && entry.deleted ? [entry.message.text] : [],
    );
    expect([gone, stage.texts]).to.deep.equal([['b', 'c'], 'a,b,c']);
  });

  it('goes on where a page has no message of the chat, and ends where there is no page', async () => {
    const rt = stage.transport();
    for (let index = 0; index < 60; index++) rt.say('north', `${index}`);
    await stage.client.join(rt, 'north');
    const history = rt.history.bind(rt);
    const asked: unknown[] = [];
    rt.history = async (channel, options) => {
      asked.push(options!.before?.seq);
      if (options!.before!.seq > 9) return { messages: [], start: { epoch: 'fake', seq: options!.before!.seq - 1 } };
      return history(channel, options);
    };
    expect(await stage.client.loadOlder('fake/north')).to.equal(8);
    expect([asked, stage.channel().older]).to.deep.equal([[11, 10, 9], 'available']);
    // A transport that does not get anywhere ends, too.
    rt.history = async (_channel, options) => ({ messages: [], start: options!.before! });
    expect(await stage.client.loadOlder('fake/north')).to.equal(0);
    expect(stage.channel().older).to.equal('none');
  });

  it('takes back what was deleted in a gap, before it and in it, and nothing else', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false } });
    const [, b] = ['a', 'b', 'c'].map((text) => rt.say('north', text));
    rt.drop();
    const d = rt.say('north', 'd');
    for (let index = 0; index < 250; index++) rt.say('north', `${index}`);
    for (const { id } of [b!, d]) rt.tell('north', { type: 'deleted', channel: 'north', messageIds: [id] });
    stage.client.send('fake/north', 'mine');
    rt.restore();
    await stage.clock.advance(1);
    const gone = entriesOf(stage.client.feed).flatMap((entry) =>
      entry.kind === 'message' && entry.deleted ? [`${entry.message.text} ${entry.deleted.cause}`] : [],
    );
    expect(gone).to.deep.equal(['b deleted']);
    expect(stage.texts.startsWith('a,b,c,0,1,2')).to.equal(true);
    expect(stage.texts.endsWith('249,mine')).to.equal(true);
  });

  it('only marks a gap where the service keeps nothing', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false, history: false } });
    rt.say('north', 'a');
    const event: ChatEvent = { type: 'gap', channel: 'north', reset: false, sinceMs: 5 };
    rt.tell('north', event);
    await stage.clock.advance(1);
    expect(stage.client.feed.at(1)).to.include({ status: 'lost', sinceMs: 5 });
  });
});
