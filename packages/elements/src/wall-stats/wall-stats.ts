import type { LatencyEqualizer } from '@t333/core/live';
import type { QualityManager, QualityState } from '@t333/core/quality';
import { systemClock, type Clock } from '@t333/core/time';
import { html, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatRate } from '../base/format-rate.ts';
import { lazy } from '../base/lazy.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { chart } from '../stats/chart.ts';
import { bytesText, pixelsText, secondsText, shareText } from '../stats/figures.ts';
import { JsonCopy } from '../stats/json-copy.ts';
import { Sampler } from '../stats/sampler.ts';
import { rangeOf } from '../stats/sparkline.ts';
import { statsStyles } from '../stats/stats.styles.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { messages } from './messages.ts';
import { receivedBytesOf, rowsOf, type StatsRow } from './rows.ts';
import type { WallSample } from './stats-json.ts';
import { wallStatsStyles } from './wall-stats.styles.ts';

/** Fetched before anybody asks for it: a clipboard is open only for as long as a click. */
const json = /* @__PURE__ */ lazy(() => import('./stats-json.ts'));

const COLUMNS = [
  ['stats.rendition', false],
  ['stats.reason', false],
  ['stats.target', false],
  ['stats.cap', false],
  ['stats.bitrate', true],
  ['stats.buffer', true],
  ['stats.dropped', true],
  ['stats.latency', true],
  ['stats.received', true],
] as const;

/**
 * What each stream of a wall plays and why, what all take together of what there is, and the last minute of it. It follows
 * in steps of a second.
 *
 * @tag wall-stats
 *
 * @csspart totals - What all streams take together.
 * @csspart chart - The last minute: what the link carries, and what is spent.
 * @csspart scroll - What the table is scrolled in where it is wider than the place.
 * @csspart table - The table.
 * @csspart copy-button - Copies all figures as JSON: ids and figures, no names, no addresses.
 *
 * @cssprop [--t333-accent] - What is spent in the chart, and what is focused.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Headings, and what the link carries in the chart.
 * @cssprop [--t333-surface] - Behind the names, which stay while the table is scrolled.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-font] - The font.
 */
export class WallStats extends T333Element {
  static override properties: PropertyDeclarations = {
    quality: { attribute: false },
    equalizer: { attribute: false },
    names: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, statsStyles, wallStatsStyles];

  /** What it shows. It stays its owner's, to destroy for example. */
  declare quality: QualityManager | null;
  /** What keeps the live streams at one latency, where something does. It stays its owner's too. */
  declare equalizer: LatencyEqualizer | null;
  /** Names of the manager's tiles, by their ids; the rows stand in this order. */
  declare names: Readonly<Record<string, string>>;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #sampler = new Sampler(this, ({ state }: QualityManager, atMs) => {
    const snapshot = state.getSnapshot();
    const { bandwidthBps, bitrateBps } = snapshot;
    return { state: snapshot, sample: { atMs, bandwidthBps, bitrateBps } satisfies WallSample };
  });
  readonly #copy = new JsonCopy(this, (key) => this.#text(`stats.${key}`));

  constructor() {
    super();
    this.quality = this.equalizer = null;
    this.names = {};
  }

  protected override willUpdate(): void {
    this.#sampler.follow(this.quality);
  }

  protected override render(): TemplateResult {
    const { state } = this.#sampler;
    const code = json(this);
    return html`
      <div class="base" role="group" aria-label=${this.#text('stats.label')}>
        ${state ? html`<div class="overview">${this.#renderTotals(state)} ${this.#renderChart()}</div>` : nothing}
        ${this.#renderTable(state ? rowsOf(state.tiles, this.names) : [])}
        ${this.#copy.render(
          state && code
            ? () =>
                code.statsJson(state, this.#sampler.samples, this.clock.wallTime(), this.equalizer?.state.getSnapshot())
            : null,
        )}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  #renderTotals(state: QualityState): TemplateResult {
    const { bandwidthBps, budgetBps, bitrateBps, decodeBudget, decodePixelsPerSecond } = state;
    const spent = formatRate(bitrateBps);
    const decoded = pixelsText(decodePixelsPerSecond);
    const policy = [
      state.policy,
      state.dataSaver && this.#text('stats.data-saver'),
      state.optimized && this.#text('stats.optimized'),
    ];
    return html`
      <dl part="totals" class="totals">
        ${this.#renderTotal('stats.link', bandwidthBps === null ? null : formatRate(bandwidthBps), 'link')}
        ${this.#renderTotal('stats.budget', budgetBps === null ? null : formatRate(budgetBps))}
        ${this.#renderTotal(
          'stats.spent',
          budgetBps ? this.#text('stats.share', { spent, percent: Math.round((bitrateBps / budgetBps) * 100) }) : spent,
          'spent',
        )}
        ${this.#renderTotal(
          'stats.decoding',
          Number.isFinite(decodeBudget)
            ? this.#text('stats.ofBudget', { spent: decoded, budget: pixelsText(decodeBudget) })
            : this.#text('stats.noLimit', { spent: decoded }),
        )}
        ${this.#renderTotal('stats.received', bytesText(receivedBytesOf(state)))}
        ${this.#renderTotal('stats.policy', policy.filter(Boolean).join(', '))} ${this.#renderEqual()}
      </dl>
    `;
  }

  #renderEqual(): TemplateResult | typeof nothing {
    const { latencySeconds = null, spreadSeconds = 0 } = this.equalizer?.state.getSnapshot() ?? {};
    if (latencySeconds === null) return nothing;
    // A tenth of a second is much there.
    const values = { latency: secondsText(latencySeconds), spread: `${spreadSeconds.toFixed(2)} s` };
    return this.#renderTotal('stats.equal', this.#text('stats.apart', values));
  }

  #renderTotal(key: keyof typeof messages, value: string | null, swatch = ''): TemplateResult {
    return html`
      <div>
        <dt class=${swatch}>${this.#text(key)}</dt>
        <dd><bdi>${value ?? this.#text('stats.unknown')}</bdi></dd>
      </div>
    `;
  }

  #renderChart(): TemplateResult {
    const label = this.#text('stats.chart', {
      link: this.#rangeText('bandwidthBps'),
      spent: this.#rangeText('bitrateBps'),
    });
    return chart<'bandwidthBps' | 'bitrateBps'>(label, this.#sampler.samples, 'bandwidthBps', 'bitrateBps');
  }

  #rangeText(figure: 'bandwidthBps' | 'bitrateBps'): string {
    const range = rangeOf<'bandwidthBps' | 'bitrateBps'>(this.#sampler.samples, figure);
    if (!range) return this.#text('stats.unknown');
    const [low, high] = [formatRate(range.low), formatRate(range.high)];
    return low === high ? low : this.#text('stats.range', { low, high });
  }

  #renderTable(rows: readonly StatsRow[]): TemplateResult {
    // Who cannot scroll by pointer does it by arrow keys, which takes the focus.
    return html`
      <div part="scroll" class="scroll" role="group" aria-labelledby="caption" tabindex="0">
        <table part="table">
          <caption id="caption">
            ${this.#text('stats.caption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">${this.#text('stats.name')}</th>
              ${COLUMNS.map(
                ([key, isFigure]) =>
                  html`<th scope="col" class=${isFigure ? 'figure' : nothing}>${this.#text(key)}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${
              rows.length === 0
                ? html`<tr>
                    <td colspan=${COLUMNS.length + 1} class="empty">${this.#text('stats.empty')}</td>
                  </tr>`
                : rows.map((row) => this.#renderRow(row))
            }
          </tbody>
        </table>
      </div>
    `;
  }

  #renderRow(row: StatsRow): TemplateResult {
    const { name, focused, reason, droppedRatio, latencySeconds } = row;
    const focus = html` <span class="focus">${this.#text('stats.focused')}</span>`;
    return html`
      <tr>
        <th scope="row" title=${name}><span class="name" dir="auto">${name}</span>${focused ? focus : nothing}</th>
        <td>${this.#known(row.rendition)}</td>
        <td><span title=${this.#text(`stats.why.${reason}`)}>${this.#text(`stats.reason.${reason}`)}</span></td>
        ${[row.target, row.cap].map((label) => html`<td>${this.#known(label)}</td>`)}
        ${[
          formatRate(row.bitrateBps),
          secondsText(row.bufferSeconds),
          droppedRatio === null ? null : shareText(droppedRatio),
          latencySeconds === null ? null : secondsText(latencySeconds),
          bytesText(row.receivedBytes),
        ].map((figure) => html`<td class="figure">${this.#known(figure)}</td>`)}
      </tr>
    `;
  }

  #known(text: string | null): TemplateResult {
    return text === null
      ? html`<span aria-hidden="true">–</span><span class="visually-hidden">${this.#text('stats.unknown')}</span>`
      : html`<bdi dir="ltr">${text}</bdi>`;
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wall-stats': WallStats;
  }
}
