import { webkitLauncher } from './scripts/webkit-launcher.mjs';
import base from './web-test-runner.config.mjs';

/**
 * A seek before the first picture can block the page's main thread in WebKitGTK itself: docs/decisions/0006 has the stack.
 * These seek there, or begin at a position, again and again.
 */
const BLOCKED = [
  'packages/core/src/player/hls-{conformance,player,recovery,upgrade}.test.ts',
  // Far back in a live stream a seek is undone by the engine.
  'packages/core/src/player/hls-dvr.test.ts',
  'packages/elements/src/live-player/media-chrome.live.test.ts',
  'packages/elements/src/live-player/live-player.ended.test.ts',
  'examples/demo/live-dvr.test.ts',
  'packages/elements/src/live-player/live-player.media.test.ts',
  // Its low latency takes more than software decoding leaves of two processors.
  'examples/demo/live-faults.test.ts',
  // Groups of players, which start by seeks, or are brought together by them.
  'packages/elements/src/multi-stream-grid/synced-tiles.test.ts',
  'packages/elements/src/multi-stream-grid/grid-latency.test.ts',
  'examples/demo/sync.test.ts',
];

export default {
  ...base,
  files: [...base.files, ...BLOCKED.map((file) => `!${file}`)],
  concurrency: 2,
  // A page whose main thread is blocked cannot report a test's time-out: this ends it.
  testsFinishTimeout: 90_000,
  browsers: [webkitLauncher()],
};
