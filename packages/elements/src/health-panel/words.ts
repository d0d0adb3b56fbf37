import type { HealthIssue } from '@t333/core/health';
import { localize } from '../i18n/localize.ts';
import { rangeOf } from '../stats/sparkline.ts';
import { figuresOf } from './figures.ts';
import { messages } from './messages.ts';
import type { HealthTile } from './tiles.ts';

type Name = HealthTile['name'];

const NAMES: Readonly<Record<HealthIssue['type'], Name>> = {
  'bitrate-low': 'bitrate',
  'frame-rate-low': 'frameRate',
  'dropping-frames': 'dropped',
  congestion: 'dropped',
};

/** Writes a figure with its unit, in the language of an element. */
export function figureText(element: Element, name: Name, value: number): string {
  const figures = figuresOf(element);
  switch (name) {
    case 'bitrate':
      return figures.rate(value);
    case 'frameRate':
      return localize(element, messages, 'health.fps', { fps: figures.number(value) });
    case 'dropped':
      return figures.share(value);
    case 'viewers':
      return figures.number(value);
  }
}

/** What is wrong, in a few words. */
export function headline(element: Element, { type, reason, actual, expected }: HealthIssue): string {
  if (reason === 'no-data' && (type === 'bitrate-low' || type === 'frame-rate-low'))
    return localize(element, messages, `health.nothing.${type}`);
  return localize(element, messages, `health.issue.${type}`, {
    actual: figureText(element, NAMES[type], actual),
    expected: expected === null ? '' : figureText(element, NAMES[type], expected),
  });
}

/** What is wrong, by what helps: the worst first. */
export function byRemedy(issues: readonly HealthIssue[]): readonly (readonly [HealthIssue, ...HealthIssue[]])[] {
  const groups: [HealthIssue, ...HealthIssue[]][] = [];
  for (const issue of issues) {
    const group = groups.find(([{ reason, fix }]) => reason === issue.reason && fix === issue.fix);
    if (group) group.push(issue);
    else groups.push([issue]);
  }
  return groups;
}

/** A chart, for those who do not see it. */
export function chartText(element: Element, { name, samples }: HealthTile, spanMs: number): string {
  const title = localize(element, messages, `health.${name}`);
  const range = rangeOf<'actual' | 'expected'>(samples, 'actual');
  if (!range) return `${title}: ${localize(element, messages, 'health.unknown')}`;
  // Charts have percent.
  const unit = name === 'dropped' ? 100 : 1;
  const [low, high] = [range.low, range.high].map((value) => figureText(element, name, value / unit)) as [
    string,
    string,
  ];
  const values = { name: title, time: figuresOf(element).minutes(spanMs), low, high };
  return localize(element, messages, low === high ? 'health.steady' : 'health.chart', values);
}
