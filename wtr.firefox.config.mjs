import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { findFirefox } from './scripts/browser.mjs';
import base from './web-test-runner.config.mjs';

export default {
  ...base,
  concurrency: 1,
  browsers: [
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: {
        browser: 'firefox',
        executablePath: await findFirefox(),
        headless: true,
        extraPrefsFirefox: {
          'media.autoplay.default': 0,
          'media.autoplay.blocking_policy': 0,
          // A page that opens behind the one before would wait for ever.
          'media.block-autoplay-until-in-foreground': false,
          'media.suspend-background-video.enabled': false,
          // A panel of the browser's own would take the focus from the pages.
          'browser.download.alwaysOpenPanel': false,
          // Six players of one origin take all that there are by default.
          'network.http.max-persistent-connections-per-server': 32,
        },
      },
    }),
  ],
};
