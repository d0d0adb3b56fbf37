import type { HealthSample, HealthState } from '@t333/core/health';
import { rounded } from '../stats/rendition-data.ts';

const thousandth = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000);

/** What to hand to somebody who is to help: figures, no addresses, no names. */
export function healthJson(state: HealthState, nowMs: number, epochMs: number): string {
  const { status, isStale, link, error, targets, issues, sample, samples } = state;
  const data = {
    at: new Date(epochMs).toISOString(),
    status,
    isStale,
    link,
    error: error && error.code,
    targets,
    issues,
    last: sample && figuresOf(sample, nowMs),
    lastMinutes: samples.map((one) => figuresOf(one, nowMs)),
  };
  return JSON.stringify(data, null, 2);
}

const figuresOf = (sample: HealthSample, nowMs: number): object => ({
  secondsAgo: Math.round((nowMs - sample.atMs) / 100) / 10,
  bitrateBps: rounded(sample.bitrateBps),
  activeFps: thousandth(sample.activeFps),
  dropRate: thousandth(sample.dropRate),
  outputCongestion: thousandth(sample.outputCongestion),
  viewerCount: sample.viewerCount,
});
