/** The origins, the page's host and the browser that all scenarios play in. */
import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { startOrigin } from '../../examples/origin/index.mjs';
import { Catalog } from '../../examples/origin/catalog.mjs';
import { defaultEpochMs } from '../../examples/origin/live-timeline.mjs';
import { startBrowser } from '../browsers.mjs';
import { watchIdle } from '../sync/idle.mjs';
import { PageHost } from '../sync/page-host.mjs';
import { bundlePage } from './bundle.mjs';

const VIEW = { width: 1280, height: 800 };

const { index } = new Catalog(new URL('../../examples/media/', import.meta.url));

/** What a frame number in a picture means. */
export const TRUTH = { epochMs: defaultEpochMs, frameRate: index.frameRate, roundMs: index.durationMs };

/** One event, nine cameras. */
export const NINE = index.streams.slice(0, 9).map(({ id }) => `${id}/master`);

/** One rendition, so that everybody plays the same: which one to choose is another benchmark's. */
const ONE = 'east/360p';

/** Contenders that play side by side go to sleep together. */
const GATHER_MS = 2000;

/** A process and all that come from it. */
function familyOf(pid) {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const member of family) family.push(...rows.flatMap(([child, parent]) => (parent === member ? [child] : [])));
  return family;
}

export class Stage {
  #serial = 0;
  #asleep = null;

  /**
   * @param {object} options
   * @param {string[]} options.contenders
   * @param {number} options.roundTripMs before each answer of the origin
   * @param {boolean} [options.verbose] prints what pages complain about
   */
  static async set({ contenders, roundTripMs, verbose = false }) {
    const stage = new Stage();
    stage.roundTripMs = roundTripMs;
    stage.bundle = await bundlePage(contenders);
    stage.missing = stage.bundle.missing;
    stage.pages = await new PageHost(stage.bundle.folder).listen();
    stage.origins = { h2: await startOrigin({ http2: true }), h1: await startOrigin() };
    const report = (line) => verbose && console.error(`  page: ${line}`);
    // HTTP/2 needs TLS, and nobody trusts the certificate of the origin.
    stage.browser = await startBrowser('chromium', report, VIEW, ['--ignore-certificate-errors']);
    return stage;
  }

  get version() {
    return this.browser.version;
  }

  /**
   * @param {object} play
   * @param {string} play.contender
   * @param {string[]} [play.streams] their playlists
   * @param {string} [play.query] knobs in the URLs
   * @param {'h2' | 'h1'} [play.protocol]
   * @param {boolean} [play.equalize]
   */
  async open({ contender, streams = [ONE], query = '', protocol = 'h2', equalize = false }) {
    const session = String(++this.#serial);
    const { url: origin, origin: controls } = this.origins[protocol];
    const parameters = `ll=on&session=${session}&latency=${this.roundTripMs}${query && `&${query}`}`;
    const urls = streams.map((stream) => `${origin}/live/${stream}.m3u8?${parameters}`);
    const { url } = this.pages.expect(session, { contender, urls, equalize }, {});
    const idle = watchIdle();
    const opened = await this.browser.open(url);
    const { page } = opened;
    await page.waitForFunction(() => globalThis.watched !== undefined, { timeout: 20_000 });
    return {
      ...opened,
      idle,
      sleep: (ms) => this.#sleep(ms),
      setKnobs: (knobs) => controls.setKnobs(knobs, { session }),
      /** @returns {Promise<object[]>} what was seen since the last call */
      take: () => page.evaluate(() => globalThis.watched.take()),
      close: async () => {
        controls.setKnobs({}, { session });
        this.pages.forget(session);
        await opened.close();
      },
    };
  }

  /** Stops the browser, as a device that sleeps does; for all who ask for it at about the same time. */
  #sleep(ms) {
    this.#asleep ??= (async () => {
      await delay(GATHER_MS);
      const pids = familyOf(this.browser.pid);
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      await delay(ms);
      for (const pid of pids.toReversed()) process.kill(pid, 'SIGCONT');
      this.#asleep = null;
    })();
    return this.#asleep;
  }

  async strike() {
    await this.browser.close();
    this.pages.close();
    for (const { close } of Object.values(this.origins)) await close();
    this.bundle.remove();
  }
}

export { delay };
