import type { PlayerState, Rendition } from '@t333/core/player';
import { FakeClock, FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { render } from 'lit';
import { localize } from '../../i18n/localize.ts';
import { tileMessages } from './messages.ts';
import { qualityMenu } from './quality-menu.ts';

const named = (...labels: string[]): Rendition[] => labels.map((label) => ({ id: `id-${label}`, label }));
const LEVELS = named('160p', '480p', '720p60');
const MIN_SIZE = { width: 400, height: 300 };

describe('qualityMenu', () => {
  let container: HTMLElement;
  let asked: unknown[];
  let player: FakePlayer;

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
    asked = [];
    player = new FakePlayer({ clock: new FakeClock() });
  });

  afterEach(() => {
    player.destroy();
    container.remove();
  });

  const show = (patch: Partial<PlayerState>, audioOnly = false): HTMLButtonElement[] => {
    player.set(patch);
    const menu = qualityMenu({
      state: player.state.getSnapshot(),
      audioOnly,
      text: (key, values) => localize(container, tileMessages, key, { name: 'Stage', ...values }),
      onChoose: (...choice) => asked.push(choice),
    });
    render(menu, container);
    return [...container.querySelectorAll<HTMLButtonElement>('[role=menuitemradio]')];
  };
  const embed = (): Partial<PlayerState> => ({
    capabilities: { ...player.state.getSnapshot().capabilities, minSize: MIN_SIZE },
  });

  const items: [what: string, patch: () => Partial<PlayerState>, audioOnly: boolean, expected: string][] = [
    ['the highest first', () => ({ renditions: LEVELS }), false, '[Auto], 720p60, 480p, 160p, Audio only'],
    [
      'the highest first, whatever order a player has',
      () => ({ renditions: LEVELS.toReversed() }),
      false,
      '[Auto], 720p60, 480p, 160p, Audio only',
    ],
    [
      'what plays by itself',
      () => ({ renditions: LEVELS, rendition: 'id-480p' }),
      false,
      '[Auto (480p)], 720p60, 480p, 160p, Audio only',
    ],
    [
      'what is pinned',
      () => ({ renditions: LEVELS, rendition: 'id-480p', selectedRendition: 'id-160p' }),
      false,
      'Auto, 720p60, 480p, [160p], Audio only',
    ],
    [
      'that the sound is enough',
      () => ({ renditions: LEVELS, rendition: 'id-160p' }),
      true,
      'Auto, 720p60, 480p, 160p, [Audio only]',
    ],
    [
      'no rendition that is sound alone beside "Audio only"',
      () => ({ renditions: named('audio_only', '480p') }),
      false,
      '[Auto], 480p, Audio only',
    ],
    [
      'nothing that would hide an embed which must be seen',
      () => ({ renditions: named('audio_only', '480p'), ...embed() }),
      false,
      '[Auto], 480p, audio_only',
    ],
    ['nothing where there is no choice', () => ({ renditions: named('720p') }), false, ''],
    ['nothing before anything is known', () => ({ renditions: [] }), false, ''],
  ];
  for (const [what, patch, audioOnly, expected] of items) {
    it(`shows ${what}`, () => {
      const shown = show(patch(), audioOnly).map(({ textContent, ariaChecked }) =>
        ariaChecked === 'true' ? `[${textContent.trim()}]` : textContent.trim(),
      );
      expect(shown.join(', ')).to.equal(expected);
    });
  }

  it('says whose quality it is', () => {
    show({ renditions: LEVELS });
    const names = ['[popovertarget]', '[role=menu]'].map((part) => container.querySelector(part)!.ariaLabel);
    expect(names).to.deep.equal(['Quality of Stage', 'Quality of Stage']);
  });

  it('tells what is chosen', () => {
    for (const item of show({ renditions: LEVELS })) item.click();
    expect(asked).to.deep.equal([
      [null, false],
      ['id-720p60', false],
      ['id-480p', false],
      ['id-160p', false],
      [null, true],
    ]);
  });
});
