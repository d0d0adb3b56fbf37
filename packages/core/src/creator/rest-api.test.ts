import { expect } from 'chai';
import { rejection } from '../realtime/fixtures/connection-stage.ts';
import { TestNetwork } from '../realtime/fixtures/test-device.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { restCreatorApi, restSchedule, type RestApiOptions } from './rest-api.ts';
import type { ScheduleDraft } from './schedule-item.ts';

const { signal } = new AbortController();
const STREAM = {
  id: 's1',
  title: 'Evening',
  status: 'live',
  viewerCount: 3,
  startedAt: '2026-03-22T17:00:00.000Z',
  endedAt: null,
  hlsUrl: '/media/s1/master.m3u8',
  settings: { latency: 'low' },
};
const ITEM = {
  id: 'i1',
  channelId: 'c',
  title: 'Evening',
  description: '',
  startsAt: '2026-03-22T17:00:00.000Z',
  timeZone: 'Europe/Berlin',
  durationMinutes: 90,
  recurrence: 'weekly',
  sequence: 1,
};
const DRAFT: ScheduleDraft = { ...ITEM, recurrence: 'weekly' };

/** A server that answers each request in turn, and what it was asked. */
function serve(...answers: [status: number, body?: unknown][]) {
  const asked: string[] = [];
  const requests: RequestInit[] = [];
  const network = new TestNetwork();
  const clock = new FakeClock();
  const fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    asked.push(`${init.method} ${url.href} ${(init.body as string | undefined) ?? ''}`.trim());
    requests.push(init);
    const [status, body] = answers.shift()!;
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  };
  const options: RestApiOptions = {
    url: 'https://example.com/v1/',
    channelId: 'c',
    fetch: fetch as unknown as typeof globalThis.fetch,
    network,
    clock,
  };
  return { api: restCreatorApi(options), options, asked, requests, network };
}

describe('restCreatorApi', () => {
  it('asks for the stream, and takes what it knows of it', async () => {
    const { api, asked, requests } = serve([200, { stream: STREAM }], [200, { stream: null }]);
    expect(await api.getStream(signal)).to.deep.equal({
      id: 's1',
      title: 'Evening',
      status: 'live',
      viewerCount: 3,
      isReceiving: null,
      startedAtMs: Date.parse(STREAM.startedAt),
      endedAtMs: null,
      hlsUrl: 'https://example.com/media/s1/master.m3u8',
    });
    expect(await api.getStream(signal)).to.equal(null);
    expect(asked[0]).to.equal('GET https://example.com/v1/channels/mine/streams/current');
    expect(requests[0]).to.include({ credentials: 'same-origin', cache: 'no-store' });
  });

  it('begins, starts and stops', async () => {
    const { api, asked } = serve([201, STREAM], [200, STREAM], [200, { ...STREAM, status: 'ended' }]);
    await api.startPreview(signal);
    await api.goLive('s/1', signal);
    expect((await api.end('s1', signal)).status).to.equal('ended');
    expect(asked).to.deep.equal([
      'POST https://example.com/v1/channels/mine/streams {}',
      'POST https://example.com/v1/streams/s%2F1/start {}',
      'POST https://example.com/v1/streams/s1/stop {}',
    ]);
  });

  it('asks for keys, and rotates one; nobody tells a key', async () => {
    const items = [{ which: 'primary', createdAt: '2026-01-01T00:00:00Z', oldGoodUntil: null }, { which: 'third' }];
    const { api, asked } = serve([200, { items }], [201, { which: 'primary', key: 'k' }]);
    expect(await api.getKeys(signal)).to.deep.equal([
      { which: 'primary', createdAtMs: Date.UTC(2026, 0, 1), oldUntilMs: null },
    ]);
    expect(api.readKey).to.equal(undefined);
    expect(await api.rotateKey('primary', 600_000, signal)).to.equal('k');
    expect(asked[1]).to.equal(
      'POST https://example.com/v1/channels/mine/stream-keys/primary/rotate {"graceSeconds":600}',
    );
  });

  it('reads the schedule page by page, and leaves out what is none', async () => {
    const { api, asked } = serve(
      [200, { items: [ITEM, { ...ITEM, startsAt: 'soon' }], nextCursor: 'a b' }],
      [200, { items: [{ ...ITEM, id: 'i2' }], nextCursor: null }],
    );
    const items = await api.getSchedule(signal);
    expect(items.map(({ id }) => id)).to.deep.equal(['i1', 'i2']);
    expect(asked).to.deep.equal([
      'GET https://example.com/v1/channels/c/schedule?limit=100',
      'GET https://example.com/v1/channels/c/schedule?limit=100&cursor=a%20b',
    ]);
  });

  it('adds, changes and removes, and sends no more than a draft', async () => {
    const { api, asked } = serve([201, ITEM], [200, ITEM], [204]);
    await api.addItem(DRAFT, signal);
    await api.changeItem('i1', DRAFT, signal);
    await api.removeItem('i1', signal);
    const { title, description, startsAt, timeZone, durationMinutes, recurrence } = ITEM;
    const body = JSON.stringify({ title, description, startsAt, timeZone, durationMinutes, recurrence });
    expect(asked).to.deep.equal([
      `POST https://example.com/v1/channels/mine/schedule ${body}`,
      `PATCH https://example.com/v1/channels/mine/schedule/i1 ${body}`,
      'DELETE https://example.com/v1/channels/mine/schedule/i1',
    ]);
  });

  const problem = (code: string, status: number): [number, unknown] => [
    status,
    { type: 'about:blank', status, code, detail: 'x' },
  ];
  const refusals: [answer: [number, unknown?], code: string][] = [
    [problem('unauthenticated', 401), 'unauthorized'],
    [problem('forbidden', 403), 'forbidden'],
    [problem('not_found', 404), 'not-found'],
    [problem('bad_request', 400), 'invalid-argument'],
    [problem('rate_limited', 429), 'rate-limited'],
    [problem('unavailable', 503), 'network'],
    [[500, 'oh'], 'http'],
    [[200, { stream: { id: 's' } }], 'invalid-response'],
    [[200], 'invalid-response'],
  ];
  for (const [answer, code] of refusals) {
    it(`${answer[0]} ${JSON.stringify(answer[1])?.slice(-40)}: ${code}`, async () => {
      expect(await rejection(serve(answer).api.getStream(signal))).to.include({ code });
    });
  }

  it('asks nobody without a network', async () => {
    const { api, network, asked } = serve();
    network.online = false;
    expect(await rejection(api.getStream(signal))).to.include({ code: 'offline', retryable: true });
    expect(asked).to.deep.equal([]);
  });

  it('signs in by a cookie of another origin, or a token that is asked for each time', async () => {
    const { options, requests } = serve([200, { stream: null }]);
    const headers = async (): Promise<HeadersInit> => ({ authorization: 'Bearer x' });
    await restCreatorApi({ ...options, headers, credentials: 'include' }).getStream(signal);
    expect(requests[0]!.credentials).to.equal('include');
    expect(new Headers(requests[0]!.headers).get('authorization')).to.equal('Bearer x');
  });

  it('lets nobody be led to what is no web page', async () => {
    const { api } = serve([200, { stream: { ...STREAM, hlsUrl: 'javascript:alert(1)' } }]);
    expect((await api.getStream(signal))!.hlsUrl).to.equal(null);
  });

  it('ends with whoever asks', async () => {
    const { api } = serve();
    expect(await rejection(api.getStream(AbortSignal.abort()))).to.include({ code: 'aborted' });
  });
});

describe('restSchedule', () => {
  it('is for viewers', async () => {
    const { options } = serve([200, { items: [ITEM], nextCursor: null }]);
    const schedule = restSchedule(options);
    expect(Object.keys(schedule)).to.deep.equal(['getSchedule']);
    expect((await schedule.getSchedule(signal))[0]).to.include({ title: 'Evening', sequence: 1 });
  });
});
