import type { HealthIssue, HealthMonitor, HealthState, HealthStatus } from '@t333/core/health';
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
import { icon } from '../base/icons.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { chart } from '../stats/chart.ts';
import { JsonCopy } from '../stats/json-copy.ts';
import { statsStyles } from '../stats/stats.styles.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { figuresOf } from './figures.ts';
import { healthJson } from './health-json.ts';
import { isHeld, noteOf } from './held.ts';
import { HealthChangeEvent } from './health-panel.events.ts';
import { healthPanelStyles } from './health-panel.styles.ts';
import { errorIcon, STATUS_ICONS, warningIcon } from './icons.ts';
import { messages } from './messages.ts';
import { spanOf, tilesOf, type HealthTile } from './tiles.ts';
import { byRemedy, chartText, figureText, headline } from './words.ts';

/** What was so for less is not told: a socket that is back at once. */
const SETTLED_MS = 2000;

/**
 * How a broadcast arrives: what it is, each figure with its last minutes and what is expected of it, and what would help. For those
 * whose broadcast it is.
 *
 * @tag health-panel
 *
 * @fires {HealthChangeEvent} healthchange - The stream is another one than it was: `status` and `previous`.
 *
 * @csspart status - What the stream is: an icon and a word.
 * @csspart heard - How long ago the last figures came, where that is too long.
 * @csspart tiles - The figures.
 * @csspart tile - One figure.
 * @csspart chart - Its last minutes, up to ten; dashed, what is expected.
 * @csspart issues - What is wrong.
 * @csspart issue - One thing that is wrong, and what helps.
 * @csspart copy-button - Copies all figures as JSON: no names, no addresses.
 *
 * @cssprop [--t333-good] - A healthy stream.
 * @cssprop [--t333-warning] - A degraded stream, and what is a warning.
 * @cssprop [--t333-bad] - A starving stream, and what is an error.
 * @cssprop [--t333-accent] - The figures in the charts, and what is focused.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Names of figures, what is expected, and figures that are held.
 * @cssprop [--t333-surface] - Behind it all.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class HealthPanel extends T333Element {
  static override properties: PropertyDeclarations = {
    monitor: { attribute: false },
    label: {},
    compact: { type: Boolean, reflect: true },
  };

  static override styles: CSSResult[] = [tokens, iconStyles, statsStyles, healthPanelStyles];

  /** What it shows. It stays its owner's, to destroy for example. */
  declare monitor: HealthMonitor | null;
  /** The name of the stream, where there are several: for screen readers. */
  declare label: string | null;
  /** Without charts and reasons: a strip for beside a player. */
  declare compact: boolean;

  /** The time that it goes by: the monitor's. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  readonly #copy = new JsonCopy(this, (key) => this.#text(`health.${key}`));
  #life = new AbortController();
  /** What screen readers were told last, or know. */
  #told: HealthStatus | null = null;
  #cancelTold = (): void => {};
  #cancelTick = (): void => {};

  constructor() {
    super();
    this.monitor = this.label = null;
    this.compact = false;
  }

  protected override mounted(signal: AbortSignal): void {
    this.#listen();
    signal.addEventListener('abort', () => this.#leave());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('monitor')) return;
    this.#store.follow(this.monitor?.state ?? null);
    if (this.isConnected) this.#listen();
  }

  protected override updated(): void {
    const state = this.monitor?.state.getSnapshot();
    this.#cancelTick();
    if (!state?.sample || !isHeld(state) || !this.isConnected) return;
    const silentMs = this.clock.now() - state.sample.atMs;
    this.#cancelTick = this.clock.after(1000 - (silentMs % 1000), () => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const state = this.monitor?.state.getSnapshot();
    const { compact } = this;
    return html`
      <div class="base" role="group" aria-label=${this.#name}>
        ${state ? this.#renderState(state) : html`<p class="note"><bdi>${this.#text('health.empty')}</bdi></p>`}
        ${
          compact
            ? nothing
            : this.#copy.render(state?.sample ? () => healthJson(state, this.clock.now(), this.clock.wallTime()) : null)
        }
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  #renderState(state: HealthState): TemplateResult {
    const { status, issues, sample } = state;
    const note = noteOf(state);
    const shown = byRemedy(issues).slice(0, this.compact ? 1 : issues.length);
    return html`
      <div class="head">
        <span part="status" class="pill ${status} ${isHeld(state) ? 'stale' : ''}">
          ${icon(STATUS_ICONS[status])}<bdi>${this.#text(`health.status.${status}`)}</bdi>
        </span>
        ${
          sample && isHeld(state)
            ? html`<span part="heard" class="heard">
                ${this.#text('health.heard', { time: figuresOf(this).ago(this.clock.now() - sample.atMs) })}
              </span>`
            : nothing
        }
      </div>
      ${note ? html`<p class="note"><bdi>${this.#text(note)}</bdi></p>` : nothing}
      <dl part="tiles" class="tiles ${isHeld(state) ? 'held' : ''}">
        ${tilesOf(state).map((tile) => this.#renderTile(tile, spanOf(state.samples)))}
      </dl>
      ${
        shown.length > 0
          ? html`<ul part="issues" class="issues" aria-label=${this.#text('health.issues')}>
              ${shown.map((group) => this.#renderIssues(group))}
            </ul>`
          : nothing
      }
    `;
  }

  #renderTile(tile: HealthTile, spanMs: number): TemplateResult {
    const { name, actual, expected, issue, samples } = tile;
    const title = this.#text(`health.${name}`);
    const most = name === 'dropped';
    const value = expected === null ? null : figureText(this, name, expected);
    return html`
      <div part="tile" class="tile ${issue?.severity ?? ''}">
        <dt>${title}</dt>
        <dd>
          <bdi class="value">${actual === null ? this.#unknown() : figureText(this, name, actual)}</bdi>
          ${
            value === null || this.compact
              ? nothing
              : html`<span class="expected"
                  >${this.#text(most ? 'health.atMost' : 'health.of', { expected: value })}</span
                >`
          }
          ${
            this.compact
              ? nothing
              : chart<'actual' | 'expected'>(chartText(this, tile, spanMs), samples, 'expected', 'actual', spanMs)
          }
        </dd>
      </div>
    `;
  }

  #renderIssues([first, ...others]: readonly [HealthIssue, ...HealthIssue[]]): TemplateResult {
    const { severity, reason, fix } = first;
    return html`
      <li part="issue" class="issue ${severity}">
        ${icon(severity === 'error' ? errorIcon : warningIcon)}
        <div>
          ${[first, ...(this.compact ? [] : others)].map(
            (issue) => html`
              <p class="what">
                <span class="visually-hidden">${this.#text(`health.${issue.severity}`)}: </span
                ><bdi>${headline(this, issue)}</bdi>
              </p>
            `,
          )}
          ${this.compact ? nothing : html`<p class="why"><bdi>${this.#text(`health.reason.${reason}`)}</bdi></p>`}
          <p><bdi>${this.#text(`health.fix.${fix}`)}</bdi></p>
        </div>
      </li>
    `;
  }

  #unknown(): TemplateResult {
    return html`<span aria-hidden="true">–</span><span class="visually-hidden">${this.#text('health.unknown')}</span>`;
  }

  #listen(): void {
    this.#leave();
    const { monitor } = this;
    this.#told = monitor?.state.getSnapshot().status ?? null;
    this.#life = new AbortController();
    monitor?.addEventListener(
      'statuschange',
      ({ status, previous }) => {
        this.#cancelTold();
        this.#cancelTold = this.clock.after(SETTLED_MS, () => this.#tell());
        this.dispatchEvent(new HealthChangeEvent(status, previous));
      },
      { signal: this.#life.signal },
    );
  }

  #leave(): void {
    this.#life.abort();
    this.#cancelTold();
    this.#cancelTick();
  }

  #tell(): void {
    const { status, issues } = this.monitor!.state.getSnapshot();
    const before = this.#told;
    this.#told = status;
    // That all is well from the start is no news.
    if (status === before || (before === 'unknown' && status === 'healthy')) return;
    const why = issues[0] && status !== 'offline' ? ` ${headline(this, issues[0])}` : '';
    announce(
      this.renderRoot.querySelector('[aria-live]')!,
      `${this.#name}. ${this.#text(`health.status.${status}`)}.${why}`,
    );
  }

  get #name(): string {
    const { label } = this;
    return label ? this.#text('health.labelOf', { name: label }) : this.#text('health.label');
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'health-panel': HealthPanel;
  }
}
