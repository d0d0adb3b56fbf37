/** The browsers, with a view that has room for a wall: what is out of view counts as hidden for some contenders. */
import { launch } from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../../web-test-runner.config.mjs';
import { findChromium, findFirefox } from '../../scripts/browser.mjs';
import { startBrowser as startUnsized } from '../sync/browsers.mjs';

/** Five tiles of 320 × 180 wide; one of 1280 × 720 and fifteen of those high. */
const VIEW = { width: 1600, height: 1260 };

const AUTOPLAY_PREFERENCES = { 'media.autoplay.default': 0, 'media.autoplay.blocking_policy': 0 };

/** Often enough to see a task of a millisecond, in µs. */
const PROFILE_INTERVAL_US = 200;

/**
 * @typedef {object} OpenedPage
 * @property {() => Promise<unknown>} close
 * @property {() => Promise<void>} [startProfile] of the page's main thread; Chromium only
 * @property {() => Promise<object>} [stopProfile] a CPU profile as the DevTools protocol has it
 *
 * @param {'chromium' | 'firefox' | 'webkit'} name
 * @param {(line: string) => void} report what a page complains about
 * @returns {Promise<{ version: string, open: (url: string) => Promise<OpenedPage>, close: () => Promise<unknown> }>}
 */
export async function startBrowser(name, report) {
  if (name === 'webkit') return startUnsized(name, report);
  const browser = await launch(
    name === 'firefox'
      ? {
          browser: 'firefox',
          executablePath: await findFirefox(),
          headless: true,
          extraPrefsFirefox: AUTOPLAY_PREFERENCES,
        }
      : { executablePath: await findChromium(), args: CHROMIUM_FLAGS },
  );
  return {
    version: await browser.version(),
    open: (url) => openPage(browser, url, report, name === 'chromium'),
    close: () => browser.close(),
  };
}

async function openPage(browser, url, report, hasProfiler) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage({ type: 'window' });
  page.on('pageerror', (error) => report(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') report(`console: ${message.text()}`);
  });
  await page.setViewport(VIEW);
  await page.goto(url);
  await page.bringToFront();
  const close = () => context.close();
  if (!hasProfiler) return { close };
  const session = await page.createCDPSession();
  return {
    close,
    async startProfile() {
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: PROFILE_INTERVAL_US });
      await session.send('Profiler.start');
    },
    async stopProfile() {
      return (await session.send('Profiler.stop')).profile;
    },
  };
}
