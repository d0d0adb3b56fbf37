import type { PlayerState } from '@t333/core/player';
import type { Clock } from '@t333/core/time';
import { html, nothing, type TemplateResult } from 'lit';
import { addStyles } from '../../base/add-styles.ts';
import { formatTime } from '../../base/format-time.ts';
import * as icons from '../../base/icons.ts';
import { lazy } from '../../base/lazy.ts';
import { fractionOf, slider } from '../../base/slider.ts';
import { localize } from '../../i18n/localize.ts';
import type { MediaShape } from '../media-shape.ts';
import { Commands, SEEK_STEP_SECONDS, VOLUME_STEP } from './commands.ts';
import { messages } from './messages.ts';
import { LIVE_EDGE_SECONDS, seekRange, type SeekRange } from './seek-range.ts';
import { shortcutFor } from './shortcuts.ts';

export { controlsStyles } from './controls.styles.ts';

const menus = /* @__PURE__ */ lazy(() => import('./menus.ts'));

/** How long the bar stays after the last movement of the pointer while the media plays. */
const IDLE_AFTER_MS = 2500;

const SEEK_PAGE_SECONDS = 30;
const VOLUME_PAGE = 0.2;

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
  readonly #host: MediaShape;
  readonly #video: HTMLVideoElement;
  readonly #clock: Clock;
  readonly #commands: Commands;
  readonly #life = new AbortController();
  #awake = false;
  #cancelSleep: (() => void) | null = null;
  #menus: ReturnType<typeof menus>;
  /** Where a drag on the seek bar is, or null. */
  #scrubSeconds: number | null = null;

  constructor({ host, video, clock }: ControlsOptions) {
    this.#host = host;
    this.#video = video;
    this.#clock = clock;
    this.#commands = new Commands(host, video);
    const on = <Name extends keyof HTMLElementEventMap>(
      type: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
    ): void => host.addEventListener(type, listener as EventListener, { signal: this.#life.signal });
    on('keydown', (event) => this.#onKeyDown(event));
    on('focusin', () => this.wake());
    on('pointermove', (event) => event.pointerType === 'touch' || this.wake());
    on('pointerleave', (event) => event.pointerType === 'touch' || this.#sleep());
    on('click', (event) => this.#onClick(event as PointerEvent));
    on('dblclick', (event) => event.composedPath()[0] === video && this.#commands.toggleFullscreen());
    for (const type of REDRAW_EVENTS)
      host.addEventListener(type, () => host.requestUpdate(), { signal: this.#life.signal });
  }

  /** Shows the bar, for a while. */
  wake(): void {
    this.#cancelSleep?.();
    this.#cancelSleep = this.#clock.after(IDLE_AFTER_MS, () => this.#sleep());
    if (this.#awake) return;
    this.#awake = true;
    this.#host.requestUpdate();
  }

  destroy(): void {
    this.#life.abort();
    this.#cancelSleep?.();
  }

  render(): TemplateResult | typeof nothing {
    const { state } = this.#host;
    if (!state) return nothing;
    const range = seekRange(state, this.#host.seekable);
    const shown = this.#awake || state.paused || this.#scrubSeconds !== null;
    if (shown) this.#menus = menus(this.#host);
    if (this.#menus) addStyles(this.#video.getRootNode(), this.#menus.popoverMenuStyles);
    return html`
      <div
        part="controls"
        class="controls ${shown ? '' : 'idle'}"
        role="group"
        aria-label=${this.#text('controls.label')}
      >
        ${range ? this.#renderSeekBar(range) : nothing}
        <div class="row">
          ${this.#renderPlay(state)} ${this.#renderVolume(state)} ${this.#renderTime(state, range)}
          <span class="space"></span>
          ${this.#menus?.renderMenus(this.#host)} ${this.#renderScreen()}
        </div>
      </div>
    `;
  }

  #renderSeekBar(range: SeekRange): TemplateResult {
    const { start, end, isLive } = range;
    const { buffered } = this.#host;
    const value = this.#scrubSeconds ?? this.#host.currentTime;
    const label = (seconds: number): string => formatTime(isLive ? seconds - end : seconds);
    const marks = Array.from({ length: buffered?.length ?? 0 }, (_, index) => {
      const from = fractionOf(buffered?.start(index) ?? 0, start, end);
      const to = fractionOf(buffered?.end(index) ?? 0, start, end);
      return html`<div class="mark" .style=${`--_from: ${from}; --_to: ${to}`}></div>`;
    });
    return html`
      <div part="seek" class="seek">
        ${slider({
          label: this.#text('controls.seek'),
          min: start,
          max: end,
          value,
          step: SEEK_STEP_SECONDS,
          page: SEEK_PAGE_SECONDS,
          valueText: isLive
            ? this.#text('controls.behind', { time: formatTime(end - value) })
            : this.#text('controls.position', { time: formatTime(value), duration: formatTime(end) }),
          hint: label,
          marks,
          onInput: (seconds) => this.#scrub(seconds),
          onChange: (seconds) => {
            this.#scrub(null);
            this.#host.currentTime = seconds;
          },
        })}
      </div>
    `;
  }

  #renderPlay({ paused, phase }: PlayerState): TemplateResult {
    const icon = phase === 'ended' ? icons.replayIcon : paused ? icons.playIcon : icons.pauseIcon;
    return this.#button('play', this.#text(paused ? 'controls.play' : 'controls.pause'), icon(), () =>
      this.#commands.togglePlay(),
    );
  }

  #renderVolume({ capabilities }: PlayerState): TemplateResult {
    const { volume } = this.#commands;
    const label = this.#text(volume > 0 ? 'controls.mute' : 'controls.unmute');
    return html`
      <div part="volume" class="volume">
        ${this.#button('mute', label, volume > 0 ? icons.volumeIcon() : icons.mutedIcon(), () => this.#commands.toggleMute())}
        ${
          capabilities.volume
            ? slider({
                label: this.#text('controls.volume'),
                min: 0,
                max: 1,
                value: volume,
                step: VOLUME_STEP,
                page: VOLUME_PAGE,
                valueText: `${Math.round(volume * 100)} %`,
                onInput: (next) => (this.#commands.volume = next),
              })
            : nothing
        }
      </div>
    `;
  }

  #renderTime({ streamType, duration }: PlayerState, range: SeekRange | null): TemplateResult | typeof nothing {
    const position = this.#scrubSeconds ?? this.#host.currentTime;
    if (streamType === 'on-demand') {
      return html`<span part="time" class="time">${formatTime(position)}<span> / ${formatTime(duration)}</span></span>`;
    }
    if (streamType !== 'live') return nothing;
    const live = this.#text('controls.live');
    if (!range) return html`<span part="live" class="live edge">${live}</span>`;
    const behind = range.end - position;
    const isEdge = behind <= LIVE_EDGE_SECONDS;
    return html`
      <button
        part="live"
        class="live ${isEdge ? 'edge' : ''}"
        title=${this.#text('controls.goLive')}
        ?disabled=${isEdge}
        @click=${() => (this.#host.currentTime = range.end)}
      >
        ${live}
      </button>
      ${isEdge ? nothing : html`<span part="time" class="time">${formatTime(-behind)}</span>`}
    `;
  }

  #renderScreen(): TemplateResult {
    const isInset = this.#commands.isPictureInPicture;
    const isFull = this.#commands.isFullscreen;
    const canInset = document.pictureInPictureEnabled && this.#video.readyState > 0;
    const canFill = document.fullscreenEnabled || 'webkitEnterFullscreen' in this.#video;
    const insetLabel = this.#text(isInset ? 'controls.exitPictureInPicture' : 'controls.enterPictureInPicture');
    const fullLabel = this.#text(isFull ? 'controls.exitFullscreen' : 'controls.enterFullscreen');
    return html`
      ${canInset ? this.#button('pip', insetLabel, icons.pictureInPictureIcon(), () => this.#commands.togglePictureInPicture()) : nothing}
      ${
        canFill
          ? this.#button('fullscreen', fullLabel, isFull ? icons.exitFullscreenIcon() : icons.fullscreenIcon(), () =>
              this.#commands.toggleFullscreen(),
            )
          : nothing
      }
    `;
  }

  #button(name: string, label: string, icon: TemplateResult, onClick: () => void): TemplateResult {
    return html`<button part="${name}-button" class=${name} aria-label=${label} title=${label} @click=${onClick}>
      ${icon}
    </button>`;
  }

  #text(key: keyof typeof messages, values?: object): string {
    return localize(this.#host, messages, key, values as Record<string, string>);
  }

  #sleep(): void {
    this.#cancelSleep?.();
    this.#cancelSleep = null;
    this.#awake = false;
    this.#host.requestUpdate();
  }

  #scrub(seconds: number | null): void {
    this.#scrubSeconds = seconds;
    this.#host.requestUpdate();
  }

  #onKeyDown(event: KeyboardEvent): void {
    this.wake();
    const shortcut = shortcutFor(event, getComputedStyle(this.#host).direction === 'rtl');
    if (!shortcut) return;
    event.preventDefault();
    shortcut(this.#commands);
  }

  #onClick(event: PointerEvent): void {
    if (event.defaultPrevented || event.composedPath()[0] !== this.#video) return;
    if (event.pointerType !== 'touch') this.#commands.togglePlay();
    else if (this.#awake) this.#sleep();
    else this.wake();
  }
}
