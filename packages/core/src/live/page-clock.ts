import type { Clock } from '../time/clock.ts';
import { ServerClock } from './server-clock.ts';

const clocks = /* @__PURE__ */ new WeakMap<Clock, ServerClock>();

/** The one server clock of all players that go by this clock: what one of them hears, all know. */
export function serverClockOf(clock: Clock): ServerClock {
  let serverClock = clocks.get(clock);
  if (!serverClock) clocks.set(clock, (serverClock = new ServerClock({ clock })));
  return serverClock;
}
