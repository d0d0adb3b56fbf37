import { T333Error } from '@t333/core/errors';
import type { SyncGroup, SyncState } from '@t333/core/sync';
import { systemClock, type Clock } from '@t333/core/time';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { announce } from '../base/announce.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { iconButton, pauseIcon, playIcon } from '../base/icons.ts';
import { inOrderOf } from '../base/member-order.ts';
import { sliderStyles } from '../base/slider.styles.ts';
import { slider } from '../base/slider.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { clockText, wallClockText } from '../base/clock-text.ts';
import { TimelineShareEvent } from './global-timeline.events.ts';
import { globalTimelineStyles } from './global-timeline.styles.ts';
import { nearestMarker, renderLanes, type TimelineMarker } from './lanes.ts';
import { messages } from './messages.ts';
import { attempt, Scrub } from './scrub.ts';
import { linkToTime } from './share-link.ts';
import { isFrameKey, timeForKey } from './timeline-keys.ts';

export type { TimelineMarker };

const shareIcon = 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.6-5.6l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.6 5.6l1-1';
const copiedIcon = 'M5 12.5l4.5 4.5L19 7.5';

const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4];
/** A frame of a video that does not say how many it has in a second. */
const FRAME_SECONDS = 1 / 30;
/** How long the share button shows that it has worked. */
const COPIED_MS = 3000;

const NOTHING_YET: SyncState = {
  time: 0,
  range: { start: 0, end: 0 },
  playing: false,
  waiting: false,
  rate: 1,
  epochMs: null,
  canUndo: false,
  members: [],
};

/**
 * The timeline of several videos that are kept at the same moment: what each covers, where they are, and all that moves
 * them together.
 *
 * @tag global-timeline
 *
 * @attr {string} share-url - The address of a link to a moment, which gets `t` with the seconds; an empty one is this page's.
 * @attr {string} label - Names the timeline for screen readers.
 *
 * @fires {TimelineShareEvent} share - A viewer asked for a link to a moment. It is copied, unless the event is cancelled.
 *
 * @slot - Further buttons, at the end of the row.
 *
 * @csspart timeline - All of it.
 * @csspart seek - The slider with its lanes.
 * @csspart lane - What one video covers.
 * @csspart marker - A marker.
 * @csspart name - The name of a video.
 * @csspart play-button - Plays and pauses.
 * @csspart time - The time and the duration.
 * @csspart waiting - Says that it should play and waits for a video.
 * @csspart rate - The choice of the speed.
 * @csspart share-button - Copies a link to this moment.
 *
 * @cssprop [--t333-accent] - Marks where the time is, and what is focused.
 * @cssprop [--t333-text] - Text, icons and lanes.
 * @cssprop [--t333-surface] - Behind the time under the pointer.
 * @cssprop [--t333-font] - The font.
 */
export class GlobalTimeline extends T333Element {
  static override properties: PropertyDeclarations = {
    group: { attribute: false },
    names: { attribute: false },
    markers: { attribute: false },
    shareUrl: { attribute: 'share-url' },
    label: {},
    result: { state: true },
  };

  static override styles: CSSResult[] = [tokens, iconStyles, sliderStyles, globalTimelineStyles];

  /** The videos. It stays its owner's, to destroy for example. */
  declare group: SyncGroup | null;
  /** Names of the group's members, by their ids; their lanes lie in this order. */
  declare names: Readonly<Record<string, string>>;
  declare markers: readonly TimelineMarker[];
  /** Makes the link that the share button copies; without it there is no such button. */
  declare shareUrl: string | ((time: number) => string | Promise<string>) | null;
  declare label: string | null;
  /** What came of the last link. */
  declare private result: 'copied' | 'failed' | { readonly url: string } | null;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  #scrub: Scrub | null = null;
  #pointerId = 0;
  #sharing = new AbortController();

  constructor() {
    super();
    this.group = this.shareUrl = this.label = this.result = null;
    this.names = {};
    this.markers = [];
  }

  protected override mounted(signal: AbortSignal): void {
    signal.addEventListener('abort', () => {
      this.#dropScrub();
      this.#forget();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('group')) this.#dropScrub();
    this.#store.follow(this.group?.state ?? null);
  }

  protected override render(): TemplateResult {
    const now = this.group?.state.getSnapshot() ?? NOTHING_YET;
    const state = { ...now, members: inOrderOf(this.names, now.members) };
    const label = this.label || this.#text('timeline.label');
    return html`
      <div
        part="timeline"
        class="base"
        role="group"
        aria-label=${label}
        @keydown=${this.#onKeyDown}
        @pointerdown=${this.#onPointerDown}
        @pointercancel=${this.#dropScrub}
      >
        <div class="scale">
          <ul class="names">
            ${state.members.map(({ id, coverage }, index) => this.#renderName(id, coverage, index))}
          </ul>
          ${this.#renderSlider(state)}
        </div>
        ${this.#renderRow(state)} ${this.#renderLink()}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  #renderName(id: string, coverage: SyncState['members'][number]['coverage'], index: number): TemplateResult {
    const name = Object.hasOwn(this.names, id) ? this.names[id] : this.#text('timeline.member', { place: index + 1 });
    const spans = coverage.map(({ start, end }) =>
      this.#text('timeline.span', { start: clockText(start), end: clockText(end) }),
    );
    return html`
      <li part="name" title=${name}>
        <span dir="auto">${name}</span><span class="visually-hidden">: ${spans.join(', ')}</span>
      </li>
    `;
  }

  #renderSlider(state: SyncState): TemplateResult {
    const { range, epochMs } = state;
    const time = this.#scrub?.time ?? state.time;
    const position = this.#text('timeline.position', { time: clockText(time), duration: clockText(range.end) });
    const marker = nearestMarker(this.markers, time, range);
    const bar = slider({
      label: this.#text('timeline.seek'),
      min: range.start,
      max: range.end,
      value: time,
      step: 1,
      page: 1,
      valueText: marker ? this.#text('timeline.at', { position, marker: marker.label }) : position,
      hint: (under) =>
        [
          nearestMarker(this.markers, under, range)?.label,
          clockText(under),
          epochMs !== null && wallClockText(epochMs + under * 1000),
        ]
          .filter(Boolean)
          .join(' · '),
      marks: renderLanes(state, this.markers),
      onInput: (under) => this.#drag(under),
      onChange: () => this.#drop(),
    });
    return html`<div part="seek" class="seek" ?inert=${!canSeek(state)}>${bar}</div>`;
  }

  #renderRow(state: SyncState): TemplateResult {
    const { playing, waiting, range } = state;
    const isOn = this.#scrub?.resumes || playing;
    const label = this.#text(isOn ? 'timeline.pause' : 'timeline.play');
    const copied = this.result === 'copied';
    return html`
      <div class=${copied ? 'row copied' : 'row'}>
        ${iconButton('play', label, isOn ? pauseIcon : playIcon, this.#togglePlay)}
        <span part="time" class="time">
          ${clockText(this.#scrub?.time ?? state.time)}<span> / ${clockText(range.end)}</span>
        </span>
        ${waiting ? html`<span part="waiting" class="waiting">${this.#text('timeline.waiting')}</span>` : nothing}
        <span class="space"></span>
        ${this.#renderRates(state)}
        ${
          this.shareUrl === null
            ? nothing
            : iconButton(
                'share',
                this.#text(copied ? 'timeline.copied' : 'timeline.share'),
                copied ? copiedIcon : shareIcon,
                () => void this.#share(),
              )
        }
        <slot></slot>
      </div>
    `;
  }

  #renderRates({ rate }: SyncState): TemplateResult {
    const rates = RATES.includes(rate) ? RATES : [...RATES, rate].toSorted((a, b) => a - b);
    return html`
      <select part="rate" class="rate" aria-label=${this.#text('timeline.rate')} @change=${this.#onRate}>
        ${rates.map((one) => html`<option value=${one} .selected=${one === rate || nothing}>&lrm;${one}×&lrm;</option>`)}
      </select>
    `;
  }

  /** What could not be copied can be by hand. */
  #renderLink(): TemplateResult | typeof nothing {
    const { result } = this;
    if (result === null || result === 'copied') return nothing;
    if (result === 'failed') return html`<p class="result">${this.#text('timeline.linkFailed')}</p>`;
    return html`
      <p class="result">
        ${this.#text('timeline.copyFailed')}
        <input readonly aria-label=${this.#text('timeline.link')} .value=${result.url} />
      </p>
    `;
  }

  #text(key: keyof typeof messages, values?: Record<string, string | number>): string {
    return localize(this, messages, key, values);
  }

  #announce(key: keyof typeof messages): void {
    const region = this.renderRoot.querySelector('[aria-live]');
    if (region) announce(region, this.#text(key));
  }

  #drag(time: number): void {
    if (!this.group) return;
    if (this.#scrub) this.#scrub.move(time);
    else this.#scrub = new Scrub(this.group, this.clock, time);
    this.requestUpdate();
  }

  #drop(): void {
    this.#scrub?.finish();
    this.#scrub = null;
    this.requestUpdate();
  }

  readonly #dropScrub = (): void => {
    this.#scrub?.cancel();
    this.#scrub = null;
    this.requestUpdate();
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    if (event.isPrimary) this.#pointerId = event.pointerId;
  };

  /** Before the slider, which knows fewer keys. */
  readonly #onKeyDown = {
    capture: true,
    handleEvent: (event: KeyboardEvent): void => {
      const { key, altKey, ctrlKey, metaKey } = event;
      const target = event.target as HTMLElement;
      if (
        altKey ||
        ctrlKey ||
        metaKey ||
        target.closest('input, select, slot') ||
        target.getRootNode() !== this.renderRoot
      )
        return;
      if (this.#act(event, target.closest<HTMLElement>('.slider'))) {
        event.preventDefault();
        event.stopPropagation();
      } else if (key === 'Escape' && this.#scrub) event.stopPropagation();
    },
  };

  /** @returns whether the key meant something */
  #act(event: KeyboardEvent, seekBar: HTMLElement | null): boolean {
    const { key } = event;
    const { group } = this;
    if (!group) return false;
    if (this.#scrub) {
      // The pointer has the word.
      if (key !== 'Escape') return seekBar !== null && key !== 'Tab';
      this.#dropScrub();
      const bar = this.renderRoot.querySelector('.slider');
      if (bar?.hasPointerCapture(this.#pointerId)) bar.releasePointerCapture(this.#pointerId);
      return true;
    }
    // A button answers the space bar itself.
    if (key === 'k' || (key === ' ' && seekBar)) {
      this.#togglePlay();
      return true;
    }
    // Elsewhere these scroll the page.
    if (!seekBar && /^(Page|Home|End|Arrow(Up|Down))/.test(key)) return false;
    const state = group.state.getSnapshot();
    if (!canSeek(state)) return false;
    const frames = state.members.flatMap(({ frameSeconds }) => frameSeconds ?? []);
    const frameSeconds = frames.length > 0 ? Math.min(...frames) : FRAME_SECONDS;
    const time = timeForKey(event, { time: group.currentTime, range: state.range, frameSeconds }, this.isRtl);
    if (time === null) return false;
    if (isFrameKey(key) && state.playing) void attempt(() => group.pause());
    void attempt(() => group.seek(time));
    return true;
  }

  readonly #togglePlay = (): void => {
    const { group } = this;
    if (!group) return;
    void attempt(() => (group.state.getSnapshot().playing ? group.pause() : group.play()));
  };

  readonly #onRate = (event: Event): void => {
    const { group } = this;
    const select = event.target as HTMLSelectElement;
    try {
      group?.setRate(Number(select.value));
    } catch (error) {
      if (!(error instanceof T333Error)) throw error;
      select.value = String(group?.state.getSnapshot().rate);
      this.#announce('timeline.rateUnsupported');
    }
  };

  async #share(): Promise<void> {
    const { group, shareUrl } = this;
    if (shareUrl === null) return;
    const time = group?.currentTime ?? 0;
    const life = this.#forget();
    let result: GlobalTimeline['result'] = 'failed';
    try {
      const url = typeof shareUrl === 'string' ? linkToTime(shareUrl, time, location.href) : await shareUrl(time);
      if (life.aborted || !this.dispatchEvent(new TimelineShareEvent(time, url))) return;
      result = { url };
      await navigator.clipboard.writeText(url);
      result = 'copied';
    } catch {
      // What has come of it is told below.
    }
    if (life.aborted) return;
    this.result = result;
    if (result === 'copied') {
      this.#announce('timeline.copied');
      const cancel = this.clock.after(COPIED_MS, () => this.#forget());
      life.addEventListener('abort', cancel);
    } else this.#announce(result === 'failed' ? 'timeline.linkFailed' : 'timeline.copyFailed');
  }

  /** Forgets the last link. @returns the life of the next one */
  #forget(): AbortSignal {
    this.#sharing.abort();
    this.#sharing = new AbortController();
    this.result = null;
    return this.#sharing.signal;
  }
}

const canSeek = ({ range }: SyncState): boolean => range.end > range.start && Number.isFinite(range.end - range.start);

declare global {
  interface HTMLElementTagNameMap {
    'global-timeline': GlobalTimeline;
  }
}
