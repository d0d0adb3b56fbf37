import '@t333/elements/global-timeline/define';
import '@t333/elements/multi-stream-grid/define';
import '@t333/elements/vod-offset-controls/define';
import { T333Error } from '@t333/core';
import { BroadcastChannelTransport } from '@t333/core/realtime';
import { SharedTimeline } from '@t333/core/sync/together';
import type { GlobalTimeline } from '@t333/elements/global-timeline';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import type { FindOffsets, VodOffsetControls } from '@t333/elements/vod-offset-controls';
import { byId, setUpPage, toast } from './page.ts';

/** What the origin says of one of its streams; addresses are relative to the list. */
interface ListedStream {
  id: string;
  title: string;
  poster: string;
  vod: string;
  startOffsetMs: number;
}

const STREAM_LIST = new URL('/origin/streams.json', location.href);
/** When the event began. */
const EVENT_EPOCH_MS = Date.UTC(2026, 5, 20, 18);
/** The six views, and by how much the start time of each was published wrong. */
const PUBLISHED_WRONG_MS: Readonly<Record<string, number>> = {
  north: 0,
  east: 700,
  south: -1600,
  west: 1300,
  stage: -2000,
  drone: 900,
};
const ROOM = 'six-views';

const wall = byId<MultiStreamGrid>('wall');
const timeline = byId<GlobalTimeline>('timeline');
const offsets = byId<VodOffsetControls>('offsets');
const together = byId<HTMLInputElement>('together');

async function fill(): Promise<void> {
  const { streams } = (await (await fetch(STREAM_LIST)).json()) as { streams: ListedStream[] };
  wall.streams = Object.entries(PUBLISHED_WRONG_MS).flatMap(([id, wrongMs]) => {
    const stream = streams.find((one) => one.id === id);
    if (!stream) return [];
    return {
      id,
      title: stream.title,
      source: new URL(stream.vod, STREAM_LIST).href,
      poster: new URL(stream.poster, STREAM_LIST).href,
      startsAt: EVENT_EPOCH_MS + stream.startOffsetMs + wrongMs,
    };
  });
}

/** All are listened to. One that is not asked for keeps its place, or else the first; the others are found for it. */
const findBySound: FindOffsets = async (ids, { signal, onProgress }) => {
  const { findOffsets } = await import('@t333/core/sync/align').catch(() => {
    throw new Error('What listens could not be loaded.');
  });
  const { members = [] } = wall.group?.state.getSnapshot() ?? {};
  const heard = members.flatMap(({ id, offset }) => {
    const source = wall.streams.find((tile) => tile.id === id)?.source;
    return source ? { id, source, guess: offset } : [];
  });
  const reference = heard.find(({ id }) => !ids.includes(id)) ?? heard[0];
  const found = await findOffsets(heard, { signal, onProgress, ...(reference && { reference: reference.id }) });
  const certainty = Math.max(...found.map(({ offset }) => (offset?.source === 'sound' ? offset.certainty : 0)));
  return found.map(({ id, offset, notFound }) => {
    if (!offset) return { id, notFound: notFound ?? '' };
    // The sound says of the reference as much as of those that were compared with it.
    const isHeard = id === reference?.id && certainty > 0;
    return { id, offset: isHeard ? { ...offset, source: 'sound', certainty } : offset };
  });
};

let room: { readonly shared: SharedTimeline; readonly transport: BroadcastChannelTransport } | null = null;

function leaveRoom(): void {
  room?.shared.destroy();
  room?.transport.destroy();
  room = null;
}

/** All tabs of this browser that have it switched on are at the same moment. */
function showTogether(): void {
  leaveRoom();
  const { group } = wall;
  if (together.checked && group) {
    const transport = new BroadcastChannelTransport('t333-demo');
    const shared = new SharedTimeline({ group, transport, roomId: ROOM });
    room = { shared, transport };
    shared.addEventListener('error', ({ error }) => toast(error.message));
    shared.state.subscribe(showRoom);
  }
  showRoom();
}

function showRoom(): void {
  const status = room?.shared.state.getSnapshot().status;
  byId('room').textContent =
    status === 'joined'
      ? 'Whoever plays, pauses or seeks in one tab does it in all.'
      : status
        ? 'Connecting …'
        : 'Open this page in a second tab and switch it on in both.';
}

function showNames(): void {
  const names = Object.fromEntries(wall.streams.map(({ id, title }) => [id, title ?? id]));
  timeline.names = names;
  offsets.names = names;
}

function showGroup(): void {
  timeline.group = wall.group;
  offsets.group = wall.group;
  showTogether();
}

async function link(): Promise<string> {
  try {
    return await wall.shareUrl();
  } catch (error) {
    if (error instanceof T333Error) toast(error.message);
    throw error;
  }
}

setUpPage();
timeline.shareUrl = link;
offsets.findOffsets = findBySound;
wall.addEventListener('groupchange', showGroup);
wall.addEventListener('streamschange', showNames);
wall.addEventListener('griderror', ({ error }) => toast(error.message));
together.addEventListener('change', showTogether);
byId('refill').addEventListener('click', () => void fill());
showGroup();
showNames();
if (!location.hash.includes('wall=')) await fill();
