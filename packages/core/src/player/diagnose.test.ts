import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { attachError, diagnose, diagnoseMedia, diagnosePlay, diagnoseStatus } from './diagnose.ts';

const url = 'https://example.com/a';
const online = { isOnline: () => true, onOnline: () => {} };
const offline = { isOnline: () => false, onOnline: () => {} };

type Answer = number | 'refused' | 'opaque' | 'opaqueredirect';

/** A network in which each kind of request has one outcome. */
function fakeFetch(
  plain: Answer,
  noCors: Answer = 'refused',
  manual: Answer = 'refused',
): typeof fetch & { asked: string[] } {
  const asked: string[] = [];
  const answer = async (_url: unknown, init: RequestInit = {}): Promise<Response> => {
    const kind = init.mode ?? init.redirect ?? 'plain';
    asked.push(kind);
    const outcome = { plain, 'no-cors': noCors, manual }[kind as 'plain'];
    if (outcome === 'refused') throw new TypeError('Failed to fetch');
    if (typeof outcome === 'number') return new Response('', { status: outcome });
    return { ok: false, status: 0, type: outcome, body: null } as Response;
  };
  return Object.assign(answer as typeof fetch, { asked });
}

const asScript = new T333Error('network', 'status 0', { retryable: true });
const asElement = new T333Error('media-unsupported', 'code 4');

describe('diagnose', () => {
  const cases: [
    what: string,
    fetch: ReturnType<typeof fakeFetch>,
    fallback: T333Error,
    code: string,
    probes: number,
  ][] = [
    ['it is missing', fakeFetch(404), asElement, 'not-found', 1],
    ['it is refused', fakeFetch(403), asElement, 'forbidden', 1],
    ['the server fails', fakeFetch(502), asElement, 'http', 1],
    ['it is there after all', fakeFetch(200), asScript, 'network', 1],
    ['it is there, and no media', fakeFetch(200), asElement, 'media-unsupported', 1],
    ['it answers, but not this page', fakeFetch('refused', 'opaque'), asScript, 'cors', 2],
    [
      'it answers an element, for which CORS does not count',
      fakeFetch('refused', 'opaque'),
      asElement,
      'media-unsupported',
      2,
    ],
    ['it redirects without end', fakeFetch('refused', 'refused', 'opaqueredirect'), asScript, 'redirect-loop', 3],
    [
      'it redirects an element without end',
      fakeFetch('refused', 'refused', 'opaqueredirect'),
      asElement,
      'redirect-loop',
      3,
    ],
    ['nobody answers', fakeFetch('refused'), asScript, 'network', 3],
    ['nobody answers an element', fakeFetch('refused'), asElement, 'network', 3],
  ];

  for (const [what, fetch, fallback, code, probes] of cases) {
    it(`${code}: ${what}`, async () => {
      const error = await diagnose(url, fallback, { fetch, network: online });
      expect(error.code).to.equal(code);
      expect(fetch.asked).to.have.length(probes);
      if (error !== fallback) {
        expect(error.retryable).to.equal(true);
        expect(error.message).to.include(url);
      }
    });
  }

  it('offline: asks nobody', async () => {
    const fetch = fakeFetch(200);
    const error = await diagnose(url, asScript, { fetch, network: offline });
    expect(error).to.include({ code: 'offline', retryable: true });
    expect(fetch.asked).to.deep.equal([]);
  });

  it('gives its signal to every request, and keeps them out of the cache', async () => {
    const { signal } = new AbortController();
    const seen: RequestInit[] = [];
    const fetch = async (_url: unknown, init: RequestInit = {}): Promise<Response> => {
      seen.push(init);
      throw new TypeError('Failed to fetch');
    };
    await diagnose(url, asScript, { signal, fetch: fetch as typeof globalThis.fetch, network: online });
    expect(seen.map((init) => [init.signal, init.cache])).to.deep.equal([1, 2, 3].map(() => [signal, 'no-store']));
  });
});

describe('diagnoseMedia', () => {
  for (const [code, expected] of [
    [2, 'network'],
    [3, 'media-decode'],
    [4, 'media-unsupported'],
    [9, 'media-unsupported'],
  ] as const) {
    it(`${code} → ${expected}`, () => {
      expect(diagnoseMedia({ code, message: 'why' })).to.include({ code: expected, cause: 'why' });
    });
  }

  it('knows no more without an error', () => {
    expect(diagnoseMedia(null).code).to.equal('media-unsupported');
  });
});

describe('diagnosePlay', () => {
  it('tells a refusal, a cancellation and a failure apart', () => {
    const play = (name: string, known: T333Error | null = null): T333Error =>
      diagnosePlay(new DOMException('why', name), known);
    expect(play('NotAllowedError').code).to.equal('autoplay-blocked');
    expect(play('AbortError').code).to.equal('aborted');
    expect(play('NotSupportedError').code).to.equal('media-unsupported');
    expect(play('NotSupportedError', asElement)).to.equal(asElement);
    expect(diagnosePlay('no error at all', null)).to.include({ code: 'media-unsupported', cause: 'no error at all' });
  });
});

describe('diagnoseStatus', () => {
  it('says what may be repaired by itself', () => {
    const retryable = [400, 401, 404, 405, 429, 500, 599].filter((status) => diagnoseStatus(status, url).retryable);
    expect(retryable).to.deep.equal([401, 404, 429, 500, 599]);
  });
});

describe('attachError', () => {
  it('keeps our errors, and wraps others', () => {
    expect(attachError(asScript)).to.equal(asScript);
    const cause = new TypeError('Failed to fetch dynamically imported module');
    expect(attachError(cause)).to.include({ code: 'network', retryable: true, cause });
  });
});
