import { T333Error } from '@t333/core/errors';
import { HealthMonitor, type HealthReport, type HealthSink } from '@t333/core/health';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { FakeClipboard } from '../base/clipboard.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import './define.ts';
import type { HealthChangeEvent } from './health-panel.events.ts';
import type { HealthPanel } from './health-panel.ts';

const GOOD: HealthReport = { bitrateBps: 5.8e6, activeFps: 59.94, dropRate: 0, viewerCount: 1280 };

let clock: FakeClock;
let sink: HealthSink;
let monitor: HealthMonitor;
let panel: HealthPanel;

async function pass(byMs = 0): Promise<void> {
  await clock.advance(byMs);
  await panel.updateComplete;
}

async function open(properties: Partial<HealthPanel> = { monitor }): Promise<void> {
  panel = document.createElement('health-panel');
  Object.assign(panel, { clock, ...properties });
  document.body.append(panel);
  await pass();
}

async function tell(report: HealthReport, thenMs = 0): Promise<void> {
  sink.link('open');
  sink.report(report);
  await pass(thenMs);
}

const textOf = ({ textContent }: Element): string => textContent.replace(/\s+/g, ' ').trim();
const part = (name: string): HTMLElement | null => panel.shadowRoot!.querySelector(`[part~=${name}]`);
const status = (): string => textOf(part('status')!);
const figures = (): Record<string, string> =>
  Object.fromEntries(
    [...panel.shadowRoot!.querySelectorAll('dl > div')].map(({ children }) => [
      textOf(children[0]!),
      textOf(children[1]!),
    ]),
  );
const issues = (): string[] => [...panel.shadowRoot!.querySelectorAll('[part=issue]')].map(textOf);
const said = (): string => textOf(panel.shadowRoot!.querySelector('[aria-live]')!);

describe('<health-panel>', () => {
  beforeEach(() => {
    clock = new FakeClock();
    monitor = new HealthMonitor({
      clock,
      targets: { bitrateBps: 6e6, activeFps: 60 },
      source: (to) => void (sink = to),
    });
  });

  afterEach(() => {
    panel.remove();
    monitor.destroy();
    document.body.removeAttribute('style');
    document.body.removeAttribute('dir');
  });

  it('says that nothing is watched, that it connects, and that it waits', async () => {
    await open({});
    expect(textOf(panel.shadowRoot!.querySelector('.base')!)).to.include('No stream is watched.');
    panel.monitor = monitor;
    await pass();
    expect(status()).to.equal('Unknown');
    expect(textOf(panel.shadowRoot!.querySelector('.note')!)).to.equal('Connecting.');
    sink.link('open');
    await pass();
    expect(textOf(panel.shadowRoot!.querySelector('.note')!)).to.equal('Waiting for the first figures.');
    expect(figures().Bitrate).to.equal('–unknown of 6 Mb/s');
  });

  it('tells each figure, and what is expected of it', async () => {
    await open();
    await tell(GOOD);
    expect(status()).to.equal('Healthy');
    expect(part('status')!.querySelector('svg')).to.not.equal(null);
    expect(figures()).to.deep.equal({
      Bitrate: '5.8 Mb/s of 6 Mb/s',
      'Frame rate': '59.9 fps of 60 fps',
      'Dropped frames': '0% at most 1%',
      Viewers: '1,280',
    });
    expect([issues(), part('heard'), panel.shadowRoot!.querySelector('.note')]).to.deep.equal([[], null, null]);
  });

  it('tells what is wrong, why, and what helps: the worst first', async () => {
    await open();
    await tell({ ...GOOD, bitrateBps: 2.5e6, dropRate: 0.023 });
    expect(status()).to.equal('Starving');
    expect(issues()).to.deep.equal([
      'Error: The bitrate is low: 2.5 Mb/s of 6 Mb/s Warning: Frames are dropped: 2.3% ' +
        'The link from the encoder to the server is slow or unsteady. Lower the bitrate, or use a cable instead of Wi-Fi.',
    ]);
    await tell({ ...GOOD, activeFps: 40 });
    expect(issues().map((text) => text.slice(0, 33))).to.deep.equal([
      'Error: The bitrate is low: 2.5 Mb',
      'Error: The frame rate is low: 40 ',
    ]);
    await tell({ bitrateBps: 0, activeFps: 0 });
    expect(issues()[0]).to.equal(
      'Error: Nothing arrives Error: No picture arrives The encoder sends nothing. ' +
        'Look whether the encoder runs, and what it is set to.',
    );
  });

  it('draws each figure with what is expected, and says it in words', async () => {
    await open();
    for (const bitrateBps of [5e6, 5.5e6, 6e6]) await tell({ ...GOOD, bitrateBps }, 60_000);
    const [bitrate, , dropped, viewers] = panel.shadowRoot!.querySelectorAll('[part=chart]');
    expect(bitrate!.getAttribute('aria-label')).to.equal('Bitrate, the last 2 minutes: 5 Mb/s to 6 Mb/s');
    expect(bitrate!.querySelector('.spent')!.getAttribute('points')).to.equal('0,10 150,5 300,0');
    expect(bitrate!.querySelector('.link')!.getAttribute('points')).to.equal('0,0 150,0 300,0');
    expect(dropped!.getAttribute('aria-label')).to.equal('Dropped frames, the last 2 minutes: 0%');
    expect(viewers!.querySelector('.link')!.getAttribute('points')).to.equal('');
  });

  it('counts how long nothing was heard, holds the figures, and says offline in the end', async () => {
    await open();
    await tell(GOOD, 9999);
    expect(part('heard')).to.equal(null);
    await pass(1);
    expect(textOf(part('heard')!)).to.equal('Last heard 10 seconds ago');
    await pass(2000);
    expect([status(), textOf(part('heard')!)]).to.deep.equal(['Healthy', 'Last heard 12 seconds ago']);
    await pass(18_000);
    expect(status()).to.equal('Offline');
    expect(figures().Bitrate).to.equal('5.8 Mb/s of 6 Mb/s');
    expect(textOf(panel.shadowRoot!.querySelector('.note')!)).to.include('Nothing is heard');
    await pass(100_000);
    expect(textOf(part('heard')!)).to.equal('Last heard 2 minutes ago');
    await tell(GOOD);
    expect([status(), part('heard')]).to.deep.equal(['Healthy', null]);
  });

  it('says that the connection is lost, and whether it comes back', async () => {
    await open();
    await tell(GOOD, 3000);
    sink.link('reconnecting', new T333Error('network', 'Gone.'));
    await pass();
    expect([status(), figures().Viewers]).to.deep.equal(['Offline', '1,280']);
    expect(textOf(part('heard')!)).to.equal('Last heard 3 seconds ago');
    expect(textOf(panel.shadowRoot!.querySelector('.note')!)).to.include('tried again');
    sink.link('closed', new T333Error('forbidden', 'No.'));
    await pass();
    expect(textOf(panel.shadowRoot!.querySelector('.note')!)).to.equal(
      'Only who runs this channel is told its health.',
    );
  });

  it('shows the last figures of a monitor that was destroyed as what they are', async () => {
    await open();
    await tell(GOOD, 3000);
    monitor.destroy();
    await pass();
    expect([status(), figures().Viewers]).to.deep.equal(['Healthy', '1,280']);
    expect(textOf(part('heard')!)).to.equal('Last heard 3 seconds ago');
    expect(part('tiles')!.classList.contains('held')).to.equal(true);
    expect(textOf(panel.shadowRoot!.querySelector('.note')!)).to.equal('There is no connection any more.');
  });

  it('tells a page of each change', async () => {
    const changes: string[] = [];
    const listen = ({ status: now, previous }: HealthChangeEvent): void => void changes.push(`${previous} → ${now}`);
    document.addEventListener('healthchange', listen as EventListener);
    await open();
    await tell(GOOD);
    await tell({ ...GOOD, dropRate: 0.02 });
    expect(changes).to.deep.equal(['unknown → healthy', 'healthy → degraded']);
    panel.remove();
    await pass();
    await tell({ ...GOOD, dropRate: 0.2 });
    document.removeEventListener('healthchange', listen as EventListener);
    expect(changes).to.have.length(2);
  });

  it('says changes to screen readers, once they have settled, and not that all is well from the start', async () => {
    await open({ monitor, label: 'North' });
    await tell(GOOD, 5000);
    expect(said()).to.equal('');
    await tell({ ...GOOD, dropRate: 0.02 }, 1000);
    sink.link('reconnecting');
    await pass(1000);
    expect(said()).to.equal('');
    await tell({ ...GOOD, dropRate: 0.02 }, 2000);
    expect(said()).to.equal('Stream health: North. Degraded. Frames are dropped: 2%');
    for (let index = 0; index < 20; index++) await tell({ ...GOOD, dropRate: 0.02 + index / 1000 }, 1000);
    expect(said()).to.equal('Stream health: North. Degraded. Frames are dropped: 2%');
    expect(panel.shadowRoot!.querySelector('.base')!.getAttribute('aria-label')).to.equal('Stream health: North');
  });

  it('is a strip where it is compact', async () => {
    await open({ monitor, compact: true });
    await tell({ ...GOOD, bitrateBps: 2.5e6, dropRate: 0.02 });
    expect(panel.hasAttribute('compact')).to.equal(true);
    expect([part('chart'), part('copy-button')]).to.deep.equal([null, null]);
    expect(figures().Bitrate).to.equal('2.5 Mb/s');
    expect(issues()).to.have.length(1);
    expect(panel.getBoundingClientRect().height).to.be.lessThan(200);
  });

  it('copies figures alone, by keyboard too', async () => {
    const clipboard = new FakeClipboard();
    await open({ monitor, label: 'North' });
    await tell(GOOD, 5000);
    const button = part('copy-button') as HTMLButtonElement;
    button.focus();
    expect(panel.shadowRoot!.activeElement).to.equal(button);
    button.click();
    await pass();
    await pass();
    clipboard.restore();
    const data = JSON.parse(clipboard.copied[0]!) as Record<string, unknown>;
    expect(data).to.deep.include({ status: 'healthy', link: 'open', targets: { bitrateBps: 6e6, activeFps: 60 } });
    expect(data.last).to.deep.include({ secondsAgo: 5, bitrateBps: 5.8e6, activeFps: 59.94, viewerCount: 1280 });
    expect(data.lastMinutes).to.have.length(1);
    expect(clipboard.copied[0]).to.not.include('North');
  });

  it('follows another monitor, and forgets the one before', async () => {
    await open();
    await tell({ ...GOOD, dropRate: 0.2 });
    const other = new HealthMonitor({ clock });
    other.push({ activeFps: 30 });
    panel.monitor = other;
    await pass();
    expect([status(), figures()['Frame rate']]).to.deep.equal(['Healthy', '30 fps']);
    await tell(GOOD, 5000);
    expect(figures()['Frame rate']).to.equal('30 fps');
    other.destroy();
  });

  it('leaves nothing running when it is gone, and goes on when it is back', async () => {
    await open();
    await tell({ ...GOOD, dropRate: 0.02 }, 31_000);
    panel.remove();
    await pass();
    expect(clock.pending).to.equal(0);
    document.body.append(panel);
    await pass(1000);
    expect(textOf(part('heard')!)).to.equal('Last heard 32 seconds ago');
    panel.remove();
    await pass();
    expect(clock.pending).to.equal(0);
  });

  it('speaks other languages, and writes numbers as they do', async () => {
    registerLocale('de', { 'health.status.degraded': 'Beeinträchtigt', 'health.heard': 'Zuletzt {time}' });
    await open({ monitor, lang: 'de' });
    await tell({ ...GOOD, dropRate: 0.023, bitrateBps: 5.75e6 }, 12_000);
    expect(status()).to.equal('Beeinträchtigt');
    expect(figures()['Dropped frames']).to.match(/^2,3\s%/);
    expect(figures().Viewers).to.equal('1.280');
    expect(textOf(part('heard')!)).to.equal('Zuletzt vor 12 Sekunden');
  });

  it('takes a language that was made up', async () => {
    registerLocale('x-test', { 'health.bitrate': 'Strom' });
    await open({ monitor, lang: 'x-test' });
    await tell(GOOD);
    expect(figures()).to.have.property('Strom');
  });

  for (const [width, dir] of [
    [280, 'ltr'],
    [360, 'rtl'],
  ] as const) {
    it(`fits into ${width} px, ${dir}`, async () => {
      document.body.dir = dir;
      await open();
      panel.style.inlineSize = `${width}px`;
      await tell({ ...GOOD, bitrateBps: 2.5e6, dropRate: 0.02, activeFps: 40 }, 12_000);
      const base = panel.shadowRoot!.querySelector('.base')!;
      expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      for (const element of panel.shadowRoot!.querySelectorAll('[part]')) {
        const { left, right } = element.getBoundingClientRect();
        const box = panel.getBoundingClientRect();
        expect(left >= box.left - 1 && right <= box.right + 1, element.getAttribute('part')!).to.equal(true);
      }
    });
  }

  for (const scheme of ['light', 'dark']) {
    for (const compact of [false, true]) {
      it(`has nothing for axe to complain about, ${scheme}${compact ? ', compact' : ''}`, async () => {
        Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
        await open({ monitor, compact });
        expect(await axeFaults(panel)).to.deep.equal([]);
        await tell({ ...GOOD, bitrateBps: 2.5e6, dropRate: 0.02 }, 12_000);
        expect(await axeFaults(panel)).to.deep.equal([]);
        await pass(20_000);
        expect(await axeFaults(panel)).to.deep.equal([]);
      });
    }
  }
});
