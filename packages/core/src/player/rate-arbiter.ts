import { T333Error } from '../errors.ts';
import { MAX_RATE, MIN_RATE, type CommandOrigin } from './player.ts';

export type RateRequests = Readonly<Partial<Record<CommandOrigin, number>>>;

/** The playback rate that all requests together give: the user's, times one correction. */
export function resolveRate(requests: RateRequests): number {
  const rate = (requests.user ?? 1) * (requests.sync ?? requests.live ?? 1);
  return Math.min(MAX_RATE, Math.max(MIN_RATE, rate));
}

/** The requests after one origin changed its mind. @throws T333Error `invalid-argument` outside 0.25–4 */
export function withRate(requests: RateRequests, origin: CommandOrigin, rate: number | null): RateRequests {
  if (rate !== null && !(rate >= MIN_RATE && rate <= MAX_RATE)) {
    throw new T333Error('invalid-argument', `A playback rate is ${MIN_RATE} to ${MAX_RATE}, not ${rate}.`);
  }
  const { [origin]: _, ...others } = requests;
  return rate === null ? others : { ...others, [origin]: rate };
}
