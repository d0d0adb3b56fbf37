import 'hls-video-element';
import 'media-chrome';
import { tellOf } from '../watcher.js';

export function create({ stage, urls }) {
  const players = urls.map((src) => {
    const controller = document.createElement('media-controller');
    const video = Object.assign(document.createElement('hls-video'), { slot: 'media', autoplay: true, muted: true });
    video.setAttribute('src', src);
    const bar = document.createElement('media-control-bar');
    bar.innerHTML =
      '<media-play-button></media-play-button><media-time-range></media-time-range><media-live-button></media-live-button>';
    controller.append(video, bar);
    stage.append(controller);
    return video;
  });
  const videos = () => players.flatMap(({ nativeEl }) => nativeEl ?? []);
  return {
    videos,
    tell: (i) => tellOf(videos()[i]),
    pause: () => players.forEach((player) => player.pause()),
    play: () => players.forEach((player) => player.play().catch(() => {})),
  };
}
