import { systemClock, type Clock } from '@t333/core/time';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { formatTime } from '../base/format-time.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { icon } from '../base/icons.ts';
import { safeUrl } from '../base/safe-url.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import type { StreamStatus } from '../live-badge/badge-kind.ts';
import { countText } from '../live-badge/viewers.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { CardPreview } from './card-preview.ts';
import { liveJsonLd } from './json-ld.ts';
import { liveCardStyles } from './live-card.styles.ts';
import { messages } from './messages.ts';

const pictureIcon = 'M3.5 5.5h17v13h-17zM7 15l3.5-4 3 3 2-2 2 3M15.5 9v.01';

/**
 * A stream in a list of streams: its picture, title, category, viewers, how long it has been live. Who rests on it with a mouse,
 * or comes to it by keyboard, sees a muted preview; nobody does who wants less motion or to save data, and touch opens the link.
 *
 * With `json-ld` it tells search engines of the stream. Where Trusted Types are enforced a browser reports that text, though it runs
 * nothing of it: let your server write `liveJsonLd()` there instead.
 *
 * @tag live-card
 *
 * @csspart card - All of it.
 * @csspart picture - The picture, and what lies upon it.
 * @csspart preview - The preview, upon the picture.
 * @csspart badge - What the stream is, a `<live-badge>`.
 * @csspart uptime - How long it has been live.
 * @csspart title - The title, a heading.
 * @csspart link - The link, which covers the card.
 * @csspart facts - Whose it is, its category, its viewers.
 *
 * @cssprop [--t333-accent] - What is focused.
 * @cssprop [--t333-text] - The title.
 * @cssprop [--t333-muted] - The facts.
 * @cssprop [--t333-surface] - Behind the text.
 * @cssprop [--t333-line] - The border.
 * @cssprop [--t333-stage=#0c0c10] - Behind the picture.
 * @cssprop [--t333-overlay] - Behind what lies upon the picture.
 * @cssprop [--t333-on-overlay=#fff] - Text upon the picture.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class LiveCard extends T333Element {
  static override properties: PropertyDeclarations = {
    label: {},
    href: {},
    channel: {},
    category: {},
    description: {},
    poster: {},
    src: {},
    status: {},
    viewers: { type: Number },
    startsAt: { attribute: 'starts-at' },
    startedAt: { attribute: 'started-at' },
    endedAt: { attribute: 'ended-at' },
    loading: { type: Boolean },
    jsonLd: { type: Boolean, attribute: 'json-ld' },
    hasNoPicture: { state: true },
  };

  static override styles: CSSResult[] = [tokens, iconStyles, liveCardStyles];

  /** The title of the stream. */
  declare label: string | null;
  /** Where the card leads; only addresses of web pages are followed. */
  declare href: string | null;
  /** Whose stream it is. */
  declare channel: string | null;
  declare category: string | null;
  /** For search engines alone. */
  declare description: string | null;
  /** A picture of the stream. */
  declare poster: string | null;
  /** What the preview plays. Without it there is none. */
  declare src: string | null;
  declare status: StreamStatus | null;
  /** How many watch. */
  declare viewers: number | null;
  /** When it is to begin: ISO 8601, such as `2026-05-01T18:00:00Z`. */
  declare startsAt: string | null;
  /** When it has begun. */
  declare startedAt: string | null;
  /** When it has ended, for search engines alone. */
  declare endedAt: string | null;
  /** Nothing is known yet: it draws a skeleton. */
  declare loading: boolean;
  /** Tells search engines of it: a `<script type="application/ld+json">` is put into the element. */
  declare jsonLd: boolean;
  declare private hasNoPicture: boolean;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  #preview: CardPreview | null = null;
  #cancelTick = (): void => {};
  #script: HTMLScriptElement | null = null;

  constructor() {
    super();
    this.label = this.href = this.channel = this.category = this.description = this.poster = this.src = null;
    this.status = this.viewers = this.startsAt = this.startedAt = this.endedAt = null;
    this.loading = this.jsonLd = this.hasNoPicture = false;
  }

  protected override mounted(signal: AbortSignal): void {
    this.#preview = new CardPreview(this, signal);
    signal.addEventListener('abort', () => this.#cancelTick());
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('poster')) this.hasNoPicture = false;
    if (changed.has('src') || changed.has('status') || changed.has('loading')) this.#preview?.end();
  }

  protected override updated(): void {
    this.#tick();
    this.#describe();
  }

  protected override render(): TemplateResult {
    return html`
      <article part="card" class="card ${this.status ?? ''}" aria-busy=${this.loading ? 'true' : nothing}>
        <div part="picture" class="picture">
          ${this.loading ? nothing : this.#renderPicture()}
          <div part="preview" class="preview" inert aria-hidden="true"></div>
          ${this.loading ? nothing : this.#renderMarks()}
        </div>
        ${this.loading ? this.#renderSkeleton() : this.#renderWords()}
      </article>
    `;
  }

  #renderPicture(): TemplateResult {
    const poster = this.hasNoPicture ? null : safeUrl(this.poster);
    if (!poster) return html`<div class="blank">${icon(pictureIcon)}</div>`;
    const onError = (): void => void (this.hasNoPicture = true);
    return html`<img alt="" loading="lazy" decoding="async" src=${poster} @error=${onError} />`;
  }

  #renderMarks(): TemplateResult {
    const uptime = this.#uptime;
    return html`
      <live-badge
        part="badge"
        class="badge"
        status=${this.status ?? nothing}
        starts-at=${this.startsAt ?? nothing}
        .clock=${this.clock}
      ></live-badge>
      ${
        uptime === null
          ? nothing
          : html`<span
              part="uptime"
              class="uptime"
              role="img"
              aria-label=${this.#text('card.uptime', { time: uptime })}
            >
              ${uptime}
            </span>`
      }
    `;
  }

  #renderWords(): TemplateResult {
    const href = safeUrl(this.href);
    const label = this.label || this.#text('card.unnamed');
    const count = this.status === 'live' ? countText(this.viewers) : '';
    const facts = [this.channel, this.category, count && this.#text('card.viewers', { count })].filter(Boolean);
    return html`
      <div class="words">
        <h3 part="title" dir="auto" title=${label}>${href ? html`<a part="link" href=${href}>${label}</a>` : label}</h3>
        ${facts.length ? html`<p part="facts" class="facts">${facts.map((fact) => html`<span><bdi>${fact}</bdi></span>`)}</p>` : nothing}
      </div>
    `;
  }

  #renderSkeleton(): TemplateResult {
    return html`
      <div class="words">
        <span class="visually-hidden">${this.#text('card.loading')}</span>
        <div class="bone"></div>
        <div class="bone short"></div>
      </div>
    `;
  }

  get #startedAtMs(): number {
    return this.status === 'live' && !this.loading ? Date.parse(this.startedAt ?? '') : NaN;
  }

  get #uptime(): string | null {
    const seconds = (this.clock.wallTime() - this.#startedAtMs) / 1000;
    return seconds >= 0 ? formatTime(seconds) : null;
  }

  /** Draws anew when another second begins. */
  #tick(): void {
    this.#cancelTick();
    const passedMs = this.clock.wallTime() - this.#startedAtMs;
    if (!this.isConnected || !(passedMs >= 0)) return;
    this.#cancelTick = this.clock.after(1000 - (passedMs % 1000), () => this.requestUpdate());
  }

  /** Nothing of it is parsed: the text is a text node of a data block. */
  #describe(): void {
    const text = this.jsonLd && !this.loading && this.status !== 'offline' ? liveJsonLd(this, document.baseURI) : '';
    if (text === (this.#script?.textContent ?? '')) return;
    this.#script?.remove();
    this.#script = null;
    if (!text) return;
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.append(text);
    this.append(script);
    this.#script = script;
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-card': LiveCard;
  }
}
