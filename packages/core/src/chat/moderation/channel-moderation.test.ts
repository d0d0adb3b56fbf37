import { expect } from 'chai';
import { T333Error } from '../../errors.ts';
import { ANN, failureOf, ME, t333Stage } from '../fixtures/t333-stage.ts';
import { ChannelModeration } from './channel-moderation.ts';
import { DENIAL_WAIT_MS } from './judgements.ts';
import type { ModerationApi, ModerationPage } from './moderation-api.ts';
import type { ModerationRecord } from './records.ts';
import type { ModerationState } from './moderation-state.ts';

/** Somebody says what a moderator has to look at. */
function holdIn(hub: ReturnType<typeof t333Stage>['hub'], text: string): void {
  try {
    hub.channel('north').say(ANN, { nonce: text, text });
  } catch (refusal) {
    expect(refusal).to.include({ code: 'rejected' });
  }
}

const none = async (): Promise<ModerationPage<never>> => ({ items: [], nextCursor: null });

async function open({ role = 'moderator' as 'moderator' | 'viewer', api = null as ModerationApi | null } = {}) {
  const stage = t333Stage();
  const room = stage.hub.channel('north');
  if (role === 'moderator') room.roles.set(ME.id, role);
  room.settings = { ...room.settings, blockedWords: ['rude'] };
  const hold = (text = 'rude'): void => holdIn(stage.hub, text);
  const moderation = new ChannelModeration({ transport: stage.chat, channel: 'north', clock: stage.clock, api });
  const state = (): ModerationState => moderation.state.getSnapshot();
  const close = async (): Promise<void> => {
    moderation.destroy();
    stage.chat.destroy();
    await stage.pass(0);
    expect(stage.clock.pending).to.equal(0);
  };
  await stage.pass(10);
  return { ...stage, room, hold, moderation, state, close };
}

describe('ChannelModeration', () => {
  it('joins, knows whether one may, and what was held before', async () => {
    const stage = t333Stage();
    stage.hub.channel('north').roles.set(ME.id, 'broadcaster');
    stage.hub.channel('north').settings = { ...stage.hub.channel('north').settings, blockedWords: ['rude'] };
    holdIn(stage.hub, 'rude');
    const moderation = new ChannelModeration({ transport: stage.chat, channel: 'North', clock: stage.clock });
    expect(moderation.state.getSnapshot()).to.include({ status: 'connecting', permission: 'unknown' });
    await stage.pass(10);
    const { held, ...state } = moderation.state.getSnapshot();
    expect(state).to.include({ status: 'live', permission: 'granted', past: 'none', channel: 'north' });
    expect(held[0]).to.include({ reason: 'blocked_words', score: 1 });
    expect(state.settings!.blockedWords).to.deep.equal(['rude']);
    moderation.destroy();
    await stage.pass(10);
    expect(stage.chat.state.getSnapshot().channels.size).to.equal(0);
    stage.chat.destroy();
  });

  it('says where one is no moderator', async () => {
    const { state, close } = await open({ role: 'viewer' });
    expect(state().permission).to.equal('missing');
    await close();
  });

  it('approves at once', async () => {
    const { hold, moderation, state, pass, close } = await open();
    hold();
    await pass(10);
    const { id } = state().held[0]!;
    moderation.judge(id, 'approve');
    await pass(10);
    expect([state().held.length, state().judgements.size]).to.deep.equal([0, 0]);
    expect(state().records[0]).to.deep.include({ action: 'approve', isOwn: true, text: 'rude', moderator: ME });
    await close();
  });

  it('denies when nobody has taken that back', async () => {
    const { hold, moderation, state, pass, close } = await open();
    hold();
    await pass(10);
    const { id } = state().held[0]!;
    moderation.judge(id, 'deny');
    expect(state().judgements.get(id)).to.include({ verdict: 'deny', status: 'waiting' });
    await pass(DENIAL_WAIT_MS - 100);
    expect([moderation.takeBack(id), moderation.takeBack(id)]).to.deep.equal([true, false]);
    await pass(DENIAL_WAIT_MS);
    expect([state().held.length, state().judgements.size]).to.deep.equal([1, 0]);
    moderation.judge(id, 'deny');
    await pass(DENIAL_WAIT_MS + 100);
    expect(state().held).to.deep.equal([]);
    expect(state().records[0]).to.include({ action: 'deny', isOwn: true });
    await close();
  });

  it('sends a denial that waits when it is over', async () => {
    const { hold, moderation, state, pass, room, close } = await open();
    hold();
    await pass(10);
    moderation.judge(state().held[0]!.id, 'deny');
    moderation.flush();
    await pass(10);
    expect([state().held.length, room.lastSeq]).to.deep.equal([0, 2]);
    await close();
  });

  it('leaves alone what somebody else was faster with, and tells what the server refused', async () => {
    const { hold, moderation, state, pass, act, room, close } = await open();
    hold('rude 1');
    hold('rude 2');
    await pass(10);
    const [first, second] = state().held.map(({ id }) => id) as [string, string];
    moderation.judge(first, 'deny');
    act('north', { action: 'deny', messageId: first });
    await pass(DENIAL_WAIT_MS + 100);
    expect([state().held.map(({ id }) => id), state().judgements.size]).to.deep.equal([[second], 0]);
    expect(state().records.map(({ action, isOwn }) => [action, isOwn])).to.deep.equal([['deny', false]]);
    room.roles.delete(ME.id);
    moderation.judge(second, 'approve');
    await pass(10);
    expect(state().judgements.get(second)).to.include({ verdict: 'approve', status: 'failed' });
    room.roles.set(ME.id, 'moderator');
    moderation.judge(second, 'approve');
    await pass(10);
    expect(state().held).to.deep.equal([]);
    await close();
  });

  it('acts, knows its own acts, and takes them back', async () => {
    const { moderation, state, on, pass, act, hub, close } = await open();
    hub.say('north', ANN, 'hello');
    await pass(10);
    const undo = await on(moderation.act({ action: 'timeout', userId: ANN.id, durationMs: 60_000, reason: 'spam' }));
    expect(state().records[0]).to.deep.include({
      action: 'timeout',
      isOwn: true,
      user: { id: ANN.id, name: 'Ann' },
      reason: 'spam',
    });
    expect(state().silenced[0]).to.include({ kind: 'timeout' });
    expect(moderation.undoOf(state().records[0]!)).to.deep.equal({ action: 'untimeout', userId: ANN.id });
    await on(undo!());
    expect([state().silenced.length, state().records[0]!.action]).to.deep.equal([0, 'untimeout']);
    act('north', { action: 'ban', userId: ANN.id });
    await pass(10);
    expect(state().records[0]).to.deep.include({ action: 'ban', isOwn: false, moderator: null });
    await close();
  });

  it('lets a time-out end by itself', async () => {
    const { moderation, state, on, pass, close } = await open();
    await on(moderation.act({ action: 'timeout', userId: ANN.id, durationMs: 60_000 }));
    expect(state().silenced).to.have.length(1);
    await pass(60_000);
    expect(state().silenced).to.have.length(0);
    await close();
  });

  it('an act that was refused is nobody’s', async () => {
    const { moderation, room, on, act, pass, state, close } = await open();
    room.roles.delete(ME.id);
    expect(await on(failureOf(moderation.act({ action: 'ban', userId: ANN.id })))).to.include({ code: 'forbidden' });
    act('north', { action: 'ban', userId: ANN.id });
    await pass(10);
    expect(state().records[0]!.isOwn).to.equal(false);
    await close();
  });

  it('reads what was before from an API, page by page, and again after a failure', async () => {
    let fails = true;
    const record = (n: number): ModerationRecord => ({
      id: `log ${n}`,
      atMs: n * 10_000,
      action: 'warn',
      moderator: { id: 'm', name: 'Mod' },
      isOwn: false,
      user: { id: `u${n}`, name: `U${n}` },
    });
    const api: ModerationApi = {
      held: none,
      silenced: none,
      async log({ cursor }) {
        if (fails) throw new T333Error('network', 'No.', { retryable: true });
        return cursor === undefined
          ? { items: [record(3), record(2)], nextCursor: 'next' }
          : { items: [record(1)], nextCursor: null };
      },
    };
    const { moderation, state, pass, on, close } = await open({ api });
    expect(state()).to.include({ past: 'failed' });
    expect(state().pastError).to.include({ code: 'network' });
    fails = false;
    moderation.retry();
    await pass(10);
    expect(state()).to.include({ past: 'loaded', older: 'available', pastError: null });
    fails = true;
    await on(moderation.loadOlder());
    expect(state()).to.include({ past: 'loaded', older: 'failed' });
    fails = false;
    await on(moderation.loadOlder());
    expect(state().older).to.equal('none');
    expect(state().records.map(({ user }) => user!.name)).to.deep.equal(['U3', 'U2', 'U1']);
    await close();
  });

  it('knows from the list of a chat what its transport has told before', async () => {
    const stage = t333Stage();
    const room = stage.hub.channel('north');
    room.roles.set(ME.id, 'moderator');
    room.settings = { ...room.settings, blockedWords: ['rude'] };
    const client = stage.newClient();
    await stage.on(client.join(stage.chat, 'north'));
    holdIn(stage.hub, 'rude');
    stage.hub.say('north', ANN, 'hello');
    stage.act('north', { action: 'timeout', userId: ANN.id, durationMs: 60_000, reason: 'spam' });
    await stage.pass(10);
    const moderation = new ChannelModeration({
      transport: stage.chat,
      channel: 'north',
      clock: stage.clock,
      feed: client.feed,
    });
    const state = moderation.state.getSnapshot();
    expect(state.held.map(({ reason }) => reason)).to.deep.equal(['blocked_words']);
    expect(state.records.map(({ action, user, reason }) => [action, user!.name, reason])).to.deep.equal([
      ['timeout', 'Ann', 'spam'],
    ]);
    expect(state.silenced.map(({ untilMs }) => untilMs! - stage.clock.wallTime())).to.deep.equal([59_990]);
    moderation.destroy();
    expect(stage.chat.state.getSnapshot().channels.size, 'the chat has it still').to.equal(1);
    client.destroy();
    stage.chat.destroy();
    await stage.pass(0);
    expect(stage.clock.pending).to.equal(0);
  });

  it('lists moderators, adds and removes them, and takes that back', async () => {
    let all = [{ id: 'u1', name: 'One' }];
    let fails = true;
    const api: ModerationApi = {
      held: none,
      silenced: none,
      log: none,
      moderators: {
        async list() {
          if (fails) throw new T333Error('forbidden', 'No.');
          return all;
        },
        add: async (id) => void (all = [...all.filter((one) => one.id !== id), { id, name: id }]),
        remove: async (id) => void (all = all.filter((one) => one.id !== id)),
      },
    };
    const { moderation, on, close } = await open({ api });
    const list = moderation.moderators!;
    const ids = (): string[] => list.state.getSnapshot().moderators.map(({ id }) => id);
    expect(list.state.getSnapshot().status).to.equal('idle');
    await on(list.load());
    expect(list.state.getSnapshot()).to.include({ status: 'error' });
    fails = false;
    await on(list.load());
    const undoAdd = await on(list.add('u2'));
    expect(ids()).to.deep.equal(['u1', 'u2']);
    await on(undoAdd());
    const undoRemove = await on(list.remove('u1'));
    expect(ids()).to.deep.equal([]);
    await on(undoRemove());
    expect(ids()).to.deep.equal(['u1']);
    await close();
    expect(await failureOf(list.remove('u1'))).to.include({ code: 'destroyed' });
  });
});
