import { defaultSources } from '@t333/core/player/contract';
import { prime } from '@t333/core/player/prime';

/** Fetches what tells a player what there is of a stream, and nothing of it. @param signal gives it up, and what nobody has taken */
export function primePreview(source: string, signal: AbortSignal): void {
  if (!signal.aborted && defaultSources.typeOf(source) === 'hls') void prime(source, { depth: 'manifest', signal });
}
