import { MediaPlayer, type MediaLike, type StreamPlayer } from '@t333/core/player';
import type { Tile } from '@t333/core/wall';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { closeIcon, fullscreenIcon, gripIcon, mutedIcon, pictureInPictureIcon, volumeIcon } from '../base/icons.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { messages } from './messages.ts';
import { TileActionEvent, TileGrabEvent, TilePlayerEvent, TileVolumeEvent, type TileAction } from './stream-tile.events.ts';
import { styles } from './stream-tile.styles.ts';

/** Anything that holds a player of ours, such as `<live-player>`. */
interface PlayerHolder extends HTMLElement {
  readonly player: StreamPlayer | null;
}

const holdsPlayer = (element: Element): element is PlayerHolder => 'player' in element;

const isMedia = (element: Element): boolean => 'play' in element && 'currentTime' in element;

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
    slotName: { attribute: false },
    loads: { attribute: false },
    controls: { attribute: false },
    volume: { attribute: false },
    audible: { type: Boolean, reflect: true },
    focused: { type: Boolean, reflect: true },
    resizable: { type: Boolean, reflect: true },
  };

  static override styles = [tokens, iconStyles, styles];

  declare tile: Tile;
  declare name: string;
  /** The slot of the grid in which a declared tile shows its element. */
  declare slotName: string;
  /** Whether the player may load: false until the tile is first seen. */
  declare loads: boolean;
  declare controls: boolean;
  declare volume: number;
  declare audible: boolean;
  declare focused: boolean;
  declare resizable: boolean;

  #player: StreamPlayer | null = null;
  /** The player that we made for a foreign media element, and so must destroy. */
  #adopted: { element: Element; player: StreamPlayer } | null = null;

  constructor() {
    super();
    this.name = '';
    this.slotName = '';
    this.loads = false;
    this.controls = false;
    this.volume = 1;
    this.audible = false;
    this.focused = false;
    this.resizable = false;
  }

  get player(): StreamPlayer | null {
    return this.#player;
  }

  /** The element that plays: the user's own child, or the `<live-player>` made for the stream. */
  get media(): Element | null {
    const slot = this.renderRoot.querySelector('slot');
    return slot?.assignedElements({ flatten: true })[0] ?? null;
  }

  override render(): TemplateResult {
    return html`
      <div class="media">
        <slot name=${this.slotName} @slotchange=${this.#findPlayer} @playerchange=${this.#findPlayer}>
          <live-player
            part="player"
            exportparts="video"
            autoplay
            muted
            .label=${this.name}
            .poster=${this.tile.poster ?? ''}
            .controls=${this.controls}
            src=${this.loads ? this.tile.source : nothing}
          ></live-player>
        </slot>
      </div>
      <div class="bar" part="tile-bar">
        <span class="grip" title=${this.#text('tile.drag')} @pointerdown=${this.#grab('move')}>${gripIcon()}</span>
        <span class="name" part="tile-name">${this.name}</span>
        <input
          class="volume"
          type="range"
          min="0"
          max="100"
          aria-label=${this.#text('tile.volume')}
          .value=${String(Math.round(this.volume * 100))}
          @input=${this.#setVolume}
        />
        ${this.audible
          ? this.#button('mute', volumeIcon, 'tile.mute')
          : this.#button('listen', mutedIcon, 'tile.listen')}
        ${this.#button('pip', pictureInPictureIcon, 'tile.pip')} ${this.#button('fullscreen', fullscreenIcon, 'tile.fullscreen')}
        ${this.#button('remove', closeIcon, 'tile.remove')}
      </div>
      <span class="corner" title=${this.#text('tile.resize')} @pointerdown=${this.#grab('resize')}></span>
    `;
  }

  protected override mounted(signal: AbortSignal): void {
    signal.addEventListener('abort', () => this.#use(null));
    if (this.hasUpdated) this.#findPlayer();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('tile')) this.#findPlayer();
  }

  #text(key: keyof typeof messages): string {
    return localize(this, messages, key, { name: this.name });
  }

  #button(action: TileAction, icon: () => TemplateResult, key: keyof typeof messages): TemplateResult {
    const text = this.#text(key);
    return html`<button type="button" class=${action} aria-label=${text} title=${text} @click=${() => this.dispatchEvent(new TileActionEvent(action))}>
      ${icon()}
    </button>`;
  }

  #grab(handle: 'move' | 'resize') {
    return (press: PointerEvent): void => {
      if (press.button !== 0) return;
      press.preventDefault();
      this.dispatchEvent(new TileGrabEvent(handle, press));
    };
  }

  readonly #setVolume = (event: Event): void => {
    this.dispatchEvent(new TileVolumeEvent(Number((event.target as HTMLInputElement).value) / 100));
  };

  readonly #findPlayer = (): void => {
    const { media } = this;
    if (!media || !this.isConnected) this.#use(null);
    else if (holdsPlayer(media)) this.#use(media.player);
    else if (isMedia(media)) this.#use(this.#adopt(media));
    else this.#use(null);
  };

  #adopt(element: Element): StreamPlayer {
    if (this.#adopted?.element === element) return this.#adopted.player;
    const player = new MediaPlayer({ media: element as unknown as MediaLike });
    this.#adopted = { element, player };
    return player;
  }

  #use(player: StreamPlayer | null): void {
    if (player === this.#player) return;
    this.#player = player;
    this.dispatchEvent(new TilePlayerEvent(player));
    if (this.#adopted && this.#adopted.player !== player) {
      this.#adopted.player.destroy();
      this.#adopted = null;
    }
  }
}
