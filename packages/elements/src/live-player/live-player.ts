import { T333Error } from '@t333/core';
import {
  autoplay as playByItself,
  defaultSources,
  PlayerErrorEvent,
  PlayerEvent,
  type PlayerEvents,
  type SourceRegistry,
  type StreamPlayer,
} from '@t333/core/player';
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
import { tokens } from '../theme/tokens.styles.ts';
import type { Controls } from './controls/controls.ts';
import { PLAYER_EVENTS, PlayerChangeEvent, VIDEO_EVENTS } from './live-player.events.ts';
import { livePlayerStyles } from './live-player.styles.ts';
import { MediaShape } from './media-shape.ts';

/** Whether it worked stands in the player's state. */
function ignore(): void {}

const overlay = /* @__PURE__ */ lazy(() => import('./overlay/overlay.ts'));
const controls = /* @__PURE__ */ lazy(() => import('./controls/controls.ts'));

/**
 * Plays one stream: HLS, live or on demand, or a media file. It has the interface and the events of a media element.
 *
 * @tag live-player
 *
 * @attr {boolean} muted - Starts without sound.
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
 * @fires {PlayerEvent} ended
 * @fires {PlayerErrorEvent} error - Nothing more is tried; `error` has the reason as a T333Error.
 *
 * @csspart video - The video.
 * @csspart embed - What holds a player that brings its own element.
 * @csspart spinner - Shown when waiting takes longer than half a second.
 * @csspart status - What the viewer is told: an error, a lost connection, an empty place.
 * @csspart message - Its text.
 * @csspart retry-button - Tries again after an error.
 * @csspart start-button - The large button that plays, or plays again.
 * @csspart unmute-button - Gives back the sound that automatic playback had to do without.
 * @csspart controls - The bar; within it `seek`, `play-button`, `volume`, `mute-button`, `time`, `live`, `captions-button`,
 *   `quality-button`, `menu`, `pip-button`, `fullscreen-button`.
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
    crossOrigin: { attribute: 'crossorigin' },
    autoplay: { type: Boolean },
    controls: { type: Boolean },
    loop: { type: Boolean },
    defaultMuted: { type: Boolean, attribute: 'muted' },
    sources: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, livePlayerStyles];

  /** An image to show until the first frame. */
  declare poster: string | null;
  /** Names the player for screen readers. */
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
  /** Whether it starts without sound: the `muted` attribute. */
  declare defaultMuted: boolean;
  /** What turns `src` into a player. Set it before `src`. */
  declare sources: SourceRegistry;

  /** The time that players and the bar go by. Another one is for tests. */
  clock: Clock = systemClock;

  /** Aborts when the element leaves the document. */
  #life: AbortSignal | null = null;
  #player: StreamPlayer | null = null;
  #sourceType: string | null = null;
  /** What was opened last: `load()` may come before the change of `src` is noticed. */
  #opened: string | null = null;
  /** Ends with the player at work, or with the attempt to make one. */
  #session = new AbortController();
  #opening: Promise<void> | null = null;
  /** A `play()` that has not come true yet. */
  #starting: AbortController | null = null;
  /** Why there is no player. */
  #failure: T333Error | null = null;
  #hasPlayed = false;
  #offersUnmute = false;
  /** A viewer has come near, by pointer or by focus. */
  #wasTouched = false;
  #overlay: ReturnType<typeof overlay>;
  #controls: Controls | null = null;

  constructor() {
    super();
    this.poster = this.label = this.preload = this.crossOrigin = null;
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
    return this.#player;
  }

  /** @throws T333Error `autoplay-blocked` when the browser wants a gesture first; any other that says why there is nothing to play */
  async play(): Promise<void> {
    const starting = (this.#starting ??= new AbortController());
    try {
      if (!this.#player && !this.#opening) this.#open();
      while (this.#opening) await this.#opening;
      starting.signal.throwIfAborted();
      if (!this.#player) throw this.#failure ?? new T333Error('invalid-argument', 'There is no source to play.');
      await this.#player.play();
    } finally {
      if (this.#starting === starting) this.#starting = null;
    }
  }

  override pause(): void {
    this.#starting?.abort(new T333Error('aborted', 'It was paused before it could play.'));
    this.#starting = null;
    super.pause();
  }

  override get paused(): boolean {
    return !this.#starting && super.paused;
  }

  /** Loads the source anew. */
  load(): void {
    if (this.src) this.#open();
    else this.#close();
  }

  /** Focuses the player, so that its keyboard shortcuts work. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.base')?.focus(options);
  }

  protected override mounted(signal: AbortSignal): void {
    this.#life = signal;
    signal.addEventListener('abort', () => {
      this.#life = null;
      this.#close();
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
    if (changed.has('src') && this.src !== this.#opened) this.#start();
    if (!this.#isBusy || state?.recovery) this.#overlay = overlay(this);
    if (this.#overlay) addStyles(this.renderRoot, this.#overlay.overlayStyles);
    if (!this.controls) return this.#dropControls();
    const part = this.#life && (this.#wasTouched || state?.hasFrame) ? controls(this) : undefined;
    if (!part || !video || this.#controls) return;
    addStyles(this.renderRoot, part.controlsStyles);
    this.#controls = new part.Controls({ host: this, video, clock: this.clock });
    if (this.#wasTouched) this.#controls.wake();
  }

  protected override render(): TemplateResult {
    const isBusy = this.#isBusy;
    return html`
      <div class="base" role="group" tabindex="-1" aria-label=${this.label || nothing}>
        <video
          part="video"
          playsinline
          poster=${this.poster || nothing}
          crossorigin=${this.crossOrigin ?? nothing}
          ?loop=${this.loop}
        ></video>
        <div part="embed" class="embed"></div>
        ${isBusy ? html`<div part="spinner" class="spinner"></div>` : nothing}
        ${this.#overlay?.renderOverlay(this, {
          isBusy,
          fault: this.#failure,
          hasPlayed: this.#hasPlayed,
          offersUnmute: this.#offersUnmute,
          retry: () => (this.#player ? void this.#player.retry().catch(ignore) : this.#open()),
        })}
        ${this.fault ? nothing : this.#controls?.render()}
      </div>
    `;
  }

  protected override get fault(): T333Error | null {
    return this.#failure ?? super.fault;
  }

  /** Waiting for media. */
  get #isBusy(): boolean {
    const { state } = this;
    return (
      this.#opening !== null ||
      (state?.lifecycle === 'active' && (state.phase === 'loading' || state.buffering || state.seeking))
    );
  }

  /** Opens the source as far as nothing forbids it. */
  #start(): void {
    if (!this.src || (this.preload === 'none' && !this.autoplay)) this.#close();
    else this.#open();
    this.requestUpdate();
  }

  #open(): void {
    const { src } = this;
    if (!src || !this.#life) return;
    const opening = this.#load(src).finally(() => {
      if (this.#opening !== opening) return;
      this.#opening = null;
      this.requestUpdate();
    });
    this.#opening = opening;
    this.#opened = src;
    this.requestUpdate();
  }

  async #load(src: string): Promise<void> {
    const { sources } = this;
    const type = sources.typeOf(src);
    const goesOn = this.state?.playRequested ?? false;
    this.#failure = null;
    this.#hasPlayed = this.#offersUnmute = false;
    if (!this.#player || type !== this.#sourceType) {
      this.#close();
      const { signal } = this.#session;
      try {
        const container = this.renderRoot.querySelector<HTMLElement>('.embed')!;
        const player = await sources.create(src, {
          video: () => this.prepareVideo(),
          container,
          clock: this.clock,
        });
        if (signal.aborted) return player.destroy();
        this.#sourceType = type;
        this.#adopt(player, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#failure = error as T333Error;
        this.dispatchEvent(new PlayerErrorEvent(this.#failure));
        return;
      }
    }
    this.#begin(this.#player!, src, goesOn).catch(ignore);
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

  #adopt(player: StreamPlayer, signal: AbortSignal): void {
    this.#player = player;
    for (const type of PLAYER_EVENTS) player.addEventListener(type, (event) => this.#forward(event), { signal });
    // After the player has heard of it, so that the state is up to date.
    for (const type of VIDEO_EVENTS) {
      this.video?.addEventListener(type, () => this.dispatchEvent(new Event(type)), { signal });
    }
    player.state.subscribe(() => this.requestUpdate(), { signal });
    this.dispatchEvent(new PlayerChangeEvent(player));
  }

  #forward(event: PlayerEvent): void {
    this.readSettings(event);
    if (event.type === 'play') this.#hasPlayed = true;
    if (!this.muted) this.#offersUnmute = false;
    this.dispatchEvent(
      event instanceof PlayerErrorEvent
        ? new PlayerErrorEvent(event.error)
        : new PlayerEvent(event.type as keyof PlayerEvents, event.origin),
    );
  }

  #close(): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.#opening = this.#failure = this.#opened = null;
    const player = this.#player;
    if (!player) return;
    this.#player = null;
    player.destroy();
    this.dispatchEvent(new Event('emptied'));
    this.dispatchEvent(new PlayerChangeEvent(null));
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
  }
}
