import { DEFAULT_SETTINGS, loadSettings, storeSettings, type ChatViewSettings } from './chat-settings.ts';
import { IgnoredUsers } from './ignored-users.ts';

/** What the reader has chosen, and what their device asks for. */
export class ReaderView {
  readonly ignored = new IgnoredUsers();
  readonly #onChange: () => void;
  #settings: ChatViewSettings = DEFAULT_SETTINGS;
  #motion: MediaQueryList | null = null;

  /** @param onChange rows look different */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** As it was kept on this device. */
  load(signal: AbortSignal): void {
    this.#settings = loadSettings();
    this.ignored.load();
    this.#motion = matchMedia('(prefers-reduced-motion: reduce)');
    this.#motion.addEventListener('change', this.#onChange, { signal });
  }

  get settings(): ChatViewSettings {
    return this.#settings;
  }

  get isMotionReduced(): boolean {
    return this.#motion?.matches ?? false;
  }

  change(patch: Partial<ChatViewSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
    storeSettings(this.#settings);
    this.#onChange();
  }
}
