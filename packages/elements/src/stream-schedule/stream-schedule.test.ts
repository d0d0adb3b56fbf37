import { ChannelSchedule, type ScheduleItem } from '@t333/core/creator';
import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { FakeCreator } from '../../../core/src/creator/fixtures/fake-creator.ts';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import './define.ts';
import type { StreamSchedule } from './stream-schedule.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const ITEM: ScheduleItem = {
  id: 'a',
  title: 'Evening',
  description: '',
  startsAt: '2026-03-01T12:10:00Z',
  timeZone: 'UTC',
  durationMinutes: 90,
  recurrence: 'none',
  sequence: 0,
};

let clock: FakeClock;
let creator: FakeCreator;
let element: StreamSchedule;

async function pass(byMs = 0): Promise<void> {
  await clock.advance(byMs);
  await element.updateComplete;
}

async function open(properties: Partial<StreamSchedule> = {}): Promise<void> {
  element = document.createElement('stream-schedule');
  Object.assign(element, { clock, schedule: new ChannelSchedule({ api: creator }), ...properties });
  document.body.append(element);
  await pass();
  await pass();
}

const textOf = ({ textContent }: Element): string => textContent.replace(/\s+/g, ' ').trim();
const root = (): ShadowRoot => element.shadowRoot!;
const text = (): string => textOf(root().querySelector('.panel')!);
const said = (): string => textOf(root().querySelector('[aria-live]')!);
const countdowns = (): string[] => [...root().querySelectorAll('[part=countdown]')].map(textOf);
const titles = (): string[] => [...root().querySelectorAll('li h3')].map(textOf);
const field = (name: string): HTMLInputElement => root().querySelector(`[name=${name}]`)!;
const button = (label: string): HTMLButtonElement =>
  [...root().querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? textOf(one)) === label)!;

async function press(label: string): Promise<void> {
  button(label).focus();
  button(label).click();
  await pass();
  await pass();
}

function fill(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) field(name).value = value;
}

describe('<stream-schedule>', () => {
  beforeEach(() => {
    clock = new FakeClock(NOW);
    creator = new FakeCreator();
  });

  afterEach(() => {
    element.remove();
    element.schedule?.destroy();
    document.body.removeAttribute('style');
    document.body.removeAttribute('dir');
    document.body.removeAttribute('lang');
  });

  it('says that it loads, that nothing is planned, and what it could not load', async () => {
    creator.fault = new T333Error('network', 'Lost.', { retryable: true });
    await open();
    expect(text()).to.include('The server could not be reached.');
    creator.fault = null;
    await press('Try again');
    expect(text()).to.equal('Schedule Nothing is planned.');
    expect(button('Add')).to.equal(undefined);
  });

  it('shows the next time of each, the soonest first, and counts down', async () => {
    creator.items = [
      { ...ITEM, id: 'c', title: 'Weekly', startsAt: '2026-01-03T12:00:00Z', recurrence: 'weekly' },
      { ...ITEM, id: 'b', title: 'Night', startsAt: '2026-03-01T23:30:00Z' },
      ITEM,
      { ...ITEM, id: 'd', title: 'Past', startsAt: '2026-02-01T12:00:00Z' },
    ];
    await open();
    expect(titles()).to.deep.equal(['Evening', 'Night', 'Weekly']);
    expect(countdowns()).to.deep.equal(['in 10:00', 'in 11 hr 30 min', 'in 6 days']);
    expect(root().querySelector('time')!.dateTime).to.equal('2026-03-01T12:10:00.000Z');
    await pass(1000);
    expect(countdowns()[0]).to.equal('in 9:59');
    await pass(599_000);
    expect(countdowns()).to.deep.equal(['Now', 'in 11 hr 20 min', 'in 5 days']);
    expect(root().querySelector('li.now')).to.not.equal(null);
    await pass(90 * 60_000);
    expect(titles()).to.deep.equal(['Night', 'Weekly']);
  });

  it('needs no timer when it is gone', async () => {
    creator.items = [ITEM];
    await open();
    expect(clock.pending).to.equal(1);
    element.remove();
    await pass();
    expect(clock.pending).to.equal(0);
  });

  it('says what clocks show where it is planned, where that is something else', async () => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    await open({ schedule: null, items: [{ ...ITEM, timeZone: 'Asia/Kathmandu' }] });
    expect(text()).to.include('05:55 PM in Asia/Kathmandu'.replace(/^0/, ''));
    element.items = [{ ...ITEM, timeZone: own }];
    await pass();
    expect(text()).to.not.include(` in ${own}`);
  });

  it('gives a file for calendars, and its address back', async () => {
    await open({
      schedule: null,
      items: [ITEM],
      label: 'North',
      href: 'https://example.com/north',
      domain: 'example.com',
    });
    const blobs: Blob[] = [];
    const revoked: string[] = [];
    const { createObjectURL, revokeObjectURL } = URL;
    const downloads: string[] = [];
    URL.createObjectURL = (blob) => `blob:x${blobs.push(blob as Blob)}`;
    URL.revokeObjectURL = (address) => void revoked.push(address);
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      downloads.push(`${this.download} ${this.href}`);
    };
    try {
      await press('Add to calendar: Evening');
      const file = await blobs[0]!.text();
      expect(blobs[0]!.type).to.equal('text/calendar;charset=utf-8');
      expect(file)
        .to.include('UID:a@example.com')
        .and.include('URL:https://example.com/north')
        .and.include('NAME:North');
      expect(downloads).to.deep.equal(['Evening.ics blob:x1']);
      expect(revoked).to.deep.equal([]);
      await pass(10_000);
      expect(revoked).to.deep.equal(['blob:x1']);
    } finally {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
      HTMLAnchorElement.prototype.click = click;
    }
  });

  it('plans: times are those of the zone that is chosen', async () => {
    await open({ editable: true });
    const changes: string[] = [];
    element.addEventListener('schedulechange', ({ action, item }) => changes.push(`${action} ${item.title}`));
    await press('Add');
    expect(root().querySelector('dialog')!.matches(':modal')).to.equal(true);
    expect(root().activeElement).to.equal(field('title'));
    fill({ title: ' Evening ', start: '2026-07-01T18:00', zone: 'Europe/Berlin', duration: '60', description: 'x' });
    field('weekly').click();
    await press('Save');
    expect(creator.items).to.deep.equal([
      {
        ...ITEM,
        id: 'i1',
        description: 'x',
        startsAt: '2026-07-01T16:00:00.000Z',
        timeZone: 'Europe/Berlin',
        durationMinutes: 60,
        recurrence: 'weekly',
      },
    ]);
    expect([titles(), changes, said()]).to.deep.equal([['Evening'], ['added Evening'], 'Planned: Evening']);
    expect(root().querySelector('dialog')).to.equal(null);
    expect(root().activeElement).to.equal(button('Add'));
  });

  it('says what is wrong, where it is, and asks no server', async () => {
    await open({ editable: true });
    await press('Add');
    await press('Save');
    expect(textOf(root().querySelector('[role=alert]')!)).to.include('Something is missing');
    expect(root().activeElement).to.equal(field('title'));
    fill({ title: 'x', duration: '1441' });
    await press('Save');
    expect(root().activeElement).to.equal(field('duration'));
    expect(creator.calls).to.deep.equal(['schedule']);
  });

  it('keeps what was written while the server does not take it', async () => {
    await open({ editable: true });
    await press('Add');
    fill({ title: 'Evening' });
    creator.fault = new T333Error('offline', 'No.', { retryable: true });
    await press('Save');
    expect(textOf(root().querySelector('[role=alert]')!)).to.equal('There is no network.');
    expect(field('title').value).to.equal('Evening');
    creator.fault = null;
    await press('Save');
    expect(titles()).to.deep.equal(['Evening']);
  });

  it('changes, and leaves alone what was not touched', async () => {
    // The second of two hours that clocks show: a form knows only the first.
    creator.items = [{ ...ITEM, startsAt: '2026-10-25T01:30:00Z', timeZone: 'Europe/Berlin' }];
    await open({ editable: true });
    await press('Change: Evening');
    expect(field('start').value).to.equal('2026-10-25T02:30');
    fill({ title: 'Night' });
    await press('Save');
    expect(creator.items[0]).to.include({ title: 'Night', startsAt: '2026-10-25T01:30:00Z', sequence: 1 });
    expect(said()).to.equal('Changed: Night');
  });

  it('asks before it deletes, and says so where that fails', async () => {
    creator.items = [{ ...ITEM, recurrence: 'weekly' }];
    await open({ editable: true });
    await press('Delete: Evening');
    expect(text()).to.include('with all its weeks');
    expect(textOf(root().activeElement!)).to.equal('Cancel');
    await press('Cancel');
    expect(creator.items).to.have.length(1);
    expect(root().activeElement).to.equal(button('Delete: Evening'));
    creator.fault = new T333Error('forbidden', 'No.');
    await press('Delete: Evening');
    await press('Delete');
    expect([text().includes('You may not do this here.'), titles().length]).to.deep.equal([true, 1]);
    creator.fault = null;
    await press('Delete: Evening');
    await press('Delete');
    expect([titles(), said()]).to.deep.equal([[], 'Deleted: Evening']);
    expect(root().activeElement!.id).to.equal('heading');
  });

  it('shows texts as they are', async () => {
    const markup = '<img src=x onerror="globalThis.hacked=1">';
    await open({ schedule: null, items: [{ ...ITEM, title: markup, description: markup }] });
    expect(titles()).to.deep.equal([markup]);
    expect(root().querySelector('img')).to.equal(null);
  });

  it('speaks the language of the page, and shows nothing of a zone that is none', async () => {
    registerLocale('de', { 'schedule.label': 'Programm' });
    document.body.lang = 'de';
    await open({
      schedule: null,
      items: [
        { ...ITEM, startsAt: '2026-03-05T12:00:00Z' },
        { ...ITEM, id: 'z', timeZone: 'x' },
      ],
    });
    expect(textOf(root().querySelector('h2')!)).to.equal('Programm');
    expect(countdowns()).to.deep.equal(['in 4 Tagen']);
  });

  for (const scheme of ['light', 'dark']) {
    for (const width of ['1240px', '344px']) {
      it(`has nothing for axe to complain about, ${scheme}, ${width}; buttons are large`, async () => {
        Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
        creator.items = [ITEM, { ...ITEM, id: 'b', title: 'x'.repeat(140), timeZone: 'Asia/Tokyo' }];
        await open({ editable: true });
        element.style.inlineSize = width;
        expect(await axeFaults(element)).to.deep.equal([]);
        expect(element.scrollWidth).to.be.at.most(element.clientWidth);
        await press('Add');
        await Promise.all(
          root()
            .querySelector('dialog')!
            .getAnimations()
            .map(({ finished }) => finished),
        );
        expect(await axeFaults(element)).to.deep.equal([]);
        for (const one of root().querySelectorAll('button')) expect(one.offsetHeight).to.be.at.least(44);
      });
    }
  }
});
