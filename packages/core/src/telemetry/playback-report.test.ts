import { expect } from 'chai';
import { eventsBetween, NOTHING_TOLD, type ReportedEvent, type Told } from './playback-report.ts';

const playing: Told = { content: 'a', state: 'p', bitrateKbps: 800, muted: false, error: null };

describe('eventsBetween', () => {
  const cases: [why: string, before: Told, now: Told, events: ReportedEvent[]][] = [
    ['nothing', NOTHING_TOLD, NOTHING_TOLD, []],
    ['nothing new', playing, playing, []],
    ['a first source', NOTHING_TOLD, { ...playing, state: 's', bitrateKbps: null }, ['c', 'ps']],
    ['one that plays already, muted', NOTHING_TOLD, { ...playing, muted: true }, ['c', 'ps', 'bc']],
    ['another source', playing, { ...playing, content: 'b' }, ['c', 'ps', 'bc']],
    ['a wait', playing, { ...playing, state: 'r' }, ['ps']],
    ['another rendition', playing, { ...playing, bitrateKbps: 400 }, ['bc']],
    ['its sound is turned off', playing, { ...playing, muted: true }, ['m']],
    ['its sound is turned on', { ...playing, muted: true }, playing, ['um']],
    ['it fails', playing, { ...playing, state: 'f', error: 'network' }, ['ps', 'e']],
    ['it is tried again', { ...playing, state: 'f', error: 'network' }, { ...playing, state: 's' }, ['ps']],
    ['it was given back', playing, { ...playing, state: null }, []],
    ['it has no source any more', playing, NOTHING_TOLD, []],
  ];
  for (const [why, before, now, events] of cases) {
    it(why, () => expect(eventsBetween(before, now)).to.deep.equal(events));
  }
});
