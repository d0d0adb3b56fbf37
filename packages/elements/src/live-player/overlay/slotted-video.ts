/** An element that may have been given a video of the page. */
export interface SlottedVideoHost extends Element {
  readonly poster: string | null;
  readonly loop: boolean;
}

const looping = /* @__PURE__ */ new WeakSet<HTMLVideoElement>();

/** Gives a video of the page what the template gives to the element's own. What the element does not have is left to the page. */
export function dressSlottedVideo(host: SlottedVideoHost): void {
  const video = host.querySelector<HTMLVideoElement>(':scope>video[slot=video]');
  if (!video) return;
  const { poster, loop } = host;
  if (poster !== null && video.getAttribute('poster') !== poster) video.poster = poster;
  if (loop === looping.has(video)) return;
  video.loop = loop;
  if (loop) looping.add(video);
  else looping.delete(video);
}
