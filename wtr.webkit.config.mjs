import { webkitLauncher } from './scripts/webkit-launcher.mjs';
import base from './web-test-runner.config.mjs';

/** Seeks that block the page's main thread in WebKitGTK itself: docs/decisions/0006 has the stack. */
const BLOCKED = [
  // Starts at a position, and seeks before the first picture.
  'packages/core/src/player/hls-player.test.ts',
  // The conformance suite's 'seeks where it is told'.
  'packages/elements/src/live-player/live-player.media.test.ts',
  // 'plays over a segment that is once noise'.
  'packages/core/src/player/hls-recovery.test.ts',
];

export default {
  ...base,
  files: [...base.files, ...BLOCKED.map((file) => `!${file}`)],
  concurrency: 2,
  // A page whose main thread is blocked cannot report a test's time-out: this ends it.
  testsFinishTimeout: 90_000,
  browsers: [webkitLauncher()],
};
