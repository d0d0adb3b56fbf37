import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { SyncedPlayers, type SyncedPlayerOptions } from './synced-players.harness.ts';
import './define.ts';
import type { SyncMeter } from './sync-meter.ts';

let stage: SyncedPlayers<SyncMeter>;

/** A meter of the last of these. */
async function open(
  members: readonly SyncedPlayerOptions[] = [{}],
  properties: Partial<SyncMeter> = {},
): Promise<void> {
  stage = new SyncedPlayers(document.createElement('sync-meter'));
  for (const member of members) await stage.add(member);
  Object.assign(stage.element, { group: stage.group, member: stage.state.members.at(-1)?.id, ...properties });
  await stage.show();
}

afterEach(() => stage.destroy());

const badge = (): HTMLElement => stage.find('[part=badge]')!;

describe('<sync-meter>', () => {
  it('is a dot without words while all is well', async () => {
    await open([{}, {}], { label: 'North' });
    void stage.group.play();
    await stage.pass(3000);
    expect(stage.member('b').status).to.equal('playing');
    expect(stage.find('[part=text]')).to.equal(null);
    expect([badge().className, badge().ariaLabel]).to.deep.equal(['badge fine', 'Sync of North: In sync']);
  });

  it('does not call it in sync where the places are guesses, by its shape, its words and its name', async () => {
    const placement = { startsAt: 1718906400000 };
    await open([{ placement }, { placement }], { label: 'North' });
    void stage.group.play();
    await stage.pass(3000);
    expect(stage.member('b').status).to.equal('playing');
    expect([badge().className, badge().ariaLabel, badge().innerText.trim()]).to.deep.equal([
      'badge rough',
      'Sync of North: Roughly placed',
      'Roughly placed',
    ]);
    const { backgroundColor, borderTopStyle } = getComputedStyle(stage.find('.dot')!);
    expect([backgroundColor, borderTopStyle], 'a ring').to.deep.equal(['rgba(0, 0, 0, 0)', 'solid']);
    expect(stage.text('dd')).to.equal('+0.000 s, from the published start time, 30 % sure');
    stage.group.setOffset('b', { seconds: 0.5, source: 'sound', certainty: 0.97 });
    await stage.pass(5000);
    expect(badge().ariaLabel).to.equal('Sync of North: In sync');
    stage.element.member = 'a';
    await stage.pass();
    expect(badge().ariaLabel, 'the one that it was found for').to.equal('Sync of North: In sync');
  });

  it('says what is the matter', async () => {
    await open([{ durationSeconds: 60 }, { placement: { offset: -30 } }]);
    await stage.pass();
    expect(stage.text('[part=text]')).to.equal('Begins in 0:30');
    await stage.seek(100);
    stage.element.member = 'a';
    await stage.pass();
    expect(stage.text('[part=text]')).to.equal('Ended');
    stage.group.loosen('b');
    stage.element.member = 'b';
    await stage.pass();
    expect(stage.text('[part=text]')).to.equal('Set aside');
  });

  it('says as much as there is room for on a small tile', async () => {
    await open([{}, { placement: { offset: -30 } }]);
    const tile = document.createElement('div');
    tile.style.containerType = 'inline-size';
    document.body.append(tile);
    tile.append(stage.element);
    for (const [width, words] of [
      [400, 'Begins in 0:30'],
      [240, '0:30'],
    ] as const) {
      tile.style.inlineSize = `${width}px`;
      expect(badge().innerText.trim()).to.equal(words);
      expect(badge().ariaLabel).to.include('Begins in 0:30');
    }
    tile.remove();
  });

  it('tells where the offset came from', async () => {
    await open([{ placement: { offset: { seconds: -5.25, source: 'sound', certainty: 0.97 } } }]);
    expect(stage.text('dd')).to.equal('−5.250 s, from the sound, 97 % sure');
  });

  it('has a scale that assistive technology reads', async () => {
    await open([{}], { detailed: true, label: 'North' });
    const { ariaLabel, ariaValueMin, ariaValueMax, ariaValueNow, ariaValueText } = stage.find('[role=meter]')!;
    expect([ariaLabel, ariaValueMin, ariaValueMax, ariaValueNow, ariaValueText]).to.deep.equal([
      'Sync of North',
      '-200',
      '200',
      '0',
      'In sync',
    ]);
  });

  it('shows nothing of nobody', async () => {
    await open([{}], { member: 'nobody' });
    expect(stage.root.querySelector('*')).to.equal(null);
    Object.assign(stage.element, { member: 'a', group: null });
    await stage.pass();
    expect(stage.root.querySelector('*')).to.equal(null);
  });

  it('stops listening when it leaves the page', async () => {
    await open([{ placement: { offset: 1 } }]);
    stage.element.remove();
    await stage.pass(0);
    stage.group.setOffset('a', 2);
    await stage.pass();
    expect(stage.text('dd')).to.include('+1.000 s');
    await stage.show();
    expect(stage.text('dd')).to.equal('+2.000 s, set by hand');
  });

  for (const detailed of [false, true]) {
    it(`has nothing for axe to complain about, ${detailed ? 'with a scale' : 'as a dot'}`, async () => {
      await open([{}, { placement: { offset: -30 } }], { detailed, label: 'North' });
      expect(await axeFaults(stage.element)).to.deep.equal([]);
    });
  }
});
