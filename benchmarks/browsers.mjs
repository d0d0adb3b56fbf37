/** The browsers, each as one function that opens an address in a fresh profile and gives back how to close and to hide the page. */
import { launch } from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../web-test-runner.config.mjs';
import { findChromium, findFirefox } from '../scripts/browser.mjs';
import { findWebKit, WebKit } from '../scripts/webkit.mjs';

/** What is out of view counts as hidden for some players: a wall needs more room. */
const VIEW = { width: 1280, height: 800 };

const AUTOPLAY_PREFERENCES = { 'media.autoplay.default': 0, 'media.autoplay.blocking_policy': 0 };

/**
 * @typedef {object} OpenedPage
 * @property {() => Promise<unknown>} close
 * @property {() => Promise<unknown>} [hide] puts another tab in front
 * @property {() => Promise<unknown>} [show]
 * @property {import('puppeteer-core').Page} [page] not in WebKit
 *
 * @param {'chromium' | 'firefox' | 'webkit'} name
 * @param {(line: string) => void} report what a page complains about
 * @param {{ width: number, height: number }} [view] of the page, in CSS pixels; WebKit keeps its own
 * @param {string[]} [flags] for Chromium only
 * @returns {Promise<{ version: string, pid?: number, open: (url: string) => Promise<OpenedPage>, close: () => Promise<unknown> }>}
 */
export async function startBrowser(name, report, view = VIEW, flags = []) {
  if (name === 'webkit') {
    const binary = findWebKit();
    return { version: 'WebKitGTK', open: (url) => openWebKit(binary, url), close: async () => {} };
  }
  const browser = await launch(
    name === 'firefox'
      ? {
          browser: 'firefox',
          executablePath: await findFirefox(),
          headless: true,
          extraPrefsFirefox: AUTOPLAY_PREFERENCES,
        }
      : { executablePath: await findChromium(), args: [...CHROMIUM_FLAGS, ...flags] },
  );
  return {
    version: await browser.version(),
    pid: browser.process().pid,
    open: (url) => openPage(browser, url, report, view),
    close: () => browser.close(),
  };
}

async function openPage(browser, url, report, view) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage({ type: 'window' });
  page.on('pageerror', (error) => report(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') report(`console: ${message.text()}`);
  });
  await page.setViewport(view);
  await page.goto(url);
  await page.bringToFront();
  let other = null;
  return {
    page,
    close: () => context.close(),
    async hide() {
      other = await context.newPage();
      await other.bringToFront();
    },
    async show() {
      await page.bringToFront();
      await other?.close();
    },
  };
}

async function openWebKit(binary, url) {
  const browser = new WebKit(binary);
  await browser.open(url);
  return { close: async () => browser.kill() };
}
