import { actorOf } from '../steps.mjs';
import { Link } from './link.js';
import { openGroup } from './open-group.js';
import { PictureLog, truthMs } from './picture-log.js';

/** Everybody has a few seconds ahead, and the pictures have come to rest, before it begins, in ms. */
const BUFFER_MS = 1500;

const TRUTH_QUESTIONS = 30;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** How far this page's idea of the machine's time is from the benchmark's, in ms, and what that can be off at most. */
async function checkTruth(link) {
  let best = { offMs: 0, withinMs: Infinity };
  for (let k = 0; k < TRUTH_QUESTIONS; k++) {
    const askedMs = truthMs();
    const { nowMs } = await link.request({ type: 'truth' });
    const answeredMs = truthMs();
    const withinMs = (answeredMs - askedMs) / 2;
    if (withinMs < best.withinMs) best = { offMs: nowMs - (askedMs + answeredMs) / 2, withinMs };
  }
  return best;
}

function makeVideos(count) {
  return Array.from({ length: count }, () => {
    const video = document.createElement('video');
    Object.assign(video, { muted: true, playsInline: true });
    document.body.append(video);
    return video;
  });
}

/** @param {(name: string) => Promise<void>} meet resolves when the other page is there too */
export async function runPage(page, meet) {
  const { me, run, urls, seekSeconds, contender } = page;
  const videos = makeVideos(urls.length);
  const { group, clock, destroy } = await openGroup({ ...page, videos });
  const link = await Link.open(`${page.link}?user=${me}`);
  const truth = await checkTruth(link);
  await meet('loaded');
  const { join } = await import(new URL(`${contender}.js`, location.href).href);
  const joined = await join({ group, link });
  await wait(BUFFER_MS);
  await meet('joined');

  const log = new PictureLog(videos[0], clock, () => group.currentTime);
  log.start();
  const acts = {};
  const states = {};
  for (const step of page.steps) {
    await meet(step.name);
    const startMs = truthMs();
    if (actorOf(step, run) === me) {
      acts[step.name] = startMs;
      joined.act(step, seekSeconds);
    }
    // A page's own timer would be enough, but a late one must not cut the window.
    await wait(step.settleMs + step.windowMs + 200);
    states[step.name] = joined.inspect();
  }
  log.stop();
  await meet('end');

  const { visibilityState } = document;
  joined.destroy();
  destroy();
  link.destroy();
  return {
    readings: log.readings,
    draws: log.draws,
    acts,
    states,
    truth,
    visibilityState,
    timeOrigin: performance.timeOrigin,
    dateSkewMs: Date.now() - truthMs(),
  };
}
