import { Sampler, watchFirstFrames } from './sampler.js';
import { Wall } from './wall.js';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What an event of a scenario does. */
function perform(event, { wall, contender, command, seeks, now }) {
  const { act, tile } = event;
  switch (act) {
    case 'focus':
      wall.setFocus(tile);
      return contender.setFocus(tile);
    case 'resize':
      return wall.resize(tile, event.cells);
    case 'hide':
    case 'show':
      return wall.setHidden(tile, act === 'hide');
    case 'link':
      wall.setBandwidth(event.bandwidthBps);
      return command('link', { bandwidthBps: event.bandwidthBps });
    case 'seek':
      for (const each of event.tiles) {
        const { video } = wall.tiles[each];
        const target = video.currentTime + event.bySeconds;
        if (contender.seek) contender.seek(each, target);
        else video.currentTime = target;
        seeks.push({ t: now(), tile: each });
      }
      return undefined;
    default:
      throw new Error(`No such event: ${act}`);
  }
}

export async function runWall(scenario, command) {
  const { urls, focus, bandwidthBps, seconds, events, mode, profileFromSeconds } = scenario;
  const { create } = await import(new URL(`${scenario.contender}.js`, location.href).href);
  const wall = new Wall({ urls, focus, bandwidthBps });
  const videos = wall.tiles.map(({ video }) => video);

  const origin = performance.now();
  const now = () => performance.now() - origin;
  wall.begin(origin);
  const firstFrames = watchFirstFrames(videos, origin);
  const sampler = new Sampler(videos, origin);
  const contender = await create({ tiles: wall.tiles, focus, mode });

  const seeks = [];
  const all = profileFromSeconds
    ? [...events, { atSeconds: profileFromSeconds, act: 'profile' }].toSorted((a, b) => a.atSeconds - b.atSeconds)
    : events;
  for (const event of all) {
    await wait(event.atSeconds * 1000 - now());
    if (event.act === 'profile') await command('start-profile');
    else perform(event, { wall, contender, command, seeks, now });
  }
  await wait(seconds * 1000 - now());
  if (profileFromSeconds) await command('stop-profile');
  sampler.stop();
  const stats = contender.stats?.() ?? null;
  contender.destroy();
  return {
    originMs: performance.timeOrigin + origin,
    states: wall.states,
    samples: sampler.samples,
    firstFrames,
    seeks,
    stats,
  };
}
