import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { changeViolations, readPlaylist, violations } from '../../../origin/playlist-rules.mjs';
import { MemoryBlobs } from '../blob/memory-blobs.ts';
import { cutFor, renditionsFor } from './ladder.ts';
import { liveMediaOf } from './live-media.ts';
import { LiveStream } from './live-stream.ts';
import { LiveStreams } from './live-streams.ts';
import { Thumbnails } from './thumbnails.ts';
import { vodPlaylists } from './vod-playlists.ts';

const ID = '019b7a2c-1234-7abc-8def-0123456789ab';
const RATE = { frames: 30, seconds: 1 };
const CUT = cutFor(RATE);
const SOURCE = { width: 1280, height: 720, frameRate: 30, hasAudio: true, durationSeconds: null };
const RENDITIONS = renditionsFor(SOURCE);
const NAMES = RENDITIONS.map(({ name }) => name);
const INIT = {
  bytes: Buffer.from('init'),
  tracks: [
    { kind: 'video', codec: 'avc1.64001E' },
    { kind: 'audio', codec: 'mp4a.40.2' },
  ],
};

/** A stream, an encoder that makes parts of 0.2 s, and somebody who asks. */
class Bench {
  clock = { nowMs: 1_767_225_600_000, now: () => this.clock.nowMs };
  blobs = new MemoryBlobs();
  broken = [];
  parts = 0;

  constructor(options = {}) {
    this.stream = new LiveStream({
      renditions: RENDITIONS,
      rate: RATE,
      cut: CUT,
      clock: this.clock,
      storage: { blobs: this.blobs, prefix: `streams/${ID}` },
      dvrSeconds: 60,
      onRecordingBroken: (error) => this.broken.push(error),
      ...options,
    });
    const streams = new LiveStreams();
    streams.set(ID, this.stream);
    this.thumbnails = new Thumbnails();
    this.live = liveMediaOf({ streams, thumbnails: this.thumbnails });
  }

  beginRun() {
    this.parts = 0;
    this.stream.beginRun();
    for (const name of NAMES) this.stream.takeInit(name, INIT);
  }

  /** @param names of the renditions that get them */
  make(count, names = NAMES) {
    for (let i = 0; i < count; i++, this.parts++) {
      this.clock.nowMs += 200;
      const fragment = { startSeconds: this.parts / 5, seconds: 0.2, isIndependent: this.parts % 10 === 0 };
      for (const name of names)
        this.stream.takeFragment(name, { ...fragment, bytes: Buffer.from(`${name} ${this.parts};`) });
    }
  }

  /** Segments, each of which is written before the next. */
  async makeWritten(segments) {
    for (let segment = 0; segment < segments; segment++) {
      this.make(10);
      await new Promise((written) => setImmediate(written));
    }
  }

  ask(file, query = {}, signal = new AbortController().signal) {
    return this.live({ streamId: ID, file, query, signal });
  }

  async playlist(query, name = '360p') {
    const answer = await this.ask(`${name}.m3u8`, query);
    assert.equal(answer.status, 200);
    return readPlaylist(answer.body);
  }
}

const seen = (playlist) => playlist.segments.map(({ msn }) => msn);
/** Whether it is still open after all that could close it has run. */
const isPending = async (promise) => {
  const marker = Symbol('pending');
  await new Promise((next) => setImmediate(next));
  return (await Promise.race([promise, Promise.resolve(marker)])) === marker;
};

describe('LiveStream', () => {
  let bench;
  beforeEach(() => {
    bench = new Bench();
    bench.beginRun();
  });

  it('lists by the rules of low-latency HLS, at each part', async () => {
    bench.make(11);
    let before = await bench.playlist();
    for (let part = 11; part < 400; part++) {
      bench.make(1);
      const after = await bench.playlist();
      assert.deepEqual(violations(after), [], `part ${part}`);
      assert.deepEqual(changeViolations(before, after), [], `part ${part}`);
      before = after;
    }
    assert.equal(before.mediaSequence, 11);
    assert.equal(before.segments.length, 30);
  });

  it('waits for what is asked for, and answers with it', async () => {
    bench.make(20);
    const edge = await bench.playlist();
    assert.deepEqual(seen(edge), [1, 2]);
    const part = bench.playlist({ _HLS_msn: '3', _HLS_part: '1' });
    const segment = bench.playlist({ _HLS_msn: '3' });
    const hinted = bench.ask(edge.hints[0]);
    bench.make(1);
    assert.ok(await isPending(part));
    assert.equal(String((await hinted).body), '360p 20;');
    bench.make(1);
    assert.equal((await part).open.parts.length, 2);
    assert.ok(await isPending(segment));
    bench.make(8);
    assert.deepEqual(seen(await segment), [1, 2, 3]);
  });

  for (const [query, status] of [
    [{ _HLS_msn: '5' }, 400],
    [{ _HLS_part: '1' }, 400],
    [{ _HLS_msn: '-1' }, 400],
    [{ _HLS_msn: ['1', '2'] }, 400],
    [{ _HLS_msn: '1', _HLS_part: 'x' }, 400],
    [{ _HLS_msn: '2' }, 200],
    [{ _HLS_msn: '2', _HLS_part: '3' }, 200],
  ])
    it(`answers ${JSON.stringify(query)} with ${status}`, async () => {
      bench.make(20);
      assert.equal((await bench.ask('360p.m3u8', query)).status, status);
    });

  it('gives up with whoever asks', async () => {
    bench.make(20);
    const gone = new AbortController();
    const answer = bench.ask('360p.m3u8', { _HLS_msn: '3' }, gone.signal);
    gone.abort();
    assert.equal((await answer).status, 503);
  });

  it('leaves out what somebody has already', async () => {
    await bench.makeWritten(30);
    const delta = await bench.playlist({ _HLS_skip: 'YES' });
    assert.deepEqual(violations(delta), []);
    assert.equal(delta.skipped, 24);
    assert.equal(delta.segments.length, 6);
  });

  it('has one master playlist, once there is something to play', async () => {
    const early = bench.ask('master.m3u8');
    assert.ok(await isPending(early));
    bench.make(10);
    const { body } = await early;
    assert.deepEqual(body.match(/RESOLUTION=\d+x\d+/g), [
      'RESOLUTION=1280x720',
      'RESOLUTION=854x480',
      'RESOLUTION=640x360',
    ]);
    assert.match(body, /FRAME-RATE=30\.000,CODECS="avc1\.64001E,mp4a\.40\.2"\n720p\.m3u8/);
  });

  it('dates segments by the least delayed of what came, the same in all renditions', async () => {
    // An encoder that begins has a second of backlog.
    bench.clock.nowMs += 1000;
    bench.make(5);
    bench.clock.nowMs -= 1000;
    bench.make(25);
    const startedMs = bench.clock.nowMs - 6000;
    for (const name of NAMES) {
      const { segments } = await bench.playlist({}, name);
      assert.deepEqual(
        segments.map(({ dateMs }) => dateMs - startedMs),
        [0, 2000, 4000],
      );
    }
  });

  it('goes on after a restart of the encoder, with the same numbers in all renditions', async () => {
    bench.make(24);
    // It dies after it has written a part of one rendition only.
    bench.make(6, ['360p']);
    const held = bench.playlist({ _HLS_msn: '4', _HLS_part: '0' });
    bench.beginRun();
    bench.make(30);
    assert.ok((await held).segments.length >= 3);
    for (const name of NAMES) {
      const playlist = await bench.playlist({}, name);
      assert.deepEqual(violations(playlist), []);
      assert.deepEqual(seen(playlist), [1, 2, 3, 4, 5, 6]);
      assert.deepEqual(
        playlist.segments.map(({ discontinuitySequence }) => discontinuitySequence),
        [0, 0, 0, 1, 1, 1],
        name,
      );
      const { body } = await bench.ask(`${name}.m3u8`);
      assert.match(body, new RegExp(`#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="${name}/init-2.mp4"`));
    }
  });

  it('shows a new encoder to those who play once it is no longer in a hurry, with the right date', async () => {
    bench.make(20);
    bench.beginRun();
    // A second of backlog comes in a moment.
    const startedMs = bench.clock.nowMs - 1000;
    for (let part = 0; part < 5; part++) {
      bench.make(1);
      bench.clock.nowMs -= 200;
    }
    bench.make(2);
    assert.deepEqual((await bench.playlist()).open, null);
    bench.make(1);
    const playlist = await bench.playlist();
    assert.deepEqual(violations(playlist), []);
    const { parts, discontinuity, dateMs } = playlist.open;
    assert.deepEqual([parts.length, discontinuity, dateMs], [8, true, startedMs]);
  });

  it('has a gap where a rendition lacks what others have', async () => {
    bench.make(20);
    bench.make(3, ['360p']);
    bench.beginRun();
    bench.make(10);
    const { segments } = await bench.playlist({}, '720p');
    assert.deepEqual(
      segments.map(({ gap }) => gap),
      [false, false, true, false],
    );
    assert.equal(segments[2].dateMs, (await bench.playlist()).segments[2].dateMs);
    assert.equal(await bench.ask('720p/3.m4s'), null);
  });

  it('ends: the playlist says so, and nobody waits any more', async () => {
    bench.make(33);
    const waiting = bench.playlist({ _HLS_msn: '5' });
    await bench.stream.end();
    assert.ok((await waiting).ended);
    const { ended, segments, hints } = await bench.playlist();
    assert.deepEqual([ended, segments.length, hints.length], [true, 4, 0]);
    assert.ok(Math.abs(segments[3].seconds - 0.6) < 0.001);
  });

  it('has neither parts nor hints where low latency is not wished', async () => {
    const slow = new Bench({ isLowLatency: false });
    slow.beginRun();
    slow.make(45);
    const playlist = await slow.playlist();
    assert.deepEqual(violations(playlist), []);
    assert.equal(playlist.partTarget, undefined);
    assert.deepEqual([playlist.hints, playlist.reports, playlist.open], [[], [], null]);
  });

  it('throws for a segment that begins with no key frame, so that the encoder is begun anew', () => {
    const fragment = { startSeconds: 0, seconds: 0.2, isIndependent: false, bytes: Buffer.alloc(1) };
    assert.throws(() => bench.stream.takeFragment('360p', fragment), { name: 'CutError' });
  });

  for (const file of [
    '360p/../720p/1.m4s',
    '../x.m3u8',
    '360p/999.m4s',
    '360p/1.99.m4s',
    '360p/init-9.mp4',
    'toString.m3u8',
    '__proto__/1.m4s',
    '360p/1.m4s/x',
    '90p.m3u8',
    '',
  ])
    it(`has nothing called "${file}"`, async () => {
      bench.make(20);
      assert.equal(await bench.ask(file), null);
    });
});

describe('a preview', () => {
  it('is not in what viewers are given once it is live', async () => {
    const bench = new Bench({ memorySeconds: 4 });
    bench.beginRun();
    await bench.makeWritten(5);
    bench.make(3);
    assert.equal((await bench.playlist()).segments.length, 5);
    bench.stream.showFrom(bench.clock.nowMs);
    const held = Promise.all([bench.ask('master.m3u8'), bench.playlist()]);
    for (const msn of [1, 2, 5]) {
      assert.equal(await bench.ask(`360p/${msn}.m4s`), null, 'by its name neither');
      assert.equal(await bench.ask(`360p/${msn}.9.m4s`), null);
    }
    await bench.makeWritten(1);
    const [master, first] = await held;
    assert.equal(master.status, 200);
    assert.deepEqual(violations(first), []);
    assert.deepEqual(
      first.segments.map(({ uri }) => uri),
      ['360p/6.m4s'],
      'the segment in which it began is the first',
    );
    await bench.makeWritten(4);
    const later = await bench.playlist();
    assert.deepEqual(changeViolations(first, later), []);
    assert.equal(later.segments.length, 5);
    for (const { uri } of later.segments) assert.ok(await bench.ask(uri), uri);
    assert.ok(await bench.ask('360p/init-1.mp4'));
    bench.stream.showFrom(bench.clock.nowMs);
    assert.equal((await bench.playlist()).segments.length, 5, 'it is live once');
  });
});

describe('the pictures of a preview', () => {
  it('are gone once it is live, and those that come have other names', async () => {
    const bench = new Bench();
    const { blobs, stream, thumbnails } = bench;
    bench.beginRun();
    stream.takeThumbnail(Buffer.from('before'));
    thumbnails.add(ID, Buffer.from('before'));
    stream.showFrom(bench.clock.nowMs);
    thumbnails.hide(ID);
    for (const file of ['thumbnail.jpg', 'thumbnails/1.jpg']) assert.equal(await bench.ask(file), null);
    stream.takeThumbnail(Buffer.from('later'));
    assert.equal(thumbnails.add(ID, Buffer.from('later')), '2.jpg');
    assert.equal(String((await bench.ask('thumbnail.jpg')).body), 'later');
    await stream.end();
    assert.equal(String(Buffer.concat(await (await blobs.get(`streams/${ID}/thumbnail.jpg`)).body.toArray())), 'later');
  });

  it('are no picture of the recording either', async () => {
    const bench = new Bench();
    bench.beginRun();
    bench.stream.takeThumbnail(Buffer.from('before'));
    bench.stream.showFrom(bench.clock.nowMs);
    await bench.stream.end();
    assert.equal(await bench.blobs.size(`streams/${ID}/thumbnail.jpg`), null);
  });
});

describe('a stream that goes on elsewhere', () => {
  it('has no name there that it had here', async () => {
    const [here, there] = ['aa', 'bb'].map((mark) => new Bench({ mark, memorySeconds: 4 }));
    for (const bench of [here, there]) {
      bench.beginRun();
      await bench.makeWritten(6);
      bench.make(3);
    }
    const filesOf = async (bench) => (await bench.ask('360p.m3u8')).body.match(/360p\/[^"\n]+/g);
    const [before, after] = [await filesOf(here), await filesOf(there)];
    for (const file of before.slice(0, -1)) {
      assert.ok(!after.includes(file), file);
      assert.ok(await here.ask(file), file);
      assert.equal(await there.ask(file), null, file);
    }
    await here.stream.end();
    const { mark, renditions } = here.stream.recording;
    assert.deepEqual([mark, renditions[0].init, renditions[0].segments[6].name], ['aa', 'init-1-aa.mp4', '7-aa.m4s']);
    assert.ok(renditions[0].segments.every(({ isDiscontinuity = false }) => !isDiscontinuity));
    assert.ok(await here.blobs.size(`streams/${ID}/360p/7-aa.m4s`));
  });
});

describe('the recording of a live stream', () => {
  it('is the same segments, and its playlists are those of a video', async () => {
    const bench = new Bench();
    bench.beginRun();
    bench.make(25);
    bench.beginRun();
    bench.make(20);
    const live = (await bench.ask('360p/2.m4s')).body;
    await bench.stream.end();
    const { recording } = bench.stream;
    const { body } = await bench.blobs.get(`streams/${ID}/360p/2.m4s`);
    assert.deepEqual(Buffer.concat(await body.toArray()), live);
    const files = vodPlaylists(recording);
    assert.deepEqual([...files.keys()], ['master.m3u8', '720p.m3u8', '480p.m3u8', '360p.m3u8']);
    const playlist = readPlaylist(files.get('360p.m3u8'));
    assert.deepEqual(violations(playlist), []);
    assert.deepEqual(
      playlist.segments.map(({ seconds, discontinuitySequence }) => [seconds, discontinuitySequence]),
      [
        [2, 0],
        [2, 0],
        [1, 0],
        [2, 1],
        [2, 1],
      ],
    );
    for (const uri of playlist.segments.map((segment) => segment.uri))
      assert.ok((await bench.blobs.size(`streams/${ID}/${uri}`)) > 0);
  });

  it('may be of days', () => {
    const segments = Array.from({ length: 150_000 }, (_, i) => ({
      name: `${i}.m4s`,
      durationMs: 2000,
      startMs: i * 2000,
    }));
    const rendition = {
      name: '360p',
      width: 640,
      height: 360,
      frameRate: 30,
      codecs: 'avc1.64001e',
      init: 'init-1.mp4',
    };
    const files = vodPlaylists({ renditions: [{ ...rendition, bandwidth: 1, averageBandwidth: 1, segments }] });
    assert.match(files.get('360p.m3u8'), /#EXT-X-TARGETDURATION:2\n/);
  });

  it('lets old segments go from memory, and never one that is not written', async () => {
    const bench = new Bench({ memorySeconds: 10 });
    bench.beginRun();
    await bench.makeWritten(20);
    assert.equal((await bench.playlist()).segments.length, 20);
    const { body: old } = await bench.ask('360p/2.m4s');
    assert.match(Buffer.concat(await old.toArray()).toString(), /^360p 10;/, 'what has left it is read again');
    const { body: late } = await bench.ask('360p/18.m4s');
    assert.ok(late instanceof Buffer);
  });

  it('is told to be broken by a full disk, once, and the picture goes on', async () => {
    const bench = new Bench({ memorySeconds: 10, dvrSeconds: 60 });
    const { put } = bench.blobs;
    bench.beginRun();
    await bench.makeWritten(2);
    bench.blobs.put = async () => {
      throw new Error('ENOSPC');
    };
    for (let segment = 0; segment < 20; segment++) {
      await bench.makeWritten(1);
      assert.deepEqual(violations(await bench.playlist()), []);
    }
    assert.deepEqual([bench.broken.length, bench.stream.isRecordingBroken], [1, true]);
    const { segments } = await bench.playlist();
    assert.ok(segments.length >= 5 && segments.length <= 12, 'the window is what memory holds');
    for (const { uri } of segments) assert.ok(await bench.ask(uri), uri);

    bench.blobs.put = put;
    bench.make(20);
    await bench.stream.end();
    const [{ segments: recorded }] = bench.stream.recording.renditions;
    assert.deepEqual(
      recorded.map(({ name, isDiscontinuity = false }) => [name, isDiscontinuity]),
      [
        ['1.m4s', false],
        ['2.m4s', false],
        ['23.m4s', true],
        ['24.m4s', false],
      ],
    );
  });
});
