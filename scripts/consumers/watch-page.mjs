import { openBrowser, openPage } from '../docs/demos.mjs';

/** Software decoding on a busy machine is slow to start; playing takes a fraction of this. */
const PLAY_TIMEOUT_MS = 45_000;

/** In the page: whether there are `count` videos, and each has moved on by frames and by time since the first look. */
function allAdvance(count) {
  const videos = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'video') videos.push(element);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  return (
    videos.length === count &&
    videos.every((video) => {
      const now = { frames: video.getVideoPlaybackQuality().totalVideoFrames, time: video.currentTime };
      // The first look is when there is a picture: a live stream may first jump to where it starts.
      if (!video.t333First && now.frames > 0) video.t333First = now;
      const first = video.t333First;
      return first && now.frames >= first.frames + 5 && now.time >= first.time + 0.5;
    })
  );
}

/**
 * Opens a page in Chromium and waits until its videos play.
 *
 * @param {string} url
 * @param {{ videos: number, check?: (page: import('puppeteer-core').Page) => Promise<unknown> }} expected
 * @returns {Promise<{ advances: boolean, faults: string[], checked: unknown }>} `faults`: what the console complained of
 */
export async function watchPage(url, { videos, check = async () => {} }) {
  const browser = await openBrowser();
  try {
    const { page, faults } = await openPage(browser, { width: 1280 });
    await page.goto(url, { waitUntil: 'load' });
    const advances = await page.waitForFunction(allAdvance, { timeout: PLAY_TIMEOUT_MS, polling: 200 }, videos).then(
      () => true,
      () => false,
    );
    // Every browser asks for it, and no page here has one.
    const complaints = faults.filter((fault) => !fault.endsWith('/favicon.ico'));
    return { advances, faults: complaints, checked: await check(page) };
  } finally {
    await browser.close();
  }
}
