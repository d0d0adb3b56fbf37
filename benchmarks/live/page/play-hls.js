import { Hls } from 'hls.js';
import { tellOf } from './watcher.js';

/** Plays each URL with an instance of its own, which gets over its errors as the documentation of hls.js says. */
export function playHls({ stage, urls }, config) {
  const errors = urls.map(() => null);
  const videos = urls.map((url, i) => {
    const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
    stage.append(video);
    const hls = new Hls(config);
    hls.on(Hls.Events.ERROR, (_event, { fatal, type, details }) => {
      if (!fatal) return;
      errors[i] = details;
      if (type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
      else if (hls.levels.length === 0) hls.loadSource(url);
      else hls.startLoad();
    });
    hls.on(Hls.Events.FRAG_BUFFERED, () => (errors[i] = null));
    hls.loadSource(url);
    hls.attachMedia(video);
    video.play().catch(() => {});
    return video;
  });
  return {
    videos: () => videos,
    tell: (i) => `${tellOf(videos[i])}${errors[i] ? `, ${errors[i]}` : ''}`,
    pause: () => videos.forEach((video) => video.pause()),
    play: () => videos.forEach((video) => video.play().catch(() => {})),
  };
}
