import type { StreamPlayer } from '@t333/core/player/contract';
import type { QualityManager } from '@t333/core/quality';
import { systemClock, type Clock } from '@t333/core/time';
import { html, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatRate } from '../base/format-rate.ts';
import { PlayerLink, type PlayerSource } from '../base/player-link.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { chart } from '../stats/chart.ts';
import { secondsText, shareText } from '../stats/figures.ts';
import { JsonCopy } from '../stats/json-copy.ts';
import { Sampler } from '../stats/sampler.ts';
import { rangeOf } from '../stats/sparkline.ts';
import { statsStyles } from '../stats/stats.styles.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { messages } from './messages.ts';
import { playbackJson, type PlaybackSample } from './playback-json.ts';
import { playbackStatsStyles } from './playback-stats.styles.ts';
import { playbackOf, type Playback } from './playback.ts';

/**
 * What one player plays, and how well: for viewers who wonder, and for what they send to somebody who is to help. It follows in
 * steps of a second.
 *
 * @tag playback-stats
 *
 * @csspart figures - The figures.
 * @csspart chart - The last minute: what is buffered, and how far behind live it is.
 * @csspart copy-button - Copies all figures as JSON: no names, no addresses.
 *
 * @cssprop [--t333-accent] - The buffer in the chart, and what is focused.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Names of figures, and the latency in the chart.
 * @cssprop [--t333-surface] - Behind it all.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class PlaybackStats extends T333Element {
  static override properties: PropertyDeclarations = {
    htmlFor: { attribute: 'for' },
    player: { attribute: false },
    quality: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, statsStyles, playbackStatsStyles];

  /** The `id` of the `<live-player>` that it follows: the `for` attribute. */
  declare htmlFor: string | null;
  /** What it follows instead: a player, or an element that has one. */
  declare player: PlayerSource | null;
  /** Where the player is one of a wall: its manager, which knows what the link carries. */
  declare quality: QualityManager | null;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #link = new PlayerLink(this, () => this.#follow());
  readonly #sampler = new Sampler(this, (player: StreamPlayer, atMs) => {
    const state = playbackOf(player, this.quality?.state.getSnapshot().bandwidthBps ?? null);
    const { bufferSeconds, latencySeconds } = state;
    return { state, sample: { atMs, bufferSeconds, latencySeconds } satisfies PlaybackSample };
  });
  readonly #copy = new JsonCopy(this, (key) => this.#text(`playback.${key}`));

  constructor() {
    super();
    this.htmlFor = this.player = this.quality = null;
  }

  protected override willUpdate(): void {
    this.#link.follow(this.player, this.htmlFor);
  }

  protected override render(): TemplateResult {
    const { state, samples } = this.#sampler;
    return html`
      <div class="base" role="group" aria-label=${this.#text('playback.label')}>
        ${
          state
            ? html`${this.#renderFigures(state)} ${this.#renderChart()}`
            : html`<p class="empty">${this.#text('playback.empty')}</p>`
        }
        ${this.#copy.render(state && (() => playbackJson(state, samples, this.clock.wallTime())))}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  /** The player changes several times a second: only that it is another one matters at once. */
  #follow(): void {
    this.#sampler.follow(this.#link.player);
    if (!this.#link.player && this.hasUpdated) this.requestUpdate();
  }

  #renderFigures(playback: Playback): TemplateResult {
    const { rendition, width, height, frameRate, bitrateBps, bandwidthBps, isLive, rate } = playback;
    const label = rendition?.label ?? (height ? `${height}p` : null);
    const quality = label && rendition && playback.isAuto ? this.#text('playback.auto', { label }) : label;
    const size = width && height ? `${width} × ${height}${frameRate ? `, ${Math.round(frameRate)} fps` : ''}` : null;
    return html`
      <dl part="figures" class="figures">
        ${this.#renderFigure('playback.phase', this.#text(`playback.phase.${playback.phase}`), false)}
        ${this.#renderFigure('playback.rendition', quality, false)} ${this.#renderFigure('playback.size', size)}
        ${this.#renderFigure('playback.bitrate', bitrateBps === null ? null : formatRate(bitrateBps))}
        ${bandwidthBps === null ? nothing : this.#renderFigure('playback.throughput', formatRate(bandwidthBps))}
        ${this.#renderFigure('playback.buffer', secondsText(playback.bufferSeconds), true, 'spent')}
        ${this.#renderFigure('playback.dropped', this.#droppedText(playback), false)}
        ${isLive ? this.#renderFigure('playback.latency', latencyText(playback.latencySeconds), true, 'link') : nothing}
        ${isLive ? this.#renderFigure('playback.target', latencyText(playback.targetLatencySeconds)) : nothing}
        ${this.#renderFigure('playback.rate', `${Math.round(rate * 1000) / 1000}×`)}
      </dl>
    `;
  }

  #renderFigure(key: keyof typeof messages, value: string | null, isFigure = true, swatch = ''): TemplateResult {
    return html`
      <div>
        <dt class=${swatch}>${this.#text(key)}</dt>
        <dd>
          <bdi dir=${isFigure && value !== null ? 'ltr' : nothing}>${value ?? this.#text('playback.unknown')}</bdi>
        </dd>
      </div>
    `;
  }

  #droppedText({ droppedFrames, totalFrames }: Playback): string | null {
    if (droppedFrames === null || totalFrames === null) return null;
    const share = shareText(totalFrames > 0 ? droppedFrames / totalFrames : 0);
    return this.#text('playback.droppedOf', { dropped: droppedFrames, total: totalFrames, share });
  }

  #renderChart(): TemplateResult {
    const { samples } = this.#sampler;
    const label = this.#text('playback.chart', {
      buffer: this.#rangeText('bufferSeconds', secondsText),
      latency: this.#rangeText('latencySeconds', latencyText),
    });
    return chart<'bufferSeconds' | 'latencySeconds'>(label, samples, 'latencySeconds', 'bufferSeconds');
  }

  #rangeText(figure: 'bufferSeconds' | 'latencySeconds', write: (seconds: number) => string | null): string {
    const range = rangeOf<'bufferSeconds' | 'latencySeconds'>(this.#sampler.samples, figure);
    if (!range) return this.#text('playback.unknown');
    const [low, high] = [write(range.low)!, write(range.high)!];
    return low === high ? low : this.#text('playback.range', { low, high });
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }
}

/** Low latency is told in hundredths: a tenth is much there. */
const latencyText = (seconds: number | null): string | null => (seconds === null ? null : `${seconds.toFixed(2)} s`);

declare global {
  interface HTMLElementTagNameMap {
    'playback-stats': PlaybackStats;
  }
}
