import { HlsPlayer, type HlsPlayerOptions } from '../player/hls-player.ts';
import type { PlayerEvent, PlayerState, Recovery } from '../player/player.ts';
import { rewriteRequests, type Rewrite, type Rewriting } from './rewrite-requests.ts';

/** An `HlsPlayer` on a video in the page, with everything that it said and asked for. */
export class HlsStage {
  readonly video = document.createElement('video');
  readonly player: HlsPlayer;
  readonly network: Rewriting;
  /** `seeking live`, `pause user` … */
  readonly events: string[] = [];
  readonly recoveries: Recovery[] = [];

  constructor(options: Partial<HlsPlayerOptions> = {}, rewrite?: Rewrite) {
    this.video.muted = true;
    this.video.width = 640;
    this.video.height = 360;
    document.body.append(this.video);
    this.network = rewriteRequests(rewrite);
    this.player = new HlsPlayer({ media: this.video, random: () => 0, ...options });
    for (const type of ['play', 'pause', 'seeking', 'seeked', 'error'] as const) {
      this.player.addEventListener(type, ({ origin }: PlayerEvent) => this.events.push(`${type} ${origin}`));
    }
    this.player.state.subscribe(() => {
      const { recovery } = this.state;
      if (recovery && this.recoveries.at(-1) !== recovery) this.recoveries.push(recovery);
    });
  }

  get state(): Readonly<PlayerState> {
    return this.player.state.getSnapshot();
  }

  /** The addresses asked for so far that contain this. */
  requested(part: string): string[] {
    return this.network.requests.filter((url) => url.includes(part));
  }

  until(isSo: (state: Readonly<PlayerState>) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo(this.state)) return;
        leave();
        resolve();
      };
      const leave = this.player.state.subscribe(look);
      look();
    });
  }

  async untilPosition(isSo: (seconds: number) => boolean): Promise<void> {
    while (!isSo(this.player.currentTime)) {
      await new Promise<void>((resolve) => this.player.addEventListener('timeupdate', () => resolve(), { once: true }));
    }
  }

  destroy(): void {
    this.player.destroy();
    this.network.restore();
    this.video.remove();
  }
}

/** Waits for what no event tells. */
export async function poll(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
