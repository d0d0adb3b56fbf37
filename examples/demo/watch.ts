import '@t333/elements/live-badge/define';
import '@t333/elements/live-card/define';
import '@t333/elements/live-chat/define';
import '@t333/elements/live-player/define';
import '@t333/elements/live-tip-ticker/define';
import type { LiveCard } from '@t333/elements/live-card';
import type { LiveChat } from '@t333/elements/live-chat';
import type { LivePlayer } from '@t333/elements/live-player';
import type { LiveTipTicker } from '@t333/elements/live-tip-ticker';
import { byId, setUpPage, toast } from './page.ts';
import { API, ask, enter, signUp, whileFilling, whoAmI, type Place, type Stream, type Vod } from './site.ts';

interface List<Item> {
  items: Item[];
}

const parameters = new URLSearchParams(location.search);
const player = byId<LivePlayer>('player');
let place: Place | null = null;
/** The stream that was on air when somebody looked. */
let streamId = parameters.get('stream');

const webUrl = (path: string): string => new URL(path, API).href;

function card(fields: Partial<LiveCard>): HTMLLIElement {
  const item = document.createElement('li');
  item.append(Object.assign(document.createElement('live-card'), fields));
  return item;
}

const streamCard = ({ id, channelId, title, name, categoryId, poster, hlsUrl, ...stream }: Stream): HTMLLIElement =>
  card({
    label: title,
    href: `?channel=${channelId}&stream=${id}`,
    channel: name,
    category: categoryId,
    poster: poster && webUrl(poster),
    src: hlsUrl && webUrl(hlsUrl),
    status: 'live',
    viewers: stream.viewerCount,
    startedAt: stream.startedAt,
  });

const vodCard =
  (channelId: string) =>
  ({ id, title, poster, hlsUrl }: Vod): HTMLLIElement =>
    card({
      label: title,
      href: `?channel=${channelId}&vod=${id}`,
      poster: poster && webUrl(poster),
      src: hlsUrl && webUrl(hlsUrl),
      status: 'ended',
    });

async function list<Item>(section: string, inside: string, path: string, draw: (item: Item) => Element): Promise<void> {
  const { items } = await ask<List<Item>>('GET', path);
  byId(section).hidden = items.length === 0;
  byId(inside).replaceChildren(...items.map(draw));
}

function play(title: string, hlsUrl: string | null): void {
  byId('stream').hidden = false;
  byId('stream-title').textContent = title;
  document.title = `${title} – t333`;
  player.label = title;
  player.src = hlsUrl && webUrl(hlsUrl);
}

/** Takes a place in the room, and another one once somebody has signed up. */
async function talk(channelId: string): Promise<void> {
  const account = await whoAmI();
  byId('sign-up').hidden = account !== null;
  const next = enter(channelId, account !== null);
  byId<LiveChat>('chat').client = next.chat;
  byId<LiveTipTicker>('tips').queue = next.tips;
  next.connection.addEventListener('items', ({ items }) => {
    for (const item of items) {
      if (item.kind !== 'event') continue;
      if (item.event.type === 'viewer_update') showViewers(item.event.viewerCount);
      if (item.event.type === 'stream' && !parameters.has('vod')) void showStream(channelId);
    }
  });
  place?.leave();
  place = next;
}

function showViewers(count: number): void {
  byId('viewers').textContent = `${count} watching`;
}

/** What the channel sends now; or that it sends nothing. */
async function showStream(channelId: string): Promise<void> {
  const { items } = await ask<List<Stream>>('GET', 'streams?limit=100');
  const onAir = items.find((one) => one.channelId === channelId);
  const stream = onAir ?? (streamId ? await ask<Stream>('GET', `streams/${streamId}`) : null);
  streamId = stream?.id ?? null;
  if (stream?.status === 'live') {
    showViewers(stream.viewerCount);
    play(stream.title || stream.name, stream.hlsUrl);
  } else {
    play(stream?.title || stream?.name || 'This channel', null);
    byId('viewers').textContent = stream?.status === 'ended' ? 'The stream has ended.' : 'Nothing is on air.';
  }
  await list('past', 'vods', `channels/${channelId}/vods`, vodCard(channelId));
}

async function fill(): Promise<void> {
  const channelId = parameters.get('channel');
  const vodId = parameters.get('vod');
  if (vodId) {
    const { title, hlsUrl } = await ask<Vod>('GET', `vods/${vodId}`);
    play(title, hlsUrl);
  }
  if (channelId) {
    await Promise.all([
      talk(channelId),
      vodId ? list('past', 'vods', `channels/${channelId}/vods`, vodCard(channelId)) : showStream(channelId),
    ]);
  } else await list('on-air', 'streams', 'streams?limit=100', streamCard);
}

setUpPage();
byId<HTMLFormElement>('sign-up').addEventListener('submit', (event) => {
  event.preventDefault();
  signUp(byId<HTMLInputElement>('name').value)
    .then(() => talk(parameters.get('channel')!))
    .catch((error: Error) => toast(error.message));
});
whileFilling(fill());
