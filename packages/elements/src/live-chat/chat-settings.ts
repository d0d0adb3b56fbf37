import { keep, readKept } from './kept.ts';

export interface ChatViewSettings {
  readonly size: 'small' | 'medium' | 'large';
  readonly timestamps: boolean;
  /** False: no emote moves. */
  readonly animated: boolean;
  /**
   * What screen readers say.
   * - `all`: messages, gathered for some seconds; mentions, moderation and one's own at once.
   * - `mentions`: only what is said at once.
   */
  readonly spoken: 'all' | 'mentions' | 'off';
}

export const DEFAULT_SETTINGS: ChatViewSettings = Object.freeze({
  size: 'medium',
  timestamps: false,
  animated: true,
  spoken: 'all',
});

const STORAGE_KEY = 't333:chat-settings';

const SIZES = ['small', 'medium', 'large'] as const;
const SPOKEN = ['all', 'mentions', 'off'] as const;

/** What was stored, as far as it is what we have stored. */
export function readSettings(text: string | null): ChatViewSettings {
  let stored: Partial<Record<keyof ChatViewSettings, unknown>> | null = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    // Somebody else's.
  }
  const { size, timestamps, animated, spoken } = stored ?? {};
  return Object.freeze({
    size: SIZES.find((one) => one === size) ?? DEFAULT_SETTINGS.size,
    timestamps: timestamps === true,
    animated: animated !== false,
    spoken: SPOKEN.find((one) => one === spoken) ?? DEFAULT_SETTINGS.spoken,
  });
}

/** Works without a storage, too. */
export const loadSettings = (): ChatViewSettings => readSettings(readKept(STORAGE_KEY));

export const storeSettings = (settings: ChatViewSettings): void => keep(STORAGE_KEY, settings);
