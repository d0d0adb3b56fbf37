import type { MediaShape } from '../media-shape.ts';

/** Why it did not work stands in the player's state, or the browser said no. */
function ignore(): void {}

export type Command =
  | 'togglePlay'
  | 'toggleMute'
  | 'toggleFullscreen'
  | 'toggleCaptions'
  | 'togglePictureInPicture'
  | 'seekForward'
  | 'seekBack'
  | 'volumeUp'
  | 'volumeDown';

export const SEEK_STEP_SECONDS = 5;
export const VOLUME_STEP = 0.05;
export const VOLUME_PAGE = 0.2;

/** Carries out what keys, buttons and clicks ask of a player. */
export class Commands {
  readonly #host: MediaShape;
  readonly #video: HTMLVideoElement;
  #lastCaption: string | null = null;

  constructor(host: MediaShape, video: HTMLVideoElement) {
    this.#host = host;
    this.#video = video;
  }

  get isFullscreen(): boolean {
    return this.#host.matches(':fullscreen');
  }

  get isPictureInPicture(): boolean {
    return (this.#video.getRootNode() as ShadowRoot).pictureInPictureElement === this.#video;
  }

  setVolume(volume: number): void {
    this.#host.volume = volume;
    this.#host.muted = volume <= 0;
  }

  run(command: Command): void {
    const host = this.#host;
    const { player, state } = host;
    if (!player || !state) return;
    const canSeek = state.capabilities.seek !== 'none';
    const level = state.muted ? 0 : state.volume;
    switch (command) {
      case 'togglePlay':
        if (state.paused) host.play().catch(ignore);
        else host.pause();
        break;
      case 'toggleMute':
        if (state.volume === 0) this.setVolume(VOLUME_PAGE);
        else host.muted = !state.muted;
        break;
      case 'seekForward':
        if (canSeek) host.currentTime += SEEK_STEP_SECONDS;
        break;
      case 'seekBack':
        if (canSeek) host.currentTime -= SEEK_STEP_SECONDS;
        break;
      case 'volumeUp':
        this.setVolume(level + VOLUME_STEP);
        break;
      case 'volumeDown':
        this.setVolume(level - VOLUME_STEP);
        break;
      case 'toggleCaptions':
        if (state.caption !== null) this.#lastCaption = state.caption;
        player.setCaption(state.caption === null ? (this.#lastCaption ?? state.captions[0]?.id ?? null) : null);
        break;
      case 'togglePictureInPicture':
        (this.isPictureInPicture ? document.exitPictureInPicture() : host.requestPictureInPicture()).catch(ignore);
        break;
      case 'toggleFullscreen':
        this.#toggleFullscreen();
    }
  }

  #toggleFullscreen(): void {
    if (this.isFullscreen) document.exitFullscreen().catch(ignore);
    else if (document.fullscreenEnabled) this.#host.requestFullscreen().catch(ignore);
    // On an iPhone only the video itself can fill the screen.
    else (this.#video as { webkitEnterFullscreen?: () => void }).webkitEnterFullscreen?.();
  }
}
