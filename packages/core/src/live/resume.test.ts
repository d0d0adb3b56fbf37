import { expect } from 'chai';
import { decideResume, type Resume, type ResumeObservation } from './resume.ts';

const LIVE: ResumeObservation = {
  byViewer: true,
  wasLive: true,
  isDvr: true,
  expired: false,
  driftSeconds: 60,
  stepSeconds: 2,
};

describe('decideResume', () => {
  const cases: [string, Partial<ResumeObservation>, Resume][] = [
    ['leaves a viewer who paused where the past is kept', {}, 'shift'],
    ['goes on after a moment', { driftSeconds: 0.5 }, 'stay'],
    ['goes on after little more than a segment', { byViewer: false, driftSeconds: 2.5 }, 'stay'],
    ['returns a tile of a stream in parts', { byViewer: false, driftSeconds: 2.5, stepSeconds: 0.2 }, 'edge'],
    ['returns a viewer who paused where no past is', { isDvr: false }, 'edge'],
    ['returns a tile that was off the screen', { byViewer: false }, 'edge'],
    ['leaves a tile in the past that was off the screen', { byViewer: false, wasLive: false }, 'shift'],
    ['leaves a viewer in what little past there is', { wasLive: false, isDvr: false, driftSeconds: 10 }, 'shift'],
    ['goes to the beginning of what is left', { expired: true, driftSeconds: 4000 }, 'start'],
    ['returns to live where nothing is left', { expired: true, isDvr: false }, 'edge'],
    ['returns a tile whose place is gone', { expired: true, byViewer: false }, 'edge'],
  ];
  for (const [name, patch, expected] of cases) {
    it(name, () => expect(decideResume({ ...LIVE, ...patch })).to.equal(expected));
  }
});
