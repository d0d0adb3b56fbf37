/** `npm run size`: what a user's bundle pays for the parts, gzipped (-9), beside the budget. `--json` for the docs. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { allBytes, chunkBytes, entryBytes, serverBytes, unusedBytes } from './size-of-bundle.mjs';

const CDN = path.join(import.meta.dirname, '../packages/elements/dist/cdn');
const GRID = "import '@t333/elements/multi-stream-grid/define';";
const PLAYER = "import '@t333/elements/live-player/define';";
const CHAT = "import '@t333/elements/live-chat/define';";
const T333_CHAT = "import { T333Chat } from '@t333/core/chat'; new T333Chat({ url: '' });";

/** One call of Twitch's API, with limits, retries, the breaker and the app's token. */
const HELIX_CALL = `
  import { appTokenSource } from '@t333/twitch/auth/server';
  import { TwitchClient } from '@t333/twitch/helix';
  const app = { clientId: 'a', clientSecret: 'b' };
  new TwitchClient({ clientId: 'a', auth: appTokenSource(app) }).get('/streams').then(console.log);`;

const CORE = path.join(import.meta.dirname, '../packages/core/dist');
const coreBytes = (file) => gzipSync(readFileSync(path.join(CORE, file)), { level: 9 }).length;
const cdnBytes = (file) => gzipSync(readFileSync(path.join(CDN, file)), { level: 9 }).length;

/** Budgets in bytes; 1 kB = 1000 bytes. hls.js, and what is loaded on demand, are counted apart. */
const PARTS = [
  ['core, everything', 16_000, () => entryBytes("export * from '@t333/core';")],
  // Of these, about 30,000 are the tools of creators and moderators, with what they have of core.
  ['elements/define, everything', 104_000, () => entryBytes("import '@t333/elements/define';")],
  ['elements/multi-stream-grid/define', 18_000, () => entryBytes(GRID)],
  ['elements/live-player/define', 12_000, () => entryBytes(PLAYER)],
  ['elements/live-chat/define', 20_600, () => entryBytes(CHAT)],
  ['elements/moderation-panel/define', 21_200, () => entryBytes("import '@t333/elements/moderation-panel/define';")],
  ['elements/settings-panel/define', 14_100, () => entryBytes("import '@t333/elements/settings-panel/define';")],
  ['on demand: the chat’s composer', 6_400, () => chunkBytes(CHAT, /live-chat\/composer\/composer/)],
  // With the composer, which is there before.
  ['on demand: the chat’s emotes', 14_100, () => chunkBytes(CHAT, /emote-picker\/emote-picker\.js/)],
  ['on demand: the chat’s panels', 6_500, () => chunkBytes(CHAT, /live-chat\/panels\/panels/)],
  // With the panels, which are there before.
  ['on demand: what moderates a chat', 10_900, () => chunkBytes(CHAT, /live-chat\/moderation\/moderation/)],
  ['on demand: the chat of a recording', 7_600, () => chunkBytes(CHAT, /live-chat\/recording\/recording/)],
  ['on demand: the chat, spoken', 1_250, () => chunkBytes(CHAT, /live-chat\/spoken-chat/)],
  // The aim was 5,000 before it knew live streams; the icons that it shares with other parts come on top.
  ['on demand: controls', 5_650, () => chunkBytes(PLAYER, /live-player\/controls\/controls/)],
  // With scheduled segments, what was fetched ahead, texts and sounds, and the links to lifts, to what keeps it live and to who reports.
  ['on demand: HLS player', 16_000, () => chunkBytes(PLAYER, /core\/dist\/player\/hls-player/)],
  // With what keeps recordings together, live streams live and at one latency, the quality manager, CMCD, and cards for players that need more room.
  ['grid, player and all on demand', 107_400, () => allBytes(GRID)],
  // Of these 3.7 kB are the standard's own encoder; nobody fetches it who has not asked for it.
  ['on demand: CMCD', 6_300, () => chunkBytes(PLAYER, /telemetry\/cmcd-requests/)],
  [
    'playback reporter',
    4_050,
    () => entryBytes("import { PlaybackReporter } from '@t333/core/telemetry'; new PlaybackReporter({ target: '/' });"),
  ],
  // In the way of the first frame, byte by byte. The aim was 1,000: following a master takes its parsing.
  ['prime-snippet.js', 1_950, () => coreBytes('player/prime/prime-snippet.js')],
  ['boot-snippet.js', 2_500, () => coreBytes('player/prime/boot-snippet.js')],
  ['on demand: hls.js light', 125_000, () => chunkBytes(PLAYER, /hls\.light/, { withHls: true })],
  ['on demand: hls.js full', 190_000, () => chunkBytes(PLAYER, /hls\.js\/dist\/hls\.mjs/, { withHls: true })],
  ['CDN t333.js', 20_000, () => cdnBytes('t333.js')],
  ['CDN t333.iife.js', 20_500, () => cdnBytes('t333.iife.js')],
  ['one call of Twitch’s API', 8_050, () => serverBytes(HELIX_CALL)],
  // The aim was 5,000.
  [
    'anonymous Twitch chat',
    7_300,
    () => entryBytes("import { TwitchChat } from '@t333/twitch/chat'; new TwitchChat();"),
  ],
  // The aim was 5,000, before drafts, gaps and older pages, messages that wait, and the order of several logs.
  [
    'chat client, without transports',
    11_300,
    () => entryBytes("import { ChatClient } from '@t333/core/chat'; new ChatClient();"),
  ],
  // The aim was 7,000, before takeover, holes, a checked codec, and channels that several share, with what each of them wants and has missed.
  ['realtime connection and chat', 15_700, () => entryBytes(T333_CHAT)],
  [
    'stream health',
    3_100,
    () =>
      entryBytes(
        "import { HealthMonitor, realtimeHealth } from '@t333/core/health'; new HealthMonitor({ source: realtimeHealth() });",
      ),
  ],
  [
    'tip queue, with a connection’s tips',
    2_400,
    () => entryBytes("import { TipQueue, tipsOf } from '@t333/core/tips'; new TipQueue().follow(tipsOf());"),
  ],
  [
    'creator tools, over REST',
    7_400,
    () =>
      entryBytes(
        "import { ChannelSchedule, realtimeRoom, restCreatorApi, StreamKeys, StreamSession } from '@t333/core/creator'; const api = restCreatorApi(); new StreamSession({ api, room: realtimeRoom() }); new StreamKeys({ api }); new ChannelSchedule({ api });",
      ),
  ],
  [
    'settings of a stream, over REST',
    5_300,
    () =>
      entryBytes(
        "import { restSettings, SettingsDraft } from '@t333/core/creator'; new SettingsDraft({ api: restSettings() });",
      ),
  ],
  // Of these about 3 kB are readers of the protocol, which a connection has, too.
  [
    'moderation of a channel, over REST',
    9_600,
    () =>
      entryBytes(
        "import { ChannelModeration, moderationRest } from '@t333/core/chat'; new ChannelModeration({ api: moderationRest() });",
      ),
  ],
  [
    'schedules and calendars',
    2_500,
    () => entryBytes("import { toIcs, upcoming } from '@t333/core/creator'; toIcs(upcoming());"),
  ],
  [
    'client of the REST API',
    3_000,
    () =>
      entryBytes(
        "import { ApiClient } from '@t333/core/discovery'; new ApiClient({ url: '/' }).call('GET /v1/auth/me');",
      ),
  ],
  ['on demand: polls', 2_150, () => chunkBytes(T333_CHAT, /core\/dist\/realtime\/poller/)],
  ['unused import of core', 50, () => unusedBytes("import { Wall } from '@t333/core';")],
  ['unused import of twitch', 50, () => unusedBytes("import { TwitchClient } from '@t333/twitch';")],
  ['unused import of elements', 50, () => unusedBytes("import { LivePlayer } from '@t333/elements';")],
];

/** @returns {Promise<{ part: string, bytes: number, budget: number }[]>} */
export const measureSizes = () =>
  Promise.all(PARTS.map(async ([part, budget, measure]) => ({ part, bytes: await measure(), budget })));

const row = (part, bytes, budget, note = '') =>
  `${part.padEnd(36)}${String(bytes).padStart(9)}${String(budget).padStart(9)} ${note}`;

/** @param {{ part: string, bytes: number, budget: number }[]} sizes */
export function sizeTable(sizes) {
  return [
    row('gzip, in bytes', 'size', 'budget'),
    ...sizes.map(({ part, bytes, budget }) => row(part, bytes, budget, bytes > budget ? 'OVER' : '')),
  ].join('\n');
}

if (import.meta.filename === process.argv[1]) {
  const sizes = await measureSizes();
  console.log(process.argv.includes('--json') ? JSON.stringify(sizes, null, 2) : sizeTable(sizes));
  if (sizes.some(({ bytes, budget }) => bytes > budget)) process.exitCode = 1;
}
