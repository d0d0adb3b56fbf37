/** The script of a page under our strict Content-Security-Policy: plays a source, and tells the page around it. */
import { HlsPlayer } from '../player/hls-player.ts';

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  violations.push(`${effectiveDirective} ${blockedURI}`),
);

const video = document.createElement('video');
video.muted = true;
document.body.append(video);
const player = new HlsPlayer({ media: video });

let caption = '';
let error = '';
try {
  await player.load(document.body.dataset.source!);
  await player.play();
  if (document.body.dataset.caption) {
    while (player.state.getSnapshot().captions.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    player.setCaption('0');
    while (!video.textTracks[0]?.activeCues?.length) await new Promise((resolve) => setTimeout(resolve, 20));
    caption = (video.textTracks[0].activeCues[0] as VTTCue).text;
  }
  while (player.currentTime < 0.5) await new Promise((resolve) => setTimeout(resolve, 20));
} catch (reason) {
  error = String(reason);
}
parent.postMessage({ csp: true, violations, error, caption }, '*');
