import '@t333/elements/health-panel/define';
import '@t333/elements/live-badge/define';
import '@t333/elements/live-chat/define';
import '@t333/elements/live-player/define';
import '@t333/elements/live-tip-ticker/define';
import '@t333/elements/multi-stream-grid/define';
import '@t333/elements/playback-stats/define';
import type { LivePlayer } from '@t333/elements/live-player';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import { FaultWatch } from './fault-watch.ts';
import { showLatencies } from './latencies.ts';
import { byId, setUpPage, toast } from './page.ts';
import { Room } from './room.ts';
import { setUpTalk } from './talk.ts';

/** What the origin says of one of its streams; addresses are relative to the list. */
interface ListedStream {
  id: string;
  title: string;
  poster: string;
  live: string;
}

const STREAM_LIST = new URL('/origin/streams.json', location.href);
const STREAM = 'stage';
const DVR_SECONDS = 300;
/** What is set for it holds for this page alone. */
const SESSION = crypto.randomUUID();
/** Whoever has its name in their address is in the same room. */
const room = new Room(new URLSearchParams(location.search).get('room') ?? SESSION);

/** By what a button says: the origin's knobs, and what they do. */
const FAULTS: readonly (readonly [name: string, knobs: string, does: string])[] = [
  ['No media for 5 s', 'late=5000', 'The encoder sends nothing for 5 s.'],
  ['Playlist frozen for 10 s', 'freeze=10', 'Nobody is told of what is new for 10 s.'],
  ['A second is missing', 'gap=1', 'The encoder leaves out a second, and says so.'],
  ['A second is lost', 'lose=1', 'A second of what is listed cannot be had.'],
  ['Encoder restarts', 'restart=on', 'The encoder starts anew, with other numbers and times.'],
];

const player = byId<LivePlayer>('player');
const wall = byId<MultiStreamGrid>('wall');
const watch = new FaultWatch((text) => (byId('told').textContent = text));

function liveAddress(path: string, knobs: Record<string, string>): string {
  const url = new URL(path, STREAM_LIST);
  for (const [name, value] of Object.entries({ ll: 'on', ...knobs })) url.searchParams.set(name, value);
  return url.href;
}

async function fill(): Promise<void> {
  const { streams } = (await (await fetch(STREAM_LIST)).json()) as { streams: ListedStream[] };
  const stream = streams.find(({ id }) => id === STREAM) as ListedStream;
  player.src = liveAddress(stream.live, { dvr: `${DVR_SECONDS}`, session: SESSION });
  wall.streams = streams.map(({ id, title, live, poster }) => ({
    id,
    title,
    source: liveAddress(live, {}),
    poster: new URL(poster, STREAM_LIST).href,
  }));
}

async function cause(knobs: string, does: string): Promise<void> {
  const url = new URL(`./knobs?session=${SESSION}&stream=${STREAM}&${knobs}`, STREAM_LIST);
  const { ok } = await fetch(url, { method: 'POST' });
  if (ok) watch.begin(does);
  else toast('The origin does not do that.');
}

function drawFaults(): void {
  const buttons = FAULTS.map(([name, knobs, does]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', () => {
      cause(knobs, does).catch(() => toast('The origin cannot be reached.'));
    });
    return button;
  });
  byId('faults').replaceChildren(...buttons);
}

function followPlayer(): void {
  player.player?.state.subscribe(() => watch.follow(player.player?.live ?? null));
}

setUpPage();
drawFaults();
showLatencies(wall, byId('latencies'), byId('spread'));
player.addEventListener('playerchange', followPlayer);
wall.addEventListener('griderror', ({ error }) => toast(error.message));
byId('equal').addEventListener('change', () => (wall.equalLatency = byId<HTMLInputElement>('equal').checked));
followPlayer();
setUpTalk(room);
await fill();
