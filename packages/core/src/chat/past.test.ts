import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import type { ChatEvent, ChatGapEvent } from './events.ts';
import { ClientStage } from './fixtures/client-stage.ts';

const gap = (from: number, to: number): ChatGapEvent => ({
  type: 'gap',
  channel: 'north',
  reset: false,
  from: { epoch: 'fake', seq: from },
  to: { epoch: 'fake', seq: to },
});

describe('ChatClient, about the past', () => {
  let stage: ClientStage;

  beforeEach(() => {
    stage = new ClientStage();
  });

  afterEach(() => {
    stage.client.destroy();
    expect(stage.clock.pending).to.equal(0);
  });

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

  it('only marks a gap where the service keeps nothing', async () => {
    const rt = await stage.joined('north', 'fake', { capabilities: { replay: false, history: false } });
    rt.say('north', 'a');
    const event: ChatEvent = { type: 'gap', channel: 'north', reset: false, sinceMs: 5 };
    rt.tell('north', event);
    await stage.clock.advance(1);
    expect(stage.client.feed.at(1)).to.include({ status: 'lost', sinceMs: 5 });
  });
});
