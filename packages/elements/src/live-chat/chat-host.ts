import type { Clock } from '@t333/core/time';
import type { ReactiveControllerHost } from 'lit';
import type { ChatSource } from './chat-source.ts';

/** What the parts of a `<live-chat>` need of it. */
export interface ChatHost extends ReactiveControllerHost, Element {
  readonly client: ChatSource | null;
  readonly clock: Clock;
  readonly renderRoot: ParentNode;
  /** For screen readers. */
  say(text: string): void;
}
