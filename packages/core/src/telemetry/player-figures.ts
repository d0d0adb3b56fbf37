import type { StreamPlayer } from '../player/player.ts';
import type { PlaybackReport } from './playback-report.ts';
import { secondsAhead } from './seconds-ahead.ts';
import { streamKindOf, type EdgeDistances } from './stream-kind.ts';

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);
export const kbps = (bps: number): number => Math.round(bps / 1000);

/** What a player tells at this moment of what it plays. */
export function figuresOf(
  player: StreamPlayer & EdgeDistances,
): Pick<PlaybackReport, 'st' | 'pt' | 'tb' | 'bl' | 'ltc' | 'dfa'> {
  const { currentTime, buffered, live, frames } = player;
  const { renditions, streamType } = player.state.getSnapshot();
  const st = streamKindOf(streamType, player);
  const top = renditions.at(-1)?.bitrateBps;
  const latencySeconds = live?.state.getSnapshot().latencySeconds;
  return {
    ...(st && { st }),
    pt: milliseconds(currentTime),
    ...(top && { tb: kbps(top) }),
    bl: milliseconds(secondsAhead(buffered, currentTime)),
    ...(typeof latencySeconds === 'number' && { ltc: milliseconds(latencySeconds) }),
    ...(frames && { dfa: frames.dropped }),
  };
}
