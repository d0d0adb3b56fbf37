import { T333Error } from '../errors.ts';
import type { ChatIdentity, ChatSettings } from './events.ts';
import { ChatRefusal } from './refusal.ts';
import type { ChatChannelState } from './transport.ts';

/** Slow mode is at most 2 min: a server whose clock is far off makes nobody wait longer. */
const MAX_COOLDOWN_MS = 120_000;

/**
 * Whether a message may be sent.
 * - `read-only`: nobody is signed in, or the service takes none.
 * - `untilMs`: on the clock's `now()`.
 */
export type SendGate =
  | { readonly can: 'now' }
  | { readonly can: 'later'; readonly reason: 'slow-mode' | 'timed-out'; readonly untilMs: number }
  | { readonly can: 'never'; readonly reason: 'read-only' | 'banned' | 'subscribers-only' | 'failed' };

export interface SendFacts {
  readonly canSend: boolean;
  readonly channel: Pick<ChatChannelState, 'status' | 'settings' | 'identity'>;
  readonly nowMs: number;
  /** When the cooldown of a message that was taken, or refused, ends; on the same clock. */
  readonly cooldownUntilMs: number;
  /** The end of a time-out; infinite for a ban. */
  readonly silencedUntilMs: number;
}

const NOW: SendGate = Object.freeze({ can: 'now' });

const never = (reason: (SendGate & { can: 'never' })['reason']): SendGate => ({ can: 'never', reason });

/** Moderators do not wait. */
export const isExempt = (identity: ChatIdentity | null): boolean =>
  identity?.role === 'moderator' || identity?.role === 'broadcaster';

export function sendGate({ canSend, channel, nowMs, cooldownUntilMs, silencedUntilMs }: SendFacts): SendGate {
  const { status, settings, identity } = channel;
  if (!canSend) return never('read-only');
  if (status === 'failed') return never('failed');
  if (silencedUntilMs === Infinity) return never('banned');
  if (silencedUntilMs > nowMs) return { can: 'later', reason: 'timed-out', untilMs: silencedUntilMs };
  if (isExempt(identity)) return NOW;
  const isSubscriber = identity?.role === 'vip' || identity?.badges.some(({ type }) => SUBSCRIBER.has(type));
  if (settings?.subscribersOnly && identity && !isSubscriber) return never('subscribers-only');
  if (cooldownUntilMs > nowMs) return { can: 'later', reason: 'slow-mode', untilMs: cooldownUntilMs };
  return NOW;
}

/** Twitch has founders among its subscribers. */
const SUBSCRIBER = new Set(['subscriber', 'founder', 'vip', 'staff', 'admin']);

/**
 * How long until the next message will be taken: as the server tells, and else by the slow mode that it has.
 *
 * @param toldMs by the server's clock, which may be off: nobody waits longer than slow mode lasts
 */
export const cooldownMs = (toldMs: number | undefined, slowModeMs: number): number =>
  Math.max(0, Math.min(toldMs ?? slowModeMs, slowModeMs || MAX_COOLDOWN_MS));

/** @throws ChatRefusal, T333Error where a message would be refused for good */
export function checkMessage(text: string, settings: ChatSettings | null, gate: SendGate): void {
  if (!text) throw new T333Error('invalid-argument', 'A message has at least one character.');
  if (settings && Array.from(text).length > settings.maxLength)
    throw new ChatRefusal('too-long', `A message has ${settings.maxLength} characters at most.`);
  if (gate.can !== 'never') return;
  const { reason } = gate;
  if (reason === 'read-only') throw new T333Error('unsupported', 'Nobody is signed in to write here.');
  if (reason === 'failed') throw new T333Error('forbidden', 'This channel could not be joined.');
  throw new ChatRefusal(reason, 'Messages are not taken here.');
}
