import { EmbedMedia } from './embed-media.js';
import { Sampler } from './sampler.js';
import { watchElements } from './watch-elements.js';

/** From the play to the disturbance, in ms. */
const WARM_UP_MS = 3000;

/** Everybody has a few seconds ahead before it begins, in ms. */
const BUFFER_MS = 500;

const STALL_MS = 3000;
const STALL_TIMEOUT_MS = 20_000;

/** A position that has not moved for this long stands, in ms. */
const STANDSTILL_MS = 250;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function makeVideos(count, audible) {
  return Array.from({ length: count }, (_, i) => {
    const video = document.createElement('video');
    video.muted = i !== audible;
    video.playsInline = true;
    document.body.append(video);
    return video;
  });
}

/** @returns {Promise<number>} when it stood still */
async function standstill(video) {
  const deadline = performance.now() + STALL_TIMEOUT_MS;
  let since = performance.now();
  let position = video.currentTime;
  while (performance.now() - since < STANDSTILL_MS) {
    if (performance.now() > deadline) throw new Error('The member does not stall.');
    await wait(30);
    if (video.currentTime !== position) [position, since] = [video.currentTime, performance.now()];
  }
  return since;
}

/** Does what the cell is about. @returns {Promise<Record<string, number>>} when things happened */
async function act(cell, contender, videos, command) {
  const { action, seekSeconds, stalledPlayer } = cell;
  const playedAt = performance.now();
  const played = contender.play();
  if (action === 'play') return { action: playedAt };
  await played;
  await wait(WARM_UP_MS);
  if (action === 'seek') {
    const soughtAt = performance.now();
    Promise.resolve(contender.seek(seekSeconds)).catch((error) => console.error(error));
    return { action: soughtAt };
  }
  if (action === 'stall') {
    await command('close-gate', { player: stalledPlayer });
    const stalled = await standstill(videos[stalledPlayer]);
    await wait(stalled + STALL_MS - performance.now());
    await command('open-gate', { player: stalledPlayer });
    return { stalled, action: performance.now() };
  }
  if (action === 'hidden') {
    await command('hide');
    const { visibilityState } = document;
    if (visibilityState !== 'hidden') throw new Error(`The page is ${visibilityState}, not hidden.`);
    await wait(cell.hiddenMs);
    await command('show');
    return { action: performance.now() };
  }
  throw new Error(`No such action: ${action}`);
}

export async function runCell(cell, command) {
  const { offsets, settleMs, windowMs, switchLevelsEveryMs, levels } = cell;
  const videos = makeVideos(offsets.length, cell.audible);
  const media = cell.embed ? videos.map((video) => new EmbedMedia(video)) : videos;
  const { rates, events } = watchElements(videos);
  const { create } = await import(new URL(`${cell.contender}.js`, location.href).href);
  const contender = await create({ ...cell, videos, media });
  await wait(BUFFER_MS);

  // What an embed says of its position is old: the truth is in the element behind it.
  const clock = cell.embed ? (i) => videos[i].currentTime : contender.clock;
  const sampler = new Sampler(videos, clock, cell.readEveryMs);
  sampler.start();
  const marks = await act(cell, contender, videos, command);
  const droppedBefore = videos.map((video) => video.getVideoPlaybackQuality().droppedVideoFrames);
  let level = 0;
  const switching =
    switchLevelsEveryMs &&
    setInterval(() => {
      level = (level + 1) % levels;
      for (const i of videos.keys()) contender.setLevel(i, (level + i) % levels);
    }, switchLevelsEveryMs);
  marks.judgeFrom = marks.action + settleMs;
  marks.judgeTo = marks.judgeFrom + windowMs;
  await wait(marks.judgeTo - performance.now());

  clearInterval(switching);
  sampler.stop();
  const dropped = videos.map((video, i) => video.getVideoPlaybackQuality().droppedVideoFrames - droppedBefore[i]);
  const state = contender.inspect?.() ?? null;
  contender.destroy();
  return { samples: sampler.samples, rates, events, marks, dropped, state };
}
