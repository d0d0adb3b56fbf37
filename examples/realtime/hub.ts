import type { Clock } from '../../packages/core/src/time/clock.ts';
import { HubChannel, Refused } from './hub-channel.ts';
import { HubSession, type Faults, type Peer } from './hub-session.ts';
import {
  DEFAULT_HEARTBEAT_MS,
  DEFAULT_LIMITS,
  DEFAULT_POLL_AFTER_MS,
  MAX_HISTORY,
  MAX_POLL_WAIT_SECONDS,
  TICKET_LIFE_MS,
  type PollAnswer,
  type RtEvent,
  type RtLimits,
  type RtPosition,
  type RtUser,
} from './protocol.ts';
import { isModerator, type Viewer } from './seen.ts';

export interface HubOptions {
  clock?: Clock;
  limits?: Partial<RtLimits>;
  /** Sockets of one address. Default 20. */
  socketsPerIp?: number;
  /** Events of a channel that are kept. Default 1000. */
  keep?: number;
  heartbeatMs?: number;
  pollAfterMs?: number;
  /** How long events wait for others, to go in one frame. Default 20. */
  windowMs?: number;
  /** By code: an emote's id. */
  emotes?: ReadonlyMap<string, string>;
}

/** What was told earlier is no news in a poll: it comes every 5 s. */
const HEALTH_LIFE_MS = 10_000;

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A server of t333-rt/1, all but its sockets: channels, sessions, tickets, polls. Its logs are in memory, and end with it. */
export class RealtimeHub {
  readonly clock: Clock;
  readonly limits: RtLimits;
  readonly heartbeatMs: number;
  readonly windowMs: number;
  readonly faults: Faults = { refuseSockets: false, refusePolls: false, delayMs: () => 0, losesEvent: () => false };
  readonly sessions = new Set<HubSession>();
  readonly channels = new Map<string, HubChannel>();
  readonly socketsPerIp: number;
  /** By bearer token. */
  readonly users = new Map<string, RtUser>();
  pollAfterMs: number;
  /** How many polls were answered. */
  polls = 0;
  readonly #options: HubOptions;
  readonly #tickets = new Map<string, { user: RtUser; at: number }>();
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #health = new Map<string, { told: PollAnswer['health']; atMs: number }>();
  #ids = 0;

  constructor(options: HubOptions = {}) {
    const { clock = SYSTEM_CLOCK, limits, heartbeatMs, pollAfterMs, windowMs = 20, socketsPerIp = 20 } = options;
    this.#options = options;
    this.clock = clock;
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.heartbeatMs = heartbeatMs ?? DEFAULT_HEARTBEAT_MS;
    this.pollAfterMs = pollAfterMs ?? DEFAULT_POLL_AFTER_MS;
    this.windowMs = windowMs;
    this.socketsPerIp = socketsPerIp;
  }

  channel(id: string): HubChannel {
    let channel = this.channels.get(id);
    if (!channel) {
      const { keep = 1000, emotes = new Map() } = this.#options;
      channel = new HubChannel(id, this.#newEpoch(), {
        now: () => this.clock.wallTime(),
        keep,
        messagesPerSecond: this.limits.messagesPerSecond,
        messageBurst: this.limits.messageBurst,
        newId: () => `m${++this.#ids}`,
        emotes,
        tell: (of, event, seenBy) => this.#tell(of, event, seenBy),
      });
      this.channels.set(id, channel);
    }
    return channel;
  }

  /** A channel that one may join. */
  open(id: string): HubChannel {
    const channel = this.channel(id);
    if (channel.refusal) throw new Refused(channel.refusal, 'Nobody gets in here.');
    return channel;
  }

  issueTicket(user: RtUser): string {
    const ticket = `ticket-${crypto.randomUUID()}`;
    this.#tickets.set(ticket, { user, at: this.clock.wallTime() });
    return ticket;
  }

  /** It is good once. */
  redeem(ticket: string): RtUser | null {
    const issued = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return issued && this.clock.wallTime() - issued.at <= TICKET_LIFE_MS ? issued.user : null;
  }

  /** A socket has opened. */
  connect(peer: Peer): HubSession {
    const session = new HubSession(this, peer);
    this.sessions.add(session);
    return session;
  }

  /** Somebody says something: no limit, no rule. */
  say(channelId: string, user: RtUser, text: string): { id: string; seq: number } {
    const channel = this.channel(channelId);
    const message = channel.message(user, text);
    const { seq } = channel.log({ type: 'chat', ...message });
    return { id: message.id, seq };
  }

  setViewers(channelId: string, viewerCount: number): void {
    const channel = this.channel(channelId);
    channel.viewerCount = viewerCount;
    this.#tell(channel, { type: 'viewer_update', channelId, viewerCount }, null);
  }

  tellHealth(channelId: string, health: Omit<Extract<RtEvent, { type: 'health' }>, 'type' | 'channelId'>): void {
    const { viewerCount: _, ...told } = health;
    this.#health.set(channelId, { told, atMs: this.clock.now() });
    this.#tell(this.channel(channelId), { type: 'health', channelId, ...health }, null);
  }

  /** Breaks all sockets, without a word. */
  cut(): void {
    for (const session of this.sessions) session.end(1006);
  }

  /** Ends all sockets, as a server that starts anew. @param losesLogs a server in memory has forgotten all */
  restart({ losesLogs = true, reconnectAfterMs = 0 } = {}): void {
    for (const session of this.sessions) {
      session.goodbye(reconnectAfterMs);
      session.end(1012);
    }
    if (losesLogs) for (const channel of this.channels.values()) channel.past.lose(this.#newEpoch());
  }

  /** Answers a poll, once there is something or `waitSeconds` are over. */
  async poll(
    channelId: string,
    {
      since,
      limit = 50,
      waitSeconds = 0,
      user = null,
      signal,
    }: {
      since?: RtPosition | undefined;
      limit?: number;
      waitSeconds?: number;
      user?: RtUser | null;
      signal?: AbortSignal;
    },
  ): Promise<PollAnswer> {
    const channel = this.open(channelId);
    const viewer = channel.viewer(user);
    const isNews = (): boolean => since?.epoch !== channel.epoch || since.seq < channel.lastSeq;
    // Whoever is told how the broadcast arrives is not held: that is news every few seconds.
    if (waitSeconds > 0 && !isNews() && !this.#healthFor(channelId, viewer)) {
      await new Promise<void>((resolve) => {
        const waiting = this.#waiting.get(channelId) ?? new Set();
        this.#waiting.set(channelId, waiting);
        const end = (): void => {
          cancel();
          waiting.delete(end);
          resolve();
        };
        const cancel = this.clock.after(Math.min(waitSeconds, MAX_POLL_WAIT_SECONDS) * 1000, end);
        waiting.add(end);
        signal?.addEventListener('abort', end, { once: true });
      });
    }
    this.polls++;
    const capped = Math.min(limit, MAX_HISTORY);
    const health = this.#healthFor(channelId, viewer);
    return {
      ...channel.past.replay(since, capped, viewer, capped),
      settings: channel.settings,
      pinned: channel.pinned,
      you: channel.you(user),
      user,
      viewerCount: channel.viewerCount,
      ...(health && { health }),
      pollAfterMs: this.pollAfterMs,
    };
  }

  close(): void {
    for (const session of this.sessions) session.end(1001);
    for (const waiting of this.#waiting.values()) for (const end of waiting) end();
  }

  #healthFor(channelId: string, viewer: Viewer): PollAnswer['health'] {
    const { told, atMs = -Infinity } = this.#health.get(channelId) ?? {};
    return isModerator(viewer) && this.clock.now() - atMs < HEALTH_LIFE_MS ? told : undefined;
  }

  /** No other process has ever given out the same: its numbers begin at 1, too. */
  #newEpoch(): string {
    return crypto.randomUUID();
  }

  #tell(channel: HubChannel, event: RtEvent, seenBy: ((viewer: Viewer) => RtEvent) | null): void {
    for (const session of this.sessions) session.hear(channel, event, seenBy);
    const waiting = this.#waiting.get(channel.id);
    if (seenBy) for (const end of waiting ?? []) end();
  }
}
