import { webdriverLauncher } from '@web/test-runner-webdriver';
import { startWebKit } from './scripts/webkit.mjs';
import base from './web-test-runner.config.mjs';

const { port, binary } = await startWebKit();

/**
 * WebKitGTK's media process now and then stalls for good when page after page plays, and the runner with it. Until its
 * cause is found, playing in this engine is held by the demo (nine live streams) and by the policy test alone.
 */
const STALLS = [
  'packages/core/src/player/{hls-conformance,hls-live,hls-player,hls-recovery,hls-upgrade,media-player}.test.ts',
  'packages/elements/src/live-player/{live-player,live-player.media,media-chrome}.test.ts',
  'packages/elements/src/multi-stream-grid/multi-stream-grid.test.ts',
];

export default {
  ...base,
  files: [...base.files, ...STALLS.map((files) => `!${files}`)],
  concurrency: 1,
  browserStartTimeout: 30_000,
  browsers: [
    webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port,
      path: '/',
      logLevel: 'error',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      },
    }),
  ],
};
