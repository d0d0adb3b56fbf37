import { html, nothing, type TemplateResult } from 'lit';
import { formatTime } from '../../base/format-time.ts';
import { languageOf, localize } from '../../i18n/localize.ts';
import { messages } from './messages.ts';
import type { OverlayHost } from './overlay-host.ts';
import { spokenTime, startMs, timeLeft, toldAt } from './start-time.ts';

const DAY_MS = 86_400_000;

/** What was said last, and before which moment. */
interface Spoken {
  readonly mark: number;
  readonly startMs: number;
  readonly text: string;
}

const spoken = /* @__PURE__ */ new WeakMap<OverlayHost, Spoken>();

/** A clock that counts down to the start, what begins then, and when that is. It is no live region: see `spokenStart()`. */
export function renderUpcoming(host: OverlayHost, leftMs: number): TemplateResult {
  const atMs = startMs(host.startsAt);
  const left = timeLeft(leftMs);
  const [key, time] =
    left.unit === 'clock'
      ? (['player.startsIn', formatTime(left.seconds)] as const)
      : (['player.starts', relative(host, left.value, left.unit)] as const);
  return html`
    <div part="upcoming" class="status upcoming">
      ${host.label ? html`<p part="title" dir="auto">${host.label}</p>` : nothing}
      <p part="countdown" role="timer">${localize(host, messages, key, { time })}</p>
      <p part="hint" dir="auto"><time datetime=${new Date(atMs).toISOString()}>${moment(host, atMs, leftMs)}</time></p>
    </div>
  `;
}

/** What is said of it to who cannot see it: at first, and then at few moments. */
export function spokenStart(host: OverlayHost, leftMs: number): string {
  const mark = toldAt(leftMs);
  const at = startMs(host.startsAt);
  const before = spoken.get(host);
  if (before?.mark === mark && before.startMs === at) return before.text;
  const { value, unit } = spokenTime(leftMs);
  const text = localize(host, messages, 'player.starts', { time: relative(host, value, unit) });
  spoken.set(host, { mark, startMs: at, text });
  return text;
}

/** The language of the texts; where a page made one up, the browser's. */
function language(host: OverlayHost): string | undefined {
  const asked = languageOf(host);
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(asked)[0];
  } catch {
    return undefined;
  }
}

/** `in 3 days`. */
const relative = (host: OverlayHost, value: number, unit: Intl.RelativeTimeFormatUnit): string =>
  new Intl.RelativeTimeFormat(language(host)).format(value, unit);

/** The time of the viewer's own clock; the day, and the year, where that is another one. */
function moment(host: OverlayHost, atMs: number, leftMs: number): string {
  const isFar = leftMs > DAY_MS / 2;
  const isOtherYear = new Date(atMs).getFullYear() !== new Date(atMs - leftMs).getFullYear();
  return new Intl.DateTimeFormat(language(host), {
    ...(isFar && { weekday: 'short', day: 'numeric', month: 'short' }),
    ...(isFar && isOtherYear && { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(atMs);
}
