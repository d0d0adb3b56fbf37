import type { LiveState } from '@t333/core/player/contract';
import { systemClock, type Clock } from '@t333/core/time';
import { html, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { announce } from '../base/announce.ts';
import { formatTime } from '../base/format-time.ts';
import { PlayerLink, type PlayerSource } from '../base/player-link.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { kindOf, SettledKind, type BadgeKind, type StreamStatus } from './badge-kind.ts';
import { countdown } from './countdown.ts';
import { liveBadgeStyles } from './live-badge.styles.ts';
import { messages } from './messages.ts';
import { countText } from './viewers.ts';

/**
 * Says what a stream is: live, behind live, to come, ended or offline. It follows a player, or says what it is told.
 *
 * @tag live-badge
 *
 * @csspart badge - All of it.
 * @csspart viewers - How many watch.
 *
 * @cssprop [--t333-live=#c8102e] - Behind the word `Live`.
 * @cssprop [--t333-surface] - Behind all else.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-line] - The border.
 * @cssprop [--t333-font] - The font.
 */
export class LiveBadge extends T333Element {
  static override properties: PropertyDeclarations = {
    status: {},
    startsAt: { attribute: 'starts-at' },
    viewers: { type: Number },
    htmlFor: { attribute: 'for' },
    player: { attribute: false },
    state: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, liveBadgeStyles];

  /** What the page knows of the stream. A player that plays knows better. */
  declare status: StreamStatus | null;
  /** When it is to begin: ISO 8601, such as `2026-05-01T18:00:00Z`. */
  declare startsAt: string | null;
  /** How many watch; nothing is said without it. */
  declare viewers: number | null;
  /** The `id` of the `<live-player>` that it follows: the `for` attribute. */
  declare htmlFor: string | null;
  /** What it follows instead: a player, or an element that has one. */
  declare player: PlayerSource | null;
  /** Where live playback stands, instead of a player: a snapshot of `player.live.state`. */
  declare state: LiveState | null;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #link = new PlayerLink(this);
  readonly #settled = new SettledKind();
  #cancelLook = (): void => {};
  #behindSeconds = 0;
  #told: BadgeKind | null | undefined;
  #lookMs: number | null = null;

  constructor() {
    super();
    this.status = this.startsAt = this.viewers = this.htmlFor = this.player = this.state = null;
  }

  /** What it shows; null for nothing. */
  get kind(): BadgeKind | null {
    return this.#settled.shown;
  }

  protected override mounted(signal: AbortSignal): void {
    signal.addEventListener('abort', () => this.#cancelLook());
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    this.#link.follow(this.player, this.htmlFor);
    const { player } = this.#link;
    const live = this.state ?? player?.live?.state.getSnapshot() ?? null;
    const nowMs = this.clock.wallTime();
    const startsAtMs = Date.parse(this.startsAt ?? '');
    const state = player?.state.getSnapshot() ?? null;
    const kind = kindOf({ status: this.status, player: state, live, startsAtMs, nowMs }, this.kind);
    this.#lookMs = this.#settled.next(kind, this.clock.now(), kind === this.status);
    if (this.kind === null && startsAtMs > nowMs) this.#lookMs = 0;
    const behindSeconds = live?.behindSeconds ?? 0;
    // On the border of two seconds it would go to and fro.
    if (Math.abs(behindSeconds - this.#behindSeconds) >= 1) this.#behindSeconds = behindSeconds;
  }

  protected override updated(): void {
    const { kind } = this;
    if (this.#told !== undefined && this.#told !== kind && kind) {
      announce(this.renderRoot.querySelector('[aria-live]')!, this.#text(`badge.${kind}`));
    }
    this.#told = kind;
    this.#cancelLook();
    if (this.#lookMs !== null && this.isConnected) {
      this.#cancelLook = this.clock.after(this.#lookMs, () => this.requestUpdate());
    }
  }

  protected override render(): TemplateResult {
    const { kind } = this;
    return html`
      ${
        kind
          ? html`<span part="badge" class="badge ${kind}">
              <span class="dot" aria-hidden="true"></span><bdi class="word">${this.#words(kind)}</bdi>
              ${this.#renderViewers(kind)}
            </span>`
          : nothing
      }
      <span class="visually-hidden" aria-live="polite"></span>
    `;
  }

  #words(kind: BadgeKind): string {
    if (kind === 'behind') {
      const time = formatTime(this.#behindSeconds);
      return this.#text(this.#behindSeconds < 1 ? 'badge.behind' : 'badge.behindBy', { time });
    }
    if (kind !== 'upcoming') return this.#text(`badge.${kind}`);
    const { key, time, nextMs } = countdown(Date.parse(this.startsAt ?? ''), this.clock.wallTime());
    this.#lookMs = nextMs;
    return this.#text(key, { time });
  }

  #renderViewers(kind: BadgeKind): TemplateResult | typeof nothing {
    const count = kind === 'live' || kind === 'behind' ? countText(this.viewers) : '';
    if (!count) return nothing;
    return html`<span part="viewers" class="viewers">${this.#text('badge.viewers', { count })}</span>`;
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-badge': LiveBadge;
  }
}
