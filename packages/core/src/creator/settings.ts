/** Code points, in servers like the reference back end; a field of another server may take less, and say so. */
export const MAX_TAG_LENGTH = 25;
export const MAX_TAGS = 10;
/** 4 h. */
export const MAX_DVR_WINDOW_SECONDS = 14_400;
export const MAX_MIN_AGE = 21;

export const LATENCY_MODES = ['low', 'normal'] as const;
/** `low` is Low-Latency HLS. */
export type LatencyMode = (typeof LATENCY_MODES)[number];

export const VISIBILITIES = ['public', 'unlisted', 'private', 'subscribers'] as const;
export type StreamVisibility = (typeof VISIBILITIES)[number];

/** What a creator sets of a channel and its stream. */
export interface CreatorSettings {
  /** 1 to 140 code points. */
  readonly title: string;
  /** Up to 2000 code points. */
  readonly description: string;
  /** Of the service; null: none. */
  readonly categoryId: string | null;
  /** Up to 10, of 1 to 25 code points each, none twice. */
  readonly tags: readonly string[];
  /** BCP 47: `de`, `pt-BR`; null: it is not said. */
  readonly language: string | null;
  /** How far back viewers may go, 0 to 14,400 s; 0: not at all. */
  readonly dvrWindowSec: number;
  /** Years, 0 to 21; 0 is for all. What viewers say of their age is not verified by that. */
  readonly minAge: number;
  readonly latency: LatencyMode;
  readonly visibility: StreamVisibility;
  /** A flag for players and encoders; nothing is drawn by it. */
  readonly hasWatermark: boolean;
}

export type SettingsField = keyof CreatorSettings;

/** In the order in which they are shown. */
export const SETTINGS_FIELDS: readonly SettingsField[] = [
  'title',
  'description',
  'tags',
  'categoryId',
  'language',
  'visibility',
  'minAge',
  'latency',
  'dvrWindowSec',
  'hasWatermark',
];

/** Those that a service has, and that can be set now. */
export type SomeSettings = Partial<CreatorSettings>;

export interface StreamCategory {
  readonly id: string;
  readonly name: string;
}

/** Whether two settings have the same value: lists by what is in them. */
export const isSameSetting = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((one, index) => one === b[index])
    : Object.is(a, b);
