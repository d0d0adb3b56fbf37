import { html, type TemplateResult } from 'lit';
import { peakOf, pointsOf, SPAN_MS, type Sample } from './sparkline.ts';

/** Of the chart, in its own units. */
const WIDTH = 300;
const HEIGHT = 60;

/**
 * The last minute, or `spanMs`, of two figures of one unit; style it with `statsStyles`.
 *
 * @param label what it shows, in words
 * @param link drawn thin and dashed
 * @param spent drawn thick
 */
export function chart<Figure extends string>(
  label: string,
  samples: readonly Sample<Figure>[],
  link: Figure,
  spent: Figure,
  spanMs = SPAN_MS,
): TemplateResult {
  const size = { width: WIDTH, height: HEIGHT, peak: peakOf(samples, [link, spent]), spanMs };
  return html`
    <svg
      part="chart"
      class="chart"
      role="img"
      aria-label=${label}
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
    >
      <polyline class="link" points=${pointsOf(samples, link, size)}></polyline>
      <polyline class="spent" points=${pointsOf(samples, spent, size)}></polyline>
    </svg>
  `;
}
