import { T333Error } from '../errors.ts';
import type {
  ClientRequest,
  PollAnswer,
  RtChannelFacts,
  RtEvent,
  RtPosition,
  ServerFrame,
  ServerReply,
} from '../protocol/index.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import type { Clock } from '../time/clock.ts';
import type { LogOutput } from './channel-log.ts';
import type { JoinedChannel, RealtimeChannelState } from './joined-channel.ts';
import type { RealtimeItem } from './realtime-events.ts';
import { RealtimeRefusal } from './refusal.ts';
import { RETRY } from './retry-plan.ts';
import type { SocketLink } from './socket-link.ts';
import type { Frame } from './transport.ts';

/** How long an event may be on its way behind those after it. */
const HOLE_PATIENCE_MS = 2000;
/** So often the server is asked for what is missing. */
const MAX_REPAIRS = 2;

export interface ChannelSetOptions {
  clock: Clock;
  random: () => number;
}

export interface ChannelSetHost {
  onItems: (items: readonly RealtimeItem[]) => void;
  /** The state of a channel may be another. */
  onChange: () => void;
  /** A channel has got another carrier, or needs none any more. */
  onCarried: () => void;
  /** What nobody here keeps in order. */
  onFrame: (frame: Frame) => void;
  onError: (error: T333Error) => void;
  /** Polls of a channel are to leave now, or not at all. */
  hurryPolls: (channelId: string) => void;
  stopPolls: (channelId: string) => void;
}

/** The channels that are wanted: joins them on links, and puts together what links and polls tell of them. */
export class ChannelSet {
  readonly #options: ChannelSetOptions;
  readonly #host: ChannelSetHost;
  readonly #byId = new Map<string, JoinedChannel>();

  constructor(options: ChannelSetOptions, host: ChannelSetHost) {
    this.#options = options;
    this.#host = host;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): JoinedChannel | undefined {
    return this.#byId.get(id);
  }

  add(channel: JoinedChannel): void {
    this.#byId.set(channel.id, channel);
  }

  values(): JoinedChannel[] {
    return [...this.#byId.values()];
  }

  /** Those that the server did not refuse. */
  wanted(): JoinedChannel[] {
    return this.values().filter(({ isRefused }) => !isRefused);
  }

  states(): Map<string, RealtimeChannelState> {
    return new Map(Array.from(this.#byId, ([id, { state }]) => [id, state]));
  }

  /** Nothing is told of it any more. */
  forget(channel: JoinedChannel, links: readonly SocketLink[]): void {
    channel.stop();
    this.#byId.delete(channel.id);
    this.#host.stopPolls(channel.id);
    for (const link of links) link.epochs.delete(channel.id);
  }

  joinOn(link: SocketLink, channel: JoinedChannel): void {
    if (channel.isRefused || channel.asked === link) return;
    const { id, log, history, topics } = channel;
    const since = log.position;
    channel.asked = link;
    channel.cancelRetry?.();
    channel.cancelRetry = null;
    const request: ClientRequest = {
      type: 'join',
      channelId: id,
      history,
      ...(since && { since }),
      ...(topics.length > 0 && { topics }),
    };
    link.ask(request, (reply) => {
      if (channel.asked === link) channel.asked = null;
      if (this.#byId.get(id) !== channel || link.closed) return;
      if (reply instanceof T333Error || reply.type !== 'joined') return this.#unanswered(link, channel, reply);
      link.epochs.set(id, reply.epoch);
      channel.carrier = link;
      channel.facts = null;
      this.#host.stopPolls(id);
      this.#joined(channel, [{ kind: 'joined', ...factsOf(reply) }, ...log.answer(reply, since, reply.more)]);
      this.#host.onCarried();
      // More was wanted meanwhile.
      if (channel.topics !== topics) this.joinOn(link, channel);
    });
  }

  #unanswered(link: SocketLink, channel: JoinedChannel, reply: T333Error | ServerReply): void {
    const error = reply instanceof T333Error ? reply : new T333Error('invalid-frame', 'The server did not say joined.');
    if (!error.retryable) return this.refuse(channel, error);
    if (channel.state.status !== 'joined') channel.set('joining', error);
    const wishMs = (error instanceof RealtimeRefusal && error.retryAfterMs) || 0;
    const delayMs = Math.max(
      wishMs,
      backOffDelayMs({ attempt: ++channel.attempt, ...RETRY, random: this.#options.random }),
    );
    channel.cancelRetry = this.#options.clock.after(delayMs, () => this.joinOn(link, channel));
    this.#host.onChange();
  }

  #joined(channel: JoinedChannel, output: readonly WithoutChannel[]): void {
    channel.attempt = 0;
    channel.set('joined');
    this.#watchHole(channel);
    this.#host.onChange();
    this.#host.onItems(ofChannel(channel, output));
    channel.settle(null);
  }

  /** What polls have told last, to somebody who has come since. */
  tellAgain(channel: JoinedChannel, facts: RtChannelFacts): void {
    channel.settle(null);
    this.#host.onItems(ofChannel(channel, [{ kind: 'joined', ...facts }]));
  }

  refuse(channel: JoinedChannel, error: T333Error): void {
    channel.stop();
    channel.isRefused = true;
    channel.carrier = null;
    channel.set('failed', error);
    this.#host.onChange();
    channel.settle(error);
    this.#host.onCarried();
  }

  /** It is not told now, but asked for again. */
  failed(channel: JoinedChannel, error: T333Error): void {
    channel.set('joining', error);
    this.#host.onError(error);
  }

  /** A poll was answered. */
  answer(channel: JoinedChannel, answer: PollAnswer, since: RtPosition | null): void {
    const { log, topics } = channel;
    const { viewerCount, health, epoch } = answer;
    channel.carrier = 'polls';
    const live: RtEvent[] = [];
    if (viewerCount !== undefined) live.push({ type: 'viewer_update', viewerCount });
    if (health && topics.includes('health')) live.push({ type: 'health', ...health });
    const { viewerCount: _, ...facts } = factsOf(answer);
    channel.facts = facts;
    this.#joined(channel, [{ kind: 'joined', ...facts }, ...log.answer(answer, since), ...log.take(epoch, live)]);
  }

  /** What came on a link that nobody has asked for. */
  hear(link: SocketLink, frame: ServerFrame): void {
    if (frame.type === 'goodbye') return;
    if (frame.type === 'error')
      return this.#host.onError(new RealtimeRefusal(frame.code, frame.message, frame.retryAfterMs ?? null));
    const items: RealtimeItem[] = [];
    if (frame.type === 'gap') this.#output(frame.channelId, link, items, (log, epoch) => log.shed(epoch, frame));
    else if (frame.type === 'batch') {
      for (const event of frame.events) this.#event(link, event, event.channelId ?? frame.channelId, items);
    } else this.#event(link, frame as RtEvent, (frame as RtEvent).channelId, items);
    if (items.length === 0) return;
    this.#host.onItems(items);
    // Among what was shed, settings may have changed, and who one is: a join tells how that is now.
    const channel = frame.type === 'gap' && this.#byId.get(frame.channelId);
    if (channel && channel.carrier === link) this.joinOn(link, channel);
  }

  #event(link: SocketLink, event: RtEvent, channelId: string | undefined, items: RealtimeItem[]): void {
    if (event.type === 'placeholder' && event.reason === 'invalid')
      this.#host.onError(new T333Error('invalid-frame', 'An event could not be read.'));
    if (channelId === undefined) return;
    if (event.type === 'timeline' || !this.#byId.has(channelId))
      this.#host.onFrame({ ...event, channelId } as unknown as Frame);
    this.#output(channelId, link, items, (log, epoch) => log.take(epoch, [event]));
  }

  #output(
    channelId: string,
    link: SocketLink,
    items: RealtimeItem[],
    act: (log: JoinedChannel['log'], epoch: string | null) => LogOutput[],
  ): void {
    const channel = this.#byId.get(channelId);
    if (!channel) return;
    items.push(...ofChannel(channel, act(channel.log, link.epochs.get(channelId) ?? null)));
    this.#watchHole(channel);
  }

  #watchHole(channel: JoinedChannel): void {
    const { log } = channel;
    if (!log.hole) {
      channel.cancelHole?.();
      channel.cancelHole = null;
    } else if (log.isFull) this.#mend(channel);
    else this.#mendLater(channel);
  }

  #mendLater(channel: JoinedChannel): void {
    channel.cancelHole ??= this.#options.clock.after(HOLE_PATIENCE_MS, () => {
      channel.cancelHole = null;
      this.#mend(channel);
    });
  }

  /** What is missing does not come by itself: the channel is joined again, or goes on without. */
  #mend(channel: JoinedChannel): void {
    const { log, carrier, repair } = channel;
    const { hole } = log;
    if (!hole || channel.asked || carrier === null) return;
    channel.cancelHole?.();
    channel.cancelHole = null;
    if (repair.from !== hole.from) channel.repair = { from: hole.from, times: 0 };
    if (channel.repair.times++ < MAX_REPAIRS) {
      if (carrier === 'polls') this.#host.hurryPolls(channel.id);
      else this.joinOn(carrier, channel);
      return this.#mendLater(channel);
    }
    this.#host.onItems(ofChannel(channel, log.skip()));
    this.#watchHole(channel);
  }

  /** A link is gone. @param newest what else there is */
  lost(link: SocketLink, newest: SocketLink | undefined): void {
    for (const channel of this.#byId.values()) {
      if (channel.asked === link) channel.asked = null;
      if (channel.carrier !== link) continue;
      this.#uncarried(channel);
      if (newest) this.joinOn(newest, channel);
    }
  }

  /** Nothing carries them, and nothing will. `settle()` tells those who wait. */
  fail(error: T333Error): void {
    for (const channel of this.#byId.values()) {
      channel.stop();
      channel.set('failed', error);
    }
  }

  settle(error: T333Error): void {
    for (const channel of this.values()) channel.settle(error);
  }

  /** Nobody polls any more. */
  pollsEnded(): void {
    for (const channel of this.#byId.values()) if (channel.carrier === 'polls') this.#uncarried(channel);
  }

  #uncarried(channel: JoinedChannel): void {
    channel.carrier = null;
    if (channel.state.status === 'joined') channel.set('joining');
  }
}

type WithoutChannel = LogOutput | ({ readonly kind: 'joined' } & RtChannelFacts);

function ofChannel({ id }: JoinedChannel, output: readonly WithoutChannel[]): RealtimeItem[] {
  return output.map((one) => Object.assign({ channelId: id }, one));
}

/** What is to be known of a channel, and no more. */
function factsOf({ settings, pinned, you, viewerCount }: RtChannelFacts): RtChannelFacts {
  return {
    ...(settings && { settings }),
    ...(pinned !== undefined && { pinned }),
    ...(you !== undefined && { you }),
    ...(viewerCount !== undefined && { viewerCount }),
  };
}
