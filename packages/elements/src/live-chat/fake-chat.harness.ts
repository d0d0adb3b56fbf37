import { DEFAULT_CHAT_SETTINGS, type ChatIdentity, type ModerationAct } from '@t333/core/chat';
import { Store } from '@t333/core/state';
import { FakeClock } from '@t333/core/testing';
import type { ChatChannelView, ChatSource } from './chat-source.ts';
import { FakeFeed } from './fake-feed.harness.ts';
import type { LiveChat } from './live-chat.ts';

const ME = { id: 'me', handle: 'me', name: 'Me' };

const CHANNEL: ChatChannelView = {
  key: 'fake/room',
  service: 'fake',
  channel: 'room',
  status: 'live',
  error: null,
  retryAtMs: null,
  capabilities: { send: true, reply: true, moderate: true, history: true, replay: true },
  settings: DEFAULT_CHAT_SETTINGS,
  identity: { user: ME, role: 'viewer', badges: [] },
  pinned: null,
  viewerCount: null,
  held: [],
  gate: { can: 'now' },
  waitSeconds: 0,
  queued: null,
  draft: '',
  older: 'none',
};

/** A client that does nothing by itself, and remembers what it was asked. */
export class FakeChat implements ChatSource {
  readonly feed = new FakeFeed();
  readonly asked: unknown[][] = [];
  readonly undone: ModerationAct[] = [];
  refusal: Error | null = null;
  /** What it waits for before it answers a moderator. */
  wait: Promise<void> | null = null;
  readonly #store = new Store<ReturnType<ChatSource['state']['getSnapshot']>>({
    status: 'live',
    channels: new Map([[CHANNEL.key, CHANNEL]]),
  });

  get state(): ChatSource['state'] {
    return this.#store;
  }

  get channel(): ChatChannelView {
    return this.#store.getSnapshot().channels.get(CHANNEL.key)!;
  }

  set(patch: Partial<ChatChannelView>): void {
    this.#store.update({ channels: new Map([[CHANNEL.key, Object.freeze({ ...this.channel, ...patch })]]) });
  }

  be(role: ChatIdentity['role']): void {
    this.set({ identity: { user: ME, role, badges: [] } });
  }

  send(...all: Parameters<ChatSource['send']>): string | null {
    if (this.refusal) throw this.refusal;
    this.asked.push(['send', ...all]);
    return 'sent';
  }

  cancelQueued(key: string): string | null {
    const { queued } = this.#store.getSnapshot().channels.get(key)!;
    this.set({ queued: null });
    return queued;
  }

  resend(key: string): void {
    this.asked.push(['resend', key]);
  }

  discard(key: string): string | null {
    this.asked.push(['discard', key]);
    const entry = this.feed.get(key);
    this.feed.remove(key);
    return entry?.kind === 'message' ? entry.message.text : null;
  }

  setDraft(_key: string, draft: string): void {
    this.set({ draft });
  }

  async loadOlder(key: string): Promise<number> {
    this.asked.push(['loadOlder', key]);
    if (this.refusal) throw this.refusal;
    return 0;
  }

  async fillGap(key: string): Promise<void> {
    this.asked.push(['fillGap', key]);
  }

  async moderate(key: string, act: ModerationAct): Promise<(() => Promise<void>) | null> {
    const { wait } = this;
    this.wait = null;
    if (wait || !this.refusal) this.asked.push(['moderate', key, act]);
    await wait;
    if (this.refusal) throw this.refusal;
    const hasInverse = !['delete', 'clear', 'approve', 'deny'].includes(act.action);
    const undo = async (): Promise<void> => {
      if (this.refusal) throw this.refusal;
      this.undone.push(act);
    };
    return hasInverse ? undo : null;
  }
}

const loadParts = (): Promise<unknown> =>
  Promise.all([
    import('./composer/composer.ts'),
    import('./panels/panels.ts'),
    import('./moderation/moderation.ts'),
    import('./spoken-chat.ts'),
    import('./pinned-message.ts'),
    import('./recording/recording.ts'),
  ]);

/** A `<live-chat>` on the page, on a clock of its own. */
export class ChatStage {
  readonly clock = new FakeClock();
  readonly chat = new FakeChat();
  readonly element: LiveChat;

  constructor() {
    this.element = document.createElement('live-chat');
    this.element.clock = this.clock;
    this.element.client = this.chat;
  }

  /** Resolves when it stands there, with all its parts. */
  async open(): Promise<this> {
    document.body.append(this.element);
    await this.pass();
    return this;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get scroller(): HTMLElement {
    return this.find('.scroller')!;
  }

  get area(): HTMLTextAreaElement {
    return this.find<HTMLTextAreaElement>('textarea')!;
  }

  find<Found extends HTMLElement = HTMLElement>(selector: string): Found | null {
    return this.root.querySelector<Found>(selector);
  }

  text(selector: string): string | undefined {
    return this.find(selector)?.textContent.replace(/\s+/g, ' ').trim();
  }

  rows(): string[] {
    return [...this.root.querySelectorAll('.row')].map(({ textContent }) => textContent);
  }

  row(index: number): HTMLElement {
    return [...this.root.querySelectorAll<HTMLElement>('.row')].at(index)!;
  }

  /** Lets time pass, and what it brings be drawn. */
  async pass(ms = 100): Promise<void> {
    await this.clock.advance(ms);
    await this.#draw();
  }

  async press(target: HTMLElement, key: string, more: KeyboardEventInit = {}): Promise<boolean> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...more });
    target.dispatchEvent(event);
    await this.#draw();
    return event.defaultPrevented;
  }

  async type(text: string): Promise<void> {
    this.area.focus();
    this.area.value = text;
    this.area.setSelectionRange(text.length, text.length);
    this.area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await this.#draw();
  }

  async click(selector: string): Promise<void> {
    this.find(selector)!.click();
    await this.#draw();
  }

  destroy(): void {
    this.element.remove();
  }

  async #draw(): Promise<void> {
    // A store tells in a microtask. What needs a part asks for it before we do, and one part may need another.
    for (let task = 0; task < 4; task++) {
      await new Promise((done) => setTimeout(done));
      await loadParts();
    }
    await this.element.updateComplete;
    await this.element.updateComplete;
  }
}

/** Frames of the page, so that scrolls are told. */
export async function frames(count = 2): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise((done) => requestAnimationFrame(done));
}
