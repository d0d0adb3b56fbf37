import type { Interval, SyncMemberState, SyncState } from '@t333/core/sync';
import { html, type TemplateResult } from 'lit';
import { fractionOf } from '../base/slider.ts';

/** A moment worth finding again. */
export interface TimelineMarker {
  /** Seconds on the group's timeline. */
  readonly time: number;
  readonly label: string;
}

/** A marker is told of a time this near to it, as a share of the whole range. */
const NEAR_MARKER = 0.01;

export const nearestMarker = (
  markers: readonly TimelineMarker[],
  time: number,
  { start, end }: Interval,
): TimelineMarker | undefined =>
  markers
    .filter((marker) => Math.abs(marker.time - time) <= (end - start) * NEAR_MARKER)
    .toSorted((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))[0];

/** What lies on the track: for each member a lane with its material and what has been fetched of it; the markers above all. */
export function renderLanes({ members, range }: SyncState, markers: readonly TimelineMarker[]): TemplateResult {
  const percent = (time: number): number => 100 * fractionOf(time, range.start, range.end);
  const spans = (name: string, intervals: readonly Interval[]): TemplateResult[] =>
    intervals.map(({ start, end }) => {
      const span = `inset-inline: ${percent(start)}% ${100 - percent(end)}%`;
      return html`<div class=${name} .style=${span}></div>`;
    });
  const lane = ({ coverage, buffered, status }: SyncMemberState): TemplateResult => html`
    <div part="lane" class="lane ${status}">${spans('cover', coverage)} ${spans('buffer', buffered)}</div>
  `;
  return html`
    ${members.length > 0 ? members.map(lane) : html`<div class="lane"></div>`}
    ${markers
      .filter(({ time }) => time >= range.start && time <= range.end)
      .map(({ time }) => {
        const place = `inset-inline-start: ${percent(time)}%`;
        return html`<div part="marker" class="marker" .style=${place}></div>`;
      })}
  `;
}
