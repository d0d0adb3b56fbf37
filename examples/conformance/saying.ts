import type { RtEvent, ServerReply } from '../../packages/core/src/protocol/index.ts';
import type { Peer } from './peer.ts';

/** Who never lets anybody speak is not asked for ever. */
const MAX_TRIES = 30;

/** Says something, as soon as one who talks no faster than the server allows may say it. */
export async function say(
  peer: Peer,
  channelId: string,
  text: string,
  more: { replyTo?: string; nonce?: string } = {},
): Promise<ServerReply> {
  for (let tries = 1; ; tries++) {
    const reply = await peer.ask({ type: 'chat', channelId, nonce: crypto.randomUUID(), text, ...more });
    if (reply.type !== 'error' || reply.code !== 'rate_limited' || tries === MAX_TRIES) return reply;
    await new Promise((resolve) => void setTimeout(resolve, reply.retryAfterMs ?? 1000));
  }
}

/** Says one line after the other; resolves with what each has become. */
export async function sayAll(
  peer: Peer,
  channelId: string,
  texts: readonly string[],
): Promise<{ id: string; seq: number }[]> {
  const said = [];
  for (const text of texts) {
    const reply = await say(peer, channelId, text);
    if (reply.type !== 'ack' || reply.id === undefined || reply.seq === undefined)
      throw new Error(`a message was answered by ${JSON.stringify(reply)}, not by an ack with an id and a seq`);
    said.push({ id: reply.id, seq: reply.seq });
  }
  return said;
}

/** Where events stand in their log. */
export const places = (events: readonly RtEvent[]): (number | undefined)[] =>
  events.map((event) => ('seq' in event ? event.seq : undefined));
