import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { beforeEach, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { MemoryBlobs } from '../blob/memory-blobs.ts';
import { LiveStreams } from '../media/live-streams.ts';
import { Thumbnails } from '../media/thumbnails.ts';
import { Ingest } from './ingest.ts';
import { nginxConf } from './nginx-conf.ts';
import { sinceStart } from './since-start.ts';

const SOURCE = { width: 640, height: 360, frameRate: 30, hasAudio: true, durationSeconds: null };
const settled = () => new Promise((done) => setImmediate(done));

/** An encoder that ends when it is told to. */
class Child extends EventEmitter {
  stdio = Array.from({ length: 7 }, () => new PassThrough());
  stdout = this.stdio[1];
  stderr = this.stdio[2];

  kill(signal) {
    setImmediate(() => this.emit('close', null, signal));
  }
}

class Bench {
  nowMs = 0;
  due = [];
  told = [];
  dropped = [];
  encoders = [];
  problems = [];
  keys = new Map([
    ['key-a', { channelId: 'a', keyId: '1' }],
    ['key-b', { channelId: 'b', keyId: '2' }],
  ]);
  streamOf = new Map([
    ['a', 'stream-a'],
    ['b', 'stream-b'],
  ]);
  probe = async () => SOURCE;
  streams = new LiveStreams();
  thumbnails = new Thumbnails();
  isNginxThere = true;
  health = [];

  open = (graceMs) =>
    new Ingest({
      keys: { check: async (key) => this.keys.get(key) ?? null },
      streams: {
        forEncoder: async (channelId) => ({ id: this.streamOf.get(channelId), dvrWindowSec: 0, latency: 'low' }),
        encoderGone: async (streamId) => {
          await this.gone?.();
          this.told.push(`gone ${streamId}`);
        },
      },
      rtmp: {
        playUrl: (name) => {
          if (!this.isNginxThere) throw new Error('nginx is not there');
          return `rtmp://127.0.0.1/live/${name}`;
        },
        drop: async (name) => void this.dropped.push(name),
      },
      probe: (input, options) => this.probe(input, options),
      tellHealth: async (_, { timestamp }) => void this.health.push(timestamp),
      saveRecording: async (streamId) => void this.told.push(`saved ${streamId}`),
      onProblem: (error) => this.problems.push(error),
      pipeline: {
        streams: this.streams,
        thumbnails: this.thumbnails,
        storageOf: () => ({ blobs: new MemoryBlobs(), prefix: 'streams/x' }),
        spawn: (_, args) => {
          const child = Object.assign(new Child(), { input: args[args.indexOf('-i') + 1] });
          this.encoders.push(child);
          return child;
        },
      },
      clock: { now: () => this.nowMs },
      schedule: (delayMs, work) => {
        const entry = { atMs: this.nowMs + delayMs, work };
        this.due.push(entry);
        return () => (this.due = this.due.filter((one) => one !== entry));
      },
      graceMs,
    });

  ingest = this.open(5000);

  async pass(ms) {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const [entry] = this.due.toSorted((a, b) => a.atMs - b.atMs);
      if (!entry || entry.atMs > untilMs) break;
      this.due = this.due.filter((one) => one !== entry);
      this.nowMs = entry.atMs;
      entry.work();
      await settled();
    }
    this.nowMs = untilMs;
    await settled();
  }

  async publish(key, client = '1') {
    const name = await this.ingest.publish({ key, client });
    await settled();
    return name;
  }
}

describe('Ingest', () => {
  let bench;
  beforeEach(() => (bench = new Bench()));

  it('gives a publisher a name that says nothing, and an encoder', async () => {
    const name = await bench.publish('key-a');
    assert.match(name, /^[\da-f]{32}$/);
    assert.deepEqual(
      bench.encoders.map(({ input }) => input),
      [`rtmp://127.0.0.1/live/${name}`],
    );
    assert.ok(bench.streams.get('stream-a'));
  });

  for (const key of ['', 'key-c', 'x'.repeat(201), '__proto__'])
    it(`refuses "${key.slice(0, 10)}"`, async () => {
      assert.equal(await bench.publish(key), null);
      assert.equal(bench.ingest.size, 0);
    });

  it('ends with its publisher, when they are not back in time', async () => {
    await bench.publish('key-a');
    bench.ingest.done('1');
    await bench.pass(4999);
    assert.deepEqual(bench.told, []);
    await bench.pass(1);
    await settled();
    assert.deepEqual(bench.told, ['gone stream-a']);
    assert.deepEqual([bench.ingest.size, bench.dropped], [0, []]);
  });

  it('goes on when they are back: the same stream, another encoder', async () => {
    await bench.publish('key-a');
    bench.ingest.done('1');
    await bench.pass(4000);
    const name = await bench.publish('key-a', '2');
    await bench.pass(60);
    assert.deepEqual(bench.told, []);
    await bench.pass(1000);
    assert.equal(bench.encoders.at(-1).input, `rtmp://127.0.0.1/live/${name}`);
    assert.equal(bench.ingest.size, 1);
    assert.deepEqual(bench.dropped, []);
  });

  it('lets the last publisher of a channel count, and cuts off the one before', async () => {
    const first = await bench.publish('key-a');
    await bench.publish('key-a', '2');
    assert.deepEqual(bench.dropped, [first]);
    // What nginx says of the first is no news.
    bench.ingest.done('1');
    await bench.pass(20_000);
    assert.deepEqual(bench.told, []);
  });

  it('has channels that know nothing of each other', async () => {
    await bench.publish('key-a', '1');
    await bench.publish('key-b', '2');
    await bench.ingest.end('stream-a');
    assert.deepEqual(bench.told, ['gone stream-a']);
    assert.equal(bench.ingest.size, 1);
  });

  it('cuts off who came with a key, and nobody else', async () => {
    const name = await bench.publish('key-a');
    await bench.ingest.dropEncoder('a', '2');
    await bench.ingest.dropEncoder('b', '1');
    assert.deepEqual(bench.dropped, []);
    await bench.ingest.dropEncoder('a', '1');
    assert.deepEqual(bench.dropped, [name]);
  });

  it('ends a stream that was ended, once, and cuts off its publisher', async () => {
    const name = await bench.publish('key-a');
    await Promise.all([bench.ingest.end('stream-a'), bench.ingest.end('stream-a')]);
    assert.deepEqual([bench.told, bench.dropped], [['gone stream-a'], [name]]);
    await bench.ingest.end('stream-of-nobody');
  });

  it('begins another stream when the one before has ended', async () => {
    await bench.publish('key-a');
    bench.streamOf.set('a', 'stream-2');
    await bench.publish('key-a', '2');
    assert.deepEqual(bench.told, ['gone stream-a']);
    assert.deepEqual([bench.ingest.size, bench.encoders.length], [1, 2]);
    bench.ingest.done('2');
    await bench.pass(10_000);
    assert.deepEqual(bench.told, ['gone stream-a', 'gone stream-2']);
  });

  it('begins another stream for who comes back while the one before is saved still', async () => {
    await bench.publish('key-a');
    const saving = Promise.withResolvers();
    bench.gone = async () => {
      await saving.promise;
      bench.streamOf.set('a', 'stream-2');
    };
    bench.ingest.done('1');
    await bench.pass(5000);
    const published = bench.publish('key-a', '2');
    await settled();
    saving.resolve();
    assert.ok(await published);
    assert.deepEqual(
      bench.ingest.senders.map(({ streamId }) => streamId),
      ['stream-2'],
    );
  });

  it('knows who sends', async () => {
    await bench.publish('key-a');
    await bench.publish('key-b', '2');
    bench.ingest.done('2');
    assert.deepEqual(bench.ingest.senders, [{ channelId: 'a', keyId: '1', streamId: 'stream-a' }]);
    bench.thumbnails.add('stream-a', Buffer.from('a preview'));
    bench.ingest.begun('stream-a', 5000);
    assert.equal(bench.thumbnails.latest('stream-a'), null);
    bench.ingest.begun('stream-of-nobody', 5000);
    await bench.ingest.end('stream-a');
    assert.deepEqual(bench.ingest.senders, []);
  });

  it('refuses a key that is replaced while its publisher comes', async () => {
    const { keys } = bench;
    let asked = 0;
    bench.keys = { get: (key) => (asked++ === 0 ? keys.get(key) : undefined) };
    assert.equal(await bench.publish('key-a'), null);
    await bench.pass(5000);
    assert.equal(bench.ingest.size, 0);
  });

  it('ends where there is no picture', async () => {
    bench.probe = async () => {
      throw new Error('nothing');
    };
    await bench.publish('key-a');
    await settled();
    assert.deepEqual([bench.told, bench.encoders.length, bench.ingest.size], [['gone stream-a'], 0, 0]);
    assert.equal(bench.problems.length, 1);
  });

  it('ends where nginx is gone while it is looked at, and after', async () => {
    bench.probe = async () => {
      bench.isNginxThere = false;
      return SOURCE;
    };
    await bench.publish('key-a');
    await settled();
    assert.deepEqual([bench.told, bench.ingest.size, bench.problems.length], [['gone stream-a'], 0, 1]);
    await bench.publish('key-b', '2');
    await settled();
    assert.deepEqual([bench.told.at(-1), bench.ingest.size], ['gone stream-b', 0]);
  });

  it('looks no more for a picture when it is over', async () => {
    let looking;
    bench.probe = (_, { signal }) =>
      new Promise((_found, fail) => {
        looking = signal;
        signal.addEventListener('abort', () => fail(signal.reason));
      });
    await bench.publish('key-a');
    await bench.ingest.end('stream-a');
    assert.deepEqual([looking.aborted, bench.encoders.length, bench.problems], [true, 0, []]);
  });

  it('tells how well it comes in at once, and then every five seconds', async () => {
    await bench.publish('key-a');
    await bench.pass(12_000);
    assert.deepEqual(bench.health, [1000, 6000, 11_000]);
  });

  it('waits as long for the encoder as it may be gone, however long', async () => {
    bench.ingest = bench.open(60_000);
    await bench.publish('key-a');
    bench.ingest.done('1');
    await bench.pass(59_000);
    await bench.publish('key-a', '2');
    await bench.pass(29_000);
    assert.deepEqual(bench.told, []);
  });

  it('ends what has sent nothing for half a minute, and then for as long as an encoder may be gone', async () => {
    await bench.publish('key-a');
    await bench.pass(34_000);
    assert.deepEqual(bench.told, []);
    await bench.pass(2000);
    await settled();
    assert.deepEqual([bench.told, bench.ingest.size], [['gone stream-a'], 0]);
  });

  it('closes: all ends, and nobody comes any more', async () => {
    await bench.publish('key-a', '1');
    await bench.publish('key-b', '2');
    await bench.ingest.close();
    assert.deepEqual(bench.told.toSorted(), ['gone stream-a', 'gone stream-b']);
    assert.equal(await bench.publish('key-a', '3'), null);
  });
});

describe('nginxConf', () => {
  const options = {
    host: '127.0.0.1',
    port: 1935,
    controlPort: 8081,
    backEnd: 'http://127.0.0.1:3001',
    secret: 'abc',
    folder: '/tmp/x',
    modulePath: null,
  };

  it('lets nobody play from elsewhere, and logs no names', () => {
    const text = nginxConf({ ...options, host: '10.0.0.5' });
    assert.match(text, /listen 127\.0\.0\.1:1935; listen 10\.0\.0\.5:1935;/);
    assert.match(text, /allow play 127\.0\.0\.1;\s+deny play all;/);
    assert.equal(text.match(/access_log off;/g).length, 2);
    assert.doesNotMatch(text, /error_log \S+ (?:info|debug|notice)/);
  });

  it('has nothing in it that was more than a value', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => /[^\w./:-]/.test(text));
    fc.assert(
      fc.property(value, fc.constantFrom('host', 'backEnd', 'folder', 'modulePath', 'secret'), (text, name) =>
        assert.throws(() => nginxConf({ ...options, [name]: text }), RangeError),
      ),
    );
  });
});

describe('sinceStart', () => {
  it('leaves out what was before it was shown', () => {
    const segments = [0, 2000, 4000].map((startMs, i) => ({ name: `${i}.m4s`, startMs, durationMs: 2000 }));
    const { renditions } = sinceStart({ renditions: [{ name: '360p', segments }] }, 3000);
    assert.deepEqual(
      renditions[0].segments.map(({ name }) => name),
      ['1.m4s', '2.m4s'],
    );
  });
});
