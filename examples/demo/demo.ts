import '@t333/elements/multi-stream-grid/define';
import '@t333/twitch/register';
import { LAYOUT_MODES, type LayoutMode } from '@t333/core/layout';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import { T333Error } from '@t333/core';
import { byId, setUpPage, toast } from './page.ts';
import { setUpQuality } from './quality.ts';
import { checkTwitch, setUpTwitch, twitchTile } from './twitch.ts';

/** What the origin says of one of its streams; addresses are relative to the list. */
interface ListedStream {
  title: string;
  poster: string;
  live: string;
}

const TILE_COUNT = 9;
const STREAM_LIST = new URL('/origin/streams.json', location.href);
const LAYOUT_NAMES: Record<LayoutMode, string> = {
  grid: 'Grid',
  focus: 'Focus',
  pip: 'PiP',
  columns: 'Columns',
  free: 'Free',
};

const wall = byId<MultiStreamGrid>('wall');

/** The origin's streams, again from the first when there are fewer than tiles. */
async function fill(): Promise<void> {
  const { streams } = (await (await fetch(STREAM_LIST)).json()) as { streams: ListedStream[] };
  const resolve = (path: string): string => new URL(path, STREAM_LIST).href;
  wall.streams = Array.from({ length: TILE_COUNT }, (_, index) => {
    const stream = streams[index % streams.length] as ListedStream;
    const round = Math.floor(index / streams.length);
    const source = new URL(resolve(stream.live));
    if (round > 0) source.searchParams.set('session', `again-${round}`);
    return {
      id: `t${index + 1}`,
      source: source.href,
      title: round > 0 ? `${stream.title} (again)` : stream.title,
      poster: resolve(stream.poster),
    };
  });
}

function drawLayouts(): void {
  const choices = LAYOUT_MODES.map((mode) => {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'radio';
    input.name = 'layout';
    input.value = mode;
    input.addEventListener('change', () => (wall.layout = mode));
    label.append(input, LAYOUT_NAMES[mode]);
    return label;
  });
  byId('layouts').replaceChildren(...choices);
  showLayout();
}

function showLayout(): void {
  for (const input of byId('layouts').querySelectorAll('input')) input.checked = input.value === wall.layout;
}

function addByAddress(event: SubmitEvent): void {
  event.preventDefault();
  const input = byId<HTMLInputElement>('url');
  const typed = input.value.trim();
  try {
    const twitch = twitchTile(typed);
    const tile = wall.wall.add(twitch ?? (URL.canParse(typed) ? typed : new URL(typed, location.href).href));
    toast(`Added as tile ${wall.streams.findIndex((one) => one.id === tile.id) + 1}`);
    input.value = '';
    if (twitch) void checkTwitch();
  } catch (error) {
    if (!(error instanceof T333Error)) throw error;
    toast(error.message);
  }
}

async function share(): Promise<void> {
  let url: string;
  try {
    url = await wall.shareUrl();
  } catch (error) {
    if (!(error instanceof T333Error)) throw error;
    return toast(error.message);
  }
  try {
    await navigator.clipboard.writeText(url);
    toast('Link to this wall copied');
  } catch {
    history.replaceState(null, '', url);
    toast('The link stands in the address bar');
  }
}

setUpPage();
setUpQuality(wall);
setUpTwitch(wall);
drawLayouts();
wall.addEventListener('layoutchange', showLayout);
wall.addEventListener('griderror', ({ error }) => toast(error.message));
byId('add').addEventListener('submit', addByAddress);
byId('share').addEventListener('click', () => void share());
byId('fullscreen').addEventListener('click', () => void wall.requestFullscreen());
byId('refill').addEventListener('click', () => void fill());
if (!location.hash.includes('wall=')) await fill();
