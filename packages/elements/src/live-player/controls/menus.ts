import { html, nothing, type TemplateResult } from 'lit';
import { popoverMenu, type MenuGroup } from '../../base/popover-menu.ts';
import { qualityIcon } from '../../base/quality-icon.ts';
import { localize } from '../../i18n/localize.ts';
import type { MediaShape } from '../media-shape.ts';
import { audioChoice, captionChoice, latencyChoice } from './choices.ts';
import { messages } from './menu-messages.ts';
import { renderRemote } from './remote-button.ts';

export { toggleCaptions } from './toggle-captions.ts';
export { menusStyles } from './menus.styles.ts';

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

const rateIcon = 'M4 17a9 9 0 1 1 16 0M12 14l4-5';
const audioIcon = 'M4 10v4m4-8v12m4-9v6m4-10v14m4-9v4';
const latencyIcon = 'M12 8v4.5l3 2M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0z';
const captionsIcon = 'M3.5 6h17v12h-17zM7 11h3m3 0h4M7 14.5h5.5m3 0H17';

/** Whoever watches the edge of a live stream has to take it as it comes. */
const mayChooseRate = ({ player, state }: MediaShape): boolean =>
  state?.capabilities.rate === 'continuous' &&
  (state.streamType === 'on-demand' || player?.live?.state.getSnapshot().isAtEdge === false);

/** What there is to choose from: captions and sounds, speeds, renditions and latencies, devices, where there are any. */
export function renderMenus(host: MediaShape, video: HTMLVideoElement): TemplateResult {
  const { player, state } = host;
  const { renditions = [], rendition, selectedRendition = 'auto' } = state ?? {};
  const text = (key: keyof typeof messages, values: Readonly<Record<string, string | number>> = {}): string =>
    localize(host, messages, key, values);
  const now = selectedRendition === 'auto' && renditions.find(({ id }) => id === rendition);
  const quality: MenuGroup | null =
    renditions.length > 1
      ? {
          label: text('controls.quality'),
          items: [
            {
              id: 'auto',
              label: now ? text('controls.qualityNow', { label: now.label }) : text('controls.qualityAuto'),
            },
            ...renditions.toReversed(),
          ],
          selected: selectedRendition,
          onSelect: (id) => player?.setRendition(id),
        }
      : null;
  const captions = captionChoice(host);
  // Two to a button: a bar 360 px wide has no room for more.
  const sound = [captions, audioChoice(host)].filter((group) => group !== null);
  const picture = [quality, latencyChoice(host)].filter((group) => group !== null);
  return html`
    ${sound[0] ? popoverMenu({ id: captions ? 'captions' : 'audio', icon: captions ? captionsIcon : audioIcon, ...sound[0], more: sound.slice(1) }) : nothing}
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
    ${picture[0] ? popoverMenu({ id: quality ? 'quality' : 'latency', icon: quality ? qualityIcon : latencyIcon, ...picture[0], more: picture.slice(1) }) : nothing}
    ${renderRemote(host, video)}
  `;
}
