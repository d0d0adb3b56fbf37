import { describePlayer } from '../testing/player-conformance.ts';
import { videoSubject } from './fixtures/video-subject.ts';
import { HlsPlayer } from './hls-player.ts';

const vod = (stream: string, query = ''): string => `/origin/vod/${stream}/master.m3u8${query}`;

let sessions = 0;

describePlayer('HlsPlayer', {
  create: () => videoSubject((media) => new HlsPlayer({ media, random: () => 0 })),
  goodSource: vod('west'),
  otherSource: vod('south'),
  missingSource: vod('nowhere'),
  missingCode: 'not-found',
  tracksSource: '/origin/vod/west/tracks.m3u8',
  healingSource: () =>
    vod('west', `?fail-first=1&error=404&error-at=master&session=hls-player-${sessions++}-${performance.now()}`),
});
