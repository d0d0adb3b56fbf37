import { T333Error } from '@t333/core/errors';
import {
  autoplay as playByItself,
  defaultSources,
  PlayerErrorEvent,
  PlayerEvent,
  type PlayerEvents,
  type SourceRegistry,
  type StreamPlayer,
} from '@t333/core/player/contract';
import { systemClock, type Clock } from '@t333/core/time';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { addStyles } from '../base/add-styles.ts';
import { lazy } from '../base/lazy.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import type { Controls } from './controls/controls.ts';
import { PLAYER_EVENTS, PlayerChangeEvent, VIDEO_EVENTS } from './live-player.events.ts';
import { livePlayerStyles } from './live-player.styles.ts';
import { MediaShape } from './media-shape.ts';
import { messages } from './messages.ts';
import { PlayerSlot } from './player-slot.ts';

/** Whether it worked stands in the player's state. */
function ignore(): void {}

const overlay = /* @__PURE__ */ lazy(() => import('./overlay/overlay.ts'));
const controls = /* @__PURE__ */ lazy(() => import('./controls/controls.ts'));

/**
 * Plays one stream: HLS, live or on demand, or a media file. It has the interface and the events of a media element.
 *
 * @tag live-player
 *
 * @attr {string} src - What to play.
 * @attr {boolean} muted - Starts without sound.
 * @attr {string} starts-at - When the stream begins: ISO 8601, or the time since 1970.
 * @attr {boolean} no-preferences - Neither takes nor keeps what viewers choose: captions, audio track, latency. It may stand on any element around it.
 * @attr {boolean} disableremoteplayback - Offers no other device to play on.
 *
 * @slot video - A video to play in, in place of its own: one that plays before the code of this element is here, by `t333Boot()`. Give `muted` and `crossorigin` to both.
 *
 * @fires {PlayerChangeEvent} playerchange - It plays through another player than before, or through none.
 * @fires {PlayerEvent} firstframe - The first frame of a source is there to be seen.
 * @fires {PlayerEvent} play - It is to play. As with all that follow, `origin` says who asked.
 * @fires {PlayerEvent} pause
 * @fires {PlayerEvent} seeking
 * @fires {PlayerEvent} seeked
 * @fires {PlayerEvent} timeupdate
 * @fires {PlayerEvent} volumechange
 * @fires {PlayerEvent} ratechange
 * @fires {PlayerEvent} captionchange - Other captions are shown, or none.
 * @fires {PlayerEvent} audiotrackchange - Another audio track is heard.
 * @fires {PlayerEvent} ended
 * @fires {PlayerErrorEvent} error - Nothing more is tried; `error` has the reason as a T333Error.
 *
 * @csspart video - The video.
 * @csspart embed - What holds a player that brings its own element.
 * @csspart spinner - Shown when waiting takes longer than half a second.
 * @csspart status - What the viewer is told: an error, a lost connection, an empty place.
 * @csspart message - Its text.
 * @csspart hint - That it will be tried again, where that makes sense; when it begins.
 * @csspart upcoming - The countdown to a start, and what stands around it.
 * @csspart title - What begins.
 * @csspart countdown - When it begins.
 * @csspart retry-button - Tries again after an error.
 * @csspart start-button - The large button that plays, or plays again.
 * @csspart unmute-button - Gives back the sound that automatic playback had to do without.
 * @csspart controls - The bar.
 * @csspart seek - Its seek bar.
 * @csspart play-button - Plays and pauses.
 * @csspart volume - The mute button and its slider.
 * @csspart mute-button - Mutes and unmutes.
 * @csspart time - The position and the duration, or how far behind live it is.
 * @csspart live - The mark of a live stream; a button where one can go back.
 * @csspart captions-button - Opens the choice of captions, and of audio tracks.
 * @csspart audio-button - Opens that of audio tracks, where there are no captions.
 * @csspart rate-button - Opens the choice of speeds, of recordings and of a live stream's past.
 * @csspart quality-button - Opens the choice of renditions, and of the latency of a live stream.
 * @csspart latency-button - Opens that of the latency, where there is one rendition.
 * @csspart remote-button - Plays on another device, where there is one.
 * @csspart menu - Any of these choices.
 * @csspart pip-button - Picture-in-picture.
 * @csspart fullscreen-button - Full screen.
 *
 * @cssprop [--t333-accent] - Marks what is chosen, played or focused.
 * @cssprop [--t333-stage=#0c0c10] - Behind the picture.
 * @cssprop [--t333-overlay] - Behind what lies upon the picture.
 * @cssprop [--t333-on-overlay=#fff] - Text and icons upon the picture.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class LivePlayer extends MediaShape {
  static override properties: PropertyDeclarations = {
    poster: {},
    label: {},
    preload: {},
    crossOrigin: {},
    autoplay: { type: Boolean },
    controls: { type: Boolean },
    loop: { type: Boolean },
    targetLatency: { type: Number, attribute: 'target-latency' },
    dvrWindow: { type: Number, attribute: 'dvr-window' },
    startsAt: { attribute: 'starts-at' },
    defaultMuted: { type: Boolean, attribute: 'muted' },
    sources: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, livePlayerStyles];

  /** An image to show until the first frame. */
  declare poster: string | null;
  /** Names the player for screen readers, which say `Player` without it. */
  declare label: string | null;
  /** `none`: nothing is loaded, and no player made, before `play()`. */
  declare preload: 'none' | 'auto' | null;
  /** As on a video; it concerns media files only. */
  declare crossOrigin: 'anonymous' | 'use-credentials' | null;
  /** Plays as soon as it can: muted where the browser wants that, with a button that gives the sound back. */
  declare autoplay: boolean;
  /** Has a bar with buttons, and keyboard shortcuts. It is fetched when it is first needed. */
  declare controls: boolean;
  /** Begins again at the end. */
  declare loop: boolean;
  /** How far behind the camera to keep a live stream, in seconds above 0; without it, as near as the stream asks for. */
  declare targetLatency: number | null;
  /** How far back a viewer may go in a live stream, in seconds; 0 for not at all, without it as far as the stream reaches. */
  declare dvrWindow: number | null;
  /**
   * When the stream begins: a Date, ISO 8601, or the time since 1970 in milliseconds or seconds. Until then a countdown is shown and nothing of
   * the stream is fetched; from then on it is tried until it is there. Set it before `src`.
   */
  declare startsAt: Date | number | string | null;
  /** Whether it starts without sound: the `muted` attribute. */
  declare defaultMuted: boolean;
  /** What turns `src` into a player. Set it before `src`. */
  declare sources: SourceRegistry;

  /** The time that players and the bar go by. Another one is for tests. */
  clock: Clock = systemClock;

  /** Aborts when the element leaves the document. */
  #life: AbortSignal | null = null;
  readonly #slot = new PlayerSlot({
    onPlayer: (player, signal) => this.#adopt(player, signal),
    onFailure: (error) => this.dispatchEvent(new PlayerErrorEvent(error)),
  });
  /** A `play()` that has not come true yet. */
  #starting: AbortController | null = null;
  #hasPlayed = false;
  #offersUnmute = false;
  /** A viewer has come near, by pointer or by focus. */
  #wasTouched = false;
  #overlay: ReturnType<typeof overlay>;
  #controls: Controls | null = null;

  constructor() {
    super();
    this.poster =
      this.label =
      this.preload =
      this.crossOrigin =
      this.targetLatency =
      this.dvrWindow =
      this.startsAt =
        null;
    this.autoplay = this.controls = this.loop = this.defaultMuted = false;
    this.sources = defaultSources;
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'src'];
  }

  /** What to play: an address, or whatever else `sources` understands. */
  get src(): string | null {
    return this.getAttribute('src');
  }

  set src(src: string | null) {
    if (src === null || src === undefined) this.removeAttribute('src');
    else this.setAttribute('src', src);
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    if (name === 'src') this.requestUpdate(name, before);
  }

  get player(): StreamPlayer | null {
    return this.#slot.player;
  }

  /** @throws T333Error `autoplay-blocked` when the browser wants a gesture first; any other that says why there is nothing to play */
  async play(): Promise<void> {
    const starting = (this.#starting ??= new AbortController());
    try {
      const slot = this.#slot;
      if (!slot.player && !slot.opening) this.#open();
      while (slot.opening) await slot.opening;
      starting.signal.throwIfAborted();
      if (!slot.player) throw slot.failure ?? new T333Error('invalid-argument', 'There is no source.');
      await slot.player.play();
    } finally {
      if (this.#starting === starting) this.#starting = null;
    }
  }

  override pause(): void {
    this.#starting?.abort(new T333Error('aborted', 'It was paused.'));
    this.#starting = null;
    super.pause();
  }

  override get paused(): boolean {
    return !this.#starting && super.paused;
  }

  /** Loads the source anew. */
  load(): void {
    if (this.src) this.#open();
    else this.#slot.close();
  }

  /** Focuses the player, so that its keyboard shortcuts work. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.base')?.focus(options);
  }

  protected override mounted(signal: AbortSignal): void {
    this.#life = signal;
    signal.addEventListener('abort', () => {
      this.#life = null;
      this.#slot.close();
      this.#dropControls();
    });
    for (const type of ['pointerover', 'focusin']) {
      this.addEventListener(
        type,
        () => {
          this.#wasTouched = true;
          this.requestUpdate();
        },
        { signal, once: true },
      );
    }
    if (!this.hasUpdated && this.defaultMuted) this.muted = true;
    // At once, so that `play()` right after `append()` finds a video. Where hydration is put off, there is no root yet.
    if (!this.hasUpdated && this.renderRoot) this.performUpdate();
    if (this.hasUpdated) this.#start();
    else void this.updateComplete.then(() => signal.aborted || this.#start());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) return;
    const { state, video } = this;
    if (changed.has('src') && this.src !== this.#slot.source) this.#start();
    if (!this.#isBusy || state?.recovery || state?.audioTracks[0]) this.#overlay = overlay(this);
    if (this.#overlay) {
      addStyles(this.renderRoot, this.#overlay.overlayStyles);
      this.#overlay.applyWishes(this);
    }
    if (!this.controls) return this.#dropControls();
    const part = this.#life && (this.#wasTouched || state?.hasFrame) ? controls(this) : undefined;
    if (!part || !video || this.#controls) return;
    addStyles(this.renderRoot, part.controlsStyles);
    this.#controls = new part.Controls({ host: this, video, clock: this.clock });
    if (this.#wasTouched) this.#controls.wake();
  }

  protected override render(): TemplateResult {
    const isBusy = this.#isBusy;
    const label = this.label || localize(this, messages, 'player.label');
    return html`
      <div class="base" role="group" tabindex="-1" aria-label=${label}>
        <slot name="video"
          ><video
            part="video"
            playsinline
            poster=${this.poster || nothing}
            crossorigin=${this.crossOrigin ?? nothing}
            ?loop=${this.loop}
          ></video
        ></slot>
        <div part="embed" class="embed"></div>
        ${isBusy ? html`<div part="spinner" class="spinner"></div>` : nothing}
        ${this.#overlay?.renderOverlay(this, {
          isBusy,
          fault: this.#slot.failure,
          hasPlayed: this.#hasPlayed,
          offersUnmute: this.#offersUnmute,
        })}
        ${this.#controls?.render()}
      </div>
    `;
  }

  protected override get fault(): T333Error | null {
    return this.#slot.failure ?? super.fault;
  }

  /** Waiting for media. */
  get #isBusy(): boolean {
    const { state } = this;
    return (
      this.#slot.opening !== null ||
      (state?.lifecycle === 'active' && (state.phase === 'loading' || state.buffering || state.seeking))
    );
  }

  /** Opens the source as far as nothing forbids it. */
  #start(): void {
    // What begins at a known time is opened by the overlay.
    if (!this.src || this.startsAt || (this.preload === 'none' && !this.autoplay)) this.#slot.close();
    else this.#open();
    this.requestUpdate();
  }

  #open(): void {
    const { src, sources, clock } = this;
    if (!src || !this.#life) return;
    const goesOn = this.state?.playRequested ?? false;
    const container = this.renderRoot.querySelector<HTMLElement>('.embed')!;
    this.#hasPlayed = this.#offersUnmute = false;
    const context = { video: () => this.prepareVideo(), container, clock, wishes: this };
    void this.#slot.open(src, sources, context).then((player) => {
      this.requestUpdate();
      return player && this.#begin(player, src, goesOn).catch(ignore);
    });
    this.requestUpdate();
  }

  async #begin(player: StreamPlayer, src: string, goesOn: boolean): Promise<void> {
    player.load(src).catch(ignore);
    // Now: a media element that begins to load forgets the events of what was changed just before.
    this.applySettings(player);
    if (this.autoplay) {
      const outcome = await playByItself(player);
      this.#offersUnmute = outcome === 'muted' || this.defaultMuted;
      this.requestUpdate();
    } else if (goesOn) {
      await player.play();
    }
  }

  #adopt(player: StreamPlayer | null, signal: AbortSignal): void {
    if (player) {
      for (const type of PLAYER_EVENTS) player.addEventListener(type, (event) => this.#forward(event), { signal });
      // After the player has heard of it, so that the state is up to date.
      for (const type of VIDEO_EVENTS) {
        this.video?.addEventListener(type, () => this.dispatchEvent(new Event(type)), { signal });
      }
      player.state.subscribe(() => this.requestUpdate(), { signal });
    } else {
      this.dispatchEvent(new Event('emptied'));
    }
    this.dispatchEvent(new PlayerChangeEvent(player));
  }

  #forward(event: PlayerEvent): void {
    this.readSettings(event);
    if (event.type === 'play') this.#hasPlayed = true;
    if (event.type === 'volumechange' && !this.muted) this.#offersUnmute = false;
    this.dispatchEvent(
      event instanceof PlayerErrorEvent
        ? new PlayerErrorEvent(event.error)
        : new PlayerEvent(event.type as keyof PlayerEvents, event.origin),
    );
  }

  #dropControls(): void {
    this.#controls?.destroy();
    this.#controls = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-player': LivePlayer;
  }
  interface HTMLElementEventMap {
    playerchange: PlayerChangeEvent;
    firstframe: PlayerEvent;
    captionchange: PlayerEvent;
    audiotrackchange: PlayerEvent;
  }
}
