import { randomUUID } from 'node:crypto';
import type { Bus } from '../bus/bus.ts';
import type { Pipelines } from './ports.ts';

const TOPIC = 't333:pipelines';

/** What one instance tells all. */
interface Told {
  /** Who tells it: done there already. */
  from: string;
  end?: string;
  begun?: { streamId: string; startedMs: number };
  drop?: { channelId: string; keyId: string };
}

/**
 * The pipelines of all instances: whoever is asked begins and ends streams, and cuts off encoders, wherever they are.
 *
 * @param local those of this instance
 */
export async function pipelinesEverywhere(
  local: Pipelines,
  bus: Pick<Bus, 'publish' | 'subscribe'>,
  onProblem: (error: unknown) => void,
): Promise<Pipelines> {
  const self = randomUUID();
  await bus.subscribe(TOPIC, (text) => {
    const { from, end, begun, drop } = JSON.parse(text) as Told;
    if (from === self) return;
    if (end !== undefined) local.end(end).catch(onProblem);
    if (begun) local.begun(begun.streamId, begun.startedMs).catch(onProblem);
    if (drop) local.dropEncoder(drop.channelId, drop.keyId).catch(onProblem);
  });
  // Where nobody hears it now, they look for themselves a little later.
  const tell = (told: Omit<Told, 'from'>) =>
    bus.publish(TOPIC, JSON.stringify({ from: self, ...told } satisfies Told)).catch(onProblem);
  return {
    ...local,
    async end(streamId) {
      await Promise.all([tell({ end: streamId }), local.end(streamId)]);
    },
    async begun(streamId, startedMs) {
      await Promise.all([tell({ begun: { streamId, startedMs } }), local.begun(streamId, startedMs)]);
    },
    async dropEncoder(channelId, keyId) {
      await Promise.all([tell({ drop: { channelId, keyId } }), local.dropEncoder(channelId, keyId)]);
    },
  };
}
