import { expect } from 'chai';
import { TestNetwork } from '../realtime/fixtures/test-device.ts';
import { SettingsRefusal } from './settings-api.ts';
import { restSettings } from './settings-rest.ts';

const { signal } = new AbortController();
const CHANNEL = { id: 'c', handle: 'ann', title: 'Evening', description: '', categoryId: 'games', tags: ['chess'] };
const OF_STREAM = { latency: 'low', dvrWindowSec: 3600, minAge: 0, hasWatermark: false, visibility: 'public' };
const STREAM = { id: 's1', title: 'Evening', settings: OF_STREAM };

/** A server that answers by what it is asked. */
function serve(answers: Record<string, [status: number, body: unknown]>) {
  const asked: string[] = [];
  const fetch = async (url: URL, { method, body }: RequestInit): Promise<Response> => {
    const what = `${method} ${url.pathname.replace('/v1/', '')}`;
    asked.push(`${what} ${(body as string | undefined) ?? ''}`.trim());
    const [status, told] = answers[what] ?? [404, { code: 'not_found', detail: 'No such thing.' }];
    return new Response(JSON.stringify(told), { status });
  };
  const api = restSettings({
    url: 'https://example.com/v1',
    channelId: 'c',
    fetch: fetch as unknown as typeof globalThis.fetch,
    network: new TestNetwork(),
  });
  return { api, asked };
}

const live = {
  'GET channels/c': [200, CHANNEL],
  'GET channels/mine/streams/current': [200, { stream: STREAM }],
} as const;
const answers = (more: Record<string, [number, unknown]> = {}): Record<string, [number, unknown]> => ({
  ...(live as unknown as Record<string, [number, unknown]>),
  ...more,
});
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('restSettings', () => {
  it('reads those of the channel and those of its stream', async () => {
    const { title, description, categoryId, tags } = CHANNEL;
    expect(await serve(answers()).api.load(signal)).to.deep.equal({
      settings: { title, description, categoryId, tags, ...OF_STREAM },
      lacksStream: false,
    });
  });

  it('leaves out what is a stream’s where there is none', async () => {
    const { api } = serve(answers({ 'GET channels/mine/streams/current': [200, { stream: null }] }));
    const { settings, lacksStream } = await api.load(signal);
    expect([Object.keys(settings), lacksStream]).to.deep.equal([['title', 'description', 'categoryId', 'tags'], true]);
  });

  it('sends each where it belongs', async () => {
    const { api, asked } = serve(
      answers({
        'PATCH channels/mine': [200, { ...CHANNEL, title: 'Night' }],
        'PATCH streams/s1': [200, { ...STREAM, settings: { ...OF_STREAM, minAge: 18 } }],
      }),
    );
    const { settings } = await api.save({ title: 'Night', minAge: 18 }, signal);
    expect(settings).to.include({ title: 'Night', minAge: 18 });
    expect(asked).to.deep.equal([
      'PATCH channels/mine {"title":"Night"}',
      'GET channels/mine/streams/current',
      'PATCH streams/s1 {"title":"Night","minAge":18}',
    ]);
  });

  it('asks for no change that there is not', async () => {
    const { api, asked } = serve(answers({ 'PATCH streams/s1': [200, STREAM] }));
    await api.save({ latency: 'low' }, signal);
    expect(asked).to.not.include('PATCH channels/mine {}');
    const other = serve(answers({ 'PATCH channels/mine': [200, CHANNEL] }));
    await other.api.save({ description: 'x' }, signal);
    expect(other.asked.filter((one) => one.startsWith('PATCH'))).to.deep.equal([
      'PATCH channels/mine {"description":"x"}',
    ]);
  });

  it('says which field was refused, and what was taken', async () => {
    const { api } = serve(
      answers({
        'PATCH channels/mine': [200, CHANNEL],
        'PATCH streams/s1': [400, { code: 'bad_request', detail: 'body/minAge must be <= 21' }],
      }),
    );
    const error = (await rejection(api.save({ description: 'x', minAge: 99 }, signal))) as SettingsRefusal;
    expect(error).to.be.instanceOf(SettingsRefusal);
    expect([[...error.reasons], error.taken]).to.deep.equal([[['minAge', 'must be <= 21']], { description: 'x' }]);
  });

  it('says that a tag, or a category, was refused', async () => {
    const refuse = (status: number, code: string, detail: string) =>
      serve(answers({ 'PATCH channels/mine': [status, { code, detail }] })).api;
    const tags = await rejection(
      refuse(400, 'bad_request', 'body/tags/0 must NOT have more than 25 characters').save({ tags: ['x'] }, signal),
    );
    expect([...(tags as SettingsRefusal).reasons.keys()]).to.deep.equal(['tags']);
    const category = await rejection(
      refuse(404, 'not_found', 'No such category.').save({ categoryId: 'cooking' }, signal),
    );
    expect([...(category as SettingsRefusal).reasons]).to.deep.equal([['categoryId', 'No such category.']]);
    const none = await rejection(serve(answers()).api.save({ categoryId: null }, signal));
    expect([...(none as SettingsRefusal).reasons.keys()]).to.deep.equal(['categoryId']);
  });

  it('says what was taken where the rest failed for no field', async () => {
    const { api } = serve(answers({ 'PATCH channels/mine': [200, CHANNEL], 'PATCH streams/s1': [500, 'oh'] }));
    const error = (await rejection(api.save({ title: 'x', minAge: 1 }, signal))) as SettingsRefusal;
    expect([error.reasons.size, error.taken, (error.cause as Error).name]).to.deep.equal([
      0,
      { title: 'x' },
      'T333Error',
    ]);
  });

  it('fails as all of it does', async () => {
    const forbidden = answers({ 'PATCH channels/mine': [403, { code: 'forbidden', detail: 'No.' }] });
    expect(await rejection(serve(forbidden).api.save({ title: 'x' }, signal))).to.include({ code: 'forbidden' });
  });

  it('reads categories', async () => {
    const { api } = serve({
      'GET categories': [200, { items: [{ id: 'games', name: 'Games', channelCount: 1 }, {}] }],
    });
    expect(await api.categories(signal)).to.deep.equal([{ id: 'games', name: 'Games' }]);
  });
});
