/** Writes down every change of a playback rate, and the seeks and pauses, of these elements. */
export function watchElements(videos) {
  const rates = [];
  const events = [];
  const player = new Map(videos.map((video, i) => [video, i]));
  const prototype = HTMLMediaElement.prototype;
  const { get, set, ...rest } = Object.getOwnPropertyDescriptor(prototype, 'playbackRate');
  // The event `ratechange` comes later, and then only the last of several rates can be seen.
  Object.defineProperty(prototype, 'playbackRate', {
    ...rest,
    get,
    set(rate) {
      const before = get.call(this);
      set.call(this, rate);
      const after = get.call(this);
      if (after !== before && player.has(this)) {
        rates.push({ t: performance.now(), player: player.get(this), rate: after });
      }
    },
  });
  for (const [video, i] of player) {
    for (const type of ['seeking', 'pause', 'waiting']) {
      video.addEventListener(type, () => events.push({ t: performance.now(), player: i, type }));
    }
  }
  return { rates, events };
}
