import { expect } from 'chai';
import type { SyncMemberState, SyncState } from '@t333/core/sync';
import { render } from 'lit';
import { nearestMarker, renderLanes } from './lanes.ts';

const range = { start: -100, end: 100 };
const markers = [
  { time: 0, label: 'a' },
  { time: 1.5, label: 'b' },
];

describe('nearestMarker', () => {
  const cases: [time: number, label: string | undefined][] = [
    [0, 'a'],
    [1, 'b'],
    [-2, 'a'],
    [-2.1, undefined],
    [3.5, 'b'],
    [50, undefined],
  ];
  for (const [time, label] of cases) {
    it(`of ${time} is ${label}`, () => expect(nearestMarker(markers, time, range)?.label).to.equal(label));
  }
});

describe('renderLanes', () => {
  const draw = (members: Partial<SyncMemberState>[]): HTMLElement => {
    const root = document.createElement('div');
    render(renderLanes({ range, members } as unknown as SyncState, markers), root);
    return root;
  };
  const spans = (root: HTMLElement, name: string): string[] =>
    [...root.querySelectorAll<HTMLElement>(name)].map(({ style }) => style.insetInline);

  it('draws gaps, what has been fetched, and the time before zero', () => {
    const root = draw([
      {
        status: 'playing',
        coverage: [
          { start: -100, end: 0 },
          { start: 50, end: 100 },
        ],
        buffered: [{ start: -50, end: 0 }],
      },
    ]);
    expect(spans(root, '.cover')).to.deep.equal(['0% 50%', '75% 0%']);
    expect(spans(root, '.buffer')).to.deep.equal(['25% 50%']);
    expect(root.querySelector('[part=lane]')?.className).to.equal('lane playing');
  });

  it('draws an empty lane for nobody, and only markers in range', () => {
    const root = draw([]);
    expect(root.querySelectorAll('.lane')).to.have.length(1);
    expect(root.querySelectorAll('.marker')).to.have.length(2);
  });
});
