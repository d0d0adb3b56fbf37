import type { ReactiveController } from 'lit';
import type { MediaShape } from '../media-shape.ts';

/** AirPlay as WebKit has had it since before there was a standard; what it tells of devices is more reliable there. */
interface AirPlayVideo extends HTMLVideoElement {
  webkitShowPlaybackTargetPicker?(): void;
  readonly webkitCurrentPlaybackTargetIsWireless?: boolean;
}

export type RemoteState = 'none' | RemotePlaybackState;

/** Why it did not work is the browser's to tell: it has asked the viewer. */
function ignore(): void {}

/**
 * Whether a video can play on another device, by the Remote Playback API or AirPlay. Nothing looks for devices without a source,
 * and nothing is offered that the browser does not: Chromium on phones casts files alone, and no Media Source.
 */
export class RemotePlaybackWatch implements ReactiveController {
  /** `none`: there is no device for this source. */
  state: RemoteState = 'none';
  readonly #host: MediaShape;
  readonly #video: AirPlayVideo;
  #isAvailable = false;
  #source: string | null = null;
  #life: AbortController | null = null;

  constructor(host: MediaShape, video: HTMLVideoElement) {
    this.#host = host;
    this.#video = video;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  /** Looks for devices anew with each source: what can be cast depends on it. */
  hostUpdate(): void {
    const { state } = this.#host;
    // For the browser's own offers, too.
    if (this.#host.hasAttribute('disableremoteplayback')) this.#video.disableRemotePlayback = true;
    const source = !this.#video.disableRemotePlayback && state?.hasFrame ? state.source : null;
    if (source === this.#source) return;
    this.#stop();
    this.#source = source;
    if (source !== null) this.#watch((this.#life = new AbortController()).signal);
  }

  /** Has the browser ask the viewer where to play. To be called by a gesture. */
  prompt(): void {
    if (this.#video.webkitShowPlaybackTargetPicker) this.#video.webkitShowPlaybackTargetPicker();
    else this.#video.remote.prompt().catch(ignore);
  }

  #watch(signal: AbortSignal): void {
    const video = this.#video;
    const look = (isAvailable = this.#isAvailable): void => {
      if (signal.aborted) return;
      this.#isAvailable = isAvailable;
      this.#read();
    };
    if (video.webkitShowPlaybackTargetPicker) {
      const onDevices = (event: Event): void =>
        look((event as Event & { availability: string }).availability === 'available');
      video.addEventListener('webkitplaybacktargetavailabilitychanged', onDevices, { signal });
      video.addEventListener('webkitcurrentplaybacktargetiswirelesschanged', () => look(), { signal });
      return;
    }
    const { remote } = video;
    if (!remote) return;
    for (const type of ['connecting', 'connect', 'disconnect']) remote.addEventListener(type, () => look(), { signal });
    void this.#findDevices(remote, signal, look);
  }

  async #findDevices(remote: RemotePlayback, signal: AbortSignal, look: (isAvailable: boolean) => void): Promise<void> {
    try {
      const id = await remote.watchAvailability(look);
      const cancel = (): void => void remote.cancelWatchAvailability(id).catch(ignore);
      if (signal.aborted) cancel();
      else signal.addEventListener('abort', cancel);
    } catch {
      // It does not look all the time, or the page has forbidden it.
    }
  }

  #read(): void {
    const { remote, webkitCurrentPlaybackTargetIsWireless: isWireless } = this.#video;
    const connection = isWireless ? 'connected' : (remote?.state ?? 'disconnected');
    const state = connection === 'disconnected' && !this.#isAvailable ? 'none' : connection;
    if (state === this.state) return;
    this.state = state;
    this.#host.requestUpdate();
  }

  #stop(): void {
    this.#life?.abort();
    this.#life = null;
    this.#source = null;
    this.#isAvailable = false;
    this.state = 'none';
  }
}
