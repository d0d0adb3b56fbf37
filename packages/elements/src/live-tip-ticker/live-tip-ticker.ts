import type { ShownTip, Tip, TipQueue, TipQueueState } from '@t333/core/tips';
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
import { icon, pauseIcon, playIcon, replayIcon } from '../base/icons.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { formatAmount } from '../base/format-amount.ts';
import { TipEndEvent, TipShowEvent } from './live-tip-ticker.events.ts';
import { liveTipTickerStyles } from './live-tip-ticker.styles.ts';
import { messages } from './messages.ts';
import { shortText } from '../base/short-text.ts';
import { SpokenTips } from './spoken-tips.ts';

/** As t333-rt/1 has it. */
const MAX_TEXT_CODE_POINTS = 200;
const MAX_NAME_CODE_POINTS = 50;
/** The time in which a tip goes: its animation's, and shorter than a queue's pause between two. */
const LEAVE_MS = 300;

const skipIcon = 'M7 6v12l8-6zM18 6v12';

/** What the element asks of a queue: a `TipQueue`, or what is shaped like one. */
export type TipsShown = Pick<TipQueue, 'state' | 'hold' | 'resume' | 'pause' | 'skip' | 'replay'>;

/** What to show in place of what somebody has written: a name or a text. */
export type TipFilter = (text: string) => string;

const NO_TIPS: TipQueueState = { current: null, last: null, waiting: 0, held: false, paused: false, dropped: 0 };

/**
 * Shows tips one after the other: upon a player, or as a bar of its own. While there is none it takes no room. A tip on which somebody
 * rests, with a pointer or the keyboard, stays.
 *
 * @tag live-tip-ticker
 *
 * @slot icon - A small picture before each tip.
 *
 * @fires {TipShowEvent} tipshow - A tip is on the screen.
 * @fires {TipEndEvent} tipend - A tip has been on the screen.
 *
 * @csspart tip - A tip.
 * @csspart name - Who has given it.
 * @csspart amount - How much.
 * @csspart text - What they say.
 * @csspart controls - The buttons, with `controls`.
 * @csspart hold-button - Lets no other tip come, or has them go on.
 * @csspart skip-button - Ends the tip on the screen.
 * @csspart replay-button - Shows the last one again.
 *
 * @cssprop [--t333-accent] - The edge of a tip, and what is focused.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-surface] - Behind the text.
 * @cssprop [--t333-line] - The border.
 * @cssprop [--t333-overlay] - Behind the text, upon a player.
 * @cssprop [--t333-on-overlay=#fff] - Text upon a player.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class LiveTipTicker extends T333Element {
  static override properties: PropertyDeclarations = {
    queue: { attribute: false },
    filter: { attribute: false },
    position: { reflect: true },
    controls: { type: Boolean },
  };

  static override styles: CSSResult[] = [tokens, iconStyles, liveTipTickerStyles];

  /** What it shows: a `TipQueue`. It stays its owner's, to give it tips and to destroy. */
  declare queue: TipsShown | null;
  /** Changes names and texts before they are shown, to leave words out for example. Where it fails, nothing of them is shown. */
  declare filter: TipFilter | null;
  /** Where it lies upon the positioned element that it is in; without it, it is a bar of its own. */
  declare position: 'top' | 'bottom' | null;
  /** Whether there are buttons to hold, skip and replay: for the streamer. */
  declare controls: boolean;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  readonly #resting = new Set<'pointer' | 'focus'>();
  #goOn: (() => void) | null = null;
  #isTouched = false;
  #shown: ShownTip | null = null;
  #isLeaving = false;
  #cancelLeave = (): void => {};
  #spoken: SpokenTips | null = null;
  #news: (() => void)[] = [];

  constructor() {
    super();
    this.queue = this.filter = this.position = null;
    this.controls = false;
  }

  protected override mounted(signal: AbortSignal): void {
    this.#spoken = new SpokenTips(this.clock, (text) =>
      announce(this.renderRoot.querySelector('[role=status]')!, text),
    );
    signal.addEventListener('abort', () => {
      this.#spoken?.destroy();
      this.#spoken = null;
      this.#leaveAlone();
      this.#cancelLeave();
      this.#shown = null;
      this.requestUpdate();
    });
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#store.follow(this.queue?.state ?? null);
    if (changed.has('queue')) this.#leaveAlone();
    const current = this.#spoken ? this.#state.current : null;
    const before = this.#isLeaving ? null : this.#shown;
    if (current === before) return;
    this.#cancelLeave();
    if (before) this.#news.push(() => this.dispatchEvent(new TipEndEvent(before.tip)));
    this.#isLeaving = !current;
    if (current) {
      this.#shown = current;
      this.#news.push(() => this.#onShown(current.tip));
    } else {
      this.#leaveAlone();
      this.#cancelLeave = this.clock.after(LEAVE_MS, () => {
        this.#shown = null;
        this.#isLeaving = false;
        this.requestUpdate();
      });
    }
  }

  protected override updated(): void {
    for (const tell of this.#news.splice(0)) tell();
  }

  protected override render(): TemplateResult {
    const hasAny = this.#shown || this.controls;
    return html`
      ${
        hasAny
          ? html`<div class="base">
              ${this.#shown ? this.#renderTip(this.#shown.tip) : nothing}
              ${this.controls ? this.#renderControls(this.#state) : nothing}
            </div>`
          : nothing
      }
      <div class="visually-hidden" role="status"></div>
    `;
  }

  get #state(): TipQueueState {
    return this.queue?.state.getSnapshot() ?? NO_TIPS;
  }

  #renderTip(tip: Tip): TemplateResult {
    const { name, amount, text } = this.#wordsOf(tip);
    return html`
      <div
        part="tip"
        class="tip ${this.#isLeaving ? 'leaving' : ''}"
        id="tip"
        role="group"
        aria-label=${this.#text('tips.tip')}
        aria-labelledby="tip head ${text ? 'text' : ''}"
        tabindex="0"
        @pointerenter=${this.#onPointer}
        @pointerleave=${this.#onPointer}
        @pointerdown=${this.#onPointer}
        @focusin=${this.#onFocus}
        @focusout=${this.#onFocus}
      >
        <slot name="icon"></slot>
        <div class="words">
          <p id="head" class="head">
            <bdi part="name" class="name">${name}</bdi>
            <bdi part="amount" class="amount">${amount}</bdi>
          </p>
          ${text ? html`<p part="text" id="text"><bdi>${text}</bdi></p>` : nothing}
        </div>
      </div>
    `;
  }

  #renderControls({ current, last, waiting, held }: TipQueueState): TemplateResult {
    const words = [
      ...(held ? [this.#text('tips.held')] : []),
      ...(waiting > 0 ? [this.#text('tips.waiting', { count: waiting })] : []),
    ];
    return html`
      <div part="controls" class="controls" role="group" aria-label=${this.#text('tips.label')}>
        ${
          held
            ? this.#renderButton('hold', this.#text('tips.resume'), playIcon, (queue) => queue.resume())
            : this.#renderButton('hold', this.#text('tips.hold'), pauseIcon, (queue) => queue.hold())
        }
        ${this.#renderButton('skip', this.#text('tips.skip'), skipIcon, (queue) => queue.skip(), !current)}
        ${this.#renderButton('replay', this.#text('tips.replay'), replayIcon, (queue) => queue.replay(), !last)}
        ${words.length > 0 ? html`<bdi>${words.join(' · ')}</bdi>` : nothing}
      </div>
    `;
  }

  #renderButton(
    name: string,
    label: string,
    path: string,
    act: (queue: TipsShown) => void,
    isOff = !this.queue,
  ): TemplateResult {
    return html`
      <button
        type="button"
        part="${name}-button"
        aria-label=${label}
        title=${label}
        aria-disabled=${isOff ? 'true' : nothing}
        @click=${() => this.queue && act(this.queue)}
      >
        ${icon(path)}
      </button>
    `;
  }

  #onShown(tip: Tip): void {
    const words = this.#wordsOf(tip);
    this.#spoken?.add(this.#text(words.text ? 'tips.said' : 'tips.given', words));
    this.dispatchEvent(new TipShowEvent(tip));
  }

  #wordsOf({ name, amountMinor, currency, text }: Tip): { name: string; amount: string; text: string } {
    return {
      name: this.#filtered(name ?? '', MAX_NAME_CODE_POINTS) || this.#text('tips.someone'),
      amount: formatAmount(amountMinor, currency, numberLocaleOf(this)),
      text: this.#filtered(text, MAX_TEXT_CODE_POINTS),
    };
  }

  #filtered(text: string, codePoints: number): string {
    try {
      return shortText(this.filter ? this.filter(text) : text, codePoints).trim();
    } catch (error) {
      console.error(error);
      return '';
    }
  }

  readonly #onPointer = ({ type, pointerType }: PointerEvent): void => {
    if (type === 'pointerdown') this.#isTouched = pointerType === 'touch';
    // A finger does not hover: it rests on what it has touched, by the focus.
    else if (pointerType !== 'touch') this.#rest('pointer', type === 'pointerenter');
  };

  readonly #onFocus = ({ type, target }: FocusEvent): void => {
    // Who clicks with a mouse and goes on has not come to stay.
    const isMeant = this.#isTouched || (target as Element).matches(':focus-visible');
    this.#isTouched = false;
    this.#rest('focus', type === 'focusin' && isMeant);
  };

  #rest(by: 'pointer' | 'focus', isResting: boolean): void {
    if (isResting && !this.#isLeaving) this.#resting.add(by);
    else this.#resting.delete(by);
    if (this.#resting.size === 0) this.#leaveAlone();
    else this.#goOn ??= this.queue?.pause() ?? null;
  }

  /** Nobody rests on it. */
  #leaveAlone(): void {
    this.#resting.clear();
    this.#goOn?.();
    this.#goOn = null;
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-tip-ticker': LiveTipTicker;
  }
}
