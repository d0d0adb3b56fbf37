import type { ChatClearedEvent, ChatGapEvent, ChatModeratedEvent, ChatNoticeEvent } from './events.ts';
import type { ChatGapEntry, ChatModeratedEntry, ChatNoticeEntry } from './feed.ts';

/** What an event becomes a line with. */
export interface LineContext {
  readonly service: string;
  /** For events that do not tell. */
  readonly nowMs: number;
  /** A key that no line has. */
  readonly newKey: () => string;
}

/** What comes again under its position, or its id, has the same key, and is not shown twice. */
const keyOf = (event: ChatModeratedEvent | ChatClearedEvent, { service, newKey }: LineContext): string =>
  event.position ? `line:${service} ${event.channel} ${event.position.epoch} ${event.position.seq}` : newKey();

export function moderatedLine(
  event: ChatModeratedEvent | ChatClearedEvent,
  userName: string | null,
  context: LineContext,
): ChatModeratedEntry {
  const { channel, atMs = context.nowMs } = event;
  const base = { kind: 'moderated', key: keyOf(event, context), service: context.service, channel, atMs } as const;
  if (event.type === 'cleared') return Object.freeze({ ...base, action: 'cleared', userId: null, userName });
  const { action, userId, untilMs, reason } = event;
  return Object.freeze({
    ...base,
    action,
    userId,
    userName,
    ...(reason && { reason }),
    ...(untilMs !== undefined && { durationMs: Math.max(0, untilMs - atMs) }),
  });
}

/** Without what was said with it, which is a line of its own. */
export function noticeLine(event: ChatNoticeEvent, { service, nowMs, newKey }: LineContext): ChatNoticeEntry {
  const { message: _said, ...notice } = event;
  const { channel, id, atMs = nowMs } = event;
  const key = id ? `notice:${service} ${id}` : newKey();
  return Object.freeze({ kind: 'notice', key, service, channel, atMs, notice: Object.freeze(notice) });
}

/** @param canFill whether the service keeps what was said */
export function gapLine(
  { channel, atMs, sinceMs, from, to }: ChatGapEvent,
  canFill: boolean,
  { service, nowMs, newKey }: LineContext,
): ChatGapEntry {
  return Object.freeze({
    kind: 'gap',
    key: newKey(),
    service,
    channel,
    atMs: atMs ?? nowMs,
    status: canFill ? 'open' : 'lost',
    ...(sinceMs !== undefined && { sinceMs }),
    ...(from && { from }),
    ...(to && { to }),
  });
}
