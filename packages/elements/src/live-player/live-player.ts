import { T333Error } from '@t333/core';
import {
  autoplay as playByItself,
  defaultSources,
  PlayerErrorEvent,
  PlayerEvent,
  type SourceRegistry,
  type StreamPlayer,
} from '@t333/core/player';
import { systemClock, type Clock } from '@t333/core/time';
import { html, nothing, type CSSResult, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { iconStyles } from '../base/icons.styles.ts';
import { StoreController } from '../base/store-controller.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import type { Controls } from './controls/controls.ts';
import { PLAYER_EVENTS, PlayerChangeEvent, VIDEO_EVENTS, type LivePlayerEvents } from './live-player.events.ts';
import { livePlayerStyles } from './live-player.styles.ts';
import { ignore, MediaShape } from './media-shape.ts';
import { messages } from './messages.ts';
import { statusOf } from './status.ts';
import { statusView } from './status-view.ts';

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
    src: {},
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

  static override styles: CSSResult[] = [tokens, iconStyles, livePlayerStyles];

  /** What to play: an address, or whatever else `sources` understands. */
  declare src: string | null;
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

  readonly #watched = new StoreController(this);
  /** Aborts when the element leaves the document. */
  #life: AbortSignal | null = null;
  #player: StreamPlayer | null = null;
  #sourceType: string | null = null;
  /** The player that is being made, or the one at work: ends with it. */
  #session: AbortController | null = null;
  #opening: Promise<void> | null = null;
  #creationFault: T333Error | null = null;
  #hasPlayed = false;
  #offersUnmute = false;
  #controls: Controls | null = null;
  #controlsLoading = false;

  constructor() {
    super();
    this.src = this.poster = this.label = this.preload = this.crossOrigin = null;
    this.autoplay = this.controls = this.loop = this.defaultMuted = false;
    this.sources = defaultSources;
  }

  get player(): StreamPlayer | null {
    return this.#player;
  }

  /** @throws T333Error `autoplay-blocked` when the browser wants a gesture first, or why there is nothing to play */
  async play(): Promise<void> {
    if (!this.#player && this.src) await (this.#opening ?? this.#open());
    if (!this.#player) throw this.#creationFault ?? new T333Error('invalid-argument', 'There is no source to play.');
    await this.#player.play();
  }

  /** Loads the source anew. */
  load(): void {
    if (this.#life) void this.#open();
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
      this.addEventListener(type, () => void this.#needControls(true), { signal });
    }
    if (this.hasUpdated) return this.#start();
    if (this.defaultMuted) this.muted = true;
    // At once, so that `play()` right after `append()` finds a video. While hydration is put off there is nothing to render.
    if (this.renderRoot) this.performUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('src')) this.#start();
    if (!changed.has('controls')) return;
    if (!this.controls) this.#dropControls();
    else if (this.state?.hasFrame) void this.#needControls(false);
  }

  protected override render(): TemplateResult {
    const { state } = this.#watchedState();
    return html``;
  }
}
