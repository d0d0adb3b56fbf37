import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { rejection } from '../realtime/fixtures/connection-stage.ts';
import { ChannelSchedule } from './channel-schedule.ts';
import { FakeCreator } from './fixtures/fake-creator.ts';
import type { ScheduleDraft } from './schedule-item.ts';

const DRAFT: ScheduleDraft = {
  title: 'Evening',
  description: '',
  startsAt: '2026-03-22T18:00:00+01:00',
  timeZone: 'Europe/Berlin',
  durationMinutes: 90,
  recurrence: 'weekly',
};

async function open(creator = new FakeCreator()) {
  const schedule = new ChannelSchedule({ api: creator });
  const state = () => schedule.state.getSnapshot();
  expect(state().status).to.equal('loading');
  await schedule.load();
  const titles = () => state().items.map(({ title, sequence }) => `${title} ${sequence}`);
  return { schedule, state, creator, titles };
}

describe('ChannelSchedule', () => {
  it('adds, changes and removes what the server has', async () => {
    const { schedule, titles, state } = await open();
    const { id } = await schedule.add(DRAFT);
    await schedule.add({ ...DRAFT, title: 'Night' });
    expect(titles()).to.deep.equal(['Evening 0', 'Night 0']);
    expect(Object.isFrozen(state().items)).to.equal(true);
    await schedule.change(id, { ...DRAFT, title: 'Late evening' });
    expect(titles()).to.deep.equal(['Late evening 1', 'Night 0']);
    await schedule.remove(id);
    expect(titles()).to.deep.equal(['Night 0']);
  });

  it('changes nothing where that fails, nor for what is no draft', async () => {
    const { schedule, titles, creator, state } = await open();
    const { id } = await schedule.add(DRAFT);
    const calls = creator.calls.length;
    expect(await rejection(schedule.change(id, { ...DRAFT, title: '' }))).to.include({ code: 'invalid-argument' });
    expect(creator.calls.length).to.equal(calls);
    creator.fault = new T333Error('network', 'Lost.', { retryable: true });
    expect(await rejection(schedule.remove(id))).to.equal(creator.fault);
    expect([titles(), state().isSaving]).to.deep.equal([['Evening 0'], false]);
  });

  it('saves one thing at a time', async () => {
    const { schedule, titles } = await open();
    const first = schedule.add(DRAFT);
    expect(await rejection(schedule.add(DRAFT))).to.include({ code: 'invalid-argument' });
    await first;
    expect(titles()).to.have.length(1);
  });

  it('is only to be read where the port says no more', async () => {
    const { creator } = await open();
    const { getSchedule } = creator;
    const schedule = new ChannelSchedule({ api: { getSchedule } });
    expect(await rejection(schedule.add(DRAFT))).to.include({ code: 'unsupported' });
  });

  it('says that it could not be loaded, and loads again', async () => {
    const creator = new FakeCreator();
    creator.fault = new T333Error('network', 'Lost.', { retryable: true });
    const { schedule, state } = await open(creator);
    expect(state()).to.include({ status: 'error', error: creator.fault });
    creator.fault = null;
    await schedule.load();
    expect(state()).to.include({ status: 'ready', error: null });
  });

  it('leaves nothing behind', async () => {
    const { schedule, creator, state } = await open();
    creator.waits = true;
    const added = rejection(schedule.add(DRAFT));
    schedule.destroy();
    expect(await added).to.include({ code: 'destroyed' });
    expect(creator.signal!.aborted).to.equal(true);
    expect(state().items).to.deep.equal([]);
    expect(await rejection(schedule.load())).to.include({ code: 'destroyed' });
  });
});
