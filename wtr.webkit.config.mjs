import { webdriverLauncher } from '@web/test-runner-webdriver';
import { startWebKit } from './scripts/webkit.mjs';
import base from './web-test-runner.config.mjs';

const { port, binary } = await startWebKit();

export default {
  ...base,
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
