import { expect } from 'chai';
import { T333Error } from '../../errors.ts';
import { join } from './encoded-sound.ts';
import { openFile } from './file-sound.ts';
import { adtsFrames, mp4 } from './fixtures/containers.ts';
import { serveFiles } from './fixtures/serve-files.ts';
import { readMp4, readMp4Track } from './mp4-sound.ts';
import { viewOf } from './mp4-boxes.ts';

/** More than is fetched whole. */
const LONG_BYTES = 50e6;
const power = (samples: Float32Array): number =>
  samples.reduce((sum, value) => sum + value * value, 0) / samples.length;

const { signal } = new AbortController();

describe('openFile', () => {
  let files: Map<string, Uint8Array<ArrayBuffer> | string>;
  let server: ReturnType<typeof serveFiles>;
  let frames: Uint8Array[];
  let config: Uint8Array;

  before(async () => {
    const source = new Uint8Array(await (await fetch('/origin/files/east/160p.mp4')).arrayBuffer());
    frames = adtsFrames(readMp4(source)![0]!.file).map((frame) => frame.subarray(7));
    config = readMp4Track(viewOf(source))!.config!;
  });
  beforeEach(() => {
    files = new Map();
    server = serveFiles(files);
  });
  afterEach(() => server.restore());

  it('fetches of a long file its index, wherever that is, and what is listened to', async () => {
    const short = await openFile('/origin/files/east/160p.mp4', signal);
    // Frame 600 begins at 12.8 s, on a sample of ours too.
    const expected = (await short.read(12.81, 3, signal))!;
    for (const [name, indexFirst] of [
      ['first', true],
      ['last', false],
    ] as const) {
      files.set(`/made/${name}.mp4`, mp4({ frames, config, indexFirst, padding: LONG_BYTES }));
      const sound = await openFile(`/made/${name}.mp4`, signal);
      expect(sound.duration).to.be.closeTo(40, 0.1);
      const { samples, start } = (await sound.read(12.81, 3, signal))!;
      expect(start).to.equal(12.81);
      // The first frame of what was cut out has nothing before it to overlap with.
      const middle = samples.subarray(8000, 40_000);
      const difference = middle.map((value, i) => value - expected.samples[8000 + i]!);
      expect(power(middle)).to.be.greaterThan(1e-3);
      // AAC puts noise of the decoder's own in place of some.
      expect(power(difference)).to.be.lessThan(0.02 * power(middle));
    }
  });

  it('counts in what an edit list leaves out', async () => {
    files.set('/made/a.mp4', mp4({ frames, config, editSeconds: 0.5 }));
    const whole = (await (await openFile('/origin/files/east/160p.mp4', signal)).read(0, 40, signal))!.samples;
    const { samples } = (await (await openFile('/made/a.mp4', signal)).read(0, 39, signal))!;
    for (let i = 0; i < samples.length; i += 997) expect(samples[i]).to.be.closeTo(whole[i + 8000]!, 0.01);
  });

  it('says why not', async () => {
    const codeOf = async (file: Uint8Array<ArrayBuffer>): Promise<unknown> => {
      files.set('/made/x.mp4', file);
      const error = await openFile('/made/x.mp4', signal).catch((cause: unknown) => cause);
      return error instanceof T333Error ? error.code : error;
    };
    expect(await codeOf(new Uint8Array(100))).to.equal('media-decode');
    expect(await codeOf(new Uint8Array(LONG_BYTES))).to.equal('unsupported');
    expect(await codeOf(join([mp4({ frames: [], config }).subarray(0, 24), new Uint8Array(LONG_BYTES)]))).to.equal(
      'media-decode',
    );
  });
});
