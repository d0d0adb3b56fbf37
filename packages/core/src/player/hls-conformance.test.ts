import { describePlayer } from '../testing/player-conformance.ts';
import { HlsPlayer } from './hls-player.ts';

const vod = (stream: string, query = ''): string => `/origin/vod/${stream}/master.m3u8${query}`;

let sessions = 0;

describePlayer('HlsPlayer', {
  create() {
    const video = document.createElement('video');
    video.muted = true;
    document.body.append(video);
    return {
      player: new HlsPlayer({ media: video, random: () => 0 }),
      native: {
        play: () => void video.play(),
        pause: () => video.pause(),
        seek: (seconds) => {
          video.currentTime = seconds;
        },
      },
      cleanup: () => video.remove(),
    };
  },
  goodSource: vod('west'),
  otherSource: vod('south'),
  missingSource: vod('nowhere'),
  missingCode: 'not-found',
  healingSource: () =>
    vod('west', `?fail-first=1&error=404&error-at=master&session=hls-player-${sessions++}-${performance.now()}`),
});
