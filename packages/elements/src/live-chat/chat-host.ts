import type { ChatEntry, ChatFeed, ChatMessageEntry } from '@t333/core/chat';
import type { Clock } from '@t333/core/time';
import type { ReactiveControllerHost } from 'lit';
import type { ChatChannelView, ChatSource } from './chat-source.ts';
import type { ReaderView } from './reader-view.ts';
import type { UserFacts } from './user-fact.ts';

/** What the parts of a `<live-chat>` need of it. */
export interface ChatHost extends ReactiveControllerHost, Element {
  readonly client: ChatSource | null;
  readonly clock: Clock;
  readonly renderRoot: ParentNode;
  /** For screen readers. */
  say(text: string): void;
}

/** What panels need of it, as it is at the moment. */
export interface PanelsContext {
  readonly feed: ChatFeed | null;
  readonly channel: ChatChannelView | null;
  readonly view: ReaderView;
  readonly userFacts: UserFacts | null;
  readonly composer: {
    reply(entry: ChatMessageEntry): void;
    mention(handle: string): void;
  } | null;
  /** Null: it is no recording. */
  readonly recording: {
    secondsOf(entry: ChatEntry): number | null;
    seek(entry: ChatEntry): void;
  } | null;
  /** Rows have changed in what they look like. */
  redraw(): void;
}
