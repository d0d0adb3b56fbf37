import { encodeCmcd } from '@svta/cml-cmcd';
import { expect } from 'chai';
import { requestReport, type RequestFacts } from './request-report.ts';

const segment: RequestFacts = {
  object: 'av',
  durationSeconds: 2.002,
  bitratesBps: { own: 2_400_400, lowest: 400_000, top: 6_000_000 },
  areAggregate: false,
  playheadBps: 400_000,
  bufferSeconds: 4.04,
  bufferGoalSeconds: 20,
  throughputBps: 8_449_000,
  positionSeconds: 12.3456,
  rate: 1,
  playState: 'p',
  latencySeconds: 1.2345,
  droppedFrames: 3,
  stream: 'l',
};

const encoded = (facts: Partial<RequestFacts>): string =>
  encodeCmcd(requestReport({ ...segment, ...facts }), { version: 2 });

describe('requestReport', () => {
  const cases: [why: string, facts: Partial<RequestFacts>, expected: string][] = [
    [
      'a segment, each key rounded as the standard says',
      {},
      'bl=(4000;av),br=(2400;av),d=2002,dfa=3,dl=4000,lb=(400;av),ltc=1235,mtp=(8400;av),ot=av,pb=(400;av),pt=12346,rtp=5900,sf=h,st=l,sta=p,tb=(6000;av),tbl=(20000;av),v=2',
    ],
    [
      'twice as fast, half the time',
      { rate: 2 },
      'bl=(4000;av),br=(2400;av),d=2002,dfa=3,dl=2000,lb=(400;av),ltc=1235,mtp=(8400;av),ot=av,pb=(400;av),pr=2,pt=12346,rtp=11900,sf=h,st=l,sta=p,tb=(6000;av),tbl=(20000;av),v=2',
    ],
    [
      'pictures whose sound comes apart: what is declared is of both',
      { object: 'v', areAggregate: true, playheadBps: null, latencySeconds: null, droppedFrames: null },
      'ab=(2400;av),bl=(4000;v),d=2002,dl=4000,lab=(400;av),mtp=(8400;v),ot=v,pt=12346,rtp=5900,sf=h,st=l,sta=p,tab=(6000;av),tbl=(20000;v),v=2',
    ],
    [
      'the first segment is urgent, and not to be held back',
      {
        playState: 's',
        bufferSeconds: 0,
        playheadBps: null,
        latencySeconds: null,
        droppedFrames: 0,
        throughputBps: null,
      },
      'bl=(0;av),br=(2400;av),d=2002,dfa=0,dl=0,lb=(400;av),ot=av,sf=h,st=l,sta=s,su,tb=(6000;av),tbl=(20000;av),v=2',
    ],
    [
      'a playlist has no buffer',
      { object: 'm', bitratesBps: null, durationSeconds: null, playheadBps: null },
      'ltc=1235,mtp=(8400;av),ot=m,pt=12346,sf=h,st=l,sta=p,v=2',
    ],
    [
      'nothing is known yet',
      {
        object: 'm',
        bitratesBps: null,
        durationSeconds: null,
        playheadBps: null,
        playState: null,
        throughputBps: null,
        latencySeconds: null,
        droppedFrames: null,
        stream: null,
      },
      'ot=m,sf=h,su,v=2',
    ],
    [
      'captions',
      { object: 'c', bitratesBps: null, playState: 'a', playheadBps: null, latencySeconds: null },
      'bl=(4000;c),d=2002,dl=4000,mtp=(8400;c),ot=c,pr=0,pt=12346,sf=h,st=l,sta=a,tbl=(20000;c),v=2',
    ],
  ];
  for (const [why, facts, expected] of cases) it(why, () => expect(encoded(facts)).to.equal(expected));
});
