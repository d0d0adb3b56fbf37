import type { MediaLike, StreamPlayer } from '@t333/core/player';
import { observeElement, VISIBLE_RATIO } from '@t333/core/visibility';
import type { Tile } from '@t333/core/wall';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { T333Element } from '../base/t333-element.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { TilePlayerEvent } from './stream-tile.events.ts';
import { styles } from './stream-tile.styles.ts';

/** Anything that holds a player of ours, such as `<live-player>`. */
type PlayerHolder = Element & { readonly player: StreamPlayer | null };

const holdsPlayer = (element: Element): element is PlayerHolder => 'player' in element;

const isMedia = (element: Element): element is Element & MediaLike => 'play' in element && 'currentTime' in element;

/**
 * One place on the wall: a player, and the bar that belongs to the wall rather than to the player. Made by
 * `<multi-stream-grid>`; not meant to stand alone.
 *
 * @internal
 */
export class StreamTile extends T333Element {
  static override properties = {
    tile: { attribute: false },
    name: { attribute: false },
    seen: { state: true },
    controls: { attribute: false },
    autoplay: { attribute: false },
    declared: { attribute: false },
    audible: { type: Boolean, reflect: true },
    focused: { type: Boolean, reflect: true },
    resizable: { type: Boolean, reflect: true },
  };

  static override styles = [tokens, styles];

  declare tile: Tile;
  declare name: string;
  /** A tile far off the screen loads nothing before it is scrolled to. */
  declare private seen: boolean;
  declare controls: boolean;
  declare autoplay: boolean;
  /** Whether the page has an element for this tile, which comes by a slot. */
  declare declared: boolean;
  declare audible: boolean;
  declare focused: boolean;
  declare resizable: boolean;

  #player: StreamPlayer | null = null;
  /** The foreign media element that we made a player for, which is ours to destroy. */
  #adopted: { readonly element: Element; readonly player: Promise<StreamPlayer> } | null = null;

  constructor() {
    super();
    this.name = '';
    this.seen = this.controls = this.declared = this.audible = this.focused = this.resizable = false;
  }

  get player(): StreamPlayer | null {
    return this.#player;
  }

  /** The element that plays: the user's own child, or the `<live-player>` made for the stream. */
  get media(): Element | null {
    return this.renderRoot.querySelector('slot')?.assignedElements({ flatten: true })[0] ?? null;
  }

  override render(): TemplateResult {
    return html`
      <div class="media" @playerchange=${this.#onPlayerChange}>
        <slot @slotchange=${this.#findPlayer}> ${this.declared ? nothing : this.#renderPlayer()} </slot>
      </div>
      <stream-tile-bar
        .name=${this.name}
        .audible=${this.audible}
        .volume=${this.tile.volume}
        .resizable=${this.resizable}
      ></stream-tile-bar>
    `;
  }

  #renderPlayer(): TemplateResult {
    return html`
      <live-player
        ?autoplay=${this.autoplay}
        muted
        .label=${this.name}
        .poster=${this.tile.poster ?? ''}
        .controls=${this.controls}
        src=${this.seen ? this.tile.source : nothing}
      ></live-player>
    `;
  }

  protected override mounted(signal: AbortSignal): void {
    signal.addEventListener('abort', () => this.#use(null));
    const stop = observeElement(this, VISIBLE_RATIO, (ratio) => {
      if (ratio < VISIBLE_RATIO) return;
      stop();
      this.seen = true;
    });
    signal.addEventListener('abort', stop);
    if (this.hasUpdated) this.#findPlayer();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('tile')) this.#findPlayer();
  }

  readonly #findPlayer = (): void => {
    const { media } = this;
    if (media !== this.#adopted?.element) this.#dropAdopted();
    if (!media || !this.isConnected) return this.#use(null);
    if (isMedia(media) && !holdsPlayer(media)) this.#adopt(media).catch(() => this.#dropAdopted());
    else this.#use(holdsPlayer(media) ? media.player : null);
    if (media.matches(':not(:defined)')) void customElements.whenDefined(media.localName).then(this.#findPlayer);
  };

  // Media events do not bubble, but every event can be captured on its way down.
  readonly #onPlayerChange = { handleEvent: this.#findPlayer, capture: true };

  async #adopt(element: Element & MediaLike): Promise<void> {
    // A player that is destroyed empties its element; it is the page's, and may come back to it.
    if (!element.src && !this.tile.source.startsWith('element:')) element.src = this.tile.source;
    this.#adopted ??= {
      element,
      player: import('@t333/core/player').then(({ MediaPlayer }) => new MediaPlayer({ media: element })),
    };
    const { player } = this.#adopted;
    const ready = await player;
    if (this.#adopted?.player === player) this.#use(ready);
  }

  #dropAdopted(): void {
    void this.#adopted?.player.then((player) => player.destroy());
    this.#adopted = null;
  }

  #use(player: StreamPlayer | null): void {
    if (player === this.#player) return;
    this.#player = player;
    this.dispatchEvent(new TilePlayerEvent(player));
    if (!player) this.#dropAdopted();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-tile': StreamTile;
  }
}
