export { FakeClock } from './fake-clock.ts';
export { FakeMedia, timeRanges, type FakeHabits, type FakeMediaOptions, type FakeSource } from './fake-media.ts';
export { FakePlayer, type FakePlayerOptions } from './fake-player.ts';
export { describePlayer, type ConformanceSubject, type PlayerConformance } from './player-conformance.ts';
