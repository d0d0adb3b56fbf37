import type { SessionState } from '@t333/core/creator';
import type { StreamPlayer } from '@t333/core/player/contract';
import type { Clock } from '@t333/core/time';
import { formatTime } from '../base/format-time.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { localize } from '../i18n/localize.ts';
import { latencyOf } from '../stats/latency.ts';
import { messages } from './messages.ts';

/** A figure of a stream, in words; null while it is unknown. */
export interface StreamFigure {
  readonly name: 'viewers' | 'uptime' | 'latency';
  readonly text: string | null;
}

/** What there is to know of a stream that is live, or was. */
export function figuresOf(
  element: Element,
  { status, stream, viewerCount }: SessionState,
  player: StreamPlayer | null,
  clock: Clock,
): readonly StreamFigure[] {
  const locale = numberLocaleOf(element);
  const { startedAtMs = null, endedAtMs = null } = stream ?? {};
  const untilMs = status === 'ended' ? endedAtMs : clock.wallTime();
  const latencySeconds = player && latencyOf(player);
  const number = (value: number, digits: number): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
  return [
    { name: 'viewers', text: viewerCount === null ? null : number(viewerCount, 0) },
    {
      name: 'uptime',
      // A clock that is a little behind the server's has it begin at zero.
      text: startedAtMs === null || untilMs === null ? null : formatTime(Math.max(0, untilMs - startedAtMs) / 1000),
    },
    {
      name: 'latency',
      text:
        latencySeconds === null
          ? null
          : localize(element, messages, 'room.seconds', { seconds: number(latencySeconds, 1) }),
    },
  ];
}
