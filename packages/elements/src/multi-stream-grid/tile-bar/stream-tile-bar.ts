import { html, type TemplateResult } from 'lit';
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
import { T333Element } from '../../base/t333-element.ts';
import { localize } from '../../i18n/localize.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import { tileMessages as messages } from './messages.ts';
import { styles, tileStyles } from './stream-tile-bar.styles.ts';
import { TileActionEvent, TileGrabEvent, TileVolumeEvent, type TileAction } from './stream-tile-bar.events.ts';

/**
 * What lies along the top of a tile: grip, name, sound, volume, picture-in-picture, fullscreen, remove. It only tells
 * what is asked for; the grid acts. What else there is to tell of a tile comes by its slot.
 *
 * @internal
 */
export class StreamTileBar extends T333Element {
  static override properties = {
    name: { attribute: false },
    audible: { attribute: false },
    volume: { attribute: false },
    resizable: { attribute: false },
  };

  static override styles = [tokens, iconStyles, styles];

  declare name: string;
  declare audible: boolean;
  declare volume: number;
  declare resizable: boolean;

  protected override mounted(): void {
    addStyles(this.getRootNode(), tileStyles);
  }

  override render(): TemplateResult {
    return html`
      <div class="bar">
        <span class="grip" title=${this.#text('tile.drag')} @pointerdown=${this.#grab('move')}>${icon(gripIcon)}</span>
        <span class="name" part="name" dir="auto">${this.name}</span>
        <slot></slot>
        <input
          class="volume"
          type="range"
          min="0"
          max="100"
          aria-label=${this.#text('tile.volume')}
          .value=${String(Math.round(this.volume * 100))}
          @input=${this.#setVolume}
        />
        ${this.audible ? this.#button('mute', volumeIcon) : this.#button('listen', mutedIcon)}
        ${this.#button('pip', pictureInPictureIcon)} ${this.#button('fullscreen', fullscreenIcon)}
        ${this.#button('remove', closeIcon)}
      </div>
      <span
        class="corner"
        title=${this.#text('tile.resize')}
        ?hidden=${!this.resizable}
        @pointerdown=${this.#grab('resize')}
      ></span>
    `;
  }

  #text(key: keyof typeof messages): string {
    return localize(this, messages, key, { name: this.name });
  }

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
