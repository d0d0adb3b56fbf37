import type { Rendition } from '@t333/core/player';
import type { Advice } from '@t333/core/quality';
import { expect } from 'chai';
import { remediesOf, wordsOf } from './advice-words.ts';
import { messages } from './messages.ts';

type Wall = Parameters<typeof remediesOf>[1];

const figures = { streamCount: 7, droppedRatio: 0.1249, stalledMs: 1540, bitrateBps: 4_230_000 };

describe('wordsOf', () => {
  const cases: [code: Advice['code'], level: Advice['level'], text: string][] = [
    ['dropping-frames', 'warning', 'One of the streams loses 12 % of its frames: this device cannot keep up.'],
    ['stalling', 'warning', 'A stream waited 1.5 s for data within the last minute.'],
    ['data-saver', 'warning', '7 streams take 4.2 Mbit/s, although data should be saved.'],
    ['battery', 'warning', '7 streams play while the device runs on its battery.'],
    ['many-streams', 'info', '7 streams at once may be more than the device or the connection can take.'],
    ['many-streams', 'warning', '7 streams at once are more than most devices and connections can take.'],
  ];
  for (const [code, level, text] of cases) {
    it(`${code}, ${level}`, () => {
      const { key, values } = wordsOf({ code, level, figures });
      expect(messages[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))).to.equal(text);
    });
  }
});

describe('remediesOf', () => {
  const LEVELS: Rendition[] = [
    { id: 'sound', label: 'audio_only' },
    { id: 'high', label: '720p60' },
    { id: 'low', label: '160p' },
    { id: 'best', label: 'Source' },
  ];
  const tile = (
    id: string,
    focused = false,
    target: string | null = 'high',
    selectedRendition = 'auto',
    renditions = LEVELS,
  ): Wall[number] => ({
    id,
    focused,
    target,
    player: { state: { getSnapshot: () => ({ renditions, selectedRendition }) } },
  });
  const wall = [tile('a', true), tile('b'), tile('c', false, null)];
  const cases: [why: string, code: Advice['code'], action: Advice['action'], optimize: boolean, close: string[]][] = [
    ['nothing to do', 'stalling', null, false, []],
    ['others are lowered', 'stalling', { kind: 'lower', ids: ['b'] }, true, []],
    ['the focused one alone can be lowered', 'stalling', { kind: 'lower', ids: ['a'] }, false, []],
    ['they have a choice no more', 'stalling', { kind: 'lower', ids: ['c'] }, false, []],
    ['all are lowered', 'battery', { kind: 'optimize', ids: ['b'] }, true, []],
    ['nothing is left to lower', 'battery', { kind: 'close', ids: ['c'] }, false, ['c']],
    ['too many: both', 'many-streams', { kind: 'close', ids: ['b'] }, true, ['b']],
    ['it is closed by now', 'many-streams', { kind: 'close', ids: ['z'] }, true, []],
  ];
  for (const [why, code, action, optimize, close] of cases) {
    it(why, () => expect(remediesOf({ code, action }, wall)).to.deep.equal({ optimize, close }));
  }

  const NUMBERED = [500, 200].map((bitrateBps) => ({ id: `${bitrateBps}`, label: 'HD', height: 720, bitrateBps }));
  const walls: [why: string, tiles: Wall, optimize: boolean][] = [
    ['all but the focused one have their lowest picture', [tile('a', true), tile('b', false, 'low')], false],
    ['one of them does not', [tile('b', false, 'low'), tile('c', false, 'best')], true],
    ['it is what the viewer has chosen', [tile('b', false, 'high', 'high')], false],
    ['the same picture in fewer bits', [tile('b', false, '500', 'auto', NUMBERED)], true],
    ['there are no fewer', [tile('b', false, '200', 'auto', NUMBERED)], false],
  ];
  for (const [why, tiles, optimize] of walls) {
    it(`too many, and ${why}`, () => {
      const action = { kind: 'close', ids: ['b'] } as const;
      expect(remediesOf({ code: 'many-streams', action }, tiles).optimize).to.equal(optimize);
    });
  }
});
