import type { StreamPlayer } from '@t333/core/player';
import { html, nothing, type TemplateResult } from 'lit';
import {
  closeIcon,
  fullscreenIcon,
  gripIcon,
  icon,
  iconButton,
  mutedIcon,
  pictureInPictureIcon,
  volumeIcon,
} from '../../base/icons.ts';
import { addStyles } from '../../base/add-styles.ts';
import { iconStyles } from '../../base/icons.styles.ts';
import { popoverMenuStyles } from '../../base/popover-menu.styles.ts';
import { StoreController } from '../../base/store-controller.ts';
import { T333Element } from '../../base/t333-element.ts';
import { localize } from '../../i18n/localize.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import type { StreamTile } from '../stream-tile.ts';
import { tileMessages as messages } from './messages.ts';
import { qualityMenu } from './quality-menu.ts';
import { styles, tileStyles } from './stream-tile-bar.styles.ts';
import {
  TileActionEvent,
  TileGrabEvent,
  TileQualityEvent,
  TileVolumeEvent,
  type TileAction,
} from './stream-tile-bar.events.ts';

/**
 * What lies along the top of a tile: sound, volume, grip, name, quality, picture-in-picture, fullscreen, remove. It only tells
 * what is asked for; the grid acts. What else there is to tell of a tile comes by its slot. What is there at rest comes first,
 * so that it stays where it is, whatever else appears.
 *
 * @internal
 */
export class StreamTileBar extends T333Element {
  static override properties = {
    name: { attribute: false },
    audible: { attribute: false },
    volume: { attribute: false },
    resizable: { attribute: false },
    audioOnly: { attribute: false },
  };

  static override styles = [tokens, iconStyles, popoverMenuStyles, styles];

  declare name: string;
  declare audible: boolean;
  declare volume: number;
  declare resizable: boolean;
  /** Whether the picture has made way for the words that there is none. */
  declare audioOnly: boolean;

  #player: StreamPlayer | null = null;
  readonly #playerState = new StoreController(this);

  constructor() {
    super();
    this.audioOnly = false;
  }

  protected override mounted(signal: AbortSignal): void {
    const root = this.getRootNode() as ShadowRoot;
    addStyles(root, tileStyles);
    const tile = root.host as StreamTile;
    const follow = (): void => {
      this.#player = tile.player;
      this.#playerState.follow(tile.player?.state ?? null);
    };
    tile.addEventListener('tileplayer', follow, { signal });
    follow();
    // It may have been taken from under a pointer, and is somewhere else now.
    tile.removeAttribute('hovered');
    // A finger does not hover: the tap that brought the buttons would press one of them.
    const hover = ({ type, pointerType }: PointerEvent): void => {
      const isIn = type !== 'pointerleave';
      if (!isIn || pointerType === 'mouse') tile.toggleAttribute('hovered', isIn);
    };
    for (const type of ['pointerenter', 'pointermove', 'pointerleave'] as const) {
      tile.addEventListener(type, hover, { signal });
    }
  }

  override render(): TemplateResult {
    return html`
      <div class="bar">
        <slot></slot>
        ${this.audible ? this.#button('mute', volumeIcon) : this.#button('listen', mutedIcon)}
        <input
          class="volume"
          type="range"
          min="0"
          max="100"
          aria-label=${this.#text('tile.volume')}
          .value=${String(Math.round(this.volume * 100))}
          @input=${this.#setVolume}
        />
        <span class="grip" title=${this.#text('tile.drag')} @pointerdown=${this.#grab('move')}>${icon(gripIcon)}</span>
        <span class="name" part="name" dir="auto">${this.name}</span>
        ${this.#renderQuality()} ${this.#mayCover ? this.#button('pip', pictureInPictureIcon) : nothing}
        ${this.#button('fullscreen', fullscreenIcon)} ${this.#button('remove', closeIcon)}
      </div>
      <p class="audio-only" ?hidden=${!this.audioOnly || this.#player?.state.getSnapshot().error !== null}>
        ${icon(volumeIcon)} ${this.#text('tile.audioOnly')}
      </p>
      <span
        class="corner"
        title=${this.#text('tile.resize')}
        ?hidden=${!this.resizable}
        @pointerdown=${this.#grab('resize')}
      ></span>
    `;
  }

  /** An embed with a smallest size must not be covered, not even by a menu; it has one of its own. */
  get #mayCover(): boolean {
    return !this.#player?.state.getSnapshot().capabilities.minSize;
  }

  #renderQuality(): TemplateResult | typeof nothing {
    if (!this.#player || !this.#mayCover) return nothing;
    return qualityMenu({
      state: this.#player.state.getSnapshot(),
      audioOnly: this.audioOnly,
      text: this.#text,
      onChoose: (rendition, audioOnly) => this.dispatchEvent(new TileQualityEvent(rendition, audioOnly)),
    });
  }

  readonly #text = (key: keyof typeof messages, values: Readonly<Record<string, string>> = {}): string =>
    localize(this, messages, key, { name: this.name, ...values });

  #button(action: TileAction, path: string): TemplateResult {
    return iconButton(action, this.#text(`tile.${action}`), path, () =>
      this.dispatchEvent(new TileActionEvent(action)),
    );
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
}
