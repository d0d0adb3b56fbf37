/** Playback that was stopped, by the viewer, by another tab or by a sleeping device: where it goes on, and what that costs. */
import { CONTENDERS } from '../contenders.mjs';
import { median, readingsOfRounds, stands, toldOf } from '../figures.mjs';
import { seconds } from '../report.mjs';
import { delay, TRUTH } from '../stage.mjs';

export const about = 'a pause, a hidden tab, a sleep';
export const contenders = ['t333', 'hls-defaults', 'hls-tuned'];

const WARM_UP_MS = 20_000;
const AFTER_MS = 40_000;
const PAUSE_MS = 60_000;
const SLEEP_MS = 90_000;

const pause = {
  stop: ({ page }) => page.evaluate(() => globalThis.contender.pause()),
  go: ({ page }) => page.evaluate(() => globalThis.contender.play()),
  awayMs: () => PAUSE_MS,
};

export const STOPS = {
  pause: { ...pause, label: 'a pause of 60 s, no DVR' },
  'pause-dvr': { ...pause, label: 'a pause of 60 s, DVR of 5 min', query: 'dvr=300' },
  hidden: {
    label: 'another tab in front for minutes',
    stop: (opened) => opened.hide(),
    go: (opened) => opened.show(),
    awayMs: ({ hiddenMinutes }) => hiddenMinutes * 60_000,
  },
  frozen: {
    label: 'a tab in the background, frozen by the browser for 90 s',
    async stop(opened) {
      await opened.hide();
      await setLifecycle(opened.page, 'frozen');
    },
    async go(opened) {
      await setLifecycle(opened.page, 'active');
      await opened.show();
    },
    awayMs: () => SLEEP_MS,
  },
  sleep: {
    label: 'the device asleep for 90 s',
    stop: ({ sleep }) => sleep(SLEEP_MS),
    go: async () => {},
    awayMs: () => 0,
  },
};

async function setLifecycle(page, state) {
  const session = await page.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

export async function run(stage, name, settings) {
  const results = {};
  const kept = {};
  for (const stop of settings.stops) {
    const { samples, ...result } = await runOne(stage, name, STOPS[stop], settings);
    results[stop] = result;
    kept[stop] = samples;
    console.error(`  ${name}, ${stop}: ${tellOne(result)}`);
  }
  return { stops: results, samples: kept };
}

async function runOne(stage, name, { stop, go, awayMs, query }, settings) {
  const opened = await stage.open({ contender: name, query });
  const requests = [];
  const failures = [];
  opened.page.on('request', () => requests.push(Date.now()));
  opened.page.on('requestfailed', () => failures.push(Date.now()));
  opened.page.on('response', (response) => response.ok() || failures.push(Date.now()));
  try {
    await delay(WARM_UP_MS);
    const stoppedAt = Date.now();
    await stop(opened);
    await delay(awayMs(settings));
    const goneAt = Date.now();
    await go(opened);
    await delay(AFTER_MS);
    const samples = await opened.take();
    const all = readingsOfRounds(samples, 0, TRUTH);
    const around = (t) => median(all.filter((each) => Math.abs(each.t - t) <= 1000).map(({ ms }) => ms));
    const since = samples.filter(({ t }) => t >= goneAt);
    const first = since[0]?.frames[0];
    const stood = stands(since, 0);
    return {
      beforeMs: around(stoppedAt - 3000),
      movesMs: (since.find(({ frames }) => frames[0] !== null && frames[0] !== first)?.t ?? Number.NaN) - goneAt,
      afterMs: [5, 15, 35].map((second) => around(goneAt + second * 1000)),
      stalls: stood.length,
      stalledMs: stood.reduce((sum, { ms }) => sum + ms, 0),
      told: toldOf(since, 0),
      requestsAway: requests.filter((t) => t >= stoppedAt && t < goneAt).length,
      requestsAfter: requests.filter((t) => t >= goneAt).length / (AFTER_MS / 1000),
      failures: failures.filter((t) => t >= goneAt).length,
      samples,
    };
  } finally {
    await opened.close();
  }
}

const tellOne = ({ beforeMs, movesMs, afterMs, stalls, stalledMs, told, requestsAway, requestsAfter, failures }) =>
  `from ${seconds(beforeMs)}, moves after ${seconds(movesMs)}, then ${afterMs.map(seconds).join(', ')}; ${stalls} stalls of ${seconds(stalledMs)}; ${requestsAway} requests away, ${requestsAfter.toFixed(1)}/s after, ${failures} failed; told ${told.map(({ word, ms }) => `${word} ${seconds(ms)}`).join('; ')}`;

export const tell = () => 'done';

export const table = (rows, { stops }) =>
  stops
    .map((stop) =>
      [
        STOPS[stop].label,
        '',
        '| | latency before | moves after | latency after 5 s | after 15 s | after 35 s | stalls | requests meanwhile | after it, a second | failed |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
        ...rows.map(({ name, result }) => {
          const one = result.stops[stop];
          return `| ${CONTENDERS[name]} | ${seconds(one.beforeMs)} | ${seconds(one.movesMs)} | ${one.afterMs.map(seconds).join(' | ')} | ${one.stalls} | ${one.requestsAway} | ${one.requestsAfter.toFixed(1)} | ${one.failures} |`;
        }),
      ].join('\n'),
    )
    .join('\n\n');
