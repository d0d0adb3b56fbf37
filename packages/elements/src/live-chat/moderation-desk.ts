import type { ChatMessageEntry, ModerationAct } from '@t333/core/chat';
import { nothing, type TemplateResult } from 'lit';
import { lazy } from '../base/lazy.ts';
import { cutText } from './cut-text.ts';
import type { ChatHost } from './chat-host.ts';
import type { Toast } from './panels/toast.ts';

const load = (): Promise<typeof import('./panels/panels.ts')> => import('./panels/panels.ts');
const panelsCode = /* @__PURE__ */ lazy(load);

/** Long enough to see that it was the wrong one. */
const TOAST_MS = 8000;

/** Does what a moderator asks for, says what became of it, and takes it back where that is possible. */
export class ModerationDesk {
  readonly #host: ChatHost;
  #toast: Toast | null = null;
  #cancel: (() => void) | null = null;

  constructor(host: ChatHost) {
    this.#host = host;
  }

  async moderate(act: ModerationAct, { service, channel, message }: ChatMessageEntry): Promise<void> {
    const { client } = this.#host;
    const channels = client?.state.getSnapshot().channels.values() ?? [];
    const target = [...channels].find((one) => one.service === service && one.channel === channel);
    if (!client || !target) return;
    try {
      const undo = await client.moderate(target.key, act);
      this.#show(act.action, cutText(message.user.name, 50), undo);
    } catch (error) {
      this.complain(error);
    }
  }

  /** Something that was asked for did not work. */
  complain(error: unknown): void {
    this.#show('failed', error instanceof Error ? error.message : '', null);
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#toast = null;
  }

  render(): TemplateResult | typeof nothing {
    const code = this.#toast ? panelsCode(this.#host) : undefined;
    return code && this.#toast ? code.toast(this.#host, this.#toast) : nothing;
  }

  #show(done: string, name: string, undo: (() => Promise<void>) | null): void {
    this.clear();
    const hide = (): void => {
      this.clear();
      this.#host.requestUpdate();
    };
    const onUndo = (): void => {
      hide();
      undo!().then(
        () => this.#show('undone', name, null),
        (error: unknown) => this.complain(error),
      );
    };
    const toast: Toast = { done, name, onUndo: undo && onUndo };
    this.#toast = toast;
    this.#cancel = this.#host.clock.after(TOAST_MS, hide);
    this.#host.requestUpdate();
    void load().then(({ toastText }) => this.#host.say(toastText(this.#host, toast)));
  }
}
