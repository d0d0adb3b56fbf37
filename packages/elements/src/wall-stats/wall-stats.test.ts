import type { EqualizerState, LatencyEqualizer } from '@t333/core/live';
import { Store } from '@t333/core/state';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { FakeClipboard } from '../base/clipboard.harness.ts';
import './define.ts';
import { ManagedPlayers } from './managed-players.harness.ts';
import type { WallStats } from './wall-stats.ts';

let stage: ManagedPlayers<WallStats>;

/** Statistics of a wall of so many, on a link that has carried something. */
async function open(count: number, properties: Partial<WallStats> = {}): Promise<void> {
  stage = new ManagedPlayers(document.createElement('wall-stats'));
  Object.assign(stage.element, properties);
  await stage.show();
  await stage.fill(count);
  // The element asked for it first, so it has it first.
  await import('./stats-json.ts');
  await stage.pass(0);
}

afterEach(() => {
  stage.destroy();
  document.body.removeAttribute('style');
});

const textOf = ({ textContent }: Element): string => textContent.replace(/\s+/g, ' ').trim();
const rows = (): string[][] => [...stage.root.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf));
const totals = (): Record<string, string> =>
  Object.fromEntries(
    [...stage.root.querySelectorAll('dl > div')].map((total) => [
      textOf(total.children[0]!),
      textOf(total.children[1]!),
    ]),
  );

describe('<wall-stats>', () => {
  it('says that there is nothing', async () => {
    await open(0);
    expect(rows()).to.deep.equal([['There is no stream yet.']]);
    stage.element.quality = null;
    await stage.pass();
    expect([stage.text('dl'), stage.find<HTMLButtonElement>('[part=copy-button]')!.disabled]).to.deep.equal([
      undefined,
      true,
    ]);
  });

  it('tells what each plays and why, in words that a title explains', async () => {
    await open(2, { names: { b: 'East', a: '<b>North</b>' } });
    stage.manager.setFocus(stage.players[0]!);
    await stage.carry(8, 0.9);
    await stage.pass(1000);
    const [east, north] = rows();
    expect(east!.slice(0, 5)).to.deep.equal(['East', '160p', 'Bandwidth', '160p', '360p']);
    expect(north![0]).to.equal('<b>North</b> in focus');
    expect(north!.slice(2, 5)).to.deep.equal(['Size', '360p', '360p']);
    expect(north!.at(-1)).to.match(/^0\.[89] MB$/);
    const [reason] = stage.root.querySelectorAll<HTMLElement>('td [title]');
    expect(reason!.title).to.equal('More does not fit through the link beside the other streams.');
  });

  it('tells the rest of it where it is known', async () => {
    await open(1);
    const player = await stage.add({ isLive: true });
    player.set({ rendition: player.state.getSnapshot().renditions[1]!.id });
    await stage.showFrames(4000, 0.5);
    await stage.pass(1000);
    const [recording, live] = rows();
    expect([recording![7], recording![8]]).to.deep.equal(['50 %', '–unknown']);
    expect([live![1], live![7]]).to.deep.equal(['360p', '0 %']);
    expect(live![8]).to.match(/^3\.\d s$/);
  });

  it('adds up, and compares with what there is', async () => {
    await open(2);
    expect(totals()).to.include({ 'The link carries': 'unknown', Policy: 'utility' });
    await stage.carry(10, 4);
    stage.manager.dataSaver = true;
    stage.manager.optimize();
    await stage.pass(2000);
    const said = totals();
    expect(said['The link carries']).to.match(/^(4|3\.9) Mbit\/s$/);
    expect(said['Spent']).to.match(/^300 kbit\/s, \d % of it$/);
    expect(said['Decoding']).to.match(/^\d+ MP\/s(?:, no limit met| of \d+ MP\/s)$/);
    expect(said['Policy']).to.equal('utility, data saver, optimised');
  });

  it('tells what live streams are kept at, and how far they are apart, where something keeps them', async () => {
    await open(2);
    expect(totals()).to.not.have.property('Kept together');
    const state = new Store<EqualizerState>({ latencySeconds: null, spreadSeconds: 0 });
    stage.element.equalizer = { state } as unknown as LatencyEqualizer;
    await stage.pass(1000);
    expect(totals(), 'one alone is not kept together').to.not.have.property('Kept together');
    state.update({ latencySeconds: 6.23, spreadSeconds: 0.048 });
    await stage.pass(1000);
    expect(totals()).to.include({ 'Kept together': '6.2 s behind live, within 0.05 s' });
  });

  it('draws the last minute, and says it in words', async () => {
    await open(1);
    await stage.carry(20, 4);
    const chart = stage.root.querySelector('[part=chart]')!;
    expect(chart.getAttribute('role')).to.equal('img');
    expect(chart.getAttribute('aria-label')).to.match(
      /^The last minute\. The link: [\d.]+ Mbit\/s to [\d.]+ Mbit\/s\. Spent: \d+ kbit\/s to \d+ kbit\/s\.$/,
    );
    const points = (): number => stage.root.querySelector('polyline.spent')!.getAttribute('points')!.split(' ').length;
    expect(points()).to.be.within(18, 25);
    await stage.pass(90_000);
    expect(points(), 'time goes on while nothing changes').to.be.within(59, 61);
  });

  it('follows at most once a second', async () => {
    await open(2);
    let renders = 0;
    const observer = new MutationObserver(() => renders++);
    observer.observe(stage.root, { subtree: true, childList: true, characterData: true, attributes: true });
    for (let i = 0; i < 40; i++) {
      stage.manager.setFocus(stage.players[i % 2]!);
      await stage.pass(100);
    }
    observer.disconnect();
    expect(renders).to.be.within(2, 5);
  });

  it('is a table that a keyboard can scroll on a phone, while the names stay', async () => {
    await open(2);
    const box = document.createElement('div');
    box.style.inlineSize = '320px';
    document.body.append(box);
    box.append(stage.element);
    await stage.pass(1000);
    const scroll = stage.find('[part=scroll]')!;
    expect(stage.element.scrollWidth).to.be.at.most(320);
    const { scrollWidth, clientWidth } = document.documentElement;
    expect(scrollWidth, 'the page does not scroll').to.equal(clientWidth);
    expect(scroll.scrollWidth).to.be.greaterThan(scroll.clientWidth);
    expect(scroll.tabIndex).to.equal(0);
    const name = stage.find('tbody th')!;
    const { left } = name.getBoundingClientRect();
    scroll.scrollLeft = 200;
    expect(name.getBoundingClientRect().left).to.equal(left);
    expect([stage.find('caption')!.textContent.trim(), name.getAttribute('scope')]).to.deep.equal([
      'What each stream plays, and why',
      'row',
    ]);
    box.remove();
  });

  it('tells what each plays and why on a phone before anybody scrolls', async () => {
    await open(2, { names: { a: 'A stream with a long name', b: 'East' } });
    const box = document.createElement('div');
    box.style.inlineSize = '328px';
    document.body.append(box);
    box.append(stage.element);
    stage.element.names = { a: 'A stream with a long name', b: 'East' };
    await stage.pass(1000);
    const { left, right } = stage.find('[part=scroll]')!.getBoundingClientRect();
    const headings = [...stage.root.querySelectorAll('thead th')];
    for (const heading of ['Stream', 'Plays', 'Why no more']) {
      const column = headings.findIndex((cell) => textOf(cell) === heading) + 1;
      for (const cell of stage.root.querySelectorAll(`tr > :nth-child(${column})`)) {
        const rect = cell.getBoundingClientRect();
        expect(rect.left).to.be.at.least(left);
        expect(rect.right, heading).to.be.at.most(right);
      }
    }
    box.remove();
  });

  describe('copies', () => {
    let clipboard: FakeClipboard;

    beforeEach(() => {
      clipboard = new FakeClipboard();
    });
    afterEach(() => clipboard.restore());

    const copy = async (): Promise<void> => {
      stage.find('[part=copy-button]')!.click();
      await stage.pass(0);
      await stage.pass(0);
    };

    it('figures, and shows for a while that it has', async () => {
      await open(2, { names: { a: 'North' } });
      await copy();
      expect(JSON.parse(clipboard.copied[0]!)).to.have.property('tiles').with.length(2);
      expect(clipboard.copied[0]).to.not.match(/North|http|secret/);
      expect([stage.text('[part=copy-button]'), stage.text('[aria-live]')]).to.deep.equal(['Copied', 'Copied']);
      await stage.pass(3000);
      expect(stage.text('[part=copy-button]')).to.equal('Copy as JSON');
    });

    it('by hand where it is refused', async () => {
      clipboard.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      await open(1);
      await copy();
      expect(JSON.parse(stage.find<HTMLTextAreaElement>('textarea')!.value))
        .to.have.property('tiles')
        .with.length(1);
      expect(stage.text('[aria-live]')).to.equal('It could not be copied. Here it is:');
      expect(await axeFaults(stage.element)).to.deep.equal([]);
    });
  });

  it('stops when it leaves the page, leaves nothing running, and goes on when it is back', async () => {
    await open(1);
    stage.manager.setFocus(stage.players[0]!);
    await stage.pass(0);
    stage.element.remove();
    await stage.pass(0);
    await stage.fill(1);
    expect(rows()).to.have.length(1);
    await stage.show();
    await stage.pass(0);
    expect(rows()).to.have.length(2);
    stage.element.remove();
    stage.manager.destroy();
    for (const player of stage.players) player.destroy();
    await stage.pass(0);
    expect(stage.clock.pending).to.equal(0);
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      await open(3);
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      await stage.carry(4, 4);
      expect(await axeFaults(stage.element)).to.deep.equal([]);
    });
  }
});
