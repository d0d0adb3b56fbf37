import { html, nothing, type TemplateResult } from 'lit';
import { T333Element } from '../../base/t333-element.ts';
import { localize } from '../../i18n/localize.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import { cardMessages as messages } from './messages.ts';
import { styles } from './tile-card.styles.ts';

/** A picture that is not there leaves no frame behind. */
const toggle = ({ type, target }: Event): void => {
  (target as HTMLElement).hidden = type === 'error';
};

/**
 * Stands in a tile that is too small for its player: name, picture, and a way to a larger place.
 *
 * @internal
 */
export class TileCard extends T333Element {
  static override properties = {
    name: { attribute: false },
    poster: { attribute: false },
    minSize: { attribute: false },
    turns: { attribute: false },
    enlarge: { attribute: false },
  };

  static override styles = [tokens, styles];

  declare name: string;
  declare poster: string;
  declare minSize: { readonly width: number; readonly height: number };
  /** Whether the device, once it is turned, is wide enough. */
  declare turns: boolean;
  /** Gives the tile more room; null where there is none to give. */
  declare enlarge: (() => void) | null;

  override render(): TemplateResult {
    const { name, poster, minSize, turns, enlarge } = this;
    const text = (key: keyof typeof messages): string => localize(this, messages, key, { name, ...minSize });
    return html`
      ${poster ? html`<img src=${poster} alt="" @load=${toggle} @error=${toggle} />` : nothing}
      <div class="content">
        <p class="name" dir="auto">${name}</p>
        <p class="why">${text(turns && !enlarge ? 'tile.needsTurn' : 'tile.needsRoom')}</p>
        ${enlarge ? html`<button type="button" aria-label=${text('tile.enlargeName')} @click=${enlarge}>${text('tile.enlarge')}</button>` : nothing}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tile-card': TileCard;
  }
}
