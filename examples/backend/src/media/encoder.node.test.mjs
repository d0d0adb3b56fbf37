import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { beforeEach, describe, it } from 'node:test';
import { Encoder, restartDelayMs } from './encoder.ts';

/** A process that does what it is told. */
class Child extends EventEmitter {
  signals = [];
  stdio = Array.from({ length: 5 }, () => new PassThrough());
  stdout = this.stdio[1];
  stderr = this.stdio[2];
  pid = 4711;

  kill(signal) {
    this.signals.push(signal);
  }

  exit(code = null, signal = null) {
    this.emit('close', code, signal);
  }
}

/** Time that stands still. */
class Bench {
  nowMs = 0;
  due = [];
  children = [];
  taken = [];
  exits = [];
  runs = 0;
  clock = { now: () => this.nowMs };
  begin = () => new Child();

  schedule = (delayMs, work) => {
    const entry = { atMs: this.nowMs + delayMs, work };
    this.due.push(entry);
    return () => (this.due = this.due.filter((one) => one !== entry));
  };

  /** What is due next happens. */
  next() {
    const [entry] = this.due.toSorted((a, b) => a.atMs - b.atMs);
    this.due = this.due.filter((one) => one !== entry);
    this.nowMs = entry.atMs;
    entry.work();
  }

  encoder = new Encoder({
    args: () => ['-i', `run ${this.runs}`],
    begin: () => {
      this.runs++;
      return { pipes: [(bytes) => this.take(bytes), () => {}] };
    },
    clock: this.clock,
    schedule: this.schedule,
    random: () => 1,
    spawn: (program, args, options) => {
      this.children.push(Object.assign(this.begin(), { program, args, options }));
      return this.children.at(-1);
    },
    onExit: (why) => this.exits.push(why),
  });

  take(bytes) {
    if (String(bytes) === 'broken') throw new Error('No fragment');
    this.taken.push(String(bytes));
  }
}

describe('Encoder', () => {
  let bench;
  let encoder;
  beforeEach(() => {
    bench = new Bench();
    ({ encoder } = bench);
    encoder.start();
  });

  it('runs one process, and hands on what its pipes give', async () => {
    const [child] = bench.children;
    assert.deepEqual([child.program, child.args], ['ffmpeg', ['-i', 'run 1']]);
    assert.deepEqual(child.options.stdio, ['ignore', 'pipe', 'pipe', 'pipe', 'pipe']);
    child.stdio[3].write('bytes');
    await new Promise((done) => setImmediate(done));
    assert.deepEqual(bench.taken, ['bytes']);
    encoder.start();
    assert.equal(bench.children.length, 1);
  });

  it('begins anew when it dies, later each time, until it has held for a while', () => {
    const delays = [];
    for (let death = 0; death < 8; death++) {
      bench.children.at(-1).exit(1);
      delays.push(bench.exits.at(-1).delayMs);
      bench.next();
    }
    assert.deepEqual(delays, [300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000]);
    bench.nowMs += 20_000;
    bench.children.at(-1).exit(null, 'SIGKILL');
    assert.deepEqual(bench.exits.at(-1), { code: null, signal: 'SIGKILL', delayMs: 300 });
    assert.equal(bench.children.length, 9);
  });

  it('spreads its tries', () => {
    assert.equal(
      restartDelayMs(1, () => 0),
      150,
    );
    assert.equal(
      restartDelayMs(99, () => 0),
      5000,
    );
  });

  it('kills a process whose output is not what was ordered, and begins another', async () => {
    const [child] = bench.children;
    child.stdio[3].write('broken');
    await new Promise((done) => setImmediate(done));
    assert.deepEqual(child.signals, ['SIGKILL']);
    child.exit(null, 'SIGKILL');
    bench.next();
    assert.equal(bench.children.length, 2);
    child.stdio[3].write('late');
    await new Promise((done) => setImmediate(done));
    assert.deepEqual(bench.taken, []);
  });

  it('is asked to end, and killed when it does not', async () => {
    const [child] = bench.children;
    const stopped = encoder.stop();
    assert.deepEqual(child.signals, ['SIGINT']);
    bench.next();
    bench.next();
    assert.deepEqual(child.signals, ['SIGINT', 'SIGINT', 'SIGKILL']);
    child.exit(null, 'SIGKILL');
    await stopped;
    assert.deepEqual([bench.exits, bench.due, bench.children.length], [[], [], 1]);
    encoder.start();
    assert.equal(bench.children.length, 1);
  });

  it('does not begin anew what was stopped while it waited', async () => {
    bench.children[0].exit(1);
    await encoder.stop();
    assert.deepEqual(bench.due, []);
  });

  it('takes another input at once, whether it runs or waits', () => {
    encoder.restart();
    assert.deepEqual(bench.children[0].signals, ['SIGKILL']);
    bench.children[0].exit(null, 'SIGKILL');
    bench.next();
    assert.deepEqual(bench.children[1].args, ['-i', 'run 2']);
    bench.children[1].exit(1);
    encoder.restart();
    assert.equal(bench.children.length, 3);
    assert.deepEqual(bench.due, []);
  });

  for (const [what, begin] of [
    [
      'no more files can be opened',
      () => Object.assign(new Child(), { stdio: undefined, stdout: undefined, stderr: undefined }),
    ],
    [
      'no process can be begun',
      () => {
        throw new Error('ENOMEM');
      },
    ],
  ])
    it(`tries again where ${what}`, () => {
      bench.begin = begin;
      bench.children[0].exit(1);
      bench.next();
      bench.children[1]?.emit('error', new Error('EMFILE'));
      bench.children[1]?.exit(-24);
      assert.deepEqual(
        bench.exits.map(({ delayMs }) => delayMs),
        [300, 600],
      );
    });

  it('tries again where there is no such program', () => {
    bench.children[0].emit('error', new Error('ENOENT'));
    bench.children[0].exit(-2);
    assert.equal(bench.exits.length, 1);
  });
});
