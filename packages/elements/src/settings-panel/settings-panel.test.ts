import { restSettings, SettingsDraft, SettingsRefusal } from '@t333/core/creator';
import { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { getResponse, http, HttpResponse } from 'msw';
import { FakeSettings, SETTINGS } from '../../../core/src/creator/fixtures/fake-settings.ts';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import './define.ts';
import type { SettingsDirtyEvent, SettingsSaveEvent } from './settings-panel.events.ts';
import type { SettingsPanel } from './settings-panel.ts';

const DOWN = new T333Error('network', 'Down.', { retryable: true });

describe('<settings-panel>', () => {
  let api: FakeSettings;
  let draft: SettingsDraft;
  let panel: SettingsPanel;

  /** Requests that are answered at once, and what is drawn of them. */
  async function pass(): Promise<void> {
    await new Promise((resolve) => void setTimeout(resolve));
    await panel.updateComplete;
    await panel.updateComplete;
  }

  async function open(properties: Partial<SettingsPanel> = {}): Promise<void> {
    draft ??= new SettingsDraft({ api });
    panel = document.createElement('settings-panel');
    Object.assign(panel, { draft, ...properties });
    document.body.append(panel);
    await pass();
  }

  const find = <T extends HTMLElement = HTMLInputElement>(selector: string): T =>
    panel.shadowRoot!.querySelector<T>(selector)!;
  const text = (selector: string): string | undefined => find(selector)?.textContent.replace(/\s+/g, ' ').trim();
  const write = async (name: string, value: string): Promise<void> => {
    const control = find(`[name=${name}]`);
    control.value = value;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
    if (control.localName === 'select') control.dispatchEvent(new Event('change', { bubbles: true }));
    await pass();
  };
  const click = async (selector: string): Promise<void> => {
    find(selector).click();
    await pass();
  };
  const said = (): string | undefined => text('[aria-live]');
  const status = (): string | undefined => text('.status');

  beforeEach(() => {
    api = new FakeSettings();
    draft = undefined as unknown as SettingsDraft;
  });

  afterEach(() => {
    panel.remove();
    draft.destroy();
    document.body.removeAttribute('style');
    document.body.removeAttribute('dir');
  });

  it('has its bar below the fields where there is nothing to save, and never upon the first one', async () => {
    await open();
    // All but the first field is below the edge of the window.
    panel.style.marginBlockStart = `${innerHeight - 150}px`;
    const topOfBar = (): number => find('.bar').getBoundingClientRect().top;
    const bottomOf = (selector: string): number => find(selector).getBoundingClientRect().bottom;
    expect(topOfBar()).to.be.at.least(bottomOf('.fields'));
    await write('title', 'Another evening');
    expect(topOfBar()).to.be.at.least(bottomOf('.field'));
    expect(topOfBar(), 'it is kept in view').to.be.below(bottomOf('.fields'));
  });

  it('says that nobody is signed in, that it loads, what went wrong, and tries again', async () => {
    api.fault = new T333Error('forbidden', 'No.');
    await open({ draft: null });
    expect(text('.note')).to.equal('Nobody is signed in to set anything.');
    panel.draft = draft;
    await pass();
    expect(text('.failed')).to.equal('You may not do this here.');
    api.fault = null;
    await click('.row button');
    expect(find('#title').value).to.equal('Evening');
  });

  it('shows what there is, in the languages and units of people', async () => {
    await open();
    expect(find('#tags').value).to.equal('chess');
    expect(find('#dvrWindowSec').value).to.equal('60');
    expect(text('#language option:checked')).to.equal('English');
    expect(text('#categoryId option:checked')).to.equal('Games');
    expect(text('#title-count')).to.equal('7 of 140');
    expect(find('[part=save-button]').getAttribute('aria-disabled')).to.equal('true');
  });

  it('has the fields that the server has, and says why there are no more', async () => {
    api.settings = { title: 'Evening', tags: [] };
    api.lacksStream = true;
    await open();
    expect(
      [...panel.shadowRoot!.querySelectorAll('[part=field]')].map((one) => (one as HTMLElement).dataset['field']),
    ).to.deep.equal(['title', 'tags']);
    expect(text('form > .note')).to.match(/^Some settings belong to a stream/);
  });

  it('checks what is written as it is written, and counts characters', async () => {
    await open();
    await write('title', '😀'.repeat(141));
    expect([text('#title-fault'), text('#title-count')]).to.deep.equal([
      'Too long: 141 of 140 characters.',
      '141 of 140',
    ]);
    expect(find('#title').getAttribute('aria-describedby')).to.equal('title-fault title-count');
    expect(find('#title').ariaInvalid).to.equal('true');
    await write('title', 'Night');
    expect([find('#title-fault'), status()]).to.deep.equal([null, 'Not saved: Title']);
    await write('minAge', '22');
    expect(text('#minAge-fault')).to.equal('A whole number from 0 to 21.');
    await write('dvrWindowSec', '241');
    expect(text('#dvrWindowSec-fault')).to.equal('A whole number from 0 to 240.');
    await write('dvrWindowSec', '');
    expect(text('#dvrWindowSec-fault')).to.equal('A whole number from 0 to 240.');
  });

  it('takes tags as they are written, and shows them as they are read', async () => {
    await open();
    await write('tags', 'chess, #tea,, chess,');
    expect(find('#tags').value, 'nobody is interrupted').to.equal('chess, #tea,, chess,');
    expect(text('#tags-fault')).to.equal('“chess” stands here twice.');
    await write('tags', 'chess, #tea,,');
    find('#tags').dispatchEvent(new Event('change'));
    await pass();
    expect([find('#tags').value, text('#tags-count')]).to.deep.equal(['chess, tea', '2 of 10']);
  });

  it('saves when the server has said so, says it, and can undo it', async () => {
    const events: unknown[] = [];
    await open();
    panel.addEventListener('settingsdirty', ({ isDirty }: SettingsDirtyEvent) => events.push(isDirty));
    panel.addEventListener('settingssave', ({ settings }: SettingsSaveEvent) => events.push(settings.title));
    let go = (): void => {};
    api.wait = new Promise((resolve) => (go = resolve));
    await write('title', ' Night ');
    await write('visibility', 'unlisted');
    await click('[part=save-button]');
    expect([text('[part=save-button]'), api.saves.length, find('.panel').ariaBusy]).to.deep.equal([
      'Saving …',
      0,
      'true',
    ]);
    go();
    await pass();
    expect(api.saves).to.deep.equal([{ title: ' Night ', visibility: 'unlisted' }]);
    expect([find('#title').value, status(), said()]).to.deep.equal(['Night', 'Saved.', 'Saved.']);
    await click('[part=undo-button]');
    expect([find('#title').value, find('#visibility').value, status()]).to.deep.equal([
      'Evening',
      'public',
      'It is as it was before.',
    ]);
    expect(panel.shadowRoot!.activeElement).to.equal(find('[part=save-button]'));
    expect(events).to.deep.equal([true, false, 'Night', 'Evening']);
  });

  it('goes to what is wrong instead of saving it', async () => {
    await open();
    await write('description', 'x');
    await write('title', ' ');
    await click('[part=save-button]');
    expect([api.saves.length, status(), said()]).to.deep.equal([
      0,
      'Not saved. Please look at: Title',
      'Not saved. Please look at: Title',
    ]);
    expect(panel.shadowRoot!.activeElement).to.equal(find('#title'));
  });

  it('shows what the server has refused at its field', async () => {
    await open();
    await write('title', 'Rude');
    api.fault = new SettingsRefusal(new Map([['title', 'not this.']]));
    await click('[part=save-button]');
    expect(text('#title-fault')).to.equal('The server does not take this: not this.');
    expect(panel.shadowRoot!.activeElement).to.equal(find('#title'));
    api.fault = null;
    await write('title', 'Kind');
    expect(find('#title-fault')).to.equal(null);
  });

  it('keeps what was not saved, says why, and tries again', async () => {
    await open();
    await write('title', 'Night');
    api.fault = DOWN;
    await click('[part=save-button]');
    expect([find('#title').value, status(), text('[part=save-button]')]).to.deep.equal([
      'Night',
      'The server could not be reached.',
      'Try again',
    ]);
    api.fault = null;
    await click('[part=save-button]');
    expect([status(), api.saves.length]).to.deep.equal(['Saved.', 1]);
  });

  it('discards changes', async () => {
    await open();
    await write('title', 'Night');
    await write('tags', 'a, b');
    await click('[part=revert-button]');
    expect([find('#title').value, find('#tags').value, status()]).to.deep.equal([
      'Evening',
      'chess',
      'The changes are discarded.',
    ]);
    expect(panel.isDirty).to.equal(false);
  });

  it('saves by Ctrl and S, and by Enter in a field', async () => {
    await open();
    await write('title', 'Night');
    const key = new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true, cancelable: true });
    find('#title').dispatchEvent(key);
    await pass();
    expect([api.saves.length, key.defaultPrevented]).to.deep.equal([1, true]);
    await write('title', 'Day');
    find<HTMLFormElement>('form').requestSubmit();
    await pass();
    expect(api.saves).to.have.length(2);
  });

  it('warns whoever leaves with something that is not saved', async () => {
    await open();
    const leave = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect([leave(), await panel.confirmLeave()]).to.deep.equal([true, true]);
    await write('title', 'Night');
    expect(leave()).to.equal(false);
    const asked = panel.confirmLeave();
    await pass();
    expect(text('dialog h2')).to.equal('Leave without saving?');
    await click('dialog .answers button:last-child');
    expect(await asked).to.equal(false);
    panel.remove();
    await pass();
    expect(leave()).to.equal(true);
  });

  it('keeps a category that nobody knows, and loads those again that did not come', async () => {
    api.categoriesFault = DOWN;
    api.settings = { ...SETTINGS, categoryId: 'cooking' };
    await open();
    expect(text('#categoryId option:checked')).to.equal('cooking');
    api.categoriesFault = null;
    await click('.retry-categories');
    await write('categoryId', 'music');
    expect(draft.state.getSnapshot().draft.categoryId).to.equal('music');
  });

  it('speaks other languages', async () => {
    registerLocale('de', { 'settings.title': 'Titel', 'settings.fault.required': 'Hier muss etwas stehen.' });
    await open({ lang: 'de' });
    await write('title', '');
    expect([text('label[for=title]'), text('#title-fault')]).to.deep.equal(['Titel', 'Hier muss etwas stehen.']);
    expect(text('#language option:checked')).to.equal('Englisch');
  });

  it('works over the REST of the reference back end', async () => {
    const channel = { id: 'c', title: 'Evening', description: '', categoryId: 'games', tags: ['chess'] };
    const settings = { latency: 'low', dvrWindowSec: 0, minAge: 0, hasWatermark: false, visibility: 'public' };
    const patches: unknown[] = [];
    const base = 'https://t333.example/v1';
    const handlers = [
      http.get(`${base}/channels/c`, () => HttpResponse.json(channel)),
      http.get(`${base}/channels/mine/streams/current`, () => HttpResponse.json({ stream: { id: 's', settings } })),
      http.get(`${base}/categories`, () => HttpResponse.json({ items: [{ id: 'games', name: 'Games' }] })),
      http.patch(`${base}/channels/mine`, async ({ request }) => {
        const changes = (await request.json()) as { title?: string };
        patches.push(changes);
        if (changes.title === 'Rude')
          return HttpResponse.json({ code: 'bad_request', detail: 'body/title must match pattern' }, { status: 400 });
        return HttpResponse.json({ ...channel, ...changes });
      }),
      http.patch(`${base}/streams/s`, async ({ request }) => {
        const changes = (await request.json()) as object;
        patches.push(changes);
        return HttpResponse.json({ id: 's', settings: { ...settings, ...changes } });
      }),
    ];
    const fetch = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
      (await getResponse(handlers, new Request(url, init)))!;
    draft = new SettingsDraft({ api: restSettings({ url: base, channelId: 'c', fetch }) });
    await open();
    const until = async (is: () => boolean): Promise<void> => {
      while (!is()) await pass();
    };
    await until(() => find('#title') !== null);
    await write('title', 'Rude');
    find('[part=save-button]').click();
    await until(() => find('#title-fault') !== null);
    expect(text('#title-fault')).to.equal('The server does not take this: must match pattern');
    await write('title', 'Night');
    await write('minAge', '18');
    find('[part=save-button]').click();
    await until(() => status() === 'Saved.');
    expect(patches.slice(1)).to.deep.equal([{ title: 'Night' }, { title: 'Night', minAge: 18 }]);
  });

  for (const [width, scheme, dir] of [
    [1280, 'light', 'ltr'],
    [360, 'dark', 'ltr'],
    [360, 'light', 'rtl'],
  ] as const)
    it(`fits into ${width} px and has nothing for axe to complain about, ${scheme}, ${dir}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)', margin: 0 });
      document.body.dir = dir;
      await open();
      panel.style.inlineSize = `${width}px`;
      expect(await axeFaults(panel)).to.deep.equal([]);
      await write('title', 'x'.repeat(150));
      await write('tags', 'a, a');
      await click('[part=save-button]');
      expect(await axeFaults(panel)).to.deep.equal([]);
      const section = find('.panel');
      expect(section.scrollWidth).to.be.at.most(section.clientWidth);
      await click('[part=revert-button]');
      await write('title', 'Night');
      await click('[part=save-button]');
      expect(await axeFaults(panel)).to.deep.equal([]);
    });
});
