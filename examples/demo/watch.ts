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
import {
  API,
  ask,
  enter,
  findChannel,
  signUp,
  whileFilling,
  whoAmI,
  type Category,
  type Channel,
  type List,
  type Place,
  type Stream,
  type Vod,
} from './site.ts';

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

const streamCard =
  (categories: ReadonlyMap<string, string>) =>
  ({ id, channelId, title, name, categoryId, poster, hlsUrl, ...stream }: Stream): HTMLLIElement =>
    card({
      label: title || name,
      href: `?channel=${channelId}&stream=${id}`,
      channel: name,
      category: categoryId && (categories.get(categoryId) ?? null),
      poster: poster && webUrl(poster),
      src: hlsUrl && webUrl(hlsUrl),
      status: 'live',
      viewers: stream.viewerCount,
      startedAt: stream.startedAt,
    });

const vodCard =
  (channel: Channel) =>
  ({ id, title, poster, hlsUrl }: Vod): HTMLLIElement =>
    card({
      label: title || channel.name,
      href: `?channel=${channel.id}&vod=${id}`,
      poster: poster && webUrl(poster),
      src: hlsUrl && webUrl(hlsUrl),
      status: 'ended',
    });

async function list<Item>(section: string, inside: string, path: string, draw: (item: Item) => Element): Promise<void> {
  const { items } = await ask<List<Item>>('GET', path);
  byId(section).hidden = items.length === 0;
  byId(inside).replaceChildren(...items.map(draw));
}

const listVods = (channel: Channel): Promise<void> =>
  list('past', 'vods', `channels/${channel.id}/vods`, vodCard(channel));

async function listStreams(): Promise<void> {
  const { items } = await ask<List<Category>>('GET', 'categories');
  const names = new Map(items.map(({ id, name }) => [id, name]));
  await list('on-air', 'streams', 'streams?limit=100', streamCard(names));
}

/** @param insteadOf what it says where there is nothing to play */
function play(title: string, hlsUrl: string | null, insteadOf = 'There is no picture yet.'): void {
  byId('stream').hidden = false;
  player.hidden = byId('badge').hidden = byId('viewers').hidden = hlsUrl === null;
  byId('nothing').textContent = hlsUrl === null ? insteadOf : '';
  byId('stream-title').textContent = title;
  document.title = `${title} – t333`;
  player.label = title;
  player.src = hlsUrl && webUrl(hlsUrl);
}

/** Takes a place in the room, and another one once somebody has signed up. */
async function talk(channel: Channel): Promise<void> {
  const account = await whoAmI();
  byId('sign-up').hidden = account !== null;
  const next = enter(channel.id, account !== null);
  byId<LiveChat>('chat').client = next.chat;
  byId<LiveTipTicker>('tips').queue = next.tips;
  next.connection.addEventListener('items', ({ items }) => {
    for (const item of items) {
      if (item.kind !== 'event') continue;
      if (item.event.type === 'viewer_update') showViewers(item.event.viewerCount);
      if (item.event.type === 'stream' && !parameters.has('vod')) void showStream(channel);
    }
  });
  place?.leave();
  place = next;
}

function showViewers(count: number): void {
  byId('viewers').textContent = `${count} watching`;
}

/** What the channel sends now; or that it sends nothing. */
async function showStream(channel: Channel): Promise<void> {
  const { items } = await ask<List<Stream>>('GET', 'streams?limit=100');
  const onAir = items.find((one) => one.channelId === channel.id);
  const stream = onAir ?? (streamId ? await ask<Stream>('GET', `streams/${streamId}`) : null);
  streamId = stream?.id ?? null;
  if (stream?.status === 'live') {
    showViewers(stream.viewerCount);
    play(stream.title || channel.name, stream.hlsUrl);
  } else {
    const hasEnded = stream?.status === 'ended';
    play(stream?.title || channel.name, null, hasEnded ? 'The stream has ended.' : 'Nothing is on air.');
  }
  await listVods(channel);
}

async function fill(): Promise<string | null> {
  const channelId = parameters.get('channel');
  const vodId = parameters.get('vod');
  const channel = channelId ? await findChannel(channelId) : null;
  if (channelId && !channel) return 'There is no such channel.';
  if (vodId) {
    const { title, hlsUrl } = await ask<Vod>('GET', `vods/${vodId}`);
    play(title || channel?.name || 'A recording', hlsUrl);
  }
  if (channel) {
    byId<HTMLFormElement>('sign-up').addEventListener('submit', (event) => {
      event.preventDefault();
      signUp(byId<HTMLInputElement>('name').value)
        .then(() => talk(channel))
        .catch((error: Error) => toast(error.message));
    });
    await Promise.all([talk(channel), vodId ? listVods(channel) : showStream(channel)]);
  } else if (!vodId) {
    await listStreams();
    if (byId('on-air').hidden) return 'Nobody is on air.';
  }
  return null;
}

setUpPage();
whileFilling(fill());
