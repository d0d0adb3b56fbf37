/** What keeps tiles at one latency, alone in a chunk of its own. */
export { LatencyEqualizer } from '@t333/core/live';
