export type { ChatConformance, ChatConformanceServer, ChatConformanceSubject } from './chat-conformance-subject.ts';
export { describeChatTransport } from './chat-transport-conformance.ts';
export { FakeChatTransport, type FakeChatTransportOptions, type FakeSaying } from './fake-chat-transport.ts';
export { FakeClock } from './fake-clock.ts';
export { timeRanges } from '../player/time-ranges.ts';
export { FakeMedia, type FakeHabits, type FakeMediaOptions, type FakeSource } from './fake-media.ts';
export { FakePlayer, type FakePlayerOptions } from './fake-player.ts';
export { describePlayer, type ConformanceSubject, type PlayerConformance } from './player-conformance.ts';
