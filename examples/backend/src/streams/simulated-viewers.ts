import { createHash } from 'node:crypto';

const MINUTE_MS = 60_000;

/**
 * How many would watch a simulated stream: a crowd of its own, which comes and goes slowly. By the clock alone, so that all instances say
 * the same.
 */
export function simulatedViewers(channelId: string, nowMs: number): number {
  const [size = 0, phase = 0] = createHash('sha256').update(channelId).digest();
  const crowd = 40 + size * 6;
  const minutes = nowMs / MINUTE_MS;
  const tide = Math.sin(minutes / 11 + phase) * 0.25;
  const ripple = Math.sin(minutes * 2.7 + phase * 2) * 0.04;
  return Math.round(crowd * (1 + tide + ripple));
}
