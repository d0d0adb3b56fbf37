import { lazy } from '../base/lazy.ts';
import type { ChatHost, PanelsContext } from './chat-host.ts';
import type { ChatPanels } from './panels/chat-panels.ts';

const panelsCode = /* @__PURE__ */ lazy(() => import('./panels/panels.ts'));

/** What opens over the chat, from when it is first needed. */
export class LazyPanels {
  readonly #host: ChatHost;
  readonly #context: () => PanelsContext;
  #panels: ChatPanels | null = null;
  /** What is to be done when it is here. */
  #wish: ((panels: ChatPanels) => void) | null = null;

  constructor(host: ChatHost, context: () => PanelsContext) {
    this.#host = host;
    this.#context = context;
  }

  /** Null: nobody has needed them yet. */
  get here(): ChatPanels | null {
    return this.#panels;
  }

  /** Fetches them where they are not here. */
  with(use: (panels: ChatPanels) => void): void {
    const before = this.#wish;
    this.#wish = (panels) => {
      before?.(panels);
      use(panels);
    };
    this.drawing();
  }

  /** Called before the host is drawn: they may have come. */
  drawing(): void {
    if (!this.#wish) return;
    const code = this.#panels ? null : panelsCode(this.#host);
    if (code) this.#panels = new code.ChatPanels(this.#host, this.#context);
    if (!this.#panels) return;
    const use = this.#wish;
    this.#wish = null;
    use(this.#panels);
  }
}
