import type { MediaLike } from './media-like.ts';
import type { ShownFrame } from './player.ts';

/** Reports each frame that the element shows, until the returned function is called. */
export function observeFrames(media: MediaLike, listener: (frame: ShownFrame) => void): () => void {
  let ended = false;
  const next = (): void => {
    media.requestVideoFrameCallback?.((_now, { mediaTime, expectedDisplayTime }) => {
      if (ended) return;
      listener({ mediaTime, displayAtMs: expectedDisplayTime });
      next();
    });
  };
  next();
  return () => {
    ended = true;
  };
}
