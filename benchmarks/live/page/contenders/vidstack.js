import { Hls } from 'hls.js';
import 'vidstack/player';
import 'vidstack/player/layouts/default';
import 'vidstack/player/ui';
import { tellOf } from '../watcher.js';

export function create({ stage, urls }) {
  const players = urls.map((src) => {
    const player = document.createElement('media-player');
    player.addEventListener('provider-change', ({ detail }) => {
      if (detail?.type === 'hls') detail.library = Hls;
    });
    player.innerHTML = '<media-provider></media-provider><media-video-layout></media-video-layout>';
    Object.assign(player, { autoPlay: true, muted: true, playsInline: true, src });
    stage.append(player);
    return player;
  });
  const videos = () => players.flatMap((player) => player.querySelector('video') ?? []);
  return {
    videos,
    tell: (i) => tellOf(videos()[i]),
    pause: () => players.forEach((player) => player.pause()),
    play: () => players.forEach((player) => player.play()),
  };
}
