import { expect } from 'chai';
import type { Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext, PlaylistLoaderContext } from 'hls.js';
import { createPlaylistLoader, type PlaylistAnswer, type PlaylistGate } from './playlist-loader.ts';

type Stats = Loader<LoaderContext>['stats'];

const context = { url: 'a.m3u8', type: 'manifest' } as PlaylistLoaderContext;
const answerOf = (text: string): PlaylistAnswer => ({
  response: { url: 'a.m3u8', data: text, code: 200 },
  stats: { loading: { start: 10, first: 40, end: 70 } } as Stats,
});

describe('createPlaylistLoader', () => {
  /** What hls.js's loader was asked to do, and its chance to answer. */
  let below: { context: LoaderContext; callbacks: LoaderCallbacks<LoaderContext> }[];
  let got: unknown[];

  class Base implements Loader<LoaderContext> {
    context: LoaderContext | null = null;
    stats = {} as Stats;
    load(asked: LoaderContext, _config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      below.push({ context: asked, callbacks });
    }
    abort(): void {}
    destroy(): void {}
  }

  const callbacks = {
    onSuccess: (...args: unknown[]) => got.push(args),
    onError: () => got.push('error'),
    onTimeout: () => got.push('timeout'),
  } as unknown as LoaderCallbacks<PlaylistLoaderContext>;

  const load = (gate: Partial<PlaylistGate>): Loader<PlaylistLoaderContext> => {
    const PlaylistLoader = createPlaylistLoader(Base, { take: () => undefined, admit: () => true, ...gate });
    const loader = new PlaylistLoader({} as ConstructorParameters<typeof PlaylistLoader>[0]);
    loader.load(context, {} as LoaderConfiguration, callbacks);
    return loader;
  };

  beforeEach(() => {
    below = [];
    got = [];
  });

  it('lets a request and its answer through', () => {
    const seen: unknown[] = [];
    load({ admit: (...args) => seen.push(args) > 0 });
    const { response, stats } = answerOf('#EXTM3U');
    below[0]!.callbacks.onSuccess(response, stats, context, null);
    expect(seen).to.deep.equal([[context, { response, stats }, null]]);
    expect(got).to.deep.equal([[response, stats, context, null]]);
  });

  it('keeps back what is not admitted', () => {
    load({ admit: () => false });
    const { response, stats } = answerOf('#EXTM3U');
    below[0]!.callbacks.onSuccess(response, stats, context, null);
    expect(got).to.deep.equal([]);
  });

  it('passes on failures', () => {
    load({ admit: () => expect.fail('a failure is no answer') });
    below[0]!.callbacks.onError({ code: 404, text: '' }, context, null, {} as Stats);
    below[0]!.callbacks.onTimeout({} as Stats, context, null);
    expect(got).to.deep.equal(['error', 'timeout']);
  });

  it('answers with what is here already: later, without a request, with its true times', async () => {
    const answer = answerOf('#EXTM3U');
    const loader = load({ take: (url) => (url === 'a.m3u8' ? answer : undefined) });
    expect(got).to.deep.equal([]);
    await Promise.resolve();
    expect(got).to.deep.equal([[answer.response, answer.stats, context, null]]);
    expect(below).to.deep.equal([]);
    expect(loader).to.include({ context, stats: answer.stats });
  });

  for (const end of ['abort', 'destroy'] as const) {
    it(`answers nothing after ${end}()`, async () => {
      load({ take: () => answerOf('#EXTM3U') })[end]();
      await Promise.resolve();
      expect(got).to.deep.equal([]);
    });
  }
});
