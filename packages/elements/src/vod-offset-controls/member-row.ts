import type { SyncGroup, SyncMemberState } from '@t333/core/sync';
import { html, nothing, type TemplateResult } from 'lit';
import { clockText } from '../base/clock-text.ts';
import { formatOffset } from '../base/format-offset.ts';
import type { messages } from './messages.ts';
import type { MomentMatch } from './moment-match.ts';
import { nudgesOf, type Nudge } from './nudges.ts';
import type { FoundOffset } from './sound-search.ts';

/** What somebody has typed and it has not become an offset. */
export interface Draft {
  readonly text: string;
  /** What is wrong with it, as a key of the texts; null while it is typed. */
  readonly wrong: 'offsets.wrong' | 'offsets.apart' | null;
}

export interface RowOptions {
  readonly group: SyncGroup;
  readonly member: SyncMemberState;
  readonly name: string;
  /** Where its offset came from. */
  readonly origin: string;
  readonly match: MomentMatch;
  readonly draft: Draft | undefined;
  readonly found: FoundOffset | undefined;
  readonly text: (key: keyof typeof messages, values?: Record<string, string | number>) => string;
  readonly onMove: (seconds: number) => void;
  readonly onDraft: (draft: Draft | null) => void;
  /** The text in the input is to become the offset. */
  readonly onType: (text: string) => void;
  readonly act: (act: RowAct) => void;
}

export type RowAct = 'match' | 'here' | 'togglePlay' | 'fix' | 'undo' | 'reset';

/** What the arrow keys move a typed offset by, in seconds. */
const STEP_SECONDS = 0.1;

/** One video: its offset, what moves it, and how well it keeps to the others. */
export function renderRow(options: RowOptions): TemplateResult {
  const { group, member, name, origin, match, text } = options;
  const { anchor, loose } = match.state.getSnapshot();
  const isLoose = loose.includes(member.id);
  return html`
    <div part="member" class="member" role="group" aria-label=${name}>
      <div class="head">
        <span part="name" class="name" dir="auto">${name}</span>
        <sync-meter detailed .group=${group} .member=${member.id} .label=${name}></sync-meter>
      </div>
      ${isLoose ? renderAlone(options) : renderOffset(options)}
      <p part="origin" class="origin">
        ${anchor?.id === member.id ? text('offsets.kept', { time: clockText(anchor.position) }) : origin}
        ${renderFound(options)}
      </p>
      ${anchor ? nothing : renderActs(options)}
    </div>
  `;
}

function renderNudges({ member, text, onMove }: RowOptions, middle: TemplateResult | typeof nothing): TemplateResult {
  const steps = nudgesOf(member.frameSeconds);
  const button = ({ seconds, length }: Nudge, sign: -1 | 1): TemplateResult => {
    const step = length ?? text('offsets.frame');
    const title = text(sign < 0 ? 'offsets.earlier' : 'offsets.later', { step });
    return html`
      <button type="button" part="nudge-button" class="nudge" title=${title} @click=${() => onMove(sign * seconds)}>
        ${sign < 0 ? '−' : '+'}${step}
      </button>
    `;
  };
  return html`
    <div class="nudges" role="group" aria-label=${text('offsets.nudges')}>
      <span class="side">${steps.toReversed().map((step) => button(step, -1))}</span>
      ${middle}
      <span class="side">${steps.map((step) => button(step, 1))}</span>
    </div>
  `;
}

function renderOffset(options: RowOptions): TemplateResult {
  const { member, draft, text, onMove, onDraft, onType } = options;
  const onKeyDown = (event: KeyboardEvent): void => {
    const input = event.target as HTMLInputElement;
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Enter') onType(input.value);
    else if (event.key === 'Escape' && draft) onDraft(null);
    else if (direction !== 0) onMove(direction * STEP_SECONDS);
    else return;
    event.preventDefault();
  };
  const hintId = `wrong-${encodeURIComponent(member.id)}`;
  const input = html`
    <input
      part="input"
      class="offset"
      role="spinbutton"
      autocomplete="off"
      spellcheck="false"
      dir="ltr"
      aria-label=${text('offsets.input')}
      aria-valuenow=${member.offset.seconds}
      aria-invalid=${Boolean(draft?.wrong)}
      aria-describedby=${draft?.wrong ? hintId : nothing}
      .value=${draft?.text ?? formatOffset(member.offset.seconds)}
      @input=${(event: Event) => onDraft({ text: (event.target as HTMLInputElement).value, wrong: null })}
      @change=${(event: Event) => onType((event.target as HTMLInputElement).value)}
      @keydown=${onKeyDown}
    />
  `;
  return html`
    ${renderNudges(options, input)}
    ${draft?.wrong ? html`<p class="wrong" id=${hintId}>${text(draft.wrong)}</p>` : nothing}
  `;
}

/** While its moment is looked for, it is the picture that moves, and not the offset. */
function renderAlone(options: RowOptions): TemplateResult {
  const { match, member, text, act } = options;
  const isPlaying = match.state.getSnapshot().playing.includes(member.id);
  return html`
    ${renderNudges(options, nothing)}
    <div class="acts">
      ${button('alone', text(isPlaying ? 'offsets.pauseAlone' : 'offsets.playAlone'), () => act('togglePlay'))}
      ${button('here', text('offsets.here'), () => act('here'))}
    </div>
  `;
}

function renderActs({ member, text, act }: RowOptions): TemplateResult {
  const { status, canUndo, initialOffset, offset } = member;
  const isThere = status === 'ready' || status === 'playing' || status === 'correcting';
  return html`
    <div class="acts">
      ${button('match', text('offsets.match'), () => act('match'), { isDisabled: !isThere })}
      ${button('fix', text('offsets.fix'), () => act('fix'), { title: text('offsets.fixTitle') })}
      ${button('undo', text('offsets.undo'), () => act('undo'), { isDisabled: !canUndo })}
      ${button('reset', text('offsets.reset'), () => act('reset'), {
        title: text('offsets.resetTitle'),
        isDisabled: initialOffset === null || initialOffset === offset,
      })}
    </div>
  `;
}

export const button = (
  name: string,
  label: string,
  onClick: () => void,
  { title, isDisabled = false }: { title?: string; isDisabled?: boolean } = {},
): TemplateResult => html`
  <button
    type="button"
    part="${name}-button"
    class="act ${name}"
    title=${title ?? nothing}
    ?disabled=${isDisabled}
    @click=${onClick}
  >
    ${label}
  </button>
`;

function renderFound({ found, text }: RowOptions): TemplateResult | typeof nothing {
  if (!found) return nothing;
  const words =
    'offset' in found
      ? text('offsets.found', {
          offset: formatOffset(found.offset.seconds),
          percent: Math.round(found.offset.certainty * 100),
        })
      : text('offsets.notFound');
  return html`<span class="found">${words}</span>`;
}
