import { expect } from 'chai';
import type { FragmentLoaderContext, HlsConfig, LoaderCallbacks, LoaderConfiguration } from 'hls.js';
import { createSegmentLoader, type SegmentGate } from './segment-loader.ts';
import type { SegmentRequest } from './segment-scheduler.ts';

/** Answers everything at once. */
class Answering {
  context: unknown = null;
  stats = { loaded: 1, total: 1, loading: { start: 0, first: 1 } };
  load(
    context: FragmentLoaderContext,
    _config: LoaderConfiguration,
    callbacks: LoaderCallbacks<FragmentLoaderContext>,
  ) {
    callbacks.onSuccess({ url: context.url, data: new ArrayBuffer(1) }, this.stats as never, context, null);
  }
  abort(): void {}
  destroy(): void {}
}

const asked: SegmentRequest[] = [];
const gate: SegmentGate = {
  take: () => undefined,
  pass: (_context, proceed) => proceed(),
  scheduler: { enqueue: (request) => (asked.push(request), request.start()), settle: () => {}, bandwidthBps: null },
  renditionOf: (level) => `level ${level}`,
  isOutdated: (level) => level !== 2,
};

/** @returns whether hls.js is told of it */
function answers(type: 'main' | 'audio' | 'subtitle', sn: 'initSegment' | number, level: number): boolean {
  const Loader = createSegmentLoader(Answering as never, gate);
  let answered = false;
  new Loader({} as HlsConfig).load(
    { frag: { type, sn, level, start: 4, duration: 2 }, part: null, url: 'a' } as unknown as FragmentLoaderContext,
    {} as LoaderConfiguration,
    { onSuccess: () => (answered = true), onError: () => {}, onTimeout: () => {} },
  );
  return answered;
}

describe('createSegmentLoader', () => {
  beforeEach(() => (asked.length = 0));

  it('keeps back the initialization segment of a level that was left', () => {
    expect([answers('main', 'initSegment', 1), answers('main', 'initSegment', 2)]).to.deep.equal([false, true]);
  });

  it('hands over that of an audio track, whose number has nothing to do with levels', () => {
    expect([answers('audio', 'initSegment', 0), answers('audio', 'initSegment', 1)]).to.deep.equal([true, true]);
  });

  it('names the rendition of pictures alone', () => {
    for (const type of ['main', 'audio', 'subtitle'] as const) expect(answers(type, 7, 2)).to.equal(true);
    expect(asked.map(({ rendition }) => rendition)).to.deep.equal(['level 2', null, null]);
  });
});
