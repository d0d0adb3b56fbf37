import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeSettings, SETTINGS } from './fixtures/fake-settings.ts';
import { SettingsRefusal } from './settings-api.ts';
import { SettingsDraft, type SettingsDraftState } from './settings-draft.ts';

const DOWN = new T333Error('network', 'Down.', { retryable: true });
const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

async function open(api = new FakeSettings()) {
  const draft = new SettingsDraft({ api });
  const state = (): SettingsDraftState => draft.state.getSnapshot();
  expect(state().status).to.equal('loading');
  await settled();
  return { api, draft, state };
}

describe('SettingsDraft', () => {
  it('loads, and says where that fails, and loads again', async () => {
    const api = new FakeSettings();
    api.fault = DOWN;
    api.categoriesFault = DOWN;
    const { draft, state } = await open(api);
    expect(state()).to.include({ status: 'error', error: DOWN, categoriesStatus: 'error' });
    api.fault = api.categoriesFault = null;
    await Promise.all([draft.load(), draft.loadCategories()]);
    expect(state()).to.include({ status: 'ready', error: null, categoriesStatus: 'ready' });
    expect(state().draft).to.deep.equal(SETTINGS);
    expect(state().changed).to.deep.equal([]);
  });

  it('knows what is changed, and what is wrong with it, as it is written', async () => {
    const { draft, state } = await open();
    draft.set('title', '');
    draft.set('tags', ['chess', 'tea']);
    expect(state().changed).to.deep.equal(['title', 'tags']);
    expect(state().faults.get('title')).to.deep.equal({ code: 'required' });
    expect(await draft.save(), 'nothing is sent that is wrong').to.equal(false);
    draft.set('tags', ['chess']);
    draft.revert('title');
    expect([state().changed, state().faults.size]).to.deep.equal([[], 0]);
    draft.set('categoryId', 'cooking');
    expect(state().faults.get('categoryId')).to.deep.equal({ code: 'unknown' });
    draft.revert();
    expect(state().draft).to.deep.equal(SETTINGS);
  });

  it('saves what is changed alone, and takes how the server writes it', async () => {
    const { api, draft, state } = await open();
    draft.set('title', ' Night ');
    draft.set('minAge', 18);
    expect(await draft.save()).to.equal(true);
    expect(api.saves).to.deep.equal([{ title: ' Night ', minAge: 18 }]);
    expect(state().draft.title).to.equal('Night');
    expect(state()).to.deep.include({ changed: [], isSaving: false, canUndo: true });
    expect(await draft.save()).to.equal(false);
  });

  it('is saved when the server has said so, and keeps what is written meanwhile', async () => {
    const { api, draft, state } = await open();
    let go = (): void => {};
    api.wait = new Promise((resolve) => (go = resolve));
    draft.set('title', 'Night');
    const saving = draft.save();
    expect(state()).to.deep.include({ isSaving: true, changed: ['title'] });
    expect(await draft.save(), 'one at a time').to.equal(false);
    draft.set('title', 'Night and day');
    go();
    expect(await saving).to.equal(true);
    expect([state().saved.title, state().draft.title, state().changed]).to.deep.equal([
      'Night',
      'Night and day',
      ['title'],
    ]);
  });

  it('tells at the field what a server has refused, until it is changed', async () => {
    const { api, draft, state } = await open();
    draft.set('title', 'Rude');
    draft.set('minAge', 18);
    api.fault = new SettingsRefusal(new Map([['title', 'Not this.']]), { minAge: 18 });
    expect(await draft.save()).to.equal(false);
    expect(state().faults.get('title')).to.deep.equal({ code: 'refused', reason: 'Not this.' });
    expect([state().saveError, state().changed]).to.deep.equal([null, ['title']]);
    draft.set('title', 'Kind');
    expect(state().faults.size).to.equal(0);
    api.fault = null;
    expect(await draft.save()).to.equal(true);
  });

  it('says that a save failed, and loses nothing', async () => {
    const { api, draft, state } = await open();
    draft.set('title', 'Night');
    api.fault = DOWN;
    expect(await draft.save()).to.equal(false);
    expect(state()).to.deep.include({ saveError: DOWN, isSaving: false, changed: ['title'] });
    api.fault = new SettingsRefusal(new Map(), { title: 'Night' }, { cause: DOWN });
    await draft.save();
    expect(state()).to.deep.include({ saveError: DOWN, changed: [] });
  });

  it('undoes the last save, and leaves alone what was changed since', async () => {
    const { api, draft, state } = await open();
    draft.set('title', 'Night');
    draft.set('minAge', 18);
    await draft.save();
    draft.set('minAge', 16);
    expect(await draft.undo()).to.equal(true);
    expect(api.saves.at(-1)).to.deep.equal({ title: 'Evening', minAge: 0 });
    expect([state().draft.title, state().draft.minAge, state().saved.minAge]).to.deep.equal(['Evening', 16, 0]);
    expect([state().canUndo, await draft.undo()]).to.deep.equal([false, false]);
  });

  it('loads anew without losing what was changed', async () => {
    const { api, draft, state } = await open();
    draft.set('title', 'Night');
    api.settings = { ...SETTINGS, title: 'Other', description: 'Other', latency: 'normal' };
    await draft.load();
    expect(state().draft).to.include({ title: 'Night', description: 'Other', latency: 'normal' });
    expect(state().changed).to.deep.equal(['title']);
  });

  it('has no field that the server does not have', async () => {
    const api = new FakeSettings();
    api.settings = { title: 'Evening' };
    api.lacksStream = true;
    const { draft, state } = await open(api);
    draft.set('minAge', 18);
    expect([state().draft, state().lacksStream]).to.deep.equal([{ title: 'Evening' }, true]);
  });

  it('does nothing any more once it was destroyed', async () => {
    const { api, draft } = await open();
    let go = (): void => {};
    api.wait = new Promise((resolve) => (go = resolve));
    draft.set('title', 'Night');
    const saving = draft.save().catch((error: unknown) => error);
    draft.destroy();
    go();
    expect(await saving).to.include({ code: 'destroyed' });
    expect(() => draft.set('title', 'x'))
      .to.throw()
      .with.property('code', 'destroyed');
  });
});
