/** Opens pages in Chromium and watches what runs on them. */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { launch } from 'puppeteer-core';
import { findChromium } from '../browser.mjs';
import { CHROMIUM_FLAGS } from '../../web-test-runner.config.mjs';

/** Software decoding on a busy machine is slow to start; a demo that plays needs a fraction of this. */
const PLAY_TIMEOUT_MS = 45_000;

/** A demo plays when every video in it has shown this many frames more than at the first look. */
const MIN_NEW_FRAMES = 5;

export const openBrowser = async () => launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {{ width: number, height?: number, dark?: boolean }} view
 * @returns the page, and the list that its faults are added to
 */
export async function openPage(browser, { width, height = 800, dark = false }) {
  const page = await browser.newPage({ type: 'window' });
  const faults = [];
  await page.setViewport({ width, height, isMobile: width < 600, hasTouch: width < 600 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (!['error', 'warn'].includes(message.type())) return;
    faults.push(`${message.type()}: ${message.text()} ${message.location()?.url ?? ''}`);
  });
  return { page, faults };
}

/** In the page: every video below an element, through shadow roots and frames of the same origin. */
const WATCH = `
  globalThis.t333Videos ??= (root) => {
    const found = [];
    const visit = (node) => {
      if (node.localName === 'video') found.push(node);
      for (const child of node.querySelectorAll?.('*') ?? []) {
        if (child.localName === 'video') found.push(child);
        if (child.shadowRoot) visit(child.shadowRoot);
        if (child.localName === 'iframe' && child.contentDocument?.body) visit(child.contentDocument.body);
      }
    };
    visit(root.shadowRoot ?? root);
    // What a slot shows only while it is empty has no box.
    return found.filter((video) => video.getClientRects().length > 0);
  };
  // A viewer presses play where nothing plays by itself.
  globalThis.t333Start ??= (root) => {
    for (const media of root.querySelectorAll('live-player:not([autoplay]), video:not([autoplay])')) {
      if (!media.closest('multi-stream-grid')) media.play?.().catch(() => {});
    }
  };
  globalThis.t333Playing ??= (root, minFrames) => {
    const videos = t333Videos(root);
    for (const video of videos) video.t333First ??= video.getVideoPlaybackQuality().totalVideoFrames;
    return videos.length > 0 && videos.every((video) => video.getVideoPlaybackQuality().totalVideoFrames - video.t333First >= minFrames);
  };
`;

/** Sides of the smallest picture that a demo shows on purpose, in CSS px: a tile of a small wall on a phone is larger. */
const MIN_PICTURE_PX = 40;

/** What each kind of demo must come to: an expression in the page, of `demo`. */
const EXPECTATIONS = {
  plays: `t333Playing(demo, ${MIN_NEW_FRAMES})`,
  error: `t333Videos(demo).length > 0 && demo.querySelector('live-player').error !== null`,
  talks: `[...demo.querySelectorAll('live-chat')].every(({ shadowRoot }) => shadowRoot?.querySelector('[data-key]'))`,
  still: `[...demo.querySelectorAll('output')].every((output) => output.textContent.trim())`,
};

/**
 * Waits until each demo of the open page does what its kind says.
 *
 * @param {string} [selector] of the demos; one without a kind has to play
 * @returns {Promise<{ demos: number, videos: number, failed: string[], expected: string[] }>} `expected` are addresses that
 *   fail on purpose
 */
export async function watchDemos(page, selector = '.t333-demo') {
  await page.evaluate(WATCH);
  const kinds = await page.$$eval(selector, (demos) => demos.map((demo) => demo.dataset.kind ?? 'plays'));
  const failed = [];
  let videos = 0;
  for (const [index, kind] of kinds.entries()) {
    const inDemo = (code) => `(() => { const demo = document.querySelectorAll('${selector}')[${index}]; ${code} })()`;
    await page.evaluate(inDemo("demo.scrollIntoView({ block: 'center' }); t333Start(demo);"));
    await page
      .waitForFunction(inDemo(`return ${EXPECTATIONS[kind] ?? 'false'};`), { timeout: PLAY_TIMEOUT_MS, polling: 200 })
      .catch(() => failed.push(`demo ${index + 1} does not do what "${kind}" says`));
    const sizes = await page.evaluate(
      inDemo('return t333Videos(demo).map(({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]);'),
    );
    for (const size of sizes.filter((sides) => Math.min(...sides) < MIN_PICTURE_PX)) {
      failed.push(`demo ${index + 1} shows a picture of ${size.join(' × ')} px`);
    }
    videos += sizes.length;
  }
  const expected = await page.$$eval('[data-kind="error"] [src]', (broken) =>
    broken.map((element) => new URL(element.getAttribute('src'), document.baseURI).href),
  );
  return { demos: kinds.length, videos, failed, expected };
}

/** CSS px that a page is wider than its window. */
export const overflow = (page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/**
 * Runs whole pages that name hosts of the internet, without the internet.
 *
 * @param {Record<string, string>} hosts address → folder that answers for it
 */
export async function answerFrom(page, hosts) {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = request.url().replace(/[?#].*$/, '');
    const [prefix, folder] = Object.entries(hosts).find(([address]) => url.startsWith(address)) ?? [];
    if (url.endsWith('/favicon.ico')) return void request.respond({ status: 204 });
    if (prefix === undefined) return void request.continue();
    void request.respond(
      readAnswer(join(folder, decodeURIComponent(url.slice(prefix.length))), request.headers().range),
    );
  });
}

const TYPES = {
  '.js': 'text/javascript',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.jpg': 'image/jpeg',
  '.html': 'text/html',
};

function readAnswer(file, range) {
  try {
    const whole = readFileSync(file);
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const body = first ? whole.subarray(Number(first), last ? Number(last) + 1 : undefined) : whole;
    const headers = {
      'Access-Control-Allow-Origin': '*',
      ...(first && { 'Content-Range': `bytes ${first}-${Number(first) + body.length - 1}/${whole.length}` }),
    };
    return {
      status: first ? 206 : 200,
      contentType: TYPES[extname(file)] ?? 'application/octet-stream',
      headers,
      body,
    };
  } catch {
    return { status: 404, body: '' };
  }
}
