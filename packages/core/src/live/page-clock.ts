import type { Clock } from '../time/clock.ts';
import { ServerClock } from './server-clock.ts';

const clocks = /* @__PURE__ */ new WeakMap<Clock, Map<string, ServerClock>>();

/**
 * The server clock of all players of one server that go by this clock: what one of them hears, all know. Servers do not agree on the time.
 *
 * @param origin of the server, as in `location.origin`
 */
export function serverClockOf(clock: Clock, origin = ''): ServerClock {
  let ofClock = clocks.get(clock);
  if (!ofClock) clocks.set(clock, (ofClock = new Map<string, ServerClock>()));
  let serverClock = ofClock.get(origin);
  if (!serverClock) ofClock.set(origin, (serverClock = new ServerClock({ clock })));
  return serverClock;
}
