/** timingsrc as its README says: one TimingObject, every element follows it with its offset. */
import { TimingObject } from 'timing-object';
import { setTimingsrc } from 'timingsrc';
import { attachAll } from '../hls-source.js';

export async function create(stage) {
  const { media, offsets, startSeconds } = stage;
  const sources = await attachAll(stage);
  const timing = new TimingObject({ position: startSeconds, velocity: 0 });
  const ends = media.map((element, i) =>
    setTimingsrc(element, timing, ({ position, ...vector }) => ({ ...vector, position: position + offsets[i] })),
  );
  return {
    play: () => timing.update({ velocity: 1 }),
    pause: () => timing.update({ velocity: 0 }),
    seek: (seconds) => timing.update({ position: seconds }),
    clock: (i) => media[i].currentTime,
    setLevel: (i, level) => sources[i].setLevel(level),
    destroy() {
      for (const end of ends) end();
      for (const source of sources) source.destroy();
    },
  };
}
