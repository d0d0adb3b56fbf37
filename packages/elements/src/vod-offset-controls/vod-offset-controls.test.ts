import { T333Error } from '@t333/core/errors';
import { FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { SyncedPlayers, type SyncedPlayerOptions } from '../sync-meter/synced-players.harness.ts';
import './define.ts';
import type { FindOffsetsOptions, FoundOffset } from './sound-search.ts';
import type { VodOffsetControls } from './vod-offset-controls.ts';

let stage: SyncedPlayers<VodOffsetControls>;

/** Controls of players with these placements; by default of three, at 0, −1.2 and −3.4 s. */
async function open(
  members: readonly SyncedPlayerOptions[] = [0, -1.2, -3.4].map((offset) => ({ placement: { offset } })),
  properties: Partial<VodOffsetControls> = {},
): Promise<void> {
  stage = new SyncedPlayers(document.createElement('vod-offset-controls'));
  for (const member of members) await stage.add(member);
  Object.assign(stage.element, { group: stage.group, ...properties });
  await stage.show();
  // The element asked for it first, so it has it first.
  await import('./sound-search.ts');
  await stage.pass(0);
}

afterEach(() => stage.destroy());

const row = (index: number): HTMLElement => stage.root.querySelectorAll<HTMLElement>('[part=member]')[index]!;
const button = (index: number, name: string): HTMLButtonElement =>
  row(index).querySelector<HTMLButtonElement>(`[part=${name}-button]`)!;
const input = (index: number): HTMLInputElement => row(index).querySelector('input')!;
const offset = (id: string): number => stage.member(id).offset.seconds;
const position = (index: number): number => Math.round(stage.players[index]!.currentTime * 1000) / 1000;
/** Where the keyboard is: the row of it, if any, and its part. */
const keyboardOn = (): string => {
  const { activeElement } = stage.root;
  const index = [...stage.root.querySelectorAll('[part=member]')].findIndex((one) => one.contains(activeElement));
  return `${index < 0 ? '' : `${index} `}${activeElement?.getAttribute('part') ?? 'nowhere'}`;
};
const said = (): string | undefined => stage.text('[aria-live]');

async function click(target: HTMLElement | null): Promise<void> {
  target!.click();
  await stage.pass();
}

/** As the keyboard does. */
async function press(target: HTMLElement): Promise<void> {
  target.focus();
  await click(target);
}

async function type(index: number, text: string): Promise<void> {
  input(index).value = text;
  input(index).dispatchEvent(new Event('input', { bubbles: true }));
  stage.press('Enter', input(index));
  input(index).dispatchEvent(new Event('change', { bubbles: true }));
  await stage.pass();
}

describe('<vod-offset-controls>', () => {
  it('has a row for each video, or for one', async () => {
    await open(undefined, { names: { b: 'East' } });
    const rows = [...stage.root.querySelectorAll('[part=member]')];
    expect(rows.map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['Video 1', 'East', 'Video 3']);
    expect(input(1).value).to.equal('−1.200');
    stage.element.member = 'c';
    await stage.pass();
    expect([stage.root.querySelectorAll('[part=member]').length, row(0).ariaLabel]).to.deep.equal([1, 'Video 3']);
  });

  it('shows the videos in the order of their names', async () => {
    await open(undefined, { names: { c: 'South', a: 'North' } });
    const rows = [...stage.root.querySelectorAll('[part=member]')];
    expect(rows.map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['South', 'Video 2', 'North']);
  });

  it('moves a video by each step, one way and the other', async () => {
    await open();
    const nudges = [...row(1).querySelectorAll<HTMLButtonElement>('[part=nudge-button]')];
    const labels = ['−5 s', '−1 s', '−100 ms', '−1 frame', '+1 frame', '+100 ms', '+1 s', '+5 s'];
    expect(nudges.map(({ textContent }) => textContent.trim())).to.deep.equal(labels);
    const offsets: number[] = [];
    for (const nudge of nudges) {
      await click(nudge);
      offsets.push(offset('b'));
    }
    const frame = 1.2 + 6.1 + 1 / 30;
    expect(offsets.map((seconds) => seconds.toFixed(3))).to.deep.equal(
      [-6.2, -7.2, -7.3, -frame, -7.3, -7.2, -6.2, -1.2].map((seconds) => seconds.toFixed(3)),
    );
    expect([input(1).value, stage.member('b').offset.source]).to.deep.equal(['−1.200', 'manual']);
    expect([offset('a'), offset('c')]).to.deep.equal([0, -3.4]);
  });

  const typed: [text: string, seconds: number][] = [
    ['1.5', 1.5],
    ['-0:01.250', -1.25],
    ['−1:02', -62],
    ['+2,5 s', 2.5],
    ['0', 0],
  ];
  for (const [text, seconds] of typed) {
    it(`takes ${text}`, async () => {
      await open();
      await type(1, text);
      expect(offset('b')).to.equal(seconds);
      expect(input(1).ariaInvalid).to.equal('false');
    });
  }

  for (const text of ['', ' ', 'soon', '-', '1:99', 'NaN', 'Infinity', '1e9', '--1', '0x10']) {
    it(`refuses “${text}”, and says what to type`, async () => {
      await open();
      await type(1, text);
      expect(offset('b')).to.equal(-1.2);
      expect([input(1).value, input(1).ariaInvalid]).to.deep.equal([text, 'true']);
      const hint = stage.root.getElementById(input(1).getAttribute('aria-describedby')!);
      expect(hint?.textContent).to.include('Type seconds or a time');
      stage.press('Escape', input(1));
      await stage.pass();
      expect([input(1).value, input(1).ariaInvalid]).to.deep.equal(['−1.200', 'false']);
    });
  }

  for (const text of ['99999', '601', '-604']) {
    it(`refuses ${text}, which would put it beside all others, and says so`, async () => {
      await open();
      await type(1, text);
      expect([offset('b'), input(1).value, input(1).ariaInvalid]).to.deep.equal([-1.2, text, 'true']);
      const hint = stage.root.getElementById(input(1).getAttribute('aria-describedby')!);
      const words = 'There it would share no moment with any other video.';
      expect([hint?.textContent, said()]).to.deep.equal([words, words]);
    });
  }

  it('takes what shares a little with one other', async () => {
    await open();
    await type(1, '-603');
    expect(offset('b')).to.equal(-603);
  });

  it('takes anything for a video that is alone', async () => {
    await open([{}]);
    await type(0, '99999');
    expect(offset('a')).to.equal(99_999);
  });

  it('moves by arrow keys in the input', async () => {
    await open();
    stage.press('ArrowUp', input(1));
    await stage.pass();
    expect(offset('b')).to.equal(-1.1);
    stage.press('ArrowDown', input(1));
    await stage.pass();
    expect([offset('b'), input(1).value]).to.deep.equal([-1.2, '−1.200']);
  });

  it('takes back, step by step and all at once', async () => {
    await open();
    expect([button(1, 'undo').disabled, button(1, 'reset').disabled]).to.deep.equal([true, true]);
    await type(1, '5');
    await type(1, '7');
    await click(button(1, 'undo'));
    expect(offset('b')).to.equal(5);
    await click(button(1, 'reset'));
    expect([offset('b'), button(1, 'reset').disabled]).to.deep.equal([-1.2, true]);
    await click(button(1, 'undo'));
    expect(offset('b')).to.equal(5);
    expect(button(0, 'undo').disabled, 'nobody else has changed').to.equal(true);
  });

  it('fixes by moving the player, never the offset', async () => {
    await open();
    await stage.seek(100);
    stage.players[1]!.fake.currentTime = 30;
    stage.group.loosen('b');
    void stage.players[1]!.seek(30);
    await stage.pass();
    expect(position(1)).to.equal(30);
    await click(button(1, 'fix'));
    expect([position(1), offset('b')]).to.deep.equal([98.8, -1.2]);
  });

  describe('matches a moment', () => {
    async function begin(): Promise<void> {
      await open();
      await stage.seek(100);
      await click(button(0, 'match'));
    }

    it('that one keeps and another is moved to', async () => {
      await begin();
      expect(said()).to.include('Now find the same moment');
      expect(row(0).textContent).to.include('Keeps its moment: 00:01:40');
      await click([...row(1).querySelectorAll<HTMLElement>('[part=nudge-button]')].at(-1)!);
      expect([position(1), offset('b')], 'the picture moves, not the offset').to.deep.equal([103.8, -1.2]);
      await click(button(1, 'here'));
      expect(said()).to.equal('Video 2 matched');
      expect(offset('b')).to.be.closeTo(3.8, 1e-6);
      expect([input(1).value, stage.member('b').offset.source]).to.deep.equal(['+3.800', 'anchor']);
      await click(button(2, 'here'));
      expect(stage.find('.matching'), 'all are matched').to.equal(null);
      expect(button(0, 'match').disabled).to.equal(false);
    });

    it('and takes the keyboard along', async () => {
      await open();
      await stage.seek(100);
      await press(button(0, 'match'));
      expect(keyboardOn()).to.equal('cancel-button');
      await press(button(1, 'here'));
      expect(keyboardOn(), 'the next one').to.equal('2 alone-button');
      await press(button(2, 'here'));
      expect(keyboardOn(), 'all are matched').to.match(/^2 \w+-button$/);
      for (const how of ['button', 'Escape']) {
        await stage.pass(1000);
        await press(button(1, 'match'));
        const done = stage.find('[part=cancel-button]')!;
        if (how === 'button') await press(done);
        else stage.press('Escape', done);
        await stage.pass();
        expect(keyboardOn(), how).to.match(/^0 \w+-button$/);
      }
    });

    it('plays one alone to find it', async () => {
      await begin();
      await click(button(1, 'alone'));
      await stage.pass(1000);
      expect([position(1) > 99, position(0), stage.state.playing]).to.deep.equal([true, 100, false]);
      expect(button(1, 'alone').textContent.trim()).to.equal('Pause this one');
    });

    for (const how of ['Escape', 'button', 'removal']) {
      it(`or ends by ${how}, and all go back`, async () => {
        await begin();
        await click([...row(1).querySelectorAll<HTMLElement>('[part=nudge-button]')].at(-1)!);
        if (how === 'Escape') stage.press('Escape', row(0));
        else if (how === 'button') stage.find('[part=cancel-button]')!.click();
        else stage.element.remove();
        await stage.pass(500);
        expect([position(1), offset('b')]).to.deep.equal([98.8, -1.2]);
        expect(stage.state.members.map(({ status }) => status)).to.deep.equal(['ready', 'ready', 'ready']);
      });
    }

    it('with the player that has come in the place of another', async () => {
      await begin();
      const swapped = new FakePlayer({ clock: stage.clock, find: () => ({ durationSeconds: 600 }), latencyMs: 30 });
      swapped.setMuted(true);
      stage.players[1]!.destroy();
      stage.players[1] = swapped;
      stage.group.replace('b', swapped);
      void swapped.load('https://example.com/other.m3u8');
      await stage.pass(500);
      expect(stage.member('b').status, 'still alone').to.equal('parked');
      await click([...row(1).querySelectorAll<HTMLElement>('[part=nudge-button]')].at(-1)!);
      await click(button(1, 'alone'));
      await stage.pass(1000);
      expect(button(1, 'alone').textContent.trim()).to.equal('Pause this one');
      await click(button(1, 'alone'));
      const seen = position(1);
      expect(seen).to.be.greaterThan(5.5);
      await click(button(1, 'here'));
      expect(offset('b')).to.be.closeTo(seen - 100, 0.01);
      expect(said()).to.equal('Video 2 matched');
    });

    it('and ends, everybody back, when the one that keeps it goes', async () => {
      await begin();
      await click([...row(1).querySelectorAll<HTMLElement>('[part=nudge-button]')].at(-1)!);
      stage.group.remove('a');
      await stage.pass(500);
      expect(stage.find('.matching')).to.equal(null);
      expect([position(1), offset('b')]).to.deep.equal([98.8, -1.2]);
      expect(stage.state.members.map(({ status }) => status)).to.deep.equal(['ready', 'ready']);
    });

    it('and ends when the last that looks for it goes', async () => {
      await begin();
      stage.group.remove('b');
      await stage.pass();
      expect(stage.find('.matching')).to.not.equal(null);
      // Drawn a moment ago, pressed now.
      const here = button(1, 'here');
      stage.group.remove('c');
      here.click();
      expect(said(), 'nothing for developers').to.include('Now find the same moment');
      await stage.pass();
      expect(stage.find('.matching')).to.equal(null);
    });

    it('without those that somebody else has placed', async () => {
      await begin();
      stage.group.setOffset('b', 5);
      await stage.pass(500);
      expect([stage.member('b').status, button(1, 'here')]).to.deep.equal(['ready', null]);
      expect(button(2, 'here')).to.not.equal(null);
    });

    it('over several elements, of which only the one that began it ends it', async () => {
      await begin();
      stage.group.setOffset('b', 0);
      const other = document.createElement('vod-offset-controls');
      Object.assign(other, { group: stage.group, member: 'b' });
      document.body.append(other);
      await other.updateComplete;
      other.shadowRoot!.querySelector<HTMLElement>('[part=cancel-button]')!.click();
      await stage.pass(500);
      await other.updateComplete;
      other.shadowRoot!.querySelector<HTMLElement>('[part=match-button]')!.click();
      await stage.pass();
      stage.element.remove();
      await stage.pass();
      await other.updateComplete;
      expect(other.shadowRoot!.querySelector('.matching')).to.not.equal(null);
      other.remove();
    });
  });

  describe('finds by sound', () => {
    let asked: { ids: readonly string[]; options: FindOffsetsOptions }[];
    let answer: (found: readonly FoundOffset[]) => void;
    let fail: (error: Error) => void;

    async function begin(properties: Partial<VodOffsetControls> = {}): Promise<void> {
      asked = [];
      await open(undefined, {
        findOffsets: (ids, options) => {
          asked.push({ ids, options });
          return new Promise((resolve, reject) => {
            answer = resolve;
            fail = reject;
          });
        },
        ...properties,
      });
      await click(stage.find('[part=find-button]'));
    }
    const settle = async (): Promise<void> => {
      await stage.pass(0);
      await stage.pass();
    };

    it('with progress, and says how sure it is', async () => {
      await begin();
      expect(asked[0]!.ids).to.deep.equal(['a', 'b', 'c']);
      asked[0]!.options.onProgress(0.4);
      await settle();
      expect(stage.find<HTMLProgressElement>('[part=progress]')!.value).to.be.closeTo(0.4, 1e-6);
      answer([
        { id: 'b', offset: { seconds: 2.345, source: 'sound', certainty: 0.97 } },
        { id: 'c', notFound: 'silence' },
      ]);
      await settle();
      expect([offset('a'), offset('b'), offset('c')]).to.deep.equal([0, 2.345, -3.4]);
      expect(row(1).textContent).to.include('Found: +2.345 s, 97 % sure');
      expect(row(2).textContent).to.include('No sound in common was found.');
      expect([said(), stage.find('[part=progress]')]).to.deep.equal(['1 of 3 found', null]);
      await click([...row(2).querySelectorAll<HTMLElement>('[part=nudge-button]')].at(-1)!);
      expect(row(2).textContent, 'it is elsewhere now').to.not.include('No sound');
      await press(button(1, 'undo'));
      expect(offset('b')).to.equal(-1.2);
      expect(row(1).textContent, 'that is not what was found').to.not.include('Found');
      expect(button(1, 'undo').disabled).to.equal(true);
      expect(keyboardOn()).to.match(/^1 (?!undo)\w+-button$/);
    });

    it('and keeps the keyboard', async () => {
      await begin();
      stage.find('[part=cancel-button]')!.focus();
      answer([{ id: 'b', notFound: 'silence' }]);
      await settle();
      expect(keyboardOn()).to.equal('find-button');
      await press(stage.find('[part=find-button]')!);
      expect(keyboardOn()).to.equal('cancel-button');
      await press(stage.find('[part=cancel-button]')!);
      expect(keyboardOn()).to.equal('find-button');
    });

    it('and takes the keyboard from nobody', async () => {
      await begin();
      input(1).focus();
      answer([{ id: 'b', notFound: 'silence' }]);
      await settle();
      expect(keyboardOn()).to.equal('1 input');
    });

    for (const how of ['button', 'removal', 'another group']) {
      it(`until it is ended by ${how}`, async () => {
        await begin();
        if (how === 'button') await click(stage.find('[part=cancel-button]'));
        else if (how === 'removal') stage.element.remove();
        else stage.element.group = null;
        await settle();
        expect(asked[0]!.options.signal.aborted).to.equal(true);
        asked[0]!.options.onProgress(0.5);
        answer([{ id: 'b', offset: { seconds: 2, source: 'sound', certainty: 1 } }]);
        await settle();
        expect(offset('b')).to.equal(-1.2);
        expect(stage.find('[part=progress]')).to.equal(null);
      });
    }

    it('takes answers only about whom it has asked for, and counts nobody who keeps an offset', async () => {
      await begin();
      const kept = { ...stage.member('a').offset };
      answer([
        { id: 'a', offset: kept },
        { id: 'b', offset: { seconds: 2, source: 'sound', certainty: 0.9 } },
        { id: 'c', notFound: 'silence' },
      ]);
      await settle();
      expect([said(), stage.member('a').canUndo]).to.deep.equal(['1 of 2 found', false]);
      expect(row(0).textContent).to.not.include('Found');

      stage.element.member = 'b';
      await settle();
      await click(stage.find('[part=find-button]'));
      expect(asked[1]!.ids).to.deep.equal(['b']);
      answer([
        { id: 'b', offset: { seconds: 2.5, source: 'sound', certainty: 0.9 } },
        { id: 'c', offset: { seconds: 7, source: 'sound', certainty: 0.9 } },
      ]);
      await settle();
      expect([offset('b'), offset('c'), said()]).to.deep.equal([2.5, -3.4, '1 of 1 found']);
    });

    it('and goes on with the matching where it has found nothing new', async () => {
      await begin();
      await click(button(0, 'match'));
      answer([
        { id: 'a', offset: { ...stage.member('a').offset } },
        { id: 'b', notFound: 'no-shared-sound' },
      ]);
      await settle();
      expect(stage.find('.matching')).to.not.equal(null);
      expect(said()).to.equal('0 of 2 found');
    });

    it('and tells why it failed, as text', async () => {
      await begin();
      fail(new Error('<img> unreachable'));
      await settle();
      expect(stage.text('.wrong')).to.equal('The search has failed: <img> unreachable');
      await click(stage.find('[part=find-button]'));
      expect([asked.length, stage.find('.wrong')]).to.deep.equal([2, null]);
    });

    const unreachable: [who: string, error: Error][] = [
      ['Chromium', new TypeError('Failed to fetch dynamically imported module: https://example.com/a.js')],
      ['Firefox', new TypeError('error loading dynamically imported module: https://example.com/a.js')],
      ['WebKit', new TypeError('Importing a module script failed.')],
      ['the media', new T333Error('network', 'https://example.com/a.ts did not answer.', { retryable: true })],
    ];
    for (const [who, error] of unreachable) {
      it(`and says plainly that there is no connection, as ${who} has it`, async () => {
        await begin();
        fail(error);
        await settle();
        const words = 'The search could not load what it needs. Is there a connection?';
        expect([stage.text('.wrong'), said()]).to.deep.equal([words, words]);
      });
    }

    it('not while a moment is being matched, and ends the matching with what it finds', async () => {
      await begin();
      await click(button(0, 'match'));
      asked[0]!.options.onProgress(0.5);
      answer([{ id: 'b', offset: { seconds: 2, source: 'sound', certainty: 1 } }]);
      await settle();
      expect([stage.find('.matching'), offset('b')]).to.deep.equal([null, 2]);
      await click(button(0, 'match'));
      expect(stage.find<HTMLButtonElement>('[part=find-button]')!.disabled).to.equal(true);
      await click([...row(1).querySelectorAll<HTMLElement>('[part=nudge-button]')].at(-1)!);
      expect(stage.state.time, 'one alone').to.equal(0);
    });

    it('survives answers about videos that have left, and nonsense', async () => {
      await begin();
      stage.group.remove('c');
      asked[0]!.options.onProgress(NaN);
      answer([
        { id: 'c', offset: { seconds: 1, source: 'sound', certainty: 1 } },
        { id: 'b', offset: { seconds: NaN, source: 'sound', certainty: 1 } },
      ]);
      await settle();
      expect(offset('b')).to.equal(-1.2);
      expect(stage.root.textContent).to.not.include('NaN');
    });

    it('only where somebody can', async () => {
      await open();
      expect(stage.find('[part=find-button]')).to.equal(null);
    });
  });

  it('is an empty panel without a group', async () => {
    await open([], { group: null });
    expect(stage.find('[part=member]')).to.equal(null);
    expect(stage.find('[part=panel]')!.ariaLabel).to.equal('Offsets');
  });

  it('has nothing for axe to complain about, with a mistake and a search', async () => {
    await open(undefined, { findOffsets: () => new Promise(() => {}) });
    await type(1, 'soon');
    await click(stage.find('[part=find-button]'));
    expect(await axeFaults(stage.element)).to.deep.equal([]);
  });
});
