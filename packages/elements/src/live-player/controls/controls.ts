import type { LiveControl } from '@t333/core/player';
import type { Clock } from '@t333/core/time';
import { nothing, type TemplateResult } from 'lit';
import { addStyles } from '../../base/add-styles.ts';
import { lazy } from '../../base/lazy.ts';
import type { MediaShape } from '../media-shape.ts';
import { renderBar } from './bar.ts';
import { isPaused, toggleFullscreen, togglePlay } from './commands.ts';
import { shortcutFor } from './shortcuts.ts';

export { controlsStyles } from './controls.styles.ts';

const menus = /* @__PURE__ */ lazy(() => import('./menus.ts'));

/** How long the bar stays after the last movement of the pointer while the media plays. */
const IDLE_AFTER_MS = 2500;

/** What moves the bar's display without changing the player's state. */
const REDRAW_EVENTS = ['timeupdate', 'progress', 'enterpictureinpicture', 'leavepictureinpicture', 'fullscreenchange'];

export interface ControlsOptions {
  host: MediaShape;
  /** Where the host's players usually play. */
  video: HTMLVideoElement;
  clock: Clock;
}

/** The bar of `<live-player controls>`: drawn as a part of the host's own template, so that `::part` reaches it. */
export class Controls {
  readonly #options: ControlsOptions;
  readonly #life = new AbortController();
  #awake = false;
  #cancelSleep: (() => void) | undefined;
  #menus: ReturnType<typeof menus>;
  #live: LiveControl | null = null;
  #leaveLive: (() => void) | undefined;
  /** Where a drag on the seek bar is, or null. */
  #scrubSeconds: number | null = null;

  constructor(options: ControlsOptions) {
    this.#options = options;
    const { host, video } = options;
    const { signal } = this.#life;
    const on = (type: string, listener: (event: never) => void): void =>
      host.addEventListener(type, listener as EventListener, { signal });
    on('keydown', (event: KeyboardEvent) => {
      this.wake();
      const shortcut = shortcutFor(event, getComputedStyle(host).direction === 'rtl');
      if (!shortcut) return;
      event.preventDefault();
      shortcut(host, video);
    });
    // A finger brings the focus too, just before the click that would hide the bar again.
    on('focusin', (event: Event) => (event.composedPath()[0] as Element).matches(':focus-visible') && this.wake());
    on('pointermove', (event: PointerEvent) => event.pointerType === 'touch' || this.wake());
    on('pointerleave', (event: PointerEvent) => event.pointerType === 'touch' || this.#setAwake(false));
    on('click', (event: PointerEvent) => {
      if (event.defaultPrevented || event.composedPath()[0] !== video) return;
      if (event.pointerType !== 'touch') togglePlay(host);
      else if (this.#awake) this.#setAwake(false);
      else this.wake();
    });
    on('dblclick', (event: Event) => event.composedPath()[0] === video && toggleFullscreen(host, video));
    for (const type of REDRAW_EVENTS) on(type, () => host.requestUpdate());
  }

  /** Shows the bar, for a while. */
  wake(): void {
    this.#setAwake(true);
    this.#cancelSleep = this.#options.clock.after(IDLE_AFTER_MS, () => this.#setAwake(false));
  }

  destroy(): void {
    this.#life.abort();
    this.#cancelSleep?.();
    this.#leaveLive?.();
  }

  render(): TemplateResult | typeof nothing {
    const { host, video } = this.#options;
    // An embed that must not be covered has a bar of its own.
    if (host.state?.capabilities.minSize) return nothing;
    this.#follow(host.player?.live ?? null);
    const isIdle = !this.#awake && !isPaused(host) && this.#scrubSeconds === null;
    if (!isIdle) this.#menus = menus(host);
    if (this.#menus) addStyles(video.getRootNode(), this.#menus.menusStyles);
    return renderBar({
      host,
      video,
      isIdle,
      menus: this.#menus?.renderMenus(host, video),
      scrubSeconds: this.#scrubSeconds,
      onScrub: (seconds) => {
        this.#scrubSeconds = seconds;
        host.requestUpdate();
      },
    });
  }

  /** Who is paused falls behind without an event of the player. */
  #follow(live: LiveControl | null): void {
    if (live === this.#live) return;
    this.#leaveLive?.();
    this.#live = live;
    this.#leaveLive = live?.state.subscribe(() => this.#options.host.requestUpdate());
  }

  #setAwake(isAwake: boolean): void {
    this.#cancelSleep?.();
    if (this.#awake === isAwake) return;
    this.#awake = isAwake;
    this.#options.host.requestUpdate();
  }
}
