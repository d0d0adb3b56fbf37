import { T333Error } from '../errors.ts';
import type { SettingsField, SomeSettings, StreamCategory } from './settings.ts';

/** How things are. */
export interface SettingsAnswer {
  /** Those that there are. A field that is left out cannot be set. */
  readonly settings: SomeSettings;
  /** Fields are left out because there is no stream, not even a preview: they are those of a stream. */
  readonly lacksStream?: boolean;
}

/**
 * What keeps the settings of a channel and its stream. Calls reject with a `T333Error`: `unauthorized` or `forbidden` for who may not,
 * `network`, `timeout` or `offline` where nothing was to be reached, and `aborted` when `signal` aborts.
 */
export interface SettingsApi {
  load: (signal: AbortSignal) => Promise<SettingsAnswer>;
  /**
   * @param changes those that change
   * @returns how all of it is now
   * @throws SettingsRefusal which fields the server does not take, and what of the rest it has taken
   */
  save: (changes: SomeSettings, signal: AbortSignal) => Promise<SettingsAnswer>;
  categories: (signal: AbortSignal) => Promise<readonly StreamCategory[]>;
}

/** A server has not taken all of it. */
export class SettingsRefusal extends T333Error<'invalid-argument'> {
  /** By field: what it has said. */
  readonly reasons: ReadonlyMap<SettingsField, string>;
  /** What it has taken all the same. */
  readonly taken: SomeSettings;

  constructor(
    reasons: ReadonlyMap<SettingsField, string>,
    taken: SomeSettings = {},
    options: { cause?: unknown } = {},
  ) {
    super('invalid-argument', [...reasons.values()].join(' ') || 'The server does not take that.', options);
    this.name = 'SettingsRefusal';
    this.reasons = reasons;
    this.taken = taken;
  }
}
