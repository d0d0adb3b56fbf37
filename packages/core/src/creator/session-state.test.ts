import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import {
  isNews,
  mayAsk,
  NEW_SESSION,
  nextSession,
  statusOf,
  type CreatorStream,
  type SessionFacts,
  type SessionInput,
  type SessionStatus,
} from './session-state.ts';

fc.configureGlobal({ seed: 333 });

const PREVIEW: CreatorStream = {
  id: 's1',
  title: 'Evening',
  status: 'preview',
  startedAtMs: null,
  endedAtMs: null,
  hlsUrl: null,
  viewerCount: 0,
  isReceiving: null,
};
const LIVE: CreatorStream = { ...PREVIEW, status: 'live', startedAtMs: 1000, viewerCount: 12 };
const ENDED: CreatorStream = { ...LIVE, status: 'ended', endedAtMs: 2000 };
const LOST = new T333Error('network', 'Lost.', { retryable: true });

const asked = (request: 'load' | 'preview' | 'goLive' | 'end'): SessionInput => ({ type: 'asked', request });
const answered = (stream: CreatorStream | null): SessionInput => ({ type: 'answered', stream });
const failed = (request: 'load' | 'preview' | 'goLive' | 'end'): SessionInput => ({
  type: 'failed',
  request,
  error: LOST,
});
const told = (status: CreatorStream['status']): SessionInput => ({
  type: 'told',
  status,
  startedAtMs: null,
  hlsUrl: null,
});
const encoder = (status: 'sending' | 'gone'): SessionInput => ({ type: 'encoder', encoder: status });
const after = (...inputs: SessionInput[]): SessionFacts => inputs.reduce(nextSession, NEW_SESSION);

describe('nextSession', () => {
  const cases: [why: string, inputs: SessionInput[], status: SessionStatus][] = [
    ['nothing yet', [], 'loading'],
    ['asked', [asked('load')], 'loading'],
    ['the first answer did not come', [asked('load'), failed('load')], 'error'],
    ['asked again', [asked('load'), failed('load'), asked('load')], 'loading'],
    ['no stream', [answered(null)], 'idle'],
    ['a preview is asked for', [answered(null), asked('preview')], 'preparing'],
    ['a preview', [answered(null), asked('preview'), answered(PREVIEW)], 'preview'],
    ['no preview was made', [answered(null), asked('preview'), failed('preview')], 'idle'],
    ['to go live', [answered(PREVIEW), asked('goLive')], 'starting'],
    ['live', [answered(PREVIEW), asked('goLive'), answered(LIVE)], 'live'],
    ['the room is quicker than the answer', [answered(PREVIEW), asked('goLive'), told('live')], 'live'],
    ['it did not go live', [answered(PREVIEW), asked('goLive'), failed('goLive')], 'preview'],
    ['another tab has gone live', [answered(PREVIEW), told('live')], 'live'],
    ['to end', [answered(LIVE), asked('end')], 'ending'],
    ['ended', [answered(LIVE), asked('end'), answered(ENDED)], 'ended'],
    ['the room has told the end', [answered(LIVE), asked('end'), told('ended')], 'ended'],
    ['it did not end', [answered(LIVE), asked('end'), failed('end')], 'live'],
    ['a preview is ended', [answered(PREVIEW), asked('end'), answered({ ...PREVIEW, status: 'ended' })], 'ended'],
    ['another one after it', [answered(ENDED), asked('preview'), answered({ ...PREVIEW, id: 's2' })], 'preview'],
    ['the encoder is gone', [answered(LIVE), encoder('sending'), encoder('gone')], 'reconnecting'],
    ['it is back', [answered(LIVE), encoder('gone'), encoder('sending')], 'live'],
    ['the server says so', [answered({ ...LIVE, isReceiving: false })], 'reconnecting'],
    ['it is gone before it went live', [answered(PREVIEW), encoder('gone')], 'preview'],
    ['gone, and to end', [answered(LIVE), encoder('gone'), asked('end')], 'ending'],
    ['gone, and ended', [answered(LIVE), encoder('gone'), told('ended')], 'ended'],
    ['no answer goes back', [answered(PREVIEW), told('live'), answered(PREVIEW)], 'live'],
    ['no room goes back', [answered(LIVE), told('preview')], 'live'],
    ['nothing is on air any more', [answered(LIVE), answered(null)], 'ended'],
    ['a look that fails changes nothing', [answered(LIVE), failed('load')], 'live'],
  ];
  for (const [why, inputs, status] of cases) it(why, () => expect(statusOf(after(...inputs))).to.equal(status));

  it('holds what has failed until something else is asked for, or a look has worked', () => {
    const broken = after(answered(PREVIEW), asked('goLive'), failed('goLive'));
    expect(broken).to.include({ error: LOST, failed: 'goLive' });
    expect([asked('load'), answered(PREVIEW)].reduce(nextSession, broken)).to.include({
      error: LOST,
      failed: 'goLive',
    });
    expect(nextSession(broken, asked('goLive'))).to.include({ error: null, failed: null });
    expect([failed('load'), answered(LIVE)].reduce(nextSession, after(answered(LIVE)))).to.include({ error: null });
  });

  it('holds how many watch', () => {
    expect(after(answered(LIVE)).viewerCount).to.equal(12);
    expect(after(answered(LIVE), { type: 'viewers', viewerCount: 13 }).viewerCount).to.equal(13);
    expect(after(answered(LIVE), answered({ ...ENDED, viewerCount: 0 })).viewerCount).to.equal(12);
  });

  it('takes from the room what it tells', () => {
    const begun: SessionInput = { type: 'told', status: 'live', startedAtMs: 5, hlsUrl: 'https://example.com/x.m3u8' };
    expect(after(answered(PREVIEW), begun).stream).to.include({ startedAtMs: 5, hlsUrl: 'https://example.com/x.m3u8' });
  });

  it('whatever happens, in whatever order: no stream goes back, and every status allows what leads out of it', () => {
    const stream = fc.constantFrom(null, PREVIEW, LIVE, ENDED);
    const request = fc.constantFrom('load', 'preview', 'goLive', 'end' as const);
    const input = fc.oneof(
      request.map(asked),
      stream.map(answered),
      request.map(failed),
      fc.constantFrom('preview', 'live', 'ended' as const).map(told),
      fc.constantFrom('sending', 'gone' as const).map(encoder),
    );
    const order = ['preview', 'live', 'ended'];
    fc.assert(
      fc.property(fc.array(input, { maxLength: 30 }), (inputs) => {
        let facts = NEW_SESSION;
        for (const one of inputs) {
          const before = facts.stream;
          facts = nextSession(facts, one);
          if (before && facts.stream)
            expect(order.indexOf(facts.stream.status)).to.be.at.least(order.indexOf(before.status));
          const status = statusOf(facts);
          if (facts.request === null && facts.stream !== undefined)
            expect((['preview', 'goLive', 'end'] as const).some((act) => mayAsk(status, act))).to.equal(true);
        }
      }),
    );
  });
});

describe('mayAsk', () => {
  const cases: [status: SessionStatus, may: string][] = [
    ['loading', ''],
    ['error', ''],
    ['idle', 'preview'],
    ['preparing', ''],
    ['preview', 'goLive end'],
    ['starting', ''],
    ['live', 'end'],
    ['reconnecting', 'end'],
    ['ending', ''],
    ['ended', 'preview'],
  ];
  for (const [status, may] of cases) {
    it(`${status}: ${may || 'nothing'}`, () => {
      const allowed = (['preview', 'goLive', 'end'] as const).filter((request) => mayAsk(status, request));
      expect(allowed.join(' ')).to.equal(may);
    });
  }
});

describe('isNews', () => {
  it('is what cannot be the stream that is known', () => {
    expect(isNews(after(answered(ENDED)), 'preview')).to.equal(true);
    expect(isNews(after(answered(null)), 'preview')).to.equal(true);
    expect(isNews(after(answered(PREVIEW)), 'live')).to.equal(false);
    expect(isNews(NEW_SESSION, 'live')).to.equal(false);
  });
});
