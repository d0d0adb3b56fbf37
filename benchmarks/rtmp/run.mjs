/** How old the picture is that viewers see of what somebody sends by RTMP, with nginx, ffmpeg and the reference back end between. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { provideRtmp } from '../../scripts/rtmp.mjs';
import { startBrowser } from '../browsers.mjs';
import { bundleContenders } from '../bundle-contenders.mjs';
import { median, percentile } from '../sync/figures.mjs';
import { startPipeline } from './pipeline.mjs';
import { startPublisher } from './publisher.mjs';

const CONTENDERS = {
  t333: '**`<live-player>`**',
  'hls-tuned': 'hls.js, `liveSyncDuration: 1`, rates up to 1.5',
  'hls-defaults': 'hls.js, defaults',
};

/** After a join players come to where they stay. */
const SETTLE_MS = 10_000;
const STAND_MS = 300;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, kill: { type: 'boolean', default: false } },
});

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** The longest that the picture stood. */
function longestStand(looks) {
  const gaps = looks.slice(1).map(([seenMs], i) => seenMs - looks[i][0]);
  return { count: gaps.filter((ms) => ms > STAND_MS).length, longestMs: Math.max(0, ...gaps) };
}

provideRtmp();
const { folder, remove } = await bundleContenders({
  title: 'RTMP',
  page: join(import.meta.dirname, 'page'),
  style: 'body { margin: 0; background: black; }',
  contenders: Object.keys(CONTENDERS),
});
const pipeline = await startPipeline(folder);
const publisher = startPublisher(pipeline.rtmpUrl);
const browser = await startBrowser('chromium', (line) => console.error(`page: ${line}`));
try {
  const startMs = Date.now();
  await pipeline.playable();
  console.log(`${browser.version}; ${seconds(Date.now() - startMs)} until there was something to play\n`);
  console.log('| | p50 | p95 | least | stood | longest | load |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const [contender, name] of Object.entries(CONTENDERS)) {
    const query = new URLSearchParams({ contender, url: '/live/master.m3u8' });
    const { page, close } = await browser.open(`${pipeline.url}/page/index.html?${query}`);
    await delay(Number(values.seconds) * 500);
    if (values.kill) pipeline.killEncoder();
    await delay(Number(values.seconds) * 500);
    const looks = await page.evaluate('looks');
    await close();
    const settled = looks.filter(([seenMs]) => seenMs > looks[0][0] + SETTLE_MS);
    const ages = settled.map((look) => publisher.age(look));
    const { count, longestMs } = longestStand(settled);
    const figures = [median(ages), percentile(ages, 0.95), Math.min(...ages)].map(seconds);
    const row = [name, ...figures, count, seconds(longestMs), loadavg()[0].toFixed(1)];
    console.log(`| ${row.join(' | ')} |`);
  }
} finally {
  await browser.close();
  publisher.stop();
  await pipeline.close();
  remove();
}
