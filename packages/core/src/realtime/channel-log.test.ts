import { expect } from 'chai';
import * as fc from 'fast-check';
import type { RtEvent, RtReplay } from '../protocol/index.ts';
import { ChannelLog, MAX_AHEAD, type LogOutput } from './channel-log.ts';

fc.configureGlobal({ seed: 333 });

const EPOCH = 'e';
const event = (seq: number): RtEvent => ({ type: 'cleared', seq, at: seq });
const range = (from: number, to: number): RtEvent[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => event(from + index));
const answer = (from: number, lastSeq: number, fields: Partial<RtReplay> = {}): RtReplay => ({
  epoch: EPOCH,
  lastSeq,
  recovered: true,
  events: range(from, lastSeq),
  ...fields,
});

/** `1 2 gap 3-4 reset`. */
const told = (output: readonly LogOutput[]): string =>
  output
    .map((one) => {
      if (one.kind === 'event') return 'seq' in one.event ? one.event.seq : one.event.type;
      return one.kind === 'gap' ? `gap ${one.from}-${one.to}` : one.kind;
    })
    .join(' ');

function joined(lastSeq = 2): ChannelLog {
  const log = new ChannelLog();
  log.answer(answer(1, lastSeq), null);
  return log;
}

describe('ChannelLog', () => {
  it('begins with history, which need not be whole', () => {
    const log = new ChannelLog();
    expect(log.position).to.equal(null);
    expect(told(log.answer(answer(0, 9, { events: [event(7), event(2)], recovered: false }), null))).to.equal('2 7');
    expect(log.position).to.deep.equal({ epoch: EPOCH, seq: 9 });
    expect(told(log.take(EPOCH, [event(9), event(10)]))).to.equal('10');
  });

  it('takes the rest of a history that came in parts', () => {
    const log = new ChannelLog();
    expect(told(log.answer(answer(0, 9, { events: [event(2)], recovered: false }), null, true))).to.equal('2');
    expect(log.position!.seq).to.equal(2);
    expect(told(log.take(EPOCH, [event(5), event(8)]))).to.equal('5 8');
    expect(told(log.take(EPOCH, [event(10)]))).to.equal('10');
    expect(log.hole).to.equal(null);
  });

  it('goes on where the caller has left off, or says that it cannot', () => {
    const since = { epoch: EPOCH, seq: 3 };
    expect(told(new ChannelLog(since).answer(answer(4, 6), since))).to.equal('4 5 6');
    for (const other of [
      answer(5, 6, { recovered: false }),
      answer(5, 6, { epoch: 'another' }),
      // A log that ends before where we are.
      answer(1, 2),
    ]) {
      const log = new ChannelLog(since);
      expect(told(log.answer(other, since))).to.match(/^reset/);
      expect(log.position).to.deep.equal({ epoch: other.epoch, seq: other.lastSeq });
    }
  });

  it('does not begin anew for an answer to a question from before another connection had told', () => {
    const log = new ChannelLog();
    log.answer(answer(1, 4), null);
    expect(told(log.answer(answer(3, 6, { recovered: false }), null))).to.equal('5 6');
    const since = log.position;
    log.take(EPOCH, [event(7)]);
    expect(told(log.answer(answer(8, 9, { recovered: false }), since))).to.equal('8 9');
    expect(told(log.answer(answer(9, 9, { recovered: false }), log.position))).to.equal('reset 9');
  });

  it('waits for what is missing, and then tells all of it', () => {
    const log = joined();
    expect(told(log.take(EPOCH, [event(5), event(4)]))).to.equal('');
    expect(log.hole).to.deep.equal({ from: 3, to: 3 });
    expect(told(log.take(EPOCH, [event(3), event(6)]))).to.equal('3 4 5 6');
    expect(log.hole).to.equal(null);
  });

  it('is full at its limit, and gets from the next answer what found no room', () => {
    const log = joined();
    log.take(EPOCH, range(4, 3 + MAX_AHEAD + 10));
    expect(log.isFull).to.equal(true);
    const since = log.position;
    const last = 3 + MAX_AHEAD + 10;
    expect(log.answer(answer(3, last), since).length).to.equal(last - 2);
    expect(log.position!.seq).to.equal(last);
  });

  it('goes on without what nobody has', () => {
    const log = joined();
    log.take(EPOCH, [event(5), event(7)]);
    expect(told(log.skip())).to.equal('gap 3-4 5');
    expect(log.hole).to.deep.equal({ from: 6, to: 6 });
    expect(told(log.skip())).to.equal('gap 6-6 7');
    expect(told(log.skip())).to.equal('');
  });

  it('knows what the server has shed', () => {
    const log = joined();
    expect(told(log.shed(EPOCH, { from: 2, to: 4 }))).to.equal('gap 3-4');
    expect(told(log.shed(EPOCH, { from: 7, to: 8 }))).to.equal('');
    expect(told(log.take(EPOCH, [event(9), event(5), event(6)]))).to.equal('5 6 gap 7-8 9');
    expect(told(log.shed(EPOCH, { from: 12, to: 11 }))).to.equal('');
    log.take(EPOCH, [event(12)]);
    expect(told(log.shed(EPOCH, { from: 10, to: 20 }))).to.equal('gap 10-20');
    expect(log.hole).to.equal(null);
  });

  it('leaves out what is of another log, and tells what has no place at once', () => {
    const log = joined();
    expect(told(log.take('another', [event(3)]))).to.equal('');
    expect(told(log.take(null, [event(3)]))).to.equal('');
    expect(told(log.take(EPOCH, [{ type: 'viewer_update', viewerCount: 3 }, event(3)]))).to.equal('viewer_update 3');
  });

  it('tells each event once and in order, whatever two connections and their answers make of it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.record({ kind: fc.constant('lives' as const), from: fc.integer({ min: 1, max: 60 }), count: fc.nat(8) }),
            fc.record({ kind: fc.constant('asks' as const) }),
            fc.record({ kind: fc.constant('is answered' as const) }),
          ),
          { maxLength: 60 },
        ),
        (steps) => {
          const log = new ChannelLog();
          const output = log.answer(answer(1, 1), null);
          let head = 1;
          const asked: ReturnType<() => typeof log.position>[] = [];
          for (const step of steps) {
            if (step.kind === 'lives') {
              head = Math.max(head, step.from + step.count);
              output.push(...log.take(EPOCH, range(step.from, step.from + step.count)));
            } else if (step.kind === 'asks') asked.push(log.position);
            else {
              const since = asked.shift();
              if (since) output.push(...log.answer(answer(since.seq + 1, head), since));
            }
          }
          const since = log.position!;
          output.push(...log.answer(answer(since.seq + 1, head), since));
          expect(told(output)).to.equal(
            range(1, head)
              .map((one) => (one as { seq: number }).seq)
              .join(' '),
          );
        },
      ),
    );
  });
});
