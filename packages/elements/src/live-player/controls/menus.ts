import { html, nothing, type TemplateResult } from 'lit';
import { popoverMenu } from '../../base/popover-menu.ts';
import { qualityIcon } from '../../base/quality-icon.ts';
import { localize } from '../../i18n/localize.ts';
import type { MediaShape } from '../media-shape.ts';
import { messages } from './menu-messages.ts';

export { popoverMenuStyles } from '../../base/popover-menu.styles.ts';

const captionsIcon = 'M3.5 6h17v12h-17zM7 11h3m3 0h4M7 14.5h5.5m3 0H17';

/** What there is to choose from: captions and renditions, where there are any. */
export function renderMenus(host: MediaShape): TemplateResult {
  const { player, state } = host;
  const { captions = [], caption, renditions = [], rendition, selectedRendition = 'auto' } = state ?? {};
  const text = (key: keyof typeof messages, values: Readonly<Record<string, string | number>> = {}): string =>
    localize(host, messages, key, values);
  const now = selectedRendition === 'auto' && renditions.find(({ id }) => id === rendition);
  return html`
    ${
      captions.length > 0
        ? popoverMenu({
            id: 'captions',
            label: text('controls.captions'),
            icon: captionsIcon,
            items: [
              { id: '', label: text('controls.captionsOff') },
              ...captions.map(({ id, label }, index) => ({
                id,
                label: label || text('controls.caption', { number: index + 1 }),
              })),
            ],
            selected: caption ?? '',
            onSelect: (id) => player?.setCaption(id || null),
          })
        : nothing
    }
    ${
      renditions.length > 1
        ? popoverMenu({
            id: 'quality',
            label: text('controls.quality'),
            icon: qualityIcon,
            items: [
              {
                id: 'auto',
                label: now ? text('controls.qualityNow', { label: now.label }) : text('controls.qualityAuto'),
              },
              ...renditions.toReversed(),
            ],
            selected: selectedRendition,
            onSelect: (id) => player?.setRendition(id),
          })
        : nothing
    }
  `;
}
