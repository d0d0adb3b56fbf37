import type { MediaShape } from '../media-shape.ts';

export const SEEK_STEP_SECONDS = 5;
export const VOLUME_STEP = 0.05;

/** What sound comes back with where the volume was turned down to nothing. */
const AUDIBLE_VOLUME = 0.2;

/** Why it did not work stands in the player's state, or the browser said no. */
function ignore(): void {}

/** What keys, buttons and clicks ask of a player. */
export class Commands {
  readonly #host: MediaShape;
  readonly #video: HTMLVideoElement;
  #caption: string | null = null;

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

  /** What is heard: 0 where it is muted. */
  get volume(): number {
    const { muted, volume } = this.#host;
    return muted ? 0 : volume;
  }

  set volume(volume: number) {
    this.#host.volume = volume;
    this.#host.muted = volume <= 0;
  }

  togglePlay(): void {
    const host = this.#host;
    if (host.paused) host.play().catch(ignore);
    else host.pause();
  }

  toggleMute(): void {
    const host = this.#host;
    if (host.volume > 0) host.muted = !host.muted;
    else this.volume = AUDIBLE_VOLUME;
  }

  /** @param seconds forwards, or backwards where negative */
  seekBy(seconds: number): void {
    const host = this.#host;
    if (host.state?.capabilities.seek !== 'none') host.currentTime += seconds;
  }

  toggleCaptions(): void {
    const { player, state } = this.#host;
    if (!state) return;
    this.#caption = state.caption ?? this.#caption ?? state.captions[0]?.id ?? null;
    player?.setCaption(state.caption === null ? this.#caption : null);
  }

  togglePictureInPicture(): void {
    (this.isPictureInPicture ? document.exitPictureInPicture() : this.#host.requestPictureInPicture()).catch(ignore);
  }

  toggleFullscreen(): void {
    if (this.isFullscreen) document.exitFullscreen().catch(ignore);
    else if (document.fullscreenEnabled) this.#host.requestFullscreen().catch(ignore);
    // On an iPhone only the video itself can fill the screen.
    else (this.#video as { webkitEnterFullscreen?: () => void }).webkitEnterFullscreen?.();
  }
}
