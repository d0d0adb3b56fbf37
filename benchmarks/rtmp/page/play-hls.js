import { Hls } from 'hls.js';

export async function playHls(parent, url, config) {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, width: 640 });
  parent.append(video);
  const hls = new Hls({ enableWorker: false, ...config });
  hls.loadSource(url);
  hls.attachMedia(video);
  return video;
}
