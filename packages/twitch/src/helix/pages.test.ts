import type { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { clientStage, json, type Respond } from './fixtures/client-stage.ts';
import { followedChannels } from './followed-channels.ts';
import { search } from './search.ts';
import { videos } from './videos.ts';

/** Three pages of two. */
const pages: Respond = ({ path }) => {
  const after = Number(new URL(path, 'https://x').searchParams.get('after') ?? 0);
  const data = [after * 2 + 1, after * 2 + 2].map((id) => ({ id: String(id), broadcaster_id: String(id) }));
  return json({ data, total: 6, pagination: after < 2 ? { cursor: String(after + 1) } : {} });
};

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('paginate', () => {
  it('gives all items, in the largest pages', async () => {
    const { client, seen } = clientStage(pages);
    const items = await collect(client.paginate('/channels/followed', { query: { user_id: '7' } }));
    expect(items.map(({ broadcaster_id }) => broadcaster_id)).to.deep.equal(['1', '2', '3', '4', '5', '6']);
    expect(seen.map(({ path }) => path)).to.deep.equal([
      '/channels/followed?first=100&user_id=7',
      '/channels/followed?after=1&first=100&user_id=7',
      '/channels/followed?after=2&first=100&user_id=7',
    ]);
  });

  it('asks for no page that nobody reaches', async () => {
    const { client, seen } = clientStage(pages);
    for await (const { id } of client.paginate('/videos', { query: { user_id: '7' } })) if (id === '2') break;
    expect(seen).to.have.length(1);
  });

  it('gives whole pages', async () => {
    const { client } = clientStage(pages);
    const totals = await collect(client.paginate('/channels/followed', { query: { user_id: '7' } }).byPage());
    expect(totals.map(({ total }) => total)).to.deep.equal([6, 6, 6]);
  });

  it('can be gone through twice, and begin at a cursor', async () => {
    const { client } = clientStage(pages);
    const items = client.paginate('/videos', { query: { user_id: '7', after: '2', first: 2 } });
    expect(await collect(items)).to.have.length(2);
    expect(await collect(items)).to.have.length(2);
  });

  it('keeps to the page sizes that Twitch allows', async () => {
    const { client, seen } = clientStage(() => json({ data: { segments: null }, pagination: {} }));
    expect(await collect(client.paginate('/schedule', { query: { broadcaster_id: '7' } }))).to.deep.equal([]);
    expect(seen[0]?.path).to.equal('/schedule?broadcaster_id=7&first=25');
  });

  it('takes a thousand where Twitch gives as many', async () => {
    const { client, seen } = clientStage(() => json({ data: [], pagination: {} }));
    const query = { broadcaster_id: '7', moderator_id: '7' };
    await collect(client.paginate('/chat/chatters', { query }));
    expect(seen[0]?.path).to.equal('/chat/chatters?broadcaster_id=7&first=1000&moderator_id=7');
  });

  it('takes a size that is not given for none', async () => {
    const { client, seen } = clientStage(() => json({ data: [], pagination: {} }));
    // JavaScript, and types without exactOptionalPropertyTypes, pass it on.
    await collect(client.paginate('/streams', { query: { first: undefined as unknown as number } }));
    expect(seen[0]?.path).to.equal('/streams?first=100');
  });

  it('finds what stands in a schedule', async () => {
    const { client } = clientStage(() => json({ data: { segments: [{ id: 'a' }] }, pagination: {} }));
    const segments = await collect(client.paginate('/schedule', { query: { broadcaster_id: '7' } }));
    expect(segments).to.deep.equal([{ id: 'a' }]);
  });

  it('does not go round in circles', async () => {
    const { client, seen } = clientStage(() => json({ data: [{}], pagination: { cursor: 'same' } }));
    await collect(client.paginate('/videos', { query: { user_id: '7' } }));
    expect(seen).to.have.length(2);
  });

  it('does not take anything else for a list', async () => {
    const { client } = clientStage(() => json({ data: {}, pagination: {} }));
    const code = collect(client.paginate('/videos', { query: { user_id: '7' } })).catch(
      (error: T333Error) => error.code,
    );
    expect(await code).to.equal('invalid-response');
  });
});

describe('friendly calls', () => {
  it('followedChannels knows which are live, and speaks for the user', async () => {
    const { client, seen } = clientStage(({ path }) =>
      path.startsWith('/streams')
        ? json({ data: [{ user_id: '2', title: 'Hi' }], pagination: {} })
        : json({ data: [{ broadcaster_id: '1' }, { broadcaster_id: '2' }], pagination: {} }),
    );
    const channels = await followedChannels(client, '7');
    expect(channels.map(({ broadcaster_id, stream }) => [broadcaster_id, stream?.title])).to.deep.equal([
      ['1', undefined],
      ['2', 'Hi'],
    ]);
    expect(new Set(seen.map(({ token }) => token))).to.deep.equal(new Set(['7-1']));
  });

  it('videos.byUser and search.channels ask for pages', async () => {
    const { client, seen } = clientStage(() => json({ data: [{}], pagination: {} }));
    await collect(videos.byUser(client, '7', { type: 'archive' }));
    await collect(search.channels(client, 'chess', { liveOnly: true }));
    expect(seen.map(({ path }) => path)).to.deep.equal([
      '/videos?first=100&type=archive&user_id=7',
      '/search/channels?first=100&live_only=true&query=chess',
    ]);
  });
});
