import { html, nothing, type TemplateResult } from 'lit';
import { popoverMenu } from '../../base/popover-menu.ts';
import { qualityIcon } from '../../base/quality-icon.ts';
import { localize } from '../../i18n/localize.ts';
import type { MediaShape } from '../media-shape.ts';
import { messages } from './menu-messages.ts';

export { popoverMenuStyles } from '../../base/popover-menu.styles.ts';

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

const rateIcon = 'M4 17a9 9 0 1 1 16 0M12 14l4-5';
const captionsIcon = 'M3.5 6h17v12h-17zM7 11h3m3 0h4M7 14.5h5.5m3 0H17';

/** Whoever watches the edge of a live stream has to take it as it comes. */
const mayChooseRate = ({ player, state }: MediaShape): boolean =>
  state?.capabilities.rate === 'continuous' &&
  (state.streamType === 'on-demand' || player?.live?.state.getSnapshot().isAtEdge === false);

/** What there is to choose from: captions, speeds and renditions, where there are any. */
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
      mayChooseRate(host)
        ? popoverMenu({
            id: 'rate',
            label: text('controls.rate'),
            icon: rateIcon,
            items: RATES.map((rate) => ({
              id: String(rate),
              label: rate === 1 ? text('controls.rateNormal') : `${rate}×`,
            })),
            selected: String(host.playbackRate),
            onSelect: (rate) => (host.playbackRate = Number(rate)),
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
