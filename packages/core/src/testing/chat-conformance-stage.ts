import type { ChatEvent, ChatMessageEvent } from '../chat/events.ts';
import type { ChatTransportState } from '../chat/transport.ts';
import type { ChatConformance, ChatConformanceSubject } from './chat-conformance-subject.ts';

/** As long as any answer takes. */
const TURN_MS = 100;

/** A transport that is tested, and all that it has told. */
export class ChatConformanceStage {
  readonly config: ChatConformance;
  subject!: ChatConformanceSubject;
  events: ChatEvent[] = [];

  constructor(config: ChatConformance) {
    this.config = config;
  }

  async begin(): Promise<void> {
    this.subject = await this.config.create();
    this.events = [];
    this.subject.transport.addEventListener('chat', ({ events }) => this.events.push(...events));
  }

  async end(): Promise<void> {
    this.subject.transport.destroy();
    await this.subject.cleanup?.();
  }

  readonly state = (): Readonly<ChatTransportState> => this.subject.transport.state.getSnapshot();

  readonly turn = (): Promise<void> => this.subject.pass(TURN_MS);

  readonly of = <Type extends ChatEvent['type']>(type: Type): Extract<ChatEvent, { type: Type }>[] =>
    this.events.filter((event): event is Extract<ChatEvent, { type: Type }> => event.type === type);

  readonly messages = (): ChatMessageEvent[] => this.of('message');

  readonly texts = (): string =>
    this.messages()
      .map(({ message }) => message.text)
      .join();

  /** Waits for a promise on the transport's clock. */
  readonly on = async <T>(promise: Promise<T>, forMs = TURN_MS): Promise<T> => {
    promise.catch(() => {});
    await this.subject.pass(forMs);
    return promise;
  };

  readonly join = (...names: string[]): Promise<unknown> =>
    this.on(Promise.all(names.map((one) => this.subject.transport.join(one))));
}
