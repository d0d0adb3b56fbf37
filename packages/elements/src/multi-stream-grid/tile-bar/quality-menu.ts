import type { PlayerState } from '@t333/core/player';
import { readLadder } from '@t333/core/quality';
import { nothing, type TemplateResult } from 'lit';
import { popoverMenu } from '../../base/popover-menu.ts';
import { qualityIcon } from '../../base/quality-icon.ts';
import type { tileMessages } from './messages.ts';

export interface QualityMenuOptions {
  readonly state: PlayerState;
  readonly audioOnly: boolean;
  readonly text: (key: keyof typeof tileMessages, values?: Readonly<Record<string, string>>) => string;
  /** @param rendition the id of the one to keep to; null for none in particular */
  readonly onChoose: (rendition: string | null, audioOnly: boolean) => void;
}

/** No rendition has this id. */
const AUDIO_ONLY = '';

/** What a tile may play: the manager's choice, one rendition whatever it costs, or its sound; nothing where there is one rendition. */
export function qualityMenu({ state, audioOnly, text, onChoose }: QualityMenuOptions): TemplateResult | typeof nothing {
  const { renditions, rendition, selectedRendition, capabilities } = state;
  const ladder = readLadder(renditions);
  if (ladder.length < 2) return nothing;
  // Embeds with a smallest size must stay in sight.
  const canHide = !capabilities.minSize;
  const isAuto = selectedRendition === 'auto' && !audioOnly;
  const playing = isAuto && ladder.find(({ id }) => id === rendition);
  return popoverMenu({
    id: 'quality',
    label: text('tile.quality'),
    icon: qualityIcon,
    items: [
      { id: 'auto', label: playing ? text('tile.qualityNow', { label: playing.label }) : text('tile.qualityAuto') },
      // Renditions without a picture are what "Audio only" is about.
      ...ladder.filter(({ height }) => height > 0 || !canHide).toReversed(),
      ...(canHide ? [{ id: AUDIO_ONLY, label: text('tile.audioOnly') }] : []),
    ],
    selected: audioOnly ? AUDIO_ONLY : selectedRendition,
    onSelect: (id) => onChoose(id === 'auto' || id === AUDIO_ONLY ? null : id, id === AUDIO_ONLY),
  });
}
