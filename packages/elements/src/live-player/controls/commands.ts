/** What keys, buttons and clicks ask of a player. */
import type { MediaShape } from '../media-shape.ts';

export const SEEK_STEP_SECONDS = 5;
export const VOLUME_STEP = 0.05;

/** What sound comes back with where the volume was turned down to nothing. */
const AUDIBLE_VOLUME = 0.2;

/** Why it did not work stands in the player's state, or the browser said no. */
function ignore(): void {}

/** Whether it stands still. Who is held for a moment, to be as live as the others of a wall, plays as far as a viewer is concerned. */
export const isPaused = ({ paused, state }: MediaShape): boolean =>
  paused && !(state?.playRequested && state.phase === 'ready' && !state.autoplayBlocked);

export function togglePlay(host: MediaShape): void {
  if (isPaused(host)) host.play().catch(ignore);
  else host.pause();
}

/** What is heard: 0 where it is muted. */
export const audibleVolume = ({ muted, volume }: MediaShape): number => (muted ? 0 : volume);

export function setVolume(host: MediaShape, volume: number): void {
  host.volume = volume;
  host.muted = volume <= 0;
}

export function toggleMute(host: MediaShape): void {
  if (host.volume > 0) host.muted = !host.muted;
  else setVolume(host, AUDIBLE_VOLUME);
}

/** @param seconds forwards, or backwards where negative */
export function seekBy(host: MediaShape, seconds: number): void {
  if (host.state?.capabilities.seek !== 'none') host.currentTime += seconds;
}

/** By the code of its menu, which is on its way by then. */
export function toggleCaptions(host: MediaShape): void {
  import('./menus.ts').then((menus) => menus.toggleCaptions(host), ignore);
}

export const isPictureInPicture = (video: HTMLVideoElement): boolean =>
  (video.getRootNode() as ShadowRoot).pictureInPictureElement === video;

export function togglePictureInPicture(video: HTMLVideoElement): void {
  (isPictureInPicture(video) ? document.exitPictureInPicture() : video.requestPictureInPicture()).catch(ignore);
}

/** On an iPhone only the video itself can fill the screen. */
export function toggleFullscreen(host: MediaShape, video: HTMLVideoElement): void {
  if (host.matches(':fullscreen')) document.exitFullscreen().catch(ignore);
  else if (document.fullscreenEnabled) host.requestFullscreen().catch(ignore);
  else (video as { webkitEnterFullscreen?: () => void }).webkitEnterFullscreen?.();
}
